"""The index gives exactly what comparing with every unit gives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.memory.samples import entry, query
from translate.memory import index_file
from translate.memory.lookup import Lookup, everything
from translate.memory.store import Store
from translate.memory.tokens import SAME_NUMBER, numbers_of, tokens_of

WORDS = ["le", "la", "de", "du", "eau", "pont", "12", "7", "1\u00a0250", "3,5", "maire", "vote", "l’été", "qui"]
sentences = st.lists(st.sampled_from(WORDS), min_size=0, max_size=12).map(" ".join)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "memory.db") as store:
        yield store


def told(matches: list) -> list[tuple[int, str, str, int]]:
    return [(match.percent, match.origin, match.target, match.entry.id) for match in matches]


@given(st.lists(sentences.filter(str.strip), max_size=40), sentences.filter(str.strip), st.integers(30, 100),
       st.integers(1, 5), st.sampled_from([0, 10]), st.booleans())
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_same_as_brute_force(
    tmp_path_factory: pytest.TempPathFactory, sources: list[str], text: str, least: int, limit: int, penalty: int,
    folded: bool,
) -> None:
    with Store(tmp_path_factory.mktemp("memory") / "memory.db") as store:
        half = len(sources) // 2
        store.add(entry(source, f"цель {number}") for number, source in enumerate(sources[:half]))
        lookup = Lookup(store, penalty=penalty)
        if folded:
            lookup.refresh("ru")
        lookup.find(query(text), least=least)
        store.add(entry(source, f"цель {number} 12") for number, source in enumerate(sources[half:]))
        for words in (text, *sources[:3]):
            expected = everything(store, query(words), least=least, limit=limit, penalty=penalty)
            assert told(lookup.find(query(words), least=least, limit=limit)) == told(expected)


def test_same_as_brute_force_in_a_larger_memory(store: Store) -> None:
    draw = random.Random(5)
    words = [f"mot{number}" for number in range(400)]
    weights = [1 / (1 + number) for number in range(400)]
    sources = [" ".join(draw.choices(words, weights, k=draw.randint(1, 25))) for _ in range(3000)]
    store.add(entry(source, source.upper()) for source in sources)
    lookup = Lookup(store)
    lookup.refresh("ru")
    for source in draw.sample(sources, 25):
        changed = source.split()
        changed[draw.randrange(len(changed))] = draw.choice(words)
        wanted = query(" ".join(changed))
        for least in (50, 75, 90):
            assert told(lookup.find(wanted, least=least)) == told(everything(store, wanted, least=least))


def test_index_is_read_from_disk_and_grows(store: Store) -> None:
    store.add([entry("Le pont de la ville est ouvert aux camions.", "a")])
    first = Lookup(store)
    first.refresh("ru")
    stored = index_file.read(first.file("ru"), store.uuid)
    assert stored is not None
    assert len(stored.index.ids) == 1
    store.add([entry("Le pont de la ville est ouvert aux piétons.", "b")])
    second = Lookup(store)
    found = second.find(query("Le pont de la ville est ouvert aux vélos."), least=75)
    assert {match.target for match in found} == {"a", "b"}


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "text"])
def test_damaged_index_is_made_again(store: Store, damage: str) -> None:
    store.add([entry(f"Le pont numéro {'abcdefgh'[n]} de la ville est ouvert.", f"t{n}") for n in range(8)])
    wanted = query("Le pont numéro z de la ville est ouvert.")
    lookup = Lookup(store)
    lookup.refresh("ru")
    expected = told(lookup.find(wanted, least=75))
    assert len(expected) == 8
    file = lookup.file("ru")
    data = bytearray(file.read_bytes())
    if damage == "flip":
        data[-20] ^= 255
    file.write_bytes({"cut": bytes(data[:-30]), "flip": bytes(data), "empty": b"", "text": b"x" * 9000}[damage])
    assert told(Lookup(store).find(wanted, least=75)) == expected


def test_index_of_a_memory_put_back_from_a_copy_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    with Store(path) as store:
        store.add([entry("Le pont de la ville est ouvert.", "a")])
    copy = path.read_bytes()
    with Store(path) as store:
        store.add([entry("La rue du marché est fermée.", "b")])
        Lookup(store).refresh("ru")
    path.write_bytes(copy)
    with Store(path) as store:
        store.add([entry("Le puits du village est sec.", "c"), entry("Le maire du village est absent.", "d")])
        found = Lookup(store).find(query("Le puits du quartier est sec."), least=75)
    assert [match.target for match in found] == ["c"]


def test_what_was_removed_is_not_found(store: Store) -> None:
    store.add([entry("Le pont de la ville est ouvert.", "a"), entry("Le pont de la ville est fermé.", "b")])
    lookup = Lookup(store)
    lookup.refresh("ru")
    store.remove([found.entry.id for found in lookup.find(query("Le pont de la ville est ouvert."), least=100)])
    assert [match.target for match in lookup.find(query("Le pont de la ville est ouvert."), least=75)] == ["b"]


@example("a\u03011")
@given(st.text(st.sampled_from("12 3.,éa’E\u00a0-_²½I\u0301İ"), max_size=20))
def test_numbers_and_tokens_agree(text: str) -> None:
    assert tokens_of(text).count(SAME_NUMBER) == len(numbers_of(text))
