"""Each cleaning rule drops what it is for and leaves ordinary pairs alone."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.training.bitext import BitextFile
from translate.training.config import Data, load_recipe
from translate.training.heldout import RUN_LETTERS, HeldOut, letters_of
from translate.training.prepare import prepare
from translate.training.rules import RULES, Seen, clean_pairs

ROOT = Path(__file__).parents[2]
# Sixteen different words of five letters, so that runs of letters are exactly what a test makes them.
WORDS = [a + b + c + "ol" for a in "bd" for b in "ai" for c in "lmrt"]


def count(folder: Path, lines: list[str], pair: str = "fr-en", held_out: HeldOut | None = None, **data) -> Counter[str]:
    path = folder / f"x.{pair}.tsv"
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    counts: Counter[str] = Counter()
    file = BitextFile(path, "x", *pair.split("-"))
    list(clean_pairs(file, Data((pair,), **data), held_out or HeldOut(), Seen(), counts))
    return counts


@pytest.mark.parametrize(
    ("pair", "line", "rule"),
    [
        ("fr-en", "Le maire de la commune \tThe mayor of the town", "kept"),
        ("fr-en", "Le maire a 5 % de voix.\tThe mayor has 5% of the votes.", "kept"),
        ("fr-en", "Il coûte 100 $US.\tIt costs US$100.", "kept"),
        ("fr-en", "Bonjour %(name)s.\tHello %(name)s.", "placeholder"),
        ("fr-en", "Il y a {count} poissons.\tThere are {count} fish.", "placeholder"),
        ("fr-en", "%d poissons\t%d fish", "placeholder"),
        ("fr-en", "Ouvrez ${HOME} ici.\tOpen ${HOME} here.", "placeholder"),
        ("fr-en", "Chapitre un ............ 5\tChapter one ............ 5", "repeated-character"),
        ("fr-en", "Attendez...\tWait...", "kept"),
        ("fr-en", "Du 12/03/1998 au 15/04/1999.\tFrom 12/03/1998 to 15/04/1999.", "kept"),
        ("fr-en", "Il est né en 1998, mort en 1999.\tHe was born in 2753, died in 2764.", "numbers"),
        ("fr-bm", "Cela coûte 12 500 francs.\tA sɔngɔ ye dɔrɔmɛ 2 500 ye.", "kept"),
        ("fr-ru", "Mon voisin répare le pont.\tMon voisin répare le toit.", "script"),
        ("fr-ru", "Le réseau Wi-Fi du bureau.\tСеть Wi-Fi в офисе.", "kept"),
        ("fr-en", "The schoolteacher of our village is waiting for the rain.\tThe teacher waits for the rain at home.",
         "language"),
        ("fr-en", "L'institutrice de notre village attend la pluie.\t"
         "La maestra de nuestro pequeño pueblo espera la lluvia en casa.", "language"),
        ("fr-en", "La maîtresse.\tLa maestra.", "kept"),  # too short to tell
        ("fr-ru", "L'institutrice de notre village attend la pluie.\t"
         "Вчителька нашого маленького села чекає на дощ і пише листа.", "language"),
        ("fr-ru", "L'institutrice de notre village attend la pluie.\t"
         "Учительница нашей деревни ждёт дождя и пишет письмо.", "kept"),
        ("fr-bm", "L'institutrice de notre village attend la pluie.\t"
         "Le maire du village est parti avec les enfants pour la fête.", "language"),
        ("fr-bm", "L'institutrice de notre village attend la pluie.\t"
         "An ka dugu karamɔgɔ bɛ sanji makɔnɔ, a bɛ bataki sɛbɛn.", "kept"),
        ("fr-bm", "L'institutrice de notre village attend la pluie.\t"
         "An ka dugu karamogo be sanji makono, a be bataki seben.", "kept"),  # old spelling
    ],
)
def test_a_pair_meets_its_rule(tmp_path, pair, line, rule):
    assert count(tmp_path, [line], pair) == {rule: 1}


def test_pairs_that_differ_in_digits_only_are_kept_a_few_times(tmp_path):
    lines = [f"Article {number}\tSection {number}" for number in range(1, 8)]
    assert count(tmp_path, lines, max_near_duplicates=2) == {"kept": 2, "near-duplicate": 5}
    assert count(tmp_path, lines) == {"kept": 3, "near-duplicate": 4}


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ({"max_ratio": 9.0}, "Le pêcheur attend la pluie au bord.\tRain."),
        ({"max_repeated": 20}, "Chapitre ............ 5\tChapter ............ 5"),
        ({"min_script": 0.0}, "Mon voisin parle russe.\tМой сосед говорит."),
        ({"min_numbers": 0.0}, "Né en 1998, mort en 1999.\tBorn in 2753, died in 2764."),
        ({"language_letters": 0, "max_ratio": 9.0},
         "The teacher of our little village waits for the rain.\tThe teacher waits."),
        ({"max_near_duplicates": 9}, "Article 1\tSection 1"),
    ],
)
def test_thresholds_of_the_recipe_are_heeded(tmp_path, data, line):
    lines = [line.replace("1", str(number)) for number in range(1, 7)] if "max_near_duplicates" in data else [line]
    assert count(tmp_path, lines)["kept"] < len(lines)
    assert count(tmp_path, lines, **data)["kept"] == len(lines)


def test_a_long_run_of_a_held_out_sentence_is_refused_wherever_it_stands(tmp_path):
    held_out = HeldOut()
    held_out.add(" ".join(WORDS), "dev line 1")
    run = " ".join(WORDS[3:13])  # 50 letters
    assert len(letters_of(run)) == RUN_LETTERS
    lines = [f"{'x' * before} {run}, oui. {before}\tYes, {before}." for before in range(8)]
    assert count(tmp_path, lines, held_out=held_out, max_ratio=99.0) == {"held-out-run": 8}
    shorter = run[:-1]
    assert count(tmp_path, [f"xx {shorter}, oui.\tYes."], held_out=held_out, max_ratio=99.0) == {"kept": 1}


@given(st.text("abc é", max_size=120), st.text("abc é", max_size=120), st.integers(0, 40), st.integers(30, 80))
def test_a_run_is_found_exactly_when_there_is_one(held, other, start, length):
    other = other + held[start:start + length]
    held_out = HeldOut()
    held_out.add(held, "dev")
    one, two = letters_of(held), letters_of(other)
    shared = any(one[at:at + RUN_LETTERS] in two for at in range(len(one) - RUN_LETTERS + 1))
    assert held_out.shares_run(two) == shared


def test_held_out_files_of_every_kind_and_depth_are_heeded(tmp_path):
    deep = tmp_path / "dev" / "more"
    deep.mkdir(parents=True)
    (deep / "a.po").write_text('msgid "Un."\nmsgstr "Один."\n', encoding="utf-8")
    (deep / "b.tmx").write_text(
        '<tmx version="1.4"><body><tu><tuv xml:lang="fr"><seg>Deux.</seg></tuv></tu></body></tmx>', encoding="utf-8")
    (tmp_path / "dev" / "c.fr-en.tsv").write_text("Trois.\tThree.\n", encoding="utf-8")
    held_out = HeldOut.read([tmp_path / "dev"])
    lines = ["un !\tone", "x\tодин", "deux\ttwo", "x\tthree", "Quatre\tFour"]
    assert count(tmp_path, lines, held_out=held_out, min_script=0.0) == {"held-out": 4, "kept": 1}


def test_the_manual_describes_every_rule_and_threshold():
    manual = (ROOT / "docs" / "training.md").read_text(encoding="utf-8")
    for rule in RULES:
        assert f"| `{rule.name}` |" in manual
        assert not rule.threshold or f"`{rule.threshold}`" in manual
    for key in (field.name for field in dataclasses.fields(Data)):
        assert f"`{key}`" in manual, key


def test_the_data_card_can_be_read_by_people(village):
    recipe = village / "recipe.toml"
    recipe.write_text(recipe.read_text(encoding="utf-8") + 'kind = "synthetic"\n', encoding="utf-8")
    with open(village / "bitext" / "village.fr-en.tsv", "a", encoding="utf-8") as file:
        file.write("Bonjour %s.\tHello %s.\n")
    card = prepare(load_recipe(recipe), [village / "bitext"], [village / "dev"], village / "prepared")
    page = (village / "prepared" / "data.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines() if line.startswith("| ")]
    english = next(row for row in rows if row[0] == "French → English")
    assert english[1] == "20"
    assert english[4:] == ["0.0%", "0.0%", "0.0%", "100.0%"]
    source = next(row for row in rows if row[:2] == ["village", "fr-en"])
    assert source[2:4] + source[6:] == ["synthetic", "20", "Apache-2.0", "placeholder 1"]
    assert next(row for row in rows if row[0] == "placeholder")[-1] == "1"
    assert "2 held-out sentences" in page
    assert card["rules"]["max_ratio"] == 3.0


def test_what_an_earlier_recipe_left_is_not_trained_on(village):
    prepared = village / "prepared"
    prepared.mkdir()
    (prepared / "old.fr-en.npz").write_bytes(b"")
    prepare(load_recipe(village / "recipe.toml"), [village / "bitext"], [village / "dev"], prepared)
    assert sorted(path.name for path in prepared.glob("*.npz")) == ["village.fr-en.npz", "village.fr-ru.npz"]
