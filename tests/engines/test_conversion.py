"""From a checkpoint's files to the cached CTranslate2 form."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from marian_factory import write_weights

from translate.checkpoints import Checkpoint, read_checkpoint
from translate.engines.convert import converted
from translate.engines.ct2 import CTranslate2Decoder
from translate.engines.decoding import Settings
from translate.engines.tokens import Vocabulary
from translate.engines.weights import read_weights
from translate.errors import CheckpointError
from translate.resources import cache_dir

NO_TORCH = "import sys; sys.modules['torch'] = sys.modules['transformers'] = None\n"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def _translates(checkpoint: Checkpoint) -> bool:
    source = Vocabulary(checkpoint).encode("Le train de Kayes.", checkpoint.targets[0])
    return bool(CTranslate2Decoder(checkpoint, threads=1).decode([source], Settings(max_tokens=10))[0][0].tokens)


def test_needs_neither_torch_nor_transformers(make: Callable[..., Checkpoint]) -> None:
    checkpoint = make()
    script = NO_TORCH + (
        "from translate import engines; from translate.engines.base import Request\n"
        f"engine = engines.load({str(checkpoint.path)!r})\n"
        "print(engine.translate([Request('Le train de Kayes.', 'ru')])[0].best.score)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 0


def test_converts_once_and_again_when_the_weights_change(make: Callable[..., Checkpoint]) -> None:
    checkpoint = make(seed=1)
    first = converted(checkpoint)
    written = (first / "model.bin").stat().st_mtime_ns
    assert converted(checkpoint) == first
    assert (first / "model.bin").stat().st_mtime_ns == written
    assert converted(checkpoint, "float32") != first
    assert converted(make(seed=2)) != first


def test_a_copy_of_the_model_shares_the_cache(make: Callable[..., Checkpoint]) -> None:
    assert converted(make("one")) == converted(make("other"))


def test_half_a_conversion_is_never_used(make: Callable[..., Checkpoint]) -> None:
    """As left by a process killed while it wrote, and by a disk that lost the end of a file."""
    checkpoint = make()
    folder = converted(checkpoint)
    whole = (folder / "model.bin").read_bytes()

    (folder / "model.bin").unlink()
    assert _translates(checkpoint)
    assert (folder / "model.bin").read_bytes() == whole

    (folder / "model.bin").write_bytes(whole[: len(whole) // 2])
    assert _translates(checkpoint)
    assert (folder / "model.bin").read_bytes() == whole


def test_killed_while_writing_and_run_again(make: Callable[..., Checkpoint]) -> None:
    checkpoint = make()
    script = NO_TORCH + (
        "import os, signal; from ctranslate2.specs.model_spec import ModelSpec\n"
        "save = ModelSpec._serialize\n"
        "def half(self, path):\n"
        "    save(self, path); os.truncate(path, os.path.getsize(path) // 2); os.kill(os.getpid(), signal.SIGKILL)\n"
        "ModelSpec._serialize = half\n"
        "from translate.checkpoints import read_checkpoint; from translate.engines.convert import converted\n"
        f"converted(read_checkpoint({str(checkpoint.path)!r}))"
    )
    killed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert killed.returncode == -9, killed.stderr
    (left,) = (cache_dir() / "ct2").iterdir()
    assert _translates(checkpoint)
    # What was left over goes when it is certain that nobody is at work on it.
    assert left.exists()
    os.utime(left, (0, 0))
    converted(checkpoint, "float32")
    assert not left.exists()


def test_two_processes_at_once(make: Callable[..., Checkpoint]) -> None:
    checkpoint = make(layers=(6, 6))
    script = NO_TORCH + (
        "from translate.checkpoints import read_checkpoint; from translate.engines.ct2 import CTranslate2Decoder\n"
        f"CTranslate2Decoder(read_checkpoint({str(checkpoint.path)!r}), threads=1)"
    )
    running = [subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE) for _ in range(3)]
    for process in running:
        assert process.wait() == 0, process.stderr and process.stderr.read()
        assert process.stderr is not None
        process.stderr.close()
    assert [path.name for path in (cache_dir() / "ct2").iterdir()] == [converted(checkpoint).name]


def test_cache_that_cannot_be_written(make: Callable[..., Checkpoint], monkeypatch: pytest.MonkeyPatch) -> None:
    checkpoint = make()
    blocked = checkpoint.path / "config.json"
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    with pytest.raises(CheckpointError, match="XDG_CACHE_HOME"):
        converted(checkpoint)


def _spoil_missing(tensors: dict[str, np.ndarray]) -> None:
    del tensors["model.decoder.layers.1.encoder_attn.k_proj.bias"]


def _spoil_shape(tensors: dict[str, np.ndarray]) -> None:
    tensors["model.encoder.layers.0.fc1.weight"] = tensors["model.encoder.layers.0.fc1.weight"][:-1]


def _spoil_numbers(tensors: dict[str, np.ndarray]) -> None:
    tensors["model.encoder.layers.0.fc2.weight"][0, 0] = np.nan


def _spoil_vocabulary(tensors: dict[str, np.ndarray]) -> None:
    tensors["final_logits_bias"] = tensors["final_logits_bias"][:, :-1]


def _spoil_architecture(tensors: dict[str, np.ndarray]) -> None:
    tensors["model.encoder.layer_norm.weight"] = np.ones(16, np.float32)


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (_spoil_missing, "encoder_attn.k_proj.bias is missing"),
        (_spoil_shape, "fc1.weight has the shape"),
        (_spoil_numbers, "fc2.weight holds values that are not numbers"),
        (_spoil_vocabulary, "final_logits_bias has the shape"),
        (_spoil_architecture, "no MarianMT model"),
    ],
)
def test_weights_that_do_not_fit(make: Callable[..., Checkpoint], spoil: Callable[..., None], named: str) -> None:
    checkpoint = make()
    tensors = read_weights(checkpoint.weights)
    spoil(tensors)
    write_weights(checkpoint.path, tensors)
    with pytest.raises(CheckpointError, match=named):
        converted(checkpoint)


@pytest.mark.parametrize("left", [0, 4, 1000])
def test_cut_off_weights(make: Callable[..., Checkpoint], left: int) -> None:
    checkpoint = make()
    checkpoint.weights.write_bytes(checkpoint.weights.read_bytes()[:left])
    with pytest.raises(CheckpointError, match="copy the model again"):
        converted(checkpoint)


@pytest.mark.parametrize("setting", ["activation_function", "d_model", "decoder_start_token_id"])
def test_settings_that_make_no_sense(make: Callable[..., Checkpoint], setting: str) -> None:
    checkpoint = make()
    config = json.loads((checkpoint.path / "config.json").read_text())
    config[setting] = "softplus" if setting == "activation_function" else 7000
    (checkpoint.path / "config.json").write_text(json.dumps(config))
    with pytest.raises(CheckpointError):
        converted(read_checkpoint(checkpoint.path))


def test_weights_that_torch_saved_give_the_same_model(make: Callable[..., Checkpoint]) -> None:
    torch = pytest.importorskip("torch")
    checkpoint = make()
    tensors = read_weights(checkpoint.weights)
    torch.save({name: torch.from_numpy(tensor) for name, tensor in tensors.items()},
               checkpoint.path / "pytorch_model.bin")
    checkpoint.weights.unlink()
    assert checkpoint.weights.name == "pytorch_model.bin"
    read = read_weights(checkpoint.weights)
    assert read.keys() == tensors.keys()
    assert all(np.array_equal(read[name], tensors[name]) for name in tensors)
    assert _translates(read_checkpoint(checkpoint.path))
