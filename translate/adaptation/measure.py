"""What a model makes of the held-out corrections and of general text, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from translate.checkpoints import Checkpoint
from translate.dev_sets import DevSet, find_dev_sets
from translate.engines.base import Request
from translate.engines.ct2 import CTranslate2Decoder
from translate.engines.marian import MarianEngine
from translate.evaluation import Scores, evaluate, read_segments
from translate.languages import SOURCE
from translate.normalise import normalise
from translate.resources import general_dir
from translate.training.heldout import sentence_key

# The set and the file of it that are ours.
GENERAL, REPLAY = "general", "replay"


@dataclass(frozen=True)
class TestSet:
    """Sources with references to score against, normalised as the model writes.

    kind: "held-out" (corrections), "guard" (general text with human references) or
    "drift" (general text in a language without any: the references are what the base
    model makes of it, so its own score is 100, and how likely a model finds them counts).
    """

    __test__ = False  # no test case, whatever pytest makes of the name

    kind: str
    name: str
    language: str
    source: tuple[str, ...]
    reference: tuple[str, ...]

    @property
    def label(self) -> str:
        return f"{self.name}.{SOURCE.code}-{self.language}"

    @property
    def digest(self) -> str:
        """A key of all its text: scores of sets with the same one can be compared."""
        return f"{sentence_key(' '.join((*self.source, *self.reference))):016x}"


def open_engine(checkpoint: Checkpoint, compute_type: str = "int8", converted: Path | None = None) -> MarianEngine:
    """The engine that `tk edition` would use for this checkpoint.

    converted: the folder for the converted form instead of the cache.
    """
    return MarianEngine(checkpoint, CTranslate2Decoder(checkpoint, compute_type=compute_type, cache=converted))


def translated(engine: MarianEngine, source: Sequence[str], code: str) -> list[str]:
    """The model's own translations, before typography."""
    return [result.best.text for result in engine.translate([Request(text, code, SOURCE.code) for text in source])]


def translated_well(engine: MarianEngine, source: Sequence[str], code: str) -> list[tuple[str, str]]:
    """Each source with its translation, but for those where the engine saw a fault."""
    results = engine.translate([Request(text, code, SOURCE.code) for text in source])
    return [(text, result.best.text) for text, result in zip(source, results) if not set(result.flags) - {"retried"}]


def guard_sets(folder: Path | None, targets: Iterable[str], base: MarianEngine) -> list[TestSet]:
    """General text for every language *targets* of the model, from *folder* or our own.

    Raises InputError when *folder* holds no `<set>.<language>` files for any of them.
    """
    targets = list(targets)
    found = find_dev_sets(folder or general_dir(), [f"{SOURCE.code}-{code}" for code in targets])
    sets = [_guard(item) for item in found]
    lacking = [code for code in targets if code not in {item.language for item in sets}]
    if lacking:
        general = tuple(read_segments(general_dir() / f"{GENERAL}.{SOURCE.code}"))
        for code in lacking:
            reference = tuple(translated(base, general, code))
            sets.append(TestSet("drift", GENERAL, code, general, reference))
    return sets


def forbidden_sources(sets: Iterable[TestSet]) -> set[int]:
    """The keys of the sentences that measure, which must not be trained on."""
    return {sentence_key(text) for item in sets for text in item.source}


def scores_of(engine: MarianEngine, sets: Iterable[TestSet]) -> dict[TestSet, Scores]:
    """BLEU and chrF2 of the engine's translations of every set."""
    return {item: evaluate(translated(engine, item.source, item.language), item.reference) for item in sets}


def likelihoods_of(engine: MarianEngine, sets: Iterable[TestSet]) -> dict[TestSet, float]:
    """For each "drift" set, the mean log-probability a token (nats) that the engine gives the base's own drafts."""
    found = {}
    vocabulary, longest = engine.vocabulary, engine.decoder.max_tokens
    for item in sets:
        if item.kind == "drift":
            sources = [vocabulary.encode(normalise(text), item.language)[:longest] for text in item.source]
            drafts = [vocabulary.encode_target(text)[:longest] for text in item.reference]
            scores = engine.decoder.score(sources, drafts)
            found[item] = sum(map(sum, scores)) / sum(map(len, scores))
    return found


def at(checkpoint: Checkpoint, folder: Path) -> Checkpoint:
    """The same model with the files of *folder*, its languages as they are known already."""
    return replace(checkpoint, path=folder)


def _guard(item: DevSet) -> TestSet:
    return TestSet("guard", item.name, item.target_language, tuple(item.source), tuple(map(normalise, item.target)))
