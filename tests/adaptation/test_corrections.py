"""What counts as a correction, and which ones are held out."""

from __future__ import annotations

from pathlib import Path

import pytest
from house_style import PAIRS, write_tsv

from translate.adaptation.corrections import Correction, read_corrections
from translate.article import Segment
from translate.drafts import Draft, write
from translate.errors import InputError
from translate.training.heldout import sentence_key
from translate.units import State, Unit

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="fr" datatype="plaintext" segtype="sentence" adminlang="en"
 creationtool="test" creationtoolversion="1" o-tmf="none"/><body>
<tu><tuv xml:lang="fr-FR"><seg>Le puits est profond.</seg></tuv><tuv xml:lang="ru"><seg>Колодец глубок.</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>La porte est rouge.</seg></tuv><tuv xml:lang="en"><seg>The door is red.</seg></tuv></tu>
</body></tmx>
"""


def read(*paths: Path, targets=("ru",), forbidden=(), fits=lambda source, target: True):
    return read_corrections(paths, targets, forbidden, fits)


def article(folder: Path, *units: tuple[str, str, State], language: str = "ru") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "article.json").write_text("{}", encoding="utf-8")
    made = tuple(
        Unit(Segment(f"s{number}", "b", "paragraph", source), target, state, "mt:some")
        for number, (source, target, state) in enumerate(units)
    )
    write(Draft(article=folder.name, language=language, units=made), folder / f"{language}.po")
    return folder


def everything(corrections) -> set[tuple[str, str]]:
    return {(item.source, item.target) for item in corrections.training + corrections.held_out}


def test_only_what_a_person_approved_is_learnt_from_drafts(tmp_path):
    folder = article(
        tmp_path / "out" / "accord",
        ("Le pont est fermé.", "Мост закрыт.", State.REVIEWED),
        ("Le marché est ouvert.", "Рынок открыт.", State.DRAFT),
        ("L'eau monte.", "Вода поднимается.", State.FINAL),
        ("Il pleut.", "", State.NEW),
    )
    for place in (folder, tmp_path / "out", folder / "ru.po"):
        found = read(place)
        assert everything(found) == {("Le pont est fermé.", "Мост закрыт."), ("L'eau monte.", "Вода поднимается.")}
    assert found.dropped == {"not-reviewed": 1, "not translated": 1}


def test_backups_and_other_languages_are_left_alone(tmp_path):
    folder = article(tmp_path / "accord", ("Le pont est fermé.", "Мост закрыт.", State.REVIEWED))
    article(tmp_path / "accord", ("Le pont est fermé.", "The bridge is closed.", State.REVIEWED), language="en")
    old = article(tmp_path / "old", ("Le pont est ouvert.", "Мост открыт.", State.REVIEWED))
    (folder / "backups").mkdir()
    (old / "ru.po").rename(folder / "backups" / "ru-0001-abc.po")
    assert everything(read(folder)) == {("Le pont est fermé.", "Мост закрыт.")}


def test_memories_and_bitext_are_read_in_either_direction(tmp_path):
    (tmp_path / "memory.tmx").write_text(TMX, encoding="utf-8")
    write_tsv(tmp_path / "old.fr-ru.tsv", [("Il neige.", "Идёт снег.")])
    write_tsv(tmp_path / "turned.ru-fr.tsv", [("Ночь темна.", "La nuit est noire.")])
    write_tsv(tmp_path / "other.fr-en.tsv", [("Il vente.", "It is windy.")])
    (tmp_path / "notes.txt").write_text("rien\n", encoding="utf-8")
    assert everything(read(tmp_path)) == {
        ("Le puits est profond.", "Колодец глубок."), ("Il neige.", "Идёт снег."),
        ("La nuit est noire.", "Ночь темна."),
    }
    both = read(tmp_path, targets=("ru", "en"))
    assert ("La porte est rouge.", "The door is red.") in everything(both)
    assert len(both) == 5


def test_each_rule_that_leaves_something_out_is_counted(tmp_path):
    file = write_tsv(tmp_path / "memory.tsv", [
        ("« Le pont est fermé. »", "«Мост закрыт.»"),
        ("Le pont est fermé.", "Мост закрыт."),  # the same once the quotes are set aside
        ("  ", "Пусто."), ("12 %", "12 %"), ("LE PRÉSIDENT PARLE AU PEUPLE", "ПРЕЗИДЕНТ ОБРАЩАЕТСЯ К НАРОДУ"),
        ("Une phrase assez longue pour cela.", "Да."), ("Cette phrase mesure.", "Это измеряет."),
        ("Un texte sans fin.", "Текст без конца."),
    ])
    found = read(file, forbidden={sentence_key("Cette phrase mesure !")},
                 fits=lambda source, target: "sans fin" not in source)
    assert everything(found) == {("Le pont est fermé.", "Мост закрыт.")}
    assert found.dropped == {
        "duplicate": 1, "empty": 1, "nothing to translate": 1, "in capitals": 1, "length ratio": 1,
        "in the guard set": 1, "too long": 1}


def test_a_sentence_stays_held_out_when_more_arrive(tmp_path):
    few = read(write_tsv(tmp_path / "few.fr-en.tsv", PAIRS[:60]), targets=("en",))
    many = read(write_tsv(tmp_path / "many.fr-en.tsv", PAIRS[::-1]), targets=("en",))
    assert len(few.held_out) >= 5
    assert {item.source for item in few.training} & {item.source for item in many.held_out} == set()
    assert {item.source for item in many.training} & {item.source for item in many.held_out} == set()
    assert many.digest == read(write_tsv(tmp_path / "again.fr-en.tsv", PAIRS), targets=("en",)).digest


def test_the_same_sentence_in_other_dress_has_the_same_place():
    plain, dressed = Correction("Le pont est fermé.", "", "ru"), Correction("LE PONT EST FERMÉ!", "", "ru")
    assert plain.rank == dressed.rank


def test_what_cannot_be_used_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nowhere: no such file or folder"):
        read(tmp_path / "nowhere")
    write_tsv(tmp_path / "memory.tsv", PAIRS)
    with pytest.raises(InputError, match=r"memory.tsv: in which language\? Name it like memory.fr-en.tsv"):
        read(tmp_path / "memory.tsv", targets=("en", "ru"))
    write_tsv(tmp_path / "memory.fr-en.tsv", PAIRS)
    with pytest.raises(InputError, match=r"nothing there translates fr into ru: give drafts"):
        read(tmp_path / "memory.fr-en.tsv")
