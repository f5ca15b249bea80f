"""Finding, reading and verifying model folders."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from translate.checkpoints import DEFAULT_MODEL, Checkpoint, find_checkpoint, list_checkpoints, read_checkpoint
from translate.errors import CheckpointError
from translate.resources import models_dir, user_models_dir

SHIPPED = models_dir() / DEFAULT_MODEL
needs_model = pytest.mark.skipif(not (SHIPPED / "card.toml").is_file(), reason="no model in models/")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty user models folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    user_models_dir().mkdir(parents=True)
    return user_models_dir()


def bare(folder: Path, *tokens: str, settings: dict[str, object] | None = None, **config: object) -> Path:
    """The files that tell a model's languages, without a network."""
    folder.mkdir(parents=True)
    vocabulary = {token: number for number, token in enumerate(["</s>", "<unk>", *tokens, "<pad>"])}
    for name, content in (("config", {"model_type": "marian", **config}), ("vocab", vocabulary)):
        (folder / f"{name}.json").write_text(json.dumps(content))
    if settings:
        (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    return folder


class TestLanguagesWithoutACard:
    @pytest.mark.parametrize(
        ("tokens", "expected"),
        [
            ([">>eng<<", ">>rus<<", ">>bam<<"], {"en": ">>eng<<", "ru": ">>rus<<", "bm": ">>bam<<"}),
            ([">>en<<", ">>ru<<"], {"en": ">>en<<", "ru": ">>ru<<"}),
            ([">>ru<<", ">>rus<<", ">>rus_Latn<<", ">>deu<<"], {"ru": ">>rus<<"}),
            ([">>rus_Latn<<", ">>rus_Cyrl<<"], {"ru": ">>rus_Cyrl<<"}),
            ([">>deu<<"], {}),
        ],
    )
    def test_from_tokens(self, tmp_path: Path, tokens: list[str], expected: dict[str, str]) -> None:
        checkpoint = read_checkpoint(bare(tmp_path / "opus-mt-fr-mul", *tokens))
        assert not checkpoint.problem
        assert dict(checkpoint.tokens) == expected

    @pytest.mark.parametrize(
        "path",
        [
            "opus-mt-fr-en", "opus-mt-tc-big-fra-eng",
            "models--Helsinki-NLP--opus-mt-fr-en/snapshots/0123abcd",
        ],
    )
    def test_from_the_name(self, tmp_path: Path, path: str) -> None:
        checkpoint = read_checkpoint(bare(tmp_path / path, "▁the"))
        assert (checkpoint.source, dict(checkpoint.tokens)) == ("fr", {"en": ""})

    def test_from_the_settings(self, tmp_path: Path) -> None:
        settings = {"source_lang": "fra", "target_lang": "ru"}
        checkpoint = read_checkpoint(bare(tmp_path / "model", "▁the", settings=settings))
        assert (checkpoint.source, checkpoint.targets) == ("fr", ("ru",))

    def test_from_where_it_was_made(self, tmp_path: Path) -> None:
        checkpoint = read_checkpoint(bare(tmp_path / "model", "▁the", _name_or_path="Helsinki-NLP/opus-mt-fr-ru"))
        assert (checkpoint.source, checkpoint.targets) == ("fr", ("ru",))

    def test_from_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(CheckpointError, match="name the folder like opus-mt-fr-en"):
            find_checkpoint(bare(tmp_path / "model", "▁the"))


@needs_model
class TestEmbedded:
    def test_is_found_and_intact(self) -> None:
        checkpoint = find_checkpoint()
        checkpoint.verify()
        assert checkpoint.targets == ("en", "ru", "bm")
        assert checkpoint.source == "fr"
        assert checkpoint.label == f"{DEFAULT_MODEL}-{checkpoint.version}+{checkpoint.digest[:8]}"
        assert checkpoint.samples
        for code in checkpoint.targets:
            checkpoint.require_target(code)

    @pytest.mark.parametrize(
        "file", ["model.safetensors", "vocab.json", "config.json", "source.spm", "generation_config.json"]
    )
    def test_one_changed_byte_is_seen(self, home: Path, file: str) -> None:
        copy = Path(shutil.copytree(SHIPPED, home / "copy"))
        read_checkpoint(copy).verify()
        content = (copy / file).read_bytes()
        (copy / file).write_bytes(content.replace(b"e", b"i", 1))
        with pytest.raises(CheckpointError, match=rf"{file}( is damaged or was changed|: cannot be read)"):
            find_checkpoint(copy).verify()

    def test_a_missing_file_is_named(self, home: Path) -> None:
        copy = Path(shutil.copytree(SHIPPED, home / "copy"))
        (copy / "target.spm").unlink()
        with pytest.raises(CheckpointError, match=r"target\.spm is missing"):
            read_checkpoint(copy).verify()

    def test_sums_are_made_once(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        copy = Path(shutil.copytree(SHIPPED, home / "copy"))
        read_checkpoint(copy).verify()
        monkeypatch.setattr("translate.checkpoints.open", lambda *_: pytest.fail("read again"), raising=False)
        read_checkpoint(copy).verify()

    def test_a_users_model_of_the_same_name_comes_first(self, home: Path) -> None:
        shutil.copytree(SHIPPED, home / DEFAULT_MODEL)
        assert find_checkpoint().path == home / DEFAULT_MODEL
        assert [checkpoint.path for checkpoint in list_checkpoints()].count(SHIPPED) == 0
        # A path wins over both.
        assert find_checkpoint(str(SHIPPED)).path == SHIPPED


class TestFinding:
    def test_by_the_name_of_its_folder(self, home: Path) -> None:
        bare(home / "opus-mt-fr-en", "▁the")
        assert find_checkpoint("opus-mt-fr-en").targets == ("en",)

    def test_an_unknown_name_says_what_there_is(self, home: Path) -> None:
        bare(home / "opus-mt-fr-en", "▁the")
        with pytest.raises(CheckpointError, match=r"no model named 'opus-mt-fr-de' .*opus-mt-fr-en") as raised:
            find_checkpoint("opus-mt-fr-de")
        assert "tk models add" in str(raised.value)
        assert raised.value.exit_code == 3

    def test_a_path_with_nothing_there(self, tmp_path: Path) -> None:
        with pytest.raises(CheckpointError, match=r"no config\.json there"):
            find_checkpoint(str(tmp_path / "nowhere"))

    @pytest.mark.parametrize(
        ("file", "content", "said"),
        [
            ("config.json", '{"model_type": "bart"}', "'bart' model: only MarianMT"),
            ("config.json", "{", "config.json: cannot be read"),
            ("config.json", "[]", "holds no JSON object"),
            ("vocab.json", "", "vocab.json: cannot be read"),
            ("card.toml", "name = ", "card.toml: cannot be read"),
            ("card.toml", "normaliser = 999", "wants normaliser 999.*update yelema"),
            ("card.toml", 'name = "x"', r"\[languages\] needs source"),
            ("card.toml", 'max_tokens = "many"', "max_tokens is 'many'"),
            ("card.toml", "[[sample]]\nsource = 1", "sample 1 needs source"),
        ],
    )
    def test_a_damaged_one_is_refused_but_listed(self, home: Path, file: str, content: str, said: str) -> None:
        folder = bare(home / "opus-mt-fr-en", "▁the")
        (folder / file).write_text(content)
        with pytest.raises(CheckpointError, match=said):
            find_checkpoint("opus-mt-fr-en")
        listed = {checkpoint.name: checkpoint for checkpoint in list_checkpoints()}
        with pytest.raises(CheckpointError, match=said):
            listed["opus-mt-fr-en"].verify()

    def test_weights_in_neither_format(self, home: Path) -> None:
        checkpoint = read_checkpoint(bare(home / "opus-mt-fr-en", "▁the"))
        with pytest.raises(CheckpointError, match=r"neither model\.safetensors nor pytorch_model\.bin"):
            _ = checkpoint.weights

    def test_a_language_it_does_not_have(self) -> None:
        checkpoint = Checkpoint(Path("x"), "x", tokens={"en": ""})
        with pytest.raises(CheckpointError, match=r"does not translate into Bambara \(bm\), only into en"):
            checkpoint.require_target("bm")
