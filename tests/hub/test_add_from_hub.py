"""`tk models add NAME`: the whole way, from a hub of our own to a translated line."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from engines.m2m_factory import make_many_to_many as make_m2m
from hub_server import Hub, Repository

from translate.checkpoints import find_checkpoint
from translate.resources import user_models_dir

Run = Callable[..., Result]

NAME = "Helsinki-NLP/opus-mt-fr-en"


def _listed(tk: Run) -> list[str]:
    return [row["name"] for row in json.loads(tk("models", "list", "--json").stdout)]


def _fails(result: Result, code: int, *said: str) -> None:
    """One line on stderr that says this, and nothing on stdout."""
    assert result.exit_code == code, result.stderr
    assert len(result.stderr.splitlines()) == 1
    for text in said:
        assert text in result.stderr
    assert not result.stdout


def test_added_by_name_it_translates(tk: Run, hub: Hub, published: Repository) -> None:
    result = tk("models", "add", NAME)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[0].startswith("added opus-mt-fr-en: fr → en, ")
    assert "Apache-2.0" in result.stdout
    lines = tk("lines", "--to", "en", "--model", "opus-mt-fr-en", stdin="Le train de Kayes.\nPersonne ne savait.\n")
    assert lines.exit_code == 0, lines.stderr
    assert len(lines.stdout.splitlines()) == 2
    assert lines.stdout.strip()


def test_its_card(tk: Run, hub: Hub, published: Repository) -> None:
    """Commit, licence, languages, where the weights came from, and sums of all files; no weights twice."""
    assert tk("models", "add", "opus-mt-fr-en").exit_code == 0  # the short name of a recommended model
    checkpoint = find_checkpoint("opus-mt-fr-en")
    card = checkpoint.card
    assert card is not None
    (commit,) = published.commits
    pickled = published.commits[commit]["pytorch_model.bin"]
    assert card["source"] == {
        "repository": NAME, "revision": commit, "hub": hub.url,
        "weights": "pytorch_model.bin", "weights_sha256": hashlib.sha256(pickled).hexdigest(),
    }
    assert (card["name"], card["kind"], card["licence"]) == ("opus-mt-fr-en", "marian", "Apache-2.0")
    assert card["languages"] == {"source": "fr", "target": [{"code": "en", "token": ""}]}
    assert {score["set"] for score in card["score"]} >= {"flores-test"}
    files = {file.name for file in checkpoint.path.iterdir()} - {"card.toml"}
    assert files == set(card["sha256"])
    assert files == {"config.json", "vocab.json", "source.spm", "target.spm", "tokenizer_config.json", "README.md",
                     "model.safetensors"}
    for name, digest in card["sha256"].items():
        assert hashlib.sha256((checkpoint.path / name).read_bytes()).hexdigest() == digest
    asked = {path.rpartition("/")[2] for _, path, _ in hub.asked}
    assert not asked & {"tf_model.h5", "flax_model.msgpack", "rust_model.ot"}
    info = tk("models", "info", "opus-mt-fr-en")
    assert commit in info.stdout


def test_converted_weights_are_those_of_torch(tk: Run, hub: Hub, published: Repository) -> None:
    transformers = pytest.importorskip("transformers")
    assert tk("models", "add", NAME).exit_code == 0
    path = find_checkpoint("opus-mt-fr-en").path
    loaded, problems = transformers.MarianMTModel.from_pretrained(path, output_loading_info=True)
    assert not problems["mismatched_keys"]
    import io

    import torch

    (commit,) = published.commits
    state = torch.load(io.BytesIO(published.commits[commit]["pytorch_model.bin"]), weights_only=True)
    for name, tensor in loaded.state_dict().items():
        if name in state:
            assert torch.equal(tensor, state[name]), name


def test_twice_is_once(tk: Run, hub: Hub, published: Repository) -> None:
    assert tk("models", "add", NAME).exit_code == 0
    hub.asked.clear()
    again = tk("models", "add", NAME)
    assert again.exit_code == 0
    assert again.stdout.startswith("there already: opus-mt-fr-en")
    assert not hub.bodies("config.json")


class TestRevisions:
    def test_a_branch_becomes_its_commit(self, tk: Run, hub: Hub, published: Repository) -> None:
        (files,) = published.commits.values()
        commit = published.commit({**files, "README.md": b"of the branch"}, branch="next")
        added = json.loads(tk("models", "add", NAME, "--revision", "next", "--json").stdout)
        assert added["origin"]["revision"] == commit
        assert (user_models_dir() / "opus-mt-fr-en" / "README.md").read_bytes() == b"of the branch"

    def test_the_branch_moved_on(self, tk: Run, hub: Hub, published: Repository) -> None:
        (old,) = published.commits
        assert tk("models", "add", NAME).exit_code == 0
        new = published.commit({**published.commits[old], "README.md": b"newer"})
        _fails(tk("models", "add", NAME), 2, old[:12], new[:12], "tk models remove opus-mt-fr-en")
        # Pinned to what is there, there is nothing to do; under another name both can stay.
        assert tk("models", "add", NAME, "--revision", old).exit_code == 0
        assert tk("models", "add", NAME, "--name", "newer").exit_code == 0
        assert {"opus-mt-fr-en", "newer"} <= set(_listed(tk))

    def test_one_that_does_not_exist(self, tk: Run, hub: Hub, published: Repository) -> None:
        _fails(tk("models", "add", NAME, "--revision", "v9"), 3, "has no revision v9")


class TestInterrupted:
    def test_a_broken_connection_goes_on_where_it_was(self, tk: Run, hub: Hub, published: Repository) -> None:
        hub.faults["/pytorch_model.bin"] = [5000, 4000, "refuse"]
        assert tk("models", "add", NAME).exit_code == 0
        assert hub.bodies("/pytorch_model.bin")[-1] == "bytes=9000-"

    def test_the_next_run_goes_on_where_it_was(self, tk: Run, hub: Hub, published: Repository) -> None:
        store = f"/store/{NAME}"
        hub.faults["/pytorch_model.bin"] = [7000, *["refuse"] * 3]
        _fails(tk("models", "add", NAME), 3, "answered", "run the same command again")
        assert "opus-mt-fr-en" not in _listed(tk)
        assert "opus-mt-fr-en is not finished" in tk("models", "list").stderr
        hub.asked.clear()
        assert tk("models", "add", NAME).exit_code == 0
        assert [ranged for _, path, ranged in hub.asked if path.startswith(store) and path.endswith("model.bin")] == [
            "bytes=7000-"
        ]
        assert not hub.bodies("/vocab.json")  # what was complete is not fetched again
        assert "not finished" not in tk("models", "list").stderr

    def test_killed_at_any_moment(
        self, tk: Run, hub: Hub, published: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whatever step a run dies in, nothing is listed and the next one gets there."""
        for step in ("translate.engines.safetensors_files.write_safetensors", "translate.hub.adding.write_card",
                     "translate.hub.adding._try", "translate.hub.adding.os.rename"):
            with monkeypatch.context() as patch:
                patch.setattr(step, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
                assert tk("models", "add", NAME).exit_code == 130
            assert "opus-mt-fr-en" not in _listed(tk)
        hub.asked.clear()
        assert tk("models", "add", NAME).exit_code == 0
        assert not hub.bodies("/pytorch_model.bin")
        assert "opus-mt-fr-en" in _listed(tk)


class TestDamaged:
    @pytest.mark.parametrize("file", ["pytorch_model.bin", "vocab.json"])
    def test_on_the_way_once(self, tk: Run, hub: Hub, published: Repository, file: str) -> None:
        hub.faults[f"/{file}"] = ["damage"]
        assert tk("models", "add", NAME).exit_code == 0
        find_checkpoint("opus-mt-fr-en").verify()

    def test_on_the_way_always(self, tk: Run, hub: Hub, published: Repository) -> None:
        hub.faults["/source.spm"] = ["damage"] * 2
        _fails(tk("models", "add", NAME), 3, "source.spm came damaged twice")

    def test_after_it_was_added(self, tk: Run, hub: Hub, published: Repository) -> None:
        """Adding again repairs it."""
        assert tk("models", "add", NAME).exit_code == 0
        vocabulary = user_models_dir() / "opus-mt-fr-en" / "vocab.json"
        vocabulary.write_bytes(vocabulary.read_bytes()[:-1] + b" }")
        assert tk("models", "info", "opus-mt-fr-en").exit_code == 3
        assert tk("models", "add", NAME).stdout.startswith("added")
        assert tk("models", "info", "opus-mt-fr-en").exit_code == 0

    def test_weights_that_run_code(self, tk: Run, hub: Hub, published: Repository, tmp_path: Path) -> None:
        import pickle

        class Hostile:
            def __reduce__(self) -> tuple[object, tuple[str]]:
                return os.mkdir, (str(tmp_path / "executed"),)

        (files,) = published.commits.values()
        published.commit({**files, "pytorch_model.bin": pickle.dumps(Hostile(), protocol=2)})
        _fails(tk("models", "add", NAME), 3, "pytorch_model.bin", "mkdir")
        assert not (tmp_path / "executed").exists()
        assert "opus-mt-fr-en" not in _listed(tk)
        assert "not finished" not in tk("models", "list").stderr


class TestRefused:
    def test_no_such_model(self, tk: Run, hub: Hub) -> None:
        _fails(tk("models", "add", "Helsinki-NLP/opus-mt-fr-xx"), 3, "no model Helsinki-NLP/opus-mt-fr-xx",
               "tk models recommended")

    def test_a_name_of_nothing(self, tk: Run, hub: Hub) -> None:
        _fails(tk("models", "add", "opus-mt-fr-em"), 2, "did you mean opus-mt-fr-en?")
        _fails(tk("models", "add", "what is this"), 2, "tk models recommended")

    def test_gated(self, tk: Run, hub: Hub, published: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        published.gated = True
        _fails(tk("models", "add", NAME), 3, "is gated: accept its terms", hub.url, "HF_TOKEN")
        monkeypatch.setenv("HF_TOKEN", "hf_of_somebody_else")
        _fails(tk("models", "add", NAME), 3, "is gated")
        monkeypatch.setenv("HF_TOKEN", hub.token)
        assert tk("models", "add", NAME).exit_code == 0

    def test_a_model_of_another_kind(self, tk: Run, hub: Hub, published: Repository) -> None:
        """Told before the large file comes."""
        (files,) = published.commits.values()
        published.commit({**files, "config.json": b'{"model_type": "llama"}'})
        _fails(tk("models", "add", NAME), 3, NAME, "llama")
        assert not hub.bodies("/pytorch_model.bin")

    def test_without_weights_we_read(self, tk: Run, hub: Hub, published: Repository) -> None:
        (files,) = published.commits.values()
        published.commit({name: content for name, content in files.items() if name != "pytorch_model.bin"})
        _fails(tk("models", "add", NAME), 3, "neither model.safetensors nor pytorch_model.bin")

    def test_no_room(self, tk: Run, hub: Hub, published: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        import errno

        def full(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr("translate.hub.download._fetch_rest", full)
        _fails(tk("models", "add", NAME), 3, "No space left on device", "make room")

    def test_no_room_from_the_start(
        self, tk: Run, hub: Hub, published: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import shutil

        monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 1000))  # type: ignore[attr-defined]
        _fails(tk("models", "add", NAME), 3, "MB are needed", "0 MB are free", "make room")
        assert not hub.bodies("/pytorch_model.bin")

    def test_two_at_once(self, tk: Run, hub: Hub, published: Repository) -> None:
        from filelock import FileLock

        lock = user_models_dir() / ".adding" / "opus-mt-fr-en.lock"
        lock.parent.mkdir(parents=True)
        with FileLock(lock):
            _fails(tk("models", "add", NAME), 2, "another tk models command is at work on opus-mt-fr-en")
        assert tk("models", "add", NAME).exit_code == 0

    def test_no_commerce(self, tk: Run, hub: Hub, published: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("translate.hub.sources.find_recommended", lambda _: None)
        published.licence = "cc-by-nc-4.0"
        _fails(tk("models", "add", NAME), 2, "may not be used commercially (cc-by-nc-4.0)", "--accept-licence")
        assert not hub.bodies("/config.json")
        assert tk("models", "add", NAME, "--accept-licence").exit_code == 0
        card = find_checkpoint("opus-mt-fr-en").card
        assert card is not None
        assert card["licence"] == "cc-by-nc-4.0"

    def test_another_model_of_that_name(self, tk: Run, hub: Hub, published: Repository) -> None:
        hub.repositories["somebody/opus-mt-fr-en"] = published
        assert tk("models", "add", NAME).exit_code == 0
        _fails(tk("models", "add", "somebody/opus-mt-fr-en"), 2, "is another model", "--name")


class TestWithoutNetwork:
    """In a process of its own, so that the environment is what huggingface_hub reads."""

    @staticmethod
    def _run(tmp_path: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
        folders = {"XDG_DATA_HOME": "data", "XDG_CACHE_HOME": "cache", "HF_HOME": "hf"}
        own = {name: str(tmp_path / folder) for name, folder in folders.items()}
        surroundings = {**os.environ, **own, **environment}
        root = Path(__file__).parents[2]
        return subprocess.run([sys.executable, str(root / "tk.py"), "models", *args], capture_output=True, text=True,
                              env=surroundings, cwd=tmp_path, check=False)

    def test_nobody_answers(self, tmp_path: Path) -> None:
        done = self._run(tmp_path, "add", NAME, HF_ENDPOINT="http://127.0.0.1:9")
        assert done.returncode == 3
        assert len(done.stderr.splitlines()) == 1
        assert "cannot reach http://127.0.0.1:9" in done.stderr

    def test_the_mirror_then_offline(self, tmp_path: Path, hub: Hub, published: Repository) -> None:
        done = self._run(tmp_path, "add", NAME, HF_ENDPOINT=hub.url)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        again = self._run(tmp_path, "add", NAME, HF_ENDPOINT=hub.url, HF_HUB_OFFLINE="1")
        assert again.returncode == 0
        assert again.stdout.startswith("there already")
        other = self._run(tmp_path, "add", "Helsinki-NLP/opus-mt-fr-ru", HF_HUB_OFFLINE="1")
        assert other.returncode == 3
        assert "HF_HUB_OFFLINE" in other.stderr

    def test_from_the_cache_of_huggingface_hub(self, tmp_path: Path, model: Callable[..., Path]) -> None:
        commit = "c0ffee" * 6 + "beef"
        cache = tmp_path / "hf" / "hub" / "models--Helsinki-NLP--opus-mt-fr-en"
        (cache / "refs").mkdir(parents=True)
        (cache / "refs" / "main").write_text(commit)
        (cache / "snapshots").mkdir()
        model().rename(cache / "snapshots" / commit)
        done = self._run(tmp_path, "add", NAME, "--json", HF_HUB_OFFLINE="1")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["origin"] == {"repository": NAME, "revision": commit}


class TestManyToMany:
    """M2M-100 and NLLB."""

    def test_nllb_only_when_its_licence_is_accepted(
        self, tk: Run, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = make_m2m(tmp_path / "made", "nllb")
        name = "facebook/nllb-200-distilled-600M"
        hub.repositories[name] = Repository(licence=None)
        hub.repositories[name].commit({file.name: file.read_bytes() for file in folder.iterdir()})
        _fails(tk("models", "add", name), 2, "may not be used commercially (CC-BY-NC-4.0)", "--accept-licence")
        assert not hub.bodies("/config.json")
        added = json.loads(tk("models", "add", "nllb-200-distilled-600M", "--accept-licence", "--json").stdout)
        assert (added["kind"], added["licence"]) == ("nllb", "CC-BY-NC-4.0")
        checkpoint = find_checkpoint("nllb-200-distilled-600M")
        assert checkpoint.card is not None
        assert checkpoint.card["commercial_use"] is False
        assert dict(checkpoint.tokens) == {"fr": "fra_Latn", "en": "eng_Latn", "ru": "rus_Cyrl", "bm": "bam_Latn"}
        assert tk("lines", "--to", "bm", "--model", checkpoint.name, stdin="Personne ne savait.\n").exit_code == 0

    def test_m2m100_has_no_bambara(self, tk: Run, hub: Hub, tmp_path: Path) -> None:
        folder = make_m2m(tmp_path / "made", "m2m100")
        hub.repositories["facebook/m2m100_418M"] = Repository()
        hub.repositories["facebook/m2m100_418M"].commit({file.name: file.read_bytes() for file in folder.iterdir()})
        added = json.loads(tk("models", "add", "facebook/m2m100_418M", "--json").stdout)
        assert (added["kind"], added["licence"], added["targets"]) == ("m2m100", "MIT", ["fr", "en", "ru"])
