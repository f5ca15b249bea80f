"""`engines.load`: what it refuses, and how it knows that a model does what its card says."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from marian_factory import write_weights

from translate import engines
from translate.checkpoints import Checkpoint
from translate.engines.base import Request
from translate.engines.samples import first_attempts
from translate.engines.weights import read_weights
from translate.errors import CheckpointError, ConfigError, MissingExtraError

SOURCES = ["Le train de Kayes arriverait.", "Une pluie fine tombait.", "Personne ne savait."]


def _write_card(checkpoint: Checkpoint, samples: dict[str, str]) -> None:
    """A card as an export writes it, with sums of the files as they are now."""
    lines = ['name = "tiny"', 'version = "7"', "[languages]", 'source = "fr"']
    for code, token in checkpoint.tokens.items():
        lines += ["[[languages.target]]", f'code = "{code}"', f'token = "{token}"']
    for source, output in samples.items():
        lines += ["[[sample]]", f"source = '''{source}'''", 'target_language = "en"', f"output = '''{output}'''"]
    lines.append("[sha256]")
    lines += [f'"{file.name}" = "{hashlib.sha256(file.read_bytes()).hexdigest()}"' for file in checkpoint.files]
    (checkpoint.path / "card.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def carded(make: Callable[..., Checkpoint], request: pytest.FixtureRequest) -> Checkpoint:
    """A model of random weights, whose card has what it made in int8, or in the arithmetic the test asks for.

    What such a model says turns on the last bits, so its card holds for one arithmetic only;
    the embedded model's must hold in all.
    """
    checkpoint = make(spread=0.5, byte_fallback=True)
    engine = engines.load(str(checkpoint.path), compute_type=getattr(request, "param", "int8"))
    said = first_attempts(engine, [(source, "en") for source in SOURCES])
    _write_card(checkpoint, dict(zip(SOURCES, said)))
    return checkpoint


@pytest.mark.parametrize(("carded", "settings"), [
    ("int8", {}), ("float32", {"compute_type": "float32"}), ("float32", {"engine": "transformers"}),
], indirect=["carded"])
def test_a_model_that_does_what_its_card_says(carded: Checkpoint, settings: dict[str, str]) -> None:
    if settings.get("engine") == "transformers":
        pytest.importorskip("transformers")
    engine = engines.load(str(carded.path), threads=1, **settings)
    assert engine.name.startswith("tiny-7+")
    assert engine.digest == hashlib.sha256(carded.weights.read_bytes()).hexdigest()
    assert engine.targets == ("en", "ru", "bm")


@pytest.mark.parametrize("settings", [{}, {"compute_type": "float32"}, {"engine": "transformers"}])
def test_the_embedded_model_does_what_its_card_says_in_any_arithmetic(
    embedded: Checkpoint, settings: dict[str, str]
) -> None:
    if settings.get("engine") == "transformers":
        pytest.importorskip("transformers")
    assert embedded.samples
    engines.load(threads=1, **settings)


def test_a_model_that_does_not(carded: Checkpoint) -> None:
    """Whole and intact, but the weights are in the wrong places."""
    tensors = read_weights(carded.weights)
    for name, tensor in tensors.items():
        if tensor.ndim == 2 and "layers" in name:
            tensors[name] = np.flip(tensor).copy()
    samples = {sample.source: sample.output for sample in _reread(carded).samples}
    write_weights(carded.path, tensors)
    _write_card(carded, samples)
    for _ in range(2):  # a failure is not remembered as a success
        with pytest.raises(CheckpointError, match=r"does not reproduce \d of 3 samples of its card.*copy the model"):
            engines.load(str(carded.path))


def test_samples_are_asked_for_once(carded: Checkpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    engines.load(str(carded.path))
    from translate.engines import samples

    monkeypatch.setattr(samples, "_failures", lambda *_: pytest.fail("asked again"))
    engines.load(str(carded.path))


def test_damaged_weights_are_refused(carded: Checkpoint) -> None:
    content = bytearray(carded.weights.read_bytes())
    content[-1] ^= 1
    carded.weights.write_bytes(content)
    with pytest.raises(CheckpointError, match=r"model.safetensors is damaged or was changed.*copy the model again"):
        engines.load(str(carded.path))


def test_unknown_choices() -> None:
    with pytest.raises(ConfigError, match="choose among ctranslate2, transformers"):
        engines.load(engine="marian")
    with pytest.raises(ConfigError, match="compute type"):
        engines.load(compute_type="int4")
    with pytest.raises(ConfigError, match="beam"):
        engines.load(beam=0)


def test_reference_engine_without_its_packages(tiny: Checkpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(MissingExtraError, match=r"yelema\[torch\]"):
        engines.load(str(tiny.path), engine="transformers")


def test_both_engines_translate_alike(embedded: Checkpoint) -> None:
    """Greedily and in float32; second attempts are each library's own."""
    pytest.importorskip("transformers")
    requests = [Request(source, target) for source in SOURCES for target in embedded.targets]
    default = engines.load(compute_type="float32", beam=1).translate(requests)
    reference = engines.load(engine="transformers", beam=1, threads=1).translate(requests)
    compared = [pair for pair in zip(default, reference) if not pair[0].flags]
    assert compared
    for one, other in compared:
        assert one.best.text == other.best.text
        assert one.best.score == pytest.approx(other.best.score, abs=1e-3)


def test_importing_engines_loads_no_library() -> None:
    script = (
        "import sys; from translate import engines, checkpoints\n"
        "print([name for name in ('torch', 'transformers', 'ctranslate2', 'sentencepiece') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert done.stdout.strip() == "[]", done.stderr


def _reread(checkpoint: Checkpoint) -> Checkpoint:
    from translate.checkpoints import read_checkpoint

    return read_checkpoint(checkpoint.path)
