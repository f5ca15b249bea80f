"""benchmarks/terms.py and alignment.py on sentences of our own, with the embedded model."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from translate.checkpoints import find_checkpoint
from translate.resources import general_dir

Load = Callable[[str], ModuleType]


@pytest.fixture
def general(tmp_path: Path) -> Path:
    """Our general sentences as a dev set, without those for replay."""
    folder = tmp_path / "dev"
    folder.mkdir()
    for code in ("fr", "en", "ru"):
        shutil.copy(general_dir() / f"general.{code}", folder)
    return folder


def rows(program: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    monkeypatch.setattr(sys, "argv", ["benchmark", *words])
    program.main()
    return capsys.readouterr().out


# Words a house insists on where no model would choose them by itself.
HOUSE_TERMS = """\
fr,en,ru
marché,bazaar,базар
école,academy,гимназия
médecin,physician,лекарь
village,hamlet,селение
"""

HOUSE_SENTENCES = (
    ("Le marché ouvre à huit heures.", "The bazaar opens at eight o'clock.", "Базар открывается в восемь часов."),
    ("Le vieux marché est près du fleuve.", "The old bazaar is near the river.", "Старый базар находится у реки."),
    ("Un grand marché attire les gens.", "A large bazaar attracts people.", "Большой базар привлекает людей."),
    ("L'école est fermée aujourd'hui.", "The academy is closed today.", "Гимназия сегодня закрыта."),
    ("La nouvelle école compte dix salles.", "The new academy has ten rooms.", "В новой гимназии десять залов."),
    ("Cette école a cent ans.", "This academy is a hundred years old.", "Этой гимназии сто лет."),
    ("Le médecin arrive demain matin.", "The physician arrives tomorrow morning.", "Лекарь приедет завтра утром."),
    ("Un médecin soigne les blessés.", "A physician treats the wounded.", "Лекарь лечит раненых."),
    ("Le médecin a parlé longtemps.", "The physician spoke for a long time.", "Лекарь говорил долго."),
    ("Le village est loin de la ville.", "The hamlet is far from the town.", "Селение далеко от города."),
    ("Un village a brûlé cette nuit.", "A hamlet burned down last night.", "Этой ночью сгорело селение."),
    ("Le petit village attend la pluie.", "The small hamlet is waiting for rain.", "Маленькое селение ждет дождя."),
)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A dev set that uses the house's words, with its glossary beside it as terms.csv."""
    folder = tmp_path / "house"
    folder.mkdir()
    for code, lines in zip(("fr", "en", "ru"), zip(*HOUSE_SENTENCES)):
        (folder / f"house.{code}").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "terms.csv").write_text(HOUSE_TERMS, encoding="utf-8")
    return folder


def test_a_model_trained_with_annotations_heeds_the_glossary(
    program: Load, house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for code in ("en", "ru"):
        out = rows(
            program("terms"), monkeypatch, capsys, "--data", str(house), "--glossary", str(house / "terms.csv"),
            "--to", code, "--threads", "1", "--json")
        by_mode = {row["mode"]: row for row in json.loads(out)}
        assert by_mode["none"]["terms"] == by_mode["glossary"]["terms"] >= 10
        assert by_mode["glossary"]["lemma"] > by_mode["none"]["lemma"]
        assert by_mode["wrong"]["lemma"] < by_mode["glossary"]["lemma"]
        assert by_mode["enforced"]["lemma"] >= by_mode["glossary"]["lemma"]


def test_terms_of_plain_sentences_come_out_right(
    program: Load, general: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for code in ("en", "ru"):
        out = rows(
            program("terms"), monkeypatch, capsys, "--data", str(general), "--to", code, "--threads", "1", "--json")
        by_mode = {row["mode"]: row for row in json.loads(out)}
        assert by_mode["none"]["terms"] == by_mode["glossary"]["terms"] >= 10
        assert by_mode["glossary"]["lemma"] >= by_mode["none"]["lemma"]
        assert by_mode["wrong"]["lemma"] < by_mode["glossary"]["lemma"] - 20
        # One term is said by an adjective, which is right and not counted: «Парижский рейс» for le vol de Paris.
        assert by_mode["enforced"]["lemma"] >= 97
        assert all(0 < row["exact"] <= 100 for row in by_mode.values())


def test_the_head_the_card_names_is_the_best_one(
    program: Load, general: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = rows(program("alignment"), monkeypatch, capsys, "--data", str(general), "--lines", "40")
    head = find_checkpoint().alignment
    assert head is not None
    assert f"layer = {head.layer}\nhead = {head.head}\n" in out
    assert "| general | fr-en |" in out
