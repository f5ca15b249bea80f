"""Bitext in every format gives the same pairs, and damage is named with file and line."""

from __future__ import annotations

import bz2
import tracemalloc
from collections.abc import Iterable
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from village import ENGLISH, RUSSIAN

from translate.errors import InputError, YelemaError
from translate.training.bitext import BitextFile, find_bitext, language_code
from translate.training.config import load_recipe
from translate.training.prepare import load_packed, prepare
from translate.training.readers import read_pairs

TRILINGUAL = [(french, english, russian) for (french, english), (_, russian) in zip(ENGLISH, RUSSIAN)]


def tmx(units: Iterable[tuple[tuple[str, str], ...]], head: str = "") -> str:
    body = "".join(
        "<tu>" + "".join(f'<tuv xml:lang="{code}"><seg>{text}</seg></tuv>' for code, text in unit) + "</tu>\n"
        for unit in units)
    return f'<?xml version="1.0"?>\n{head}<tmx version="1.4"><header srclang="*all*"/><body>\n{body}</body></tmx>\n'


def found(folder: Path, *pairs: str) -> list[BitextFile]:
    return find_bitext(folder, pairs or ("fr-en", "fr-ru"), ["village"])


def texts(file: BitextFile) -> list[tuple[str, str]]:
    return [(pair.source, pair.target) for pair in read_pairs(file) if not pair.unfit]


def read(folder: Path, *pairs: str) -> dict[str, list[tuple[str, str]]]:
    return {file.pair: texts(file) for file in found(folder, *pairs)}


def test_a_tmx_serves_every_pair_it_has(tmp_path):
    units = [(("fr-FR", f), ("EN-us", e), ("ru", r)) for f, e, r in TRILINGUAL]
    (tmp_path / "village.tmx").write_text(tmx(units, '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'), encoding="utf-16")
    assert read(tmp_path, "fr-en", "fr-ru", "ru-en") == {
        "fr-en": ENGLISH, "fr-ru": RUSSIAN, "ru-en": [(r, e) for _, e, r in TRILINGUAL]}


def test_inline_codes_go_and_highlighted_words_stay(tmp_path):
    segment = 'Le <bpt i="1">&lt;b&gt;</bpt>maire<ept i="1">&lt;/b&gt;</ept> <hi>vend <ph/>du</hi> poisson.'
    (tmp_path / "village.fr-en.tmx").write_text(
        tmx([(("fr", segment), ("en", "The mayor &amp; fish"))]), encoding="utf-8")
    assert read(tmp_path) == {"fr-en": [("Le maire vend du poisson.", "The mayor & fish")]}


@given(st.lists(st.tuples(*[st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))] * 2)))
def test_any_text_comes_out_of_a_tmx_as_it_went_in(tmp_path_factory, pairs):
    pairs = [tuple(text.replace("\ufffe", "").replace("\uffff", "") for text in pair) for pair in pairs]
    path = tmp_path_factory.mktemp("tmx") / "village.tmx"
    path.write_text(tmx([(("fr", escape(f)), ("en", escape(e))) for f, e in pairs]), encoding="utf-8")
    assert texts(BitextFile(path, "village", "fr", "en", "tmx")) == pairs


def test_a_large_tmx_is_read_in_constant_memory(tmp_path):
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.tmx"
        path.write_text(tmx([(("fr", f"Phrase {n} " * 20), ("en", f"Sentence {n} " * 20)) for n in range(count)]))
        tracemalloc.start()
        assert sum(1 for _ in read_pairs(BitextFile(path, "x", "fr", "en", "tmx"))) == count
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(10)
    assert peak(3000) < 2 * peak(300) + 100_000


def test_a_catalogue_gives_its_finished_messages(village):
    folder = village / "bitext" / "village"
    folder.mkdir()
    (village / "bitext" / "village.fr-ru.tsv").unlink()
    (folder / "ru.po").write_text(
        'msgid ""\nmsgstr ""\n"Language: ru_RU\\n"\n"X-Source-Language: fr\\n"\n'
        '"Content-Type: text/plain; charset=KOI8-R\\n"\n\n'
        'msgid "Le maire attend."\nmsgstr "Мэр ждёт."\n\n'
        '#, fuzzy\nmsgid "Le maire part."\nmsgstr "Мэр идёт."\n\n'
        'msgid "_Fichier"\nmsgstr "_Файл"\n\n'
        'msgid "Il a %d poissons."\nmsgstr "У него %d рыб."\n\n'
        'msgid "Une\\nliste"\nmsgstr "Один\\nсписок"\n\n'
        'msgid "Un poisson."\nmsgid_plural "Des poissons."\nmsgstr[0] "Рыба."\nmsgstr[1] ""\n"Рыбы."\n\n'
        'msgid "Rien."\nmsgstr ""\n\n'
        '#~ msgid "Vieux."\n#~ msgstr "Старый."\n', encoding="koi8-r")
    counts = prepare(
        load_recipe(village / "recipe.toml"), [village / "bitext"], [village / "dev"], village / "prepared"
    )["files"]["village.fr-ru"]
    assert counts["pairs"] == 2
    assert {rule: counts[rule] for rule in (
        "not-reviewed", "accelerator", "placeholder", "several-lines", "empty", "obsolete")} == dict.fromkeys(
        ("not-reviewed", "accelerator", "placeholder", "several-lines", "empty", "obsolete"), 1)


def test_reviewed_units_of_a_draft_are_taken_without_their_tags(tmp_path):
    folder = tmp_path / "village" / "an-article"
    folder.mkdir(parents=True)
    (folder / "ru.po").write_text(
        'msgid ""\nmsgstr "Language: ru\\nX-Yelema-Format: 1\\n"\n\n'
        'msgctxt "a"\nmsgid "Le <1>maire</1> & sa_femme attendent."\nmsgstr "<1>Мэр</1> с женой ждут."\n\n'
        '#, fuzzy\nmsgctxt "b"\nmsgid "Le maire part."\nmsgstr "Мэр."\n', encoding="utf-8")
    assert read(tmp_path) == {"fr-ru": [("Le maire & sa_femme attendent.", "Мэр с женой ждут.")]}


def test_parallel_texts_and_packed_files_in_subfolders_are_found(tmp_path):
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "village.fr").write_text("".join(f"{f}\n" for f, _ in ENGLISH), encoding="utf-8")
    (deep / "village.en.bz2").write_bytes(bz2.compress("".join(f"{e}\n" for _, e in ENGLISH).encode()))
    (deep / "village.fr-en.ru").write_text("of no pair\n")
    (deep / "other.fr-en.tsv").write_text("not\tasked for\n")
    assert read(tmp_path) == {"fr-en": ENGLISH}


def test_a_file_of_the_opposite_direction_serves_turned_round_and_the_card_says_so(village):
    path = village / "bitext" / "village.fr-en.tsv"
    path.write_text("".join(f"{e}\t{f}\n" for f, e in ENGLISH), encoding="utf-8")
    path.rename(path.with_name("village.en-fr.tsv"))
    card = prepare(load_recipe(village / "recipe.toml"), [village / "bitext"], [village / "dev"], village / "prepared")
    assert card["files"]["village.fr-en"]["pairs"] == 20
    assert card["turned"] == ["village.fr-en"]
    assert "opposite direction" in (village / "prepared" / "data.md").read_text(encoding="utf-8")
    lines = next(bitext for bitext in load_packed(village / "prepared") if bitext.pair == "fr-en").lines
    assert lines.tolist() == list(range(1, 21))


BOMB = '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>\n'


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("village.fr-en.tsv", "Une ligne sans tabulation.\n", r"village\.fr-en\.tsv, line 1: no tab"),
        ("village.tmx", tmx([(("fr", "un"), ("en", "one"))])[:-20], r"village\.tmx, line \d+: not well-formed"),
        ("village.tmx", tmx([(("fr", "&b;"), ("en", "one"))], BOMB), r"village\.tmx: declares XML entities"),
        ("village.tmx", "<html></html>", r"village\.tmx, line 1: the root is <html>"),
        ("village.en-ru.po", 'msgid "a"\nmsgstr "b\n', r"village\.en-ru\.po:2: a quotation mark is missing"),
        ("village.po", 'msgid ""\nmsgstr "X: y\\n"\n', r"village\.po: its header has no Language"),
        ("village.fr-en.tsv.xz", "not packed", r"village\.fr-en\.tsv\.xz, after line 0"),
        ("village.tmx.gz", "not packed", r"village\.tmx\.gz: cannot be unpacked"),
    ],
)
def test_damage_is_one_line_with_file_and_place(tmp_path, name, content, message):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(YelemaError, match=message) as caught:
        read(tmp_path, "fr-en", "en-ru")
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_parallel_texts_of_unequal_length_are_refused(tmp_path):
    (tmp_path / "village.fr").write_text("un\ndeux\n")
    (tmp_path / "village.en").write_text("one\n")
    with pytest.raises(YelemaError, match=r"village\.en: ends after line 1, but village\.fr goes on"):
        read(tmp_path)


def test_language_tags_become_codes():
    assert [language_code(tag) for tag in ("en-US", "pt_BR", "FRA", "bam", "ru@latin", "")] == [
        "en", "pt", "fr", "bm", "ru", ""]


def test_lines_of_several_files_count_on(village):
    folder = village / "bitext"
    for name, pairs in (("a", ENGLISH[:10]), ("b", ENGLISH[10:])):
        (folder / name).mkdir()
        (folder / name / "village.fr-en.tsv").write_text("".join(f"{f}\t{e}\n" for f, e in pairs), encoding="utf-8")
    (folder / "village.fr-en.tsv").unlink()
    prepare(load_recipe(village / "recipe.toml"), [folder], [village / "dev"], village / "prepared")
    lines = next(bitext for bitext in load_packed(village / "prepared") if bitext.pair == "fr-en").lines
    assert lines.tolist() == list(range(1, 21))


def test_language_pairs_that_a_tmx_lacks_are_not_in_the_card_and_an_empty_source_is_named(village):
    folder = village / "bitext"
    for path in folder.iterdir():
        path.unlink()
    path = folder / "village.tmx"
    path.write_text(tmx([(("fr", f), ("en", e)) for f, e in ENGLISH]), encoding="utf-8")
    recipe = load_recipe(village / "recipe.toml")
    assert list(prepare(recipe, [folder], [village / "dev"], village / "prepared")["files"]) == ["village.fr-en"]
    path.write_text(tmx([(("de", "Ja."), ("en", "Yes."))]), encoding="utf-8")
    with pytest.raises(InputError, match="the files of village hold no pair of the languages fr-en, fr-ru"):
        prepare(recipe, [folder], [village / "dev"], village / "prepared")
