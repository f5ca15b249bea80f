"""Bitext from Debian packages: message catalogues and manual pages in several languages.

Two translations of one English message are a pair; so are an English message and its
translation, and the paragraphs of one manual page in two languages. Nothing is unpacked
to disk: archives are read member by member, with bounds.
"""

from __future__ import annotations

import gzip
import io
import lzma
import re
import shutil
import struct
import subprocess
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from translate.errors import InputError, YelemaError
from translate.files import write_atomic
from translate.languages import LANGUAGES
from translate.training.bitext import language_code, write_pairs
from translate.training.manpages import sections, side_by_side
from translate.training.readers import message_fault

_NAME = re.compile(r"[a-z0-9][a-z0-9+.-]+(=[A-Za-z0-9.+:~-]+)?$")
_CODES = "|".join(code for item in LANGUAGES.values() for code in (item.code, item.code3))
_MESSAGES = re.compile(rf"(?P<before>(?:.*?/)?)(?P<language>(?:{_CODES})(?:_[A-Z]{{2}})?)(?P<after>(?:/.+)?\.[mp]o)$")
_MANUAL = re.compile(r"(?:.*/)?usr/share/man/(?:(?P<language>[a-z]{2,3}(?:[._][\w.-]+)?)/)?(?P<page>man\d/[^/]+)\.gz$")
_COPYRIGHT = re.compile(r"(?:.*/)?usr/share/doc/(?P<package>[^/]+)/copyright$")
# Of machine-readable copyright files the licence's short name, of older ones the file they refer to.
_LICENCE = re.compile(r"^License:\s*(\S.*)$", re.MULTILINE)
_LICENCE_FILE = re.compile(r"/usr/share/common-licenses/([\w.+-]*\w)")
_MOST_BYTES = 30_000_000  # of one catalogue or page


@dataclass(frozen=True)
class Package:
    """A package or source archive read. licence: what its copyright file names, as it names them."""

    name: str
    version: str
    licence: str


@dataclass
class Translations:
    """Catalogues and manual pages by what they translate, then by language.

    messages: for a catalogue's path without its language, what each language says for
    each English message. pages: manual pages, English ones among them.
    """

    messages: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    pages: dict[str, dict[str, str]] = field(default_factory=dict)
    packages: list[Package] = field(default_factory=list)

    def pairs(self, source: str, target: str) -> list[tuple[str, str]]:
        """The sentence pairs of two languages, each once, in order of the catalogues' paths."""
        pairs: dict[tuple[str, str], None] = {}
        for _, by_language in sorted(self.messages.items()):
            for message, texts in self._joined(by_language, source, target):
                if not any(message_fault(text) for text in (message, *texts)) and texts[0] != texts[1]:
                    pairs[texts] = None
        for _, by_page in sorted(self.pages.items()):
            if source in by_page and target in by_page:
                english = {paragraph.text for part in sections(by_page.get("en", "")) for paragraph in part}
                for texts in side_by_side(by_page[source], by_page[target]):
                    untranslated = any(
                        text in english for code, text in zip((source, target), texts) if code != "en")
                    if texts[0] != texts[1] and not untranslated:
                        pairs[texts] = None
        return list(pairs)

    @staticmethod
    def _joined(
        by_language: dict[str, dict[str, str]], source: str, target: str,
    ) -> Iterator[tuple[str, tuple[str, str]]]:
        """Each message that both languages translate, with what they say; English says the message itself."""
        codes = [code for code in (source, target) if code != "en"]
        if not all(code in by_language for code in codes):
            return
        for message in by_language[codes[0]]:
            english = message.rpartition("\x04")[2]
            texts = [by_language[code].get(message, "") if code != "en" else english for code in (source, target)]
            if all(texts):
                yield english, (texts[0], texts[1])


def download(names: list[str], folder: Path) -> list[Path]:
    """The .deb files of these packages (`name` or `name=version`), fetched with apt-get into *folder*.

    Raises InputError for what is no package name, or when apt-get fails or is missing.
    """
    strange = next((name for name in names if not _NAME.match(name)), "")
    if strange:
        raise InputError(f"{strange!r} is neither a file nor a package name")
    if not names:
        return []
    before = set(folder.glob("*.deb"))
    _run(["apt-get", "download", *names], folder)
    return sorted(set(folder.glob("*.deb")) - before)


def read_packages(paths: list[Path]) -> Translations:
    """What these .deb files and source archives (.tar.xz, .tar.gz, .tar.bz2) hold in languages we know.

    Raises InputError for an archive that cannot be read.
    """
    found = Translations()
    for path in paths:
        licences: list[str] = []
        for name, data in _members(path):
            if (match := _COPYRIGHT.match(name)) or name.endswith("debian/copyright"):
                text = data.decode("utf-8", "replace")
                licences += _LICENCE.findall(text) or _LICENCE_FILE.findall(text)
            elif match := _MANUAL.match(name):
                code = language_code(match["language"] or "en")
                if code in LANGUAGES:
                    found.pages.setdefault(match["page"], {})[code] = _unpacked(path, name, data)
            elif match := _MESSAGES.match(name):
                code = language_code(match["language"])
                if code in LANGUAGES:
                    messages = _mo_messages(data) if name.endswith(".mo") else _po_messages(data, f"{path.name}:{name}")
                    key = f"{match['before']}*{match['after']}"
                    found.messages.setdefault(key, {}).setdefault(code, {}).update(messages)
        package, version = _identity(path)
        stated = ", ".join(dict.fromkeys(licences)) or "see its copyright file"
        found.packages.append(Package(package, version, stated))
    return found


def write_bitext(found: Translations, name: str, pairs: list[str], folder: Path) -> dict[str, int]:
    """Write `<name>.<pair>.tsv.xz` for each language pair, and `<name>.sources.md`; the pairs written."""
    counts = {}
    for pair in pairs:
        texts = found.pairs(*pair.split("-"))
        counts[pair] = len(texts)
        if texts:
            write_pairs(folder / f"{name}.{pair}.tsv.xz", texts)
    rows = [f"| {item.name} | {item.version} | {item.licence.replace('|', '/')} |" for item in found.packages]
    numbers = ", ".join(f"{pair} {count:,}" for pair, count in counts.items())
    write_atomic(folder / f"{name}.sources.md", "\n".join([
        f"# Where {name} comes from", "", "Translations from these Debian packages, joined on the English text.",
        f"Pairs: {numbers}.", "", "| package | version | licences its copyright file names |", "| --- | --- | --- |",
        *rows, "",
    ]))
    return counts


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of every regular file of interest in an archive, none of them written anywhere."""
    patterns = (_COPYRIGHT, _MANUAL, _MESSAGES)
    try:
        with _archive(path) as archive:
            for member in archive:
                name = member.name.removeprefix("./")
                wanted = name.endswith("debian/copyright") or any(pattern.match(name) for pattern in patterns)
                if wanted and member.isfile() and member.size <= _MOST_BYTES:
                    file = archive.extractfile(member)
                    if file:
                        yield name, file.read()
    except (tarfile.TarError, OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        reason = (str(error).splitlines() or ["it is damaged"])[0]
        raise InputError(f"{path}: cannot be read as an archive: {reason}") from None


@contextmanager
def _archive(path: Path) -> Iterator[tarfile.TarFile]:
    if path.suffix != ".deb":
        with tarfile.open(path) as archive:
            yield archive
        return
    _run(["dpkg-deb", "--info", str(path.resolve())])  # says what is wrong with a damaged one
    command = ["dpkg-deb", "--fsys-tarfile", str(path.resolve())]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process,
        tarfile.open(fileobj=process.stdout, mode="r|") as archive,
    ):
        yield archive


def _identity(path: Path) -> tuple[str, str]:
    if path.suffix == ".deb":
        fields = _run(["dpkg-deb", "--show", "--showformat", "${Package}\t${Version}", str(path.resolve())])
        name, _, version = fields.decode("utf-8", "replace").partition("\t")
        return name, version
    name, _, version = path.name.partition(".tar")[0].removesuffix(".orig").partition("_")
    return name, version or "not stated"


def _run(command: list[str], folder: Path | None = None) -> bytes:
    if not shutil.which(command[0]):
        raise InputError(f"{command[0]} is not installed: run this on Debian, or in a Debian container")
    done = subprocess.run(command, cwd=folder, capture_output=True)
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        raise InputError(f"{' '.join(command[:2])}: {lines[-1]}")
    return done.stdout


def _unpacked(path: Path, name: str, data: bytes) -> str:
    try:
        with gzip.open(io.BytesIO(data)) as file:
            page = file.read(_MOST_BYTES)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path}: {name} is damaged: {error}") from None
    return page.decode("utf-8", "replace")


def _po_messages(data: bytes, where: str) -> dict[str, str]:
    """The finished messages of a PO file; none when it is damaged, as test data in source archives is."""
    from translate.drafts.po import parse

    try:
        entries = parse(data.decode("utf-8"), where, plurals=True)
    except (UnicodeDecodeError, YelemaError):
        return {}
    return {
        (f"{entry.msgctxt}\x04" if entry.msgctxt else "") + (entry.msgid or ""): entry.msgstr or ""
        for entry in entries if entry.msgid and not entry.obsolete and "fuzzy" not in entry.flags
    }


def _mo_messages(data: bytes) -> dict[str, str]:
    """Message (its context and U+0004 before it, if any) to translation, singular forms; empty when damaged.

    Format: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html
    """
    order = {b"\xde\x12\x04\x95": "<", b"\x95\x04\x12\xde": ">"}.get(data[:4], "")
    try:
        count, messages, translations = struct.unpack_from(f"{order}3I", data, 8) if order else (0, 0, 0)
        pairs = [
            (_mo_string(data, order, messages + 8 * number), _mo_string(data, order, translations + 8 * number))
            for number in range(min(count, len(data) // 16))
        ]
    except struct.error:
        return {}
    header = dict(pairs).get(b"", b"").decode("ascii", "replace")
    charset = re.search(r"charset=([\w-]+)", header)
    try:
        return {
            message.decode(charset[1] if charset else "utf-8"): text.decode(charset[1] if charset else "utf-8")
            for message, text in pairs if message
        }
    except (LookupError, UnicodeDecodeError):
        return {}


def _mo_string(data: bytes, order: str, place: int) -> bytes:
    length, start = struct.unpack_from(f"{order}2I", data, place)
    return data[start:start + length].split(b"\0")[0]
