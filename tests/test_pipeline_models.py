"""Drafts of different languages by different models, as the command's user sees them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result
from engines.m2m_factory import make_many_to_many
from engines.marian_factory import make_checkpoint

from translate import drafts
from translate.checkpoints import DEFAULT_MODEL, read_checkpoint
from translate.resources import user_models_dir

Run = Callable[..., Result]

ARTICLE = """Mali : un marché couvert ouvre à Kayes

Le marché du quartier ouvre avant le lever du soleil. Les pêcheurs vendent leur poisson au bord du fleuve.

Personne ne savait quand le train de Kayes arriverait.
"""


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "marche.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def add(name: str, seed: int = 1) -> str:
    """Put a tiny model among the user's own; returns its label."""
    folder = make_checkpoint(user_models_dir() / name, languages=(), seed=seed)
    (folder / "tokenizer_config.json").unlink()  # its name says the pair
    return read_checkpoint(folder).label


def origins(po: Path) -> set[str]:
    return {unit.origin for unit in drafts.read(po).units if unit.origin != "copy"}


def test_an_added_model_drafts_anew_what_no_one_has_touched(tk: Run, article: Path, out: Path) -> None:
    tk("edition", article, "--to", "en,ru", "--out", out)
    folder = out / "marche"
    english, russian = (folder / "en.po").read_bytes(), (folder / "ru.po").read_bytes()
    file = polib.pofile(str(folder / "ru.po"))
    entry = next(entry for entry in file if entry.msgid.startswith("Les pêcheurs"))
    entry.msgstr = "Рыбаки продают рыбу на берегу реки."
    entry.flags.remove("fuzzy")
    file.save(str(folder / "ru.po"))

    label = add("opus-mt-fr-ru")
    result = tk("edition", article, "--to", "en,ru", "--out", out, "--layout", "bilingual", "--layout", "parallel")
    assert result.exit_code == 0, result.stderr
    assert (folder / "en.po").read_bytes() == english
    draft = drafts.read(folder / "ru.po")
    assert draft.model == label
    human = [unit for unit in draft.units if unit.state.is_human]
    assert [unit.target for unit in human] == ["Рыбаки продают рыбу на берегу реки."]
    machine = {unit.origin for unit in draft.units if not unit.state.is_human and unit.target}
    assert machine == {f"mt:{label}"}

    embedded = drafts.read(folder / "en.po").model
    record = json.loads((folder / "run.json").read_text("utf-8"))
    assert record["models"] == {"en": embedded, "ru": label}
    pages = {path.name: path.read_text("utf-8") for path in (folder / "editions").glob("*.md")}
    assert embedded in pages["fr-en.md"]
    assert label not in pages["fr-en.md"]
    assert label in pages["fr-ru.md"]
    assert embedded not in pages["fr-ru.md"]
    assert f"en: {embedded}; ru: {label}" in pages["parallel.md"]
    tk("render", folder, "--layout", "bilingual", "--layout", "parallel")
    assert {path.name: path.read_text("utf-8") for path in (folder / "editions").glob("*.md")} == pages

    # Gone again, everything is as it was, and the human's sentence still is.
    shutil.rmtree(user_models_dir() / "opus-mt-fr-ru")
    tk("edition", article, "--to", "en,ru", "--out", out)
    again = drafts.read(folder / "ru.po")
    assert origins(folder / "ru.po") - {"human"} == {f"mt:{embedded}"}
    assert "Рыбаки продают рыбу на берегу реки." in [unit.target for unit in again.units if unit.state.is_human]
    fresh = out.with_name("fresh")
    tk("edition", article, "--to", "en,ru", "--out", fresh, "--no-memory")
    assert (fresh / "marche" / "ru.po").read_bytes() == russian


def test_a_chain_says_both_models(tk: Run, article: Path, out: Path) -> None:
    labels = [add("opus-mt-fr-en", seed=1), add("opus-mt-en-ru", seed=2)]
    for name in ("one", "two"):
        arguments = ("--model", "ru=opus-mt-fr-en+opus-mt-en-ru", "--to", "ru,bm", "--out", out / name)
        result = tk("translate", article, *arguments)
        assert result.exit_code == 0, result.stderr
    one, two = (out / name / "marche" / "ru.po" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert drafts.read(one).model == " + ".join(labels)
    assert origins(one) == {f"mt:{labels[0]} + {labels[1]}"}
    assert all(origin.startswith(f"mt:{DEFAULT_MODEL}") for origin in origins(one.with_name("bm.po")))
    # Without a wish the same chain is chosen, so there is nothing to do.
    again = tk("translate", article, "--to", "ru,bm", "--out", out / "one", "--json")
    assert json.loads(again.stdout)["articles"][0]["languages"]["ru"]["translated"] == 0
    assert one.read_bytes() == two.read_bytes()


def test_nllb_drafts_bambara(tk: Run, article: Path, out: Path) -> None:
    folder = make_many_to_many(user_models_dir() / "nllb-200-distilled-600M")
    add("opus-mt-fr-en")
    result = tk("translate", article, "--to", "en,bm", "--out", out)
    assert result.exit_code == 0, result.stderr
    assert drafts.read(out / "marche" / "bm.po").model == read_checkpoint(folder).label
    assert drafts.read(out / "marche" / "en.po").model.startswith("opus-mt-fr-en+")


def test_lines_follow(tk: Run, article: Path) -> None:
    add("opus-mt-fr-en", seed=1)
    add("opus-mt-en-ru", seed=2)
    text = "Le marché du quartier ouvre.\n\n10 000\n"
    chain = tk("lines", "--to", "ru", "--model", "opus-mt-fr-en+opus-mt-en-ru", stdin=text)
    assert chain.exit_code == 0, chain.stderr
    assert chain.stdout == tk("lines", "--to", "ru", stdin=text).stdout
    assert chain.stdout != tk("lines", "--to", "ru", "--model", DEFAULT_MODEL, stdin=text).stdout
    assert chain.stdout.split("\n")[1:] == ["", "10 000", ""]


def test_doctor_tells_who_drafts_what(tk: Run, article: Path) -> None:
    add("opus-mt-fr-en")
    add("opus-mt-en-ru")
    lines = [" ".join(line.split()) for line in tk("doctor").stdout.splitlines()]
    assert "ok drafts en by opus-mt-fr-en" in lines
    assert "ok drafts ru by opus-mt-fr-en + opus-mt-en-ru, by way of English" in lines
    assert f"ok drafts bm by {DEFAULT_MODEL}" in lines


@pytest.mark.parametrize(
    ("model", "code", "says"),
    [
        ("ru=opus-mt-fr-ru", 3, "no model named 'opus-mt-fr-ru'"),
        ("bm=yelema-fr-mul", 2, "Bambara is not among the target languages (en)"),
        (f"{DEFAULT_MODEL}+{DEFAULT_MODEL}", 3, "does not take what"),
    ],
)
def test_mistakes_get_one_clear_line(tk: Run, article: Path, out: Path, model: str, code: int, says: str) -> None:
    result = tk("translate", article, "--to", "ru" if model.startswith("ru") else "en", "--out", out, "--model", model)
    assert result.exit_code == code
    assert says in result.stderr
    assert not out.exists()
