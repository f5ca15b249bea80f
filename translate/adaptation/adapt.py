"""The story of an adaptation: read, fine-tune, blend, measure, and keep the model only if it is better."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate.adaptation.choice import Trial, forgotten, no_gain, preferred
from translate.adaptation.corrections import Corrections, read_corrections
from translate.adaptation.install import Lineage, adaptations, checked_name, install, original_chrf, put_back
from translate.adaptation.limits import ALPHAS, LEAST, MAX_DROP, REPLAY_TIMES
from translate.adaptation.measure import (
    REPLAY,
    TestSet,
    at,
    forbidden_sources,
    guard_sets,
    likelihoods_of,
    open_engine,
    scores_of,
    translated_well,
)
from translate.checkpoints import find_checkpoint
from translate.errors import CheckpointError, InputError, MissingExtraError
from translate.evaluation import evaluate, read_segments
from translate.languages import SOURCE, language
from translate.resources import general_dir

if TYPE_CHECKING:
    from translate.adaptation.networks import Encoder
    from translate.adaptation.tuning import Example
    from translate.engines.marian import MarianEngine

Show = Callable[[str, int, int], None]

# chrF2 that leaves nothing to learn; a little below 100 for the sake of rounding.
_PERFECT = 99.99


@dataclass(frozen=True)
class Report:
    """What was done and measured.

    progress: chrF2 of greedy output on the held-out corrections, of the base and after each
    epoch. path: the installed model, None when it was refused; reason: why, then.
    """

    name: str
    base: str
    corrections: Corrections
    replay: int
    progress: tuple[float, ...]
    before: Trial
    after: Trial
    path: Path | None = None
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        return {
            "kept": self.path is not None, "path": str(self.path or ""), "reason": self.reason,
            "name": self.name, "base": self.base, "alpha": self.after.alpha,
            "corrections": len(self.corrections), "held_out": len(self.corrections.held_out),
            "corrections_sha256": self.corrections.digest, "dropped": dict(self.corrections.dropped),
            "replay": self.replay, "epochs_chrf": [round(chrf, 2) for chrf in self.progress],
            "scores": [
                {"kind": item.kind, "set": item.name, "pair": f"{SOURCE.code}-{item.language}",
                 "segments": len(item.source), "chrf_before": round(found.chrf, 2),
                 "chrf": round(self.after.scores[item].chrf, 2), "bleu_before": round(found.bleu, 2),
                 "bleu": round(self.after.scores[item].bleu, 2)}
                for item, found in self.before.scores.items() if item in self.after.scores
            ],
        }


def adapt(
    paths: Iterable[Path], targets: Sequence[str], *, model: str | None = None, name: str | None = None,
    guard: Path | None = None, max_drop: float = MAX_DROP, seed: int = 1,
    show: Show = lambda stage, done, total: None,
) -> Report:
    """Fine-tune a model on approved translations and install it if it is better.

    paths: drafts, article folders, memories, bitext (see `read_corrections`). model: the
    base, None for the embedded one. name: of the new model in the user's folder; by
    default the base's own if it was adapted before, else `<base>-adapted`. guard: folder
    of general dev sets instead of ours. max_drop: chrF2 that general text may lose,
    counted from the model the first adaptation began with. show: told stage, done, total.

    Nothing is written before the new model is chosen. The same arguments give the same
    model on the same machine. Raises InputError, DraftError, ConfigError, CheckpointError
    or MissingExtraError.
    """
    _require_packages()
    put_back()
    base = find_checkpoint(model)
    base.verify()
    for code in targets:
        base.require_target(code)
    if base.config.get("model_type") != "marian":
        raise CheckpointError(f"model {base.name} is no MarianMT model: only those can be adapted; choose another with "
                              "--model (tk models list)")
    if base.source not in ("", SOURCE.code):
        raise CheckpointError(f"model {base.name} translates from {base.source}, not from {SOURCE.name}: "
                              "choose another with --model (tk models list)")
    name = checked_name(name, base)

    from translate.adaptation.networks import Encoder, greedy, load_network, write_model
    from translate.adaptation.tuning import Tuning, between, own_weights, tune

    with tempfile.TemporaryDirectory(prefix="tk-adapt-") as scratch:
        show("preparing", 0, 1)
        encoder = Encoder(base)
        engine = open_engine(base)
        guards = guard_sets(guard, base.targets, engine)
        corrections = read_corrections(paths, targets, forbidden_sources(guards), encoder.fits)
        _require_enough(corrections, targets)
        sets = [*_held_out_sets(corrections, targets), *guards]
        before = Trial(0.0, scores_of(engine, sets), likelihoods_of(engine, sets))
        learnt = {item.language for item in corrections.training}.union(
            *(row["languages"] for row in adaptations(base)))

        held_out = [item for item in sets if item.kind == "held-out"]
        if all(before.scores[item].chrf >= _PERFECT for item in held_out):
            return Report(name, base.label, corrections, 0, (), before, before,
                          reason="it translates the held-out corrections as they were approved already")

        show("preparing", 1, 1)
        replay = _replay(engine, encoder, corrections, base.targets, seed)
        network = load_network(base)
        start = own_weights(network)

        def score() -> float:
            outputs = [greedy(network, encoder, item.source, item.language) for item in held_out]
            found = [evaluate(output, item.reference).chrf for output, item in zip(outputs, held_out)]
            return sum(found) / len(found)

        training = [encoder.example(item.source, item.target, item.language) for item in corrections.training]
        tuned = tune(network, training, replay, score, Tuning(seed=seed),
                     lambda done, total: show("fine-tuning", done, total))

        def candidate(alpha: float, test_sets: Sequence[TestSet]) -> Trial:
            folder = Path(scratch) / f"{alpha}"
            if not folder.exists():
                write_model(base, network, between(start, tuned.weights, alpha), folder)
            made = open_engine(at(base, folder), converted=folder.with_suffix(".converted"))
            return Trial(alpha, scores_of(made, test_sets), likelihoods_of(made, test_sets))

        trials = []
        for number, alpha in enumerate(ALPHAS if tuned.epoch else ()):
            show("measuring", number, len(ALPHAS) + 1)
            trials.append(candidate(alpha, held_out))
        wanted = preferred(before, trials)
        after, reason = before, no_gain(before, trials)
        show("measuring", len(ALPHAS), len(ALPHAS) + 1)
        for trial in wanted:
            general = candidate(trial.alpha, guards)
            after = replace(general, scores={**trial.scores, **general.scores})
            reason = forgotten(before, after, original_chrf(base), max_drop, learnt)
            if not reason:
                break
        report = Report(name, base.label, corrections, len(replay), tuned.scores, before, after, reason=reason)
        if reason:
            return report
        lineage = Lineage(
            name, base, corrections, len(replay), tuned.epoch, after.alpha, seed, before.scores, after.scores)
        return replace(report, path=install(lineage, Path(scratch) / f"{after.alpha}"))


def _held_out_sets(corrections: Corrections, targets: Iterable[str]) -> list[TestSet]:
    sets = []
    for code in targets:
        pairs = [item for item in corrections.held_out if item.language == code]
        source, reference = tuple(item.source for item in pairs), tuple(item.target for item in pairs)
        sets.append(TestSet("held-out", "corrections", code, source, reference))
    return sets


def _replay(
    engine: MarianEngine, encoder: Encoder, corrections: Corrections, targets: Sequence[str], seed: int,
) -> list[Example]:
    """What the base itself says, to go on saying it: sequence-level self-distillation (Kim & Rush 2016).

    General French into every language of the model, and the corrected sentences into
    the languages in which they were not corrected; by chance, `REPLAY_TIMES` as many as
    there are corrections.
    """
    general = read_segments(general_dir() / f"{REPLAY}.{SOURCE.code}")
    sources = list(dict.fromkeys(item.source for item in corrections.training))
    known = {(item.source, item.language) for item in corrections.training}
    held_out = {item.source for item in corrections.held_out}
    texts = [(text, code) for code in targets for text in (*general, *sources)
             if (text, code) not in known and text not in held_out]
    chosen = random.Random(seed).sample(texts, min(len(texts), REPLAY_TIMES * len(corrections.training)))
    replay = []
    for code in targets:
        pairs = translated_well(engine, [text for text, into in chosen if into == code], code)
        replay += [encoder.example(text, output, code) for text, output in pairs if encoder.fits(text, output)]
    return replay


def _require_enough(corrections: Corrections, targets: Iterable[str]) -> None:
    for code in targets:
        pairs = [item for item in corrections.training + corrections.held_out if item.language == code]
        if len(pairs) < LEAST:
            dropped = ", ".join(f"{rule} {count}" for rule, count in sorted(corrections.dropped.items())) or "none"
            raise InputError(
                f"{len(pairs)} usable corrections into {language(code).name} (left out: {dropped}), {LEAST} are the "
                "least to adapt to: review more drafts (a unit counts once its fuzzy mark is gone)")


def _require_packages() -> None:
    MissingExtraError.unless_installed("adapting a model", "torch", "torch", "transformers")
    MissingExtraError.unless_installed("adapting a model", "evaluate", "sacrebleu")
