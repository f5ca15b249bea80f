"""A hub of our own, and models to put on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from engines.marian_factory import make_checkpoint
from hub_server import Hub, Repository, serve

NAME = "Helsinki-NLP/opus-mt-fr-en"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hub]:
    """The stand-in, as the hub that huggingface_hub asks, with an empty user models folder."""
    from huggingface_hub import constants

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hf" / "hub"))
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "hf" / "token"))
    monkeypatch.setattr(constants, "HF_STORED_TOKENS_PATH", str(tmp_path / "hf" / "stored_tokens"))
    monkeypatch.delenv("HF_TOKEN", raising=False)
    monkeypatch.setattr("translate.hub.download._PAUSES", (0.0, 0.0))
    with serve() as running:
        monkeypatch.setattr(constants, "ENDPOINT", running.url)
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE",
                            running.url + "/{repo_id}/resolve/{revision}/{filename}")
        yield running


@pytest.fixture
def model(tmp_path: Path) -> Callable[..., Path]:
    """Write a tiny French to English checkpoint, its weights as torch saves them if `pickled`."""

    def make(name: str = "opus-mt-fr-en", pickled: bool = False, **shape: object) -> Path:
        options = {"languages": (), "spread": 0.35, **shape}
        folder = make_checkpoint(tmp_path / "made" / name, **options)  # type: ignore[arg-type]
        if pickled:
            torch = pytest.importorskip("torch")
            from safetensors.torch import load_file

            state = load_file(folder / "model.safetensors")
            state["lm_head.weight"] = state["model.encoder.embed_tokens.weight"] = state["model.shared.weight"]
            torch.save(state, folder / "pytorch_model.bin", _use_new_zipfile_serialization=False)
            (folder / "model.safetensors").unlink()
        return folder

    return make


@pytest.fixture
def published(hub: Hub, model: Callable[..., Path]) -> Repository:
    """A model on the hub as Helsinki-NLP's are: weights for torch, and others that are nothing to us."""
    repository = hub.repositories[NAME] = Repository()
    files = {file.name: file.read_bytes() for file in model(pickled=True).iterdir()}
    others = {"tf_model.h5": b"tensorflow", "flax_model.msgpack": b"flax", "rust_model.ot": b"rust",
              ".gitattributes": b"", "README.md": b"---\nlicense: apache-2.0\n---\nA model."}
    repository.commit(files | others)
    return repository
