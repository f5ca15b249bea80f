"""Which model drafts which language, with real tiny models in the user's folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from engines.m2m_factory import make_many_to_many
from engines.marian_factory import make_checkpoint

from translate.checkpoints import DEFAULT_MODEL
from translate.errors import CheckpointError, ConfigError
from translate.model_choice import Choice, recommended_chains
from translate.resources import user_models_dir


class Home:
    """The user's models; each added one is newer than the last."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, name: str, *, kind: str = "marian", languages: tuple[str, ...] = (), card: str = "") -> Path:
        folder = user_models_dir() / name
        if kind == "marian":
            make_checkpoint(folder, languages=languages)
            if not languages:  # else the factory's settings say that it is from French
                (folder / "tokenizer_config.json").unlink()
        else:
            make_many_to_many(folder, kind)
        if card:
            (folder / "card.toml").write_text(card)
        self.count += 1
        os.utime(folder, (self.count, self.count))
        return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Home()


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A registry that recommends a chain, in place of the shipped one."""
    monkeypatch.setattr("translate.model_choice.models_dir", lambda: tmp_path)
    file = tmp_path / "registry.toml"
    file.write_text('[[chain]]\npair = "fr-ru"\nmodels = ["Helsinki-NLP/opus-mt-fr-en", "opus-mt-en-ru"]\n')
    return file


def chosen(*wishes: str, targets: tuple[str, ...] = ("en", "ru", "bm")) -> dict[str, str]:
    return {code: chain.name for code, chain in Choice(wishes).for_targets(targets).items()}


class TestWithoutAWish:
    def test_the_embedded_model_for_all(self, home: Home) -> None:
        assert chosen() == dict.fromkeys(("en", "ru", "bm"), DEFAULT_MODEL)

    def test_an_added_model_for_its_language(self, home: Home) -> None:
        home.add("opus-mt-fr-ru")
        assert chosen() == {"en": DEFAULT_MODEL, "ru": "opus-mt-fr-ru", "bm": DEFAULT_MODEL}

    def test_the_one_added_last(self, home: Home) -> None:
        for name in ("opus-mt-fr-en", "opus-mt-tc-big-fr-en", "opus-mt-a-fr-en"):
            home.add(name)
            assert chosen()["en"] == name

    def test_a_model_for_one_language_before_one_for_many(self, home: Home) -> None:
        home.add("opus-mt-fr-ru")
        home.add("opus-mt-fr-mul", languages=("eng", "rus"))
        home.add("nllb", kind="nllb")
        assert chosen() == {"en": "opus-mt-fr-mul", "ru": "opus-mt-fr-ru", "bm": "nllb"}

    def test_models_of_other_pairs_change_nothing(self, home: Home) -> None:
        home.add("opus-mt-en-ru")
        home.add("opus-mt-en-fr")
        assert set(chosen().values()) == {DEFAULT_MODEL}

    def test_what_cannot_be_used_is_passed_over(self, home: Home) -> None:
        (home.add("opus-mt-fr-ru") / "source.spm").unlink()
        (home.add("opus-mt-fr-en") / "config.json").write_text("{")
        assert set(chosen().values()) == {DEFAULT_MODEL}

    def test_an_adapted_model_for_what_it_has_learned(self, home: Home) -> None:
        home.add(
            "yelema-adapted", languages=("eng", "rus", "bam"),
            card='[languages]\nsource = "fr"\ntarget = [{code = "en", token = ">>eng<<"}, {code = "ru", token = '
                 '">>rus<<"}, {code = "bm", token = ">>bam<<"}]\n[[adaptation]]\nlanguages = ["bm"]\n',
        )
        assert chosen() == {"en": DEFAULT_MODEL, "ru": DEFAULT_MODEL, "bm": "yelema-adapted"}

    def test_two_added_models_by_way_of_english(self, home: Home) -> None:
        home.add("opus-mt-fr-en")
        home.add("opus-mt-en-ru")
        chain = Choice().for_target("ru")
        assert (chain.name, chain.via) == ("opus-mt-fr-en + opus-mt-en-ru", "en")
        assert chosen()["en"] == "opus-mt-fr-en"
        home.add("opus-mt-fr-ru")
        assert chosen()["ru"] == "opus-mt-fr-ru"

    def test_a_recommended_chain_before_a_direct_model(self, home: Home, registry: Path) -> None:
        home.add("opus-mt-fr-en")
        home.add("opus-mt-fr-ru")
        assert chosen()["ru"] == "opus-mt-fr-ru", "half a chain is none"
        home.add("opus-mt-en-ru")
        assert chosen()["ru"] == "opus-mt-fr-en + opus-mt-en-ru"

    @pytest.mark.parametrize(
        "content", ["[[chain", "chain = 3", "[[chain]]\npair = 3", '[[chain]]\npair = "fr-ru"\nmodels = 3', ""]
    )
    def test_a_registry_that_says_nothing_of_use(self, registry: Path, content: str) -> None:
        registry.write_text(content)
        assert recommended_chains("fr", "ru") == []
        registry.unlink()
        assert recommended_chains("fr", "ru") == []


class TestWishes:
    def test_one_for_all_languages(self, home: Home) -> None:
        home.add("opus-mt-fr-ru")
        home.add("opus-mt-fr-mul", languages=("eng", "rus", "bam"))
        assert set(chosen("opus-mt-fr-mul").values()) == {"opus-mt-fr-mul"}
        assert set(chosen(DEFAULT_MODEL).values()) == {DEFAULT_MODEL}

    def test_one_for_one_language(self, home: Home) -> None:
        home.add("opus-mt-fr-ru")
        home.add("opus-mt-fr-en")
        assert chosen(f"ru={DEFAULT_MODEL}") == {"en": "opus-mt-fr-en", "ru": DEFAULT_MODEL, "bm": DEFAULT_MODEL}

    def test_several_the_first_that_can(self, home: Home) -> None:
        home.add("opus-mt-fr-ru")
        home.add("opus-mt-fr-en")
        wishes = ("opus-mt-fr-ru", "opus-mt-fr-en", DEFAULT_MODEL)
        assert chosen(*wishes) == {"en": "opus-mt-fr-en", "ru": "opus-mt-fr-ru", "bm": DEFAULT_MODEL}

    def test_a_folder(self, tmp_path: Path) -> None:
        folder = make_checkpoint(tmp_path / "mine=a+b")
        assert chosen(str(folder), targets=("ru",)) == {"ru": "mine=a+b"}

    def test_a_chain_of_any_models(self, home: Home) -> None:
        home.add("opus-mt-fr-en")
        home.add("opus-mt-en-ru")
        home.add("nllb", kind="nllb")
        wishes = ("ru=opus-mt-fr-en+opus-mt-en-ru", "bm=opus-mt-fr-en+nllb", f"en={DEFAULT_MODEL}")
        chains = Choice(wishes).for_targets(("en", "ru", "bm"))
        assert [chain.via for chain in chains.values()] == ["", "en", "en"]
        legs = [leg.label for leg in chains["ru"].checkpoints]
        assert chains["ru"].label == " + ".join(legs)

    @pytest.mark.parametrize(
        ("wishes", "error", "says"),
        [
            (["de=x"], CheckpointError, "no model named 'de=x'"),
            (["ru=nothing"], CheckpointError, "no model named 'nothing'"),
            (["opus-mt-fr-en", "nothing"], CheckpointError, "no model named 'nothing'"),
            (["opus-mt-fr-en"], CheckpointError, "does not translate into Russian"),
            (["opus-mt-en-ru"], CheckpointError, r"translates from en, not from French \(fr\)"),
            (["opus-mt-en-ru+opus-mt-fr-en"], CheckpointError, "does not translate into Russian"),
            (["opus-mt-en-ru+opus-mt-en-ru"], CheckpointError, "opus-mt-en-ru does not take what opus-mt-en-ru writes"),
            (["opus-mt-fr-en+opus-mt-fr-en+opus-mt-en-ru"], CheckpointError, "a chain has two models"),
            (["opus-mt-fr-en+nothing"], CheckpointError, "no model named 'nothing'"),
            (["bm=opus-mt-fr-en"], ConfigError, "Bambara is not among the target languages"),
            (["ru=a", "ru=b"], ConfigError, "--model ru=b: a is asked for too"),
        ],
    )
    def test_what_cannot_be(self, home: Home, wishes: list[str], error: type[Exception], says: str) -> None:
        home.add("opus-mt-fr-en")
        home.add("opus-mt-en-ru")
        with pytest.raises(error, match=says):
            Choice(wishes).for_targets(("ru",))
