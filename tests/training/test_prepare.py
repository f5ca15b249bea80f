"""From bitext files to packed data: what is kept, what is dropped and why, what is refused."""

from __future__ import annotations

import gzip
import json
import lzma
from pathlib import Path

import pytest
from click.testing import CliRunner

from translate.cli.train import train
from translate.errors import InputError
from translate.training.config import load_recipe
from translate.training.heldout import HeldOut
from translate.training.prepare import load_packed, prepare, refuse_held_out
from translate.training.vocabulary import Tokens


def prepared(village: Path) -> dict:
    return prepare(load_recipe(village / "recipe.toml"), [village / "bitext"], [village / "dev"], village / "prepared")


def add_pairs(village: Path, *pairs: str) -> None:
    with open(village / "bitext" / "village.fr-en.tsv", "a", encoding="utf-8") as file:
        file.writelines(pair + "\n" for pair in pairs)


def test_every_dropped_pair_is_counted_under_its_rule(village):
    clean = prepared(village)["files"]["village.fr-en"]
    assert clean["pairs"] == 20
    add_pairs(
        village,
        "Le maire vend du poisson.\tThe mayor sells fish.",  # duplicate
        "« Le maire vend du poisson ! »\tThe Mayor sells fish",  # the same in other clothes
        "PERSONNE ne connaît cette phrase‑là !\tNo one knows that one.",  # held out, source side
        "Voici une autre phrase.\tnobody knows this sentence",  # held out, target side
        "Une phrase sans traduction.\t ",  # empty
        "Le pêcheur attend la pluie au bord du fleuve.\tRain.",  # length
        "Notre institutrice écrit au maire.\tNotre institutrice écrit au maire.",  # untranslated
        "Mon voisin parle russe.\tМой сосед говорит по-русски.",  # wrong script for English
        "Le &lt;b&gt;maire&lt;/b&gt; vend du pain.\tThe mayor sells bread.",  # markup, escaped
        "Le maire vend du riz.\tThe <i>mayor</i> sells rice.",  # markup
        "mot " * 80 + "\t" + "word " * 80,  # too many pieces
    )
    counts = prepared(village)["files"]["village.fr-en"]
    assert counts["pairs"] == clean["pairs"]
    expected = {
        "duplicate": 2, "held-out": 2, "empty": 1, "length-ratio": 1, "untranslated": 1, "script": 1, "too-long": 1,
        "markup": 2,
    }
    assert {rule: counts[rule] for rule in expected} == expected


def test_packed_sentences_read_back_as_the_normalised_text(village):
    add_pairs(village, "«\u00a0Déjà vu…\u00a0», dit l’homme\u202f!\t“Seen before…”, says the man!")
    prepared(village)
    tokens = Tokens(village / "prepared")
    english = next(bitext for bitext in load_packed(village / "prepared") if bitext.pair == "fr-en")
    source = english.source_ids[english.source_starts[-2]:].tolist()
    target = english.target_ids[english.target_starts[-2]:].tolist()
    assert tokens.pieces[source[0]] == ">>eng<<"
    assert source[-1] == target[-1] == tokens.end == 0
    assert tokens.text(source[1:]) == '"Déjà vu...", dit l\'homme!'
    assert tokens.text(target) == '"Seen before...", says the man!'


def test_bambara_and_cyrillic_letters_are_pieces_and_the_rest_survives_as_bytes(village):
    prepared(village)
    tokens = Tokens(village / "prepared")
    assert set("ɛɔɲŋƐƆƝŊЖжЩщ") <= set(tokens.characters())
    assert tokens.text(tokens.target("Ŋaɲa 你好 ɔ̀")) == "Ŋaɲa 你好 ɔ̀"
    assert (tokens.vocabulary["</s>"], tokens.vocabulary["<unk>"], tokens.pad) == (0, 1, len(tokens) - 1)


def test_packed_archives_give_the_same_data_as_plain_files(village):
    prepared(village)
    before = {path.name: path.read_bytes() for path in (village / "prepared").iterdir()}
    for pair, ending, pack in (("fr-en", ".xz", lzma.compress), ("fr-ru", ".gz", gzip.compress)):
        name = f"village.{pair}.tsv"
        path = village / "bitext" / name
        path.with_name(name + ending).write_bytes(pack(path.read_bytes()))
        path.unlink()
    prepared(village)
    assert {path.name: path.read_bytes() for path in (village / "prepared").iterdir()} == before


def test_training_is_refused_on_a_sentence_held_out_later(village):
    prepared(village)
    packed = load_packed(village / "prepared")
    refuse_held_out(packed, HeldOut.read([village / "dev"]))
    test_set = village / "test" / "new.ru"
    test_set.parent.mkdir()
    test_set.write_text("Другое.\nМэр продаёт рыбу!\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"village\.fr-ru line 3: its target is .* new\.ru line 2"):
        refuse_held_out(packed, HeldOut.read([village / "dev", village / "test"]))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Une ligne sans tabulation.\n", r"village\.fr-en\.tsv, line 1: no tab"),
        ("Bien.\tFine.\nVoilà.\tL\u00e0.\n".encode("latin-1"), r"village\.fr-en\.tsv, after line \d: cannot be read"),
    ],
)
def test_a_damaged_bitext_is_named_with_its_line(village, content, message):
    (village / "bitext" / "village.fr-en.tsv").write_bytes(content)
    with pytest.raises(InputError, match=message):
        prepared(village)


def test_a_truncated_archive_is_one_error(village):
    path = village / "bitext" / "village.fr-en.tsv"
    path.with_name(path.name + ".xz").write_bytes(lzma.compress(path.read_bytes())[:-20])
    path.unlink()
    with pytest.raises(InputError, match="village"):
        prepared(village)


def test_a_held_out_folder_may_be_named_twice(village):
    once, twice = (HeldOut.read([village / "dev"] * times) for times in (1, 2))
    assert len(twice) == len(once) > 0


def test_a_source_without_a_file_and_an_empty_held_out_folder_are_named(village):
    (village / "empty").mkdir()
    with pytest.raises(InputError, match="no held-out sentence found in"):
        HeldOut.read([village / "empty"])
    for path in (village / "bitext").iterdir():
        path.unlink()
    with pytest.raises(InputError, match=r"no file village\.<pair>\.tsv"):
        prepared(village)


def test_bitext_may_lie_in_several_folders(village: Path) -> None:
    ours = village / "ours" / "street"
    ours.mkdir(parents=True)
    (ours / "shops.fr").write_text("La boulangerie ferme à midi.\n", encoding="utf-8")
    (ours / "shops.ru").write_text("Пекарня закрывается в полдень.\n", encoding="utf-8")
    recipe = village / "recipe.toml"
    recipe.write_text(recipe.read_text(encoding="utf-8") + '\n[[source]]\nname = "street"\n', encoding="utf-8")
    arguments = ["prepare", str(recipe), "--data", str(village / "bitext"), "--held-out", str(village / "dev"),
                 "--out", str(village / "prepared"), "--json"]
    missing = CliRunner().invoke(train, arguments)
    assert "bitext: no file street.<pair>.tsv" in str(missing.exception)
    card = CliRunner().invoke(train, [*arguments, "--data", str(village / "ours")], catch_exceptions=False)
    files = json.loads(card.output[card.output.index("{"):])["files"]
    assert files["street.fr-ru"]["pairs"] == 1
    assert {"village.fr-en", "village.fr-ru"} < set(files)
