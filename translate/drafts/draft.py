"""A draft in memory, and its PO file: reading, writing, keeping copies."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from translate.article import Segment
from translate.drafts.facts import read_facts, text_digest, write_facts
from translate.drafts.po import Entry, parse, serialise
from translate.errors import ConfigError, DraftError
from translate.files import write_atomic
from translate.languages import LANGUAGES, language
from translate.markup import split_tagged, to_tagged
from translate.units import State, Unit

FORMAT = "1"
_OURS = {
    "X-Yelema-Title": "title",
    "X-Yelema-Model": "model",
    "X-Yelema-Glossary": "glossary_digest",
    "X-Yelema-Source": "source_digest",
}
# Fields an editor fills in. gettext warns when they are missing, not when they are empty.
_EDITORS = {"PO-Revision-Date": "", "Last-Translator": "", "Language-Team": ""}


@dataclass(frozen=True)
class Draft:
    """One article's translation into one language.

    article: its slug. source_digest: of the segments it was last merged with.
    units: in the article's order. obsolete: human work whose sentence is gone, kept for
    ever and revived when the sentence returns. headers: PO header fields that are not
    ours (last translator, revision date, bookmarks of an editor), comment: the file's
    own comment. extras: comment lines of other tools by segment id. stamp: sha256 of
    the file it was read from, "" for a draft that was never in a file.
    """

    article: str = ""
    title: str = ""
    language: str = ""
    model: str = ""
    glossary_digest: str = ""
    source_digest: str = ""
    units: tuple[Unit, ...] = ()
    obsolete: tuple[Unit, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    comment: str = ""
    extras: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stamp: str = field(default="", compare=False)


def holds_human_text(unit: Unit) -> bool:
    """True when a human wrote or approved the target, here or in the memory it came from."""
    machine = unit.origin.startswith("mt:") or unit.origin == "copy"
    return bool(unit.target) and (unit.state.is_human or not machine)


def pending(draft: Draft, *, again: bool = False) -> tuple[Unit, ...]:
    """The units that wait for the engine: those without a target.

    again: also the machine's own drafts that no human has touched. A human's text is
    never among them.
    """
    return tuple(
        unit for unit in draft.units if not unit.target or (again and not holds_human_text(unit))
    )


def source_digest(segments: Iterable[Segment]) -> str:
    """A digest of what there is to translate: ids and tagged texts, in order. 16 hex digits."""
    digest = hashlib.sha256()
    for segment in segments:
        line = f"{segment.id}\0{to_tagged(segment.text, segment.spans)}\0"
        digest.update(line.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def read(path: Path, *, expected: str | None = None) -> Draft:
    """The draft in a PO file, as a human may have left it.

    A text without its fuzzy mark is reviewed. A fuzzy one that differs from what the
    machine wrote is a human's work in progress: a draft of origin "human".

    expected: language code the draft must be in; by default the one that names the
    file, when the file is named after a language (`ru.po`).
    Raises DraftError, naming file and line, for a file that cannot be used.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DraftError(f"{path}: {error.strerror or error}; give a draft that can be read") from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DraftError(f"{path}:{line}: not UTF-8; save the draft as UTF-8 in your editor") from None
    draft = _from_entries(parse(text, str(path)), str(path))
    wanted = expected or (path.stem if path.stem in LANGUAGES else draft.language)
    if draft.language != wanted:
        raise DraftError(
            f"{path}: its header says it is in {draft.language!r}, not {wanted!r}; "
            "put the right file there, or correct the header's Language line"
        )
    return replace(draft, stamp=hashlib.sha256(data).hexdigest())


def dump(draft: Draft) -> str:
    """The PO file of a draft. The same draft gives the same text, byte for byte.

    Raises DraftError for what a PO file cannot hold: two units with one id, an empty
    source, half of a surrogate pair; ConfigError for an unknown language.
    """
    entries = [_header(draft)]
    seen: set[str] = set()
    for unit, obsolete in [*((u, False) for u in draft.units), *((u, True) for u in draft.obsolete)]:
        if not unit.segment.id or unit.segment.id in seen or not unit.segment.text:
            what = "an empty source" if not unit.segment.text else "an id that is empty or taken"
            raise DraftError(f"{draft.article}: segment {unit.segment.id!r} has {what}; report this as a bug")
        seen.add(unit.segment.id)
        extras = () if obsolete else draft.extras.get(unit.segment.id, ())
        entries.append(_to_entry(unit, extras, obsolete=obsolete))
    text = serialise(entries)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise DraftError(
            f"{draft.article}: line {line} of the draft would hold half a character (a lone surrogate); "
            "repair the article's encoding"
        ) from None
    return text


def write(draft: Draft, path: Path) -> bool:
    """Write a draft atomically; a file that holds it already, however laid out, is left alone.

    Returns True when the file was written. Raises DraftError when the file has changed
    since this draft was read from it (a translator saved meanwhile), or exists and was
    never read: writing would lose work.
    """
    path = Path(path)
    if _is_in(draft, path):
        return False
    if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() != draft.stamp:
        raise DraftError(f"{path}: changed in the meantime and was left as it is; run the command again")
    return write_atomic(path, dump(draft))


def backup(path: Path, folder: Path | None = None) -> Path | None:
    """Keep a copy of the file at `path` as `backups/<name>-<number>-<digest>.po` beside it.

    Content that has a copy already gets no second one, and no copy is ever deleted.
    Returns the copy, None when there is no file. folder: where copies go instead.
    """
    path = Path(path)
    if not path.exists():
        return None
    folder = Path(folder) if folder else path.parent / "backups"
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()[:12]
    copies = sorted(folder.glob(f"{path.stem}-[0-9]*-*{path.suffix}"))
    for copy in copies:
        if copy.stem.endswith(digest) and copy.read_bytes() == data:
            return copy
    numbers = [int(match[1]) for copy in copies if (match := re.search(r"-(\d+)-[0-9a-f]+$", copy.stem))]
    copy = folder / f"{path.stem}-{max(numbers, default=0) + 1:04d}-{digest}{path.suffix}"
    write_atomic(copy, data)
    return copy


def backup_before_change(path: Path, folder: Path, new: Draft) -> Path | None:
    """`backup`, if writing `new` to `path` would change the file. Returns the copy or None."""
    return None if _is_in(new, Path(path)) else backup(path, folder)


def _is_in(draft: Draft, path: Path) -> bool:
    """True when the file at `path` holds this draft; editors wrap lines in ways of their own."""
    if not path.exists():
        return False
    data = path.read_bytes()
    if data == dump(draft).encode("utf-8"):
        return True
    return hashlib.sha256(data).hexdigest() == draft.stamp and read(path, expected=draft.language) == draft


def _header(draft: Draft) -> Entry:
    own = {
        "Project-Id-Version": draft.article,
        **_EDITORS,
        "Language": draft.language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": language(draft.language).plural_forms,
        "X-Yelema-Format": FORMAT,
        **{name: getattr(draft, attribute) for name, attribute in _OURS.items()},
    }
    fields = {**own, **dict(draft.headers)}
    text = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in fields.items())
    return Entry(msgid="", msgstr=text, notes=_comment_lines(draft.comment))


def _from_entries(entries: Sequence[Entry], where: str) -> Draft:
    if not entries or not entries[0].is_header:
        raise DraftError(f"{where}:1: no PO header; if this is a damaged draft, restore it from backups/")
    header = entries[0]
    fields = dict(_header_fields(header.msgstr or ""))
    code = fields.get("Language", "").replace("-", "_").split("_")[0].lower()
    try:
        language(code)
    except ConfigError as error:
        raise DraftError(f"{where}:{header.line}: header line Language: {error}") from None
    if fields.get("X-Yelema-Format", FORMAT) != FORMAT:
        raise DraftError(f"{where}:{header.line}: written by a newer version of this program; update yelema")
    units: list[Unit] = []
    obsolete: list[Unit] = []
    extras: dict[str, tuple[str, ...]] = {}
    lines: dict[str, int] = {}
    for entry in entries[1:]:
        here = f"{where}:{entry.line}"
        if entry.is_header:
            raise DraftError(f"{here}: a second header; delete this entry")
        if not entry.msgctxt and entry.obsolete:
            # Some tools retire entries without their context; any free id will do.
            entry.msgctxt = "retired-" + text_digest(entry.msgid or "")
        if not entry.msgctxt:
            raise DraftError(f"{here}: no msgctxt, which names the segment; restore it from backups/")
        if not entry.msgid:
            raise DraftError(f"{here}: segment {entry.msgctxt} has no source; restore it from backups/")
        if not entry.obsolete and entry.msgctxt in lines:
            first = lines[entry.msgctxt]
            raise DraftError(f"{here}: segment {entry.msgctxt} stands at line {first} already; keep one")
        unit, unknown = _to_unit(entry)
        if entry.obsolete:
            obsolete.append(unit)
            continue
        lines[entry.msgctxt] = entry.line
        units.append(unit)
        if unknown:
            extras[entry.msgctxt] = unknown
    own = {"Project-Id-Version", "Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
           "Plural-Forms", "X-Yelema-Format", *_OURS}
    return Draft(
        article=fields.get("Project-Id-Version", ""),
        language=code,
        units=tuple(units),
        obsolete=with_free_ids(obsolete, set(lines)),
        headers=tuple(
            (name, value) for name, value in fields.items() if name not in own and _EDITORS.get(name) != value
        ),
        comment="\n".join(header.notes),
        extras=extras,
        **{attribute: fields.get(name, "") for name, attribute in _OURS.items()},
    )


def with_free_ids(units: Iterable[Unit], taken: set[str]) -> tuple[Unit, ...]:
    """The units with ids that differ from each other and from `taken`: `id`, `id~2`, `id~3`, …

    gettext refuses two messages with one context and source, retired ones included.
    """
    used = set(taken)
    out = []
    for unit in units:
        name = base = unit.segment.id
        number = 2
        while name in used:
            name = f"{base.split('~')[0]}~{number}"
            number += 1
        used.add(name)
        out.append(unit if name == base else replace(unit, segment=replace(unit.segment, id=name)))
    return tuple(out)


def _header_fields(text: str) -> Iterable[tuple[str, str]]:
    for line in text.split("\n"):
        name, colon, value = line.partition(":")
        if colon and name.strip():
            yield name.strip(), value.strip()


def _to_entry(unit: Unit, extras: Sequence[str], *, obsolete: bool) -> Entry:
    source = to_tagged(unit.segment.text, unit.segment.spans)
    unit = replace(unit, target=_with_line_ends_of(source, unit.target))
    draft = bool(unit.target) and not unit.state.is_human
    machine = bool(unit.target) and unit.origin not in ("", "human")
    final = bool(unit.target) and unit.state is State.FINAL
    return Entry(
        msgctxt=unit.segment.id,
        msgid=source,
        msgstr=unit.target,
        previous=unit.previous_source if draft and unit.previous_source else None,
        notes=_comment_lines(unit.note),
        facts=[*write_facts(unit, machine=machine, final=final), *_of_kind("#.", extras)],
        flags=["fuzzy"] * draft + _of_kind("#,", extras),
        other=[line for line in extras if not line.startswith(("#.", "#,"))],
        obsolete=obsolete,
    )


def _to_unit(entry: Entry) -> tuple[Unit, tuple[str, ...]]:
    """The unit an entry holds, and its comment lines that are not ours."""
    source, target = entry.msgid or "", entry.msgstr or ""
    facts = read_facts(entry.facts, source)
    digest = text_digest(target)
    if not target:
        state = State.NEW
    elif "fuzzy" in entry.flags:
        state = State.DRAFT
    else:
        state = State.FINAL if facts.final == digest else State.REVIEWED
    segment = Segment(entry.msgctxt or "", facts.block, facts.kind, split_tagged(source)[0], facts.spans)
    unit = Unit(
        segment, target, state, facts.origin, facts.score, facts.flags, facts.confidence,
        terms=facts.terms,
        findings=facts.findings,
        previous_source=(entry.previous or "") if state is State.DRAFT else "",
        note="\n".join(entry.notes),
    )
    if not target and facts.origin:
        # Emptied by a human: to be translated again.
        unit = replace(unit, origin="", score=None, flags=(), confidence=None, findings=())
    elif target and facts.origin not in ("", "human") and facts.machine != digest:
        # Changed by a human since the machine wrote it (or an editor dropped the digest,
        # and then it is safer to think so): what was said of the old text no longer holds.
        unit = replace(unit, origin="human", score=None, flags=(), confidence=None, findings=())
    flags = [flag for flag in entry.flags if flag != "fuzzy"]
    unknown = [f"#. {line}" for line in facts.unknown] + entry.other + [f"#, {flag}" for flag in flags]
    return unit, tuple(unknown)


def _of_kind(mark: str, lines: Sequence[str]) -> list[str]:
    return [line[2:].strip() for line in lines if line.startswith(mark)]


def _comment_lines(text: str) -> list[str]:
    return [line.rstrip() for line in re.split(r"\r\n|\r|\n", text)] if text else []


def _with_line_ends_of(source: str, target: str) -> str:
    """`target` beginning and ending with a line break if, and only if, `source` does: gettext insists."""
    if not target.strip("\n"):
        return target
    before, after = "\n" * source.startswith("\n"), "\n" * source.endswith("\n")
    return before + target.strip("\n") + after if (
        target.startswith("\n") != bool(before) or target.endswith("\n") != bool(after)
    ) else target
