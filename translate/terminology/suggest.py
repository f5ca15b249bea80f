"""What a termbase lacks: names and institutions in articles and drafts that have no entry.

Ranked by how often they occur and how surely they are names, each with sentences it
stands in, what reviewed translations say for it, and for people a Russian spelling by
transcription. Everything here is a suggestion: a person accepts it or does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz

from translate.errors import InputError
from translate.languages import SOURCE
from translate.terminology.candidates import Mention, mentions, small_words
from translate.terminology.concept import Concept
from translate.terminology.matcher import same_phrase, words_of
from translate.terminology.termbase import Termbase
from translate.terminology.transcription import transcribe

CONTEXTS = 3
_RENDERINGS = 3
_ALIKE = 68  # rapidfuzz ratio from which two spellings may be the same name
_NAME = re.compile(r"[^\W\d_][\w’'-]*(?:[ \u00a0](?:(?:de|of|the|and|и|по|в|ka|ni) )?[^\W\d_][\w’'-]*){0,5}")
TO_REVIEW = "Russian suggested by transcription, to be reviewed"


@dataclass(frozen=True)
class Passage:
    """A French sentence, where it is from, and what reviewed drafts say for it, by language."""

    text: str
    place: str = ""
    reviewed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Suggestion:
    """A name without an entry.

    kind: person, institution, acronym or name. count: how often it occurs; inner: how
    often inside a sentence, where a capital means a name. renderings: by language, what
    reviewed drafts say for it, with how often, the likeliest first. transcription: a
    Russian spelling by rule, "" where a rule would be wrong.
    """

    text: str
    kind: str
    count: int
    inner: int
    contexts: tuple[Passage, ...]
    renderings: Mapping[str, tuple[tuple[str, int], ...]]
    transcription: str = ""

    def concept(self) -> Concept:
        """The row to add when it is accepted: what reviewers wrote, else the transcription with a note to review it."""
        terms = {code: (found[0][0],) for code, found in self.renderings.items() if found}
        note = ""
        if self.transcription and "ru" not in terms:
            terms["ru"], note = (self.transcription,), TO_REVIEW
        kind = "" if self.kind == "name" else "institution" if self.kind == "acronym" else self.kind
        return Concept((self.text,), terms, kind, note=note)


def passages(paths: Sequence[str]) -> Iterator[Passage]:
    """The sentences of articles (anything `tk edition` reads), of PO drafts and of article folders.

    Raises InputError or DraftError for what cannot be read.
    """
    from translate import ingest, segmentation

    articles = []
    for given in paths:
        path = Path(given)
        if given != "-" and path.is_dir() and (folders := _article_folders(path)):
            for folder in folders:
                yield from _drafted(sorted(folder.glob("*.po")))
        elif path.suffix == ".po":
            yield from _drafted([path])
        else:
            articles.append(given)
    for source in ingest.find_inputs(articles) if articles else ():
        for found in ingest.read_all(source):
            if isinstance(found, InputError):
                raise found
            for segment in segmentation.segment(found):
                yield Passage(segment.text, str(source))


def suggest(found: Iterable[Passage], termbase: Termbase, *, least: int = 1) -> list[Suggestion]:
    """The names in the passages that the termbase lacks, the likeliest first.

    least: how often a name must occur. A name that only ever begins a sentence, in one
    word, is left out: its capital means nothing.
    """
    texts = list(found)
    common = small_words(passage.text for passage in texts)
    places: dict[str, list[tuple[Passage, Mention]]] = {}
    for passage in texts:
        if passage.text.isupper():
            continue  # a headline in capitals tells no names
        covered = [(match.start, match.end) for match in termbase.match(passage.text, "ru")]
        for mention in mentions(passage.text, common):
            if not _is_known(mention, covered, passage.text):
                places.setdefault(same_phrase(words_of(mention.text)).lower(), []).append((passage, mention))
    reviewed = [passage for passage in texts if passage.reviewed]
    suggestions = []
    for hits in places.values():
        inner = sum(not mention.opens for _, mention in hits)
        one_word = " " not in hits[0][1].text and not any(mention.kind == "acronym" for _, mention in hits)
        if len(hits) >= least and (inner or not one_word):
            suggestions.append(_suggestion(hits, inner, reviewed))
    return sorted(suggestions, key=lambda item: (-_weight(item), item.text))


def _weight(item: Suggestion) -> float:
    """Frequency, less where most of the capitals begin sentences."""
    return item.count * (0.25 + 0.75 * item.inner / item.count)


def _suggestion(hits: list[tuple[Passage, Mention]], inner: int, reviewed: list[Passage]) -> Suggestion:
    spellings = Counter(mention.text for _, mention in hits)
    text = min(spellings, key=lambda spelling: (-spellings[spelling], spelling.isupper(), spelling))
    kind = Counter(mention.kind for _, mention in hits).most_common(1)[0][0]
    contexts = tuple({passage.text: passage for passage, _ in hits}.values())
    bare = sum(not mention.article for _, mention in hits) * 2 > len(hits)  # l'Énergie is a word, Ménaka a name
    spelled = transcribe(text) if kind == "person" or (kind == "name" and bare) else ""
    with_it = [passage for passage in contexts if passage.reviewed]
    renderings = {
        code: found
        for code in dict.fromkeys(code for passage in with_it for code in passage.reviewed)
        if (found := _renderings(text, kind, code, with_it, reviewed))
    }
    return Suggestion(text, kind, len(hits), inner, contexts[:CONTEXTS], renderings, spelled)


def _renderings(
    text: str, kind: str, code: str, with_it: list[Passage], reviewed: list[Passage]
) -> tuple[tuple[str, int], ...]:
    """Names in the reviewed translations that sound like it, or that stand where it does and nowhere else."""
    wanted = transcribe(text) if code == "ru" else text
    counted: Counter[str] = Counter()
    for passage in with_it:
        counted.update(set(_names(passage.reviewed.get(code, ""))))
    everywhere = sum(code in passage.reviewed for passage in reviewed)
    likely: list[tuple[float, str, int]] = []
    for name, count in counted.items():
        alike = fuzz.ratio(_plain(wanted), _plain(name))
        others = sum(name in passage.reviewed.get(code, "") for passage in reviewed) - count
        only_here = kind in ("institution", "acronym") and count > 1 and others == 0 and everywhere > len(with_it)
        if alike >= _ALIKE:
            likely.append((alike + 10 * count, name, count))
        elif only_here and count * 3 >= len(with_it) * 2:
            likely.append((10 * count + 3 * len(name.split()), name, count))  # the whole name, not its last word
    best: dict[str, int] = {}
    for _, name, count in sorted(likely, key=lambda item: (-item[0], item[1])):
        if not any(f" {shorter} " in f" {name} " and often >= count for shorter, often in best.items()):
            best[name] = count
    return tuple(best.items())[:_RENDERINGS]


def _names(target: str) -> Iterator[str]:
    """Stretches of a translation that begin and end with a capital, and those within them."""
    for match in _NAME.finditer(target):
        words = match[0].split()
        for first in range(len(words)):
            for end in range(first + 1, min(len(words), first + 5) + 1):
                if words[first][0].isupper() and words[end - 1][0].isupper():
                    yield " ".join(words[first:end])


def _is_known(mention: Mention, covered: list[tuple[int, int]], text: str) -> bool:
    """Whether entries account for every capital of the name; an institution's name is more than the names in it."""
    inside = [(start, end) for start, end in covered if start < mention.end and end > mention.start]
    if not inside:
        return False
    if mention.kind == "institution":
        return any(start <= mention.start and end > mention.start for start, end in inside)
    left = "".join(
        text[n] for n in range(mention.start, mention.end) if not any(start <= n < end for start, end in inside)
    )
    return not any(character.isupper() for character in left)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _article_folders(folder: Path) -> list[Path]:
    """The article folders (with drafts) that `folder` is or holds."""
    below = [folder, *sorted(child for child in folder.iterdir() if child.is_dir())]
    return [one for one in below if (one / "article.json").is_file() and any(one.glob("*.po"))]


def _drafted(paths: Sequence[Path]) -> Iterator[Passage]:
    """One passage a sentence, with what each draft's reviewer wrote for it."""
    from translate import drafts
    from translate.markup import plain_text

    together: dict[str, tuple[str, dict[str, str]]] = {}
    for path in paths:
        draft = drafts.read(path)
        for unit in draft.units:
            _, said = together.setdefault(unit.segment.text, (str(path), {}))
            if unit.state.is_human and unit.target and draft.language != SOURCE.code:
                said[draft.language] = plain_text(unit.target)
    for text, (place, said) in together.items():
        yield Passage(text, place, said)
