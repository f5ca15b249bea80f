"""Word alignment, term annotations from it, and the attention head that learns from it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy
import pytest
from village import ENGLISH, RECIPE, RUSSIAN

from translate.annotation import plain
from translate.training.aligner import Aligner, words_of, words_of_pieces
from translate.training.annotate import Text, annotate
from translate.training.config import Alignment, load_recipe
from translate.training.lemmas import lemmatiser
from translate.training.packed import Packed, load_packed
from translate.training.prepare import prepare
from translate.training.sampling import Sampler
from translate.training.vocabulary import Tokens

MODEL = Path(__file__).parents[2] / "models" / "yelema-fr-mul"


def linked(pairs: list[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """How often each two words are linked."""
    words = [(words_of(source), words_of(target)) for source, target in pairs]
    links = Aligner([([w.text for w in source], [w.text for w in target]) for source, target in words]).links()
    return Counter(
        (source[first].text, target[second].text)
        for (source, target), found in zip(words, links) for first, second in found)


@pytest.mark.parametrize(("pairs", "expected"), [
    (ENGLISH, [("maire", "mayor"), ("poisson", "fish"), ("pluie", "rain"), ("lettre", "letter"), ("pont", "bridge")]),
    (RUSSIAN, [("maire", "Мэр"), ("poisson", "рыбу"), ("lettre", "письмо"), ("pont", "мост")]),
])
def test_words_find_their_translations(pairs: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    found = linked(pairs)
    for source, target in expected:
        others = sum(count for (word, other), count in found.items() if word == source and other != target)
        assert found[source, target] > others, (source, target, found)


def test_pairs_without_words_have_no_links() -> None:
    assert Aligner([([], ["a"]), (["b"], []), (["c"], ["d"])]).links()[:2] == [[], []]
    assert Aligner([]).links() == []


@pytest.mark.parametrize(("phrase", "lemma"), [
    ("моста", "мост"),
    ("Африканского союза", "Африканский союз"),
    ("новыми школами", "новые школы"),
    ("Министерства обороны", "Министерство обороны"),
    ("ООН", "ООН"),
    ("быстро", None),
    ("на рынке", None),
])
def test_russian_terms_are_given_in_the_nominative(phrase: str, lemma: str | None) -> None:
    assert lemmatiser("ru")(phrase.split()) == lemma


@pytest.mark.parametrize(("phrase", "lemma"), [
    ("bridges", "bridge"), ("peace agreements", "peace agreement"), ("Mali", "Mali"), ("Rivers State", "Rivers State"),
])
def test_english_terms_are_given_in_the_singular(phrase: str, lemma: str) -> None:
    assert lemmatiser("en")(phrase.split()) == lemma


def test_annotations_say_what_the_translation_says() -> None:
    texts = [Text(number, source, target) for number, (source, target) in enumerate(RUSSIAN)]
    found = [aligned for aligned in annotate(texts, "ru", seed=3) if aligned.annotated]
    assert len(found) > len(texts) / 2
    for aligned in found:
        assert plain(aligned.annotated) == aligned.text.source
    everything = " ".join(aligned.annotated for aligned in found)
    assert "poisson＝ рыба｠" in everything  # the translations have рыбу
    assert "＝ мост｠" in everything


def test_the_same_seed_chooses_the_same_terms() -> None:
    texts = [Text(number, *pair) for number, pair in enumerate(ENGLISH)]
    first, again, other = (
        [aligned.annotated for aligned in annotate(texts, "en", seed)] for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_every_piece_knows_its_word() -> None:
    tokens = Tokens(MODEL)
    text = "L'élève-officier de Ségou a-t-il rencontré Mme Ñandú ?"
    words = words_of(text)
    ids = tokens.source(text, "en")[1:-1]
    spelled: dict[int, str] = {}
    for number, word in zip(ids, words_of_pieces(tokens, ids, words)):
        if word >= 0 and not tokens.pieces[number].startswith("<0x"):
            spelled[word] = spelled.get(word, "") + tokens.pieces[number].replace("▁", "")
    for place, word in enumerate(words[:-1]):
        assert spelled[place] == word.text


@pytest.fixture
def packed(village: Path) -> tuple[list[Packed], Tokens, Path]:
    recipe = village / "recipe.toml"
    extra = "\n[annotation]\nshare = 0.5\n\n[alignment]\nhead = 1\nweight = 0.2\n"
    recipe.write_text(RECIPE + extra, encoding="utf-8")
    prepare(load_recipe(recipe), [village / "bitext"], [village / "dev"], village / "prepared")
    return load_packed(village / "prepared"), Tokens(village / "prepared"), recipe


def links_of(bitext: Packed, row: int) -> numpy.ndarray:
    """(n, 3) the links of one row."""
    return bitext.links[bitext.link_starts[row]:bitext.link_starts[row + 1]]


def test_prepared_data_holds_annotations_and_links(packed: tuple[list[Packed], Tokens, Path]) -> None:
    bitexts, tokens, _ = packed
    for bitext in bitexts:
        rows = numpy.arange(len(bitext))
        assert bitext.has_annotations(rows).sum() > len(bitext) / 2
        for row in rows:
            source = bitext.source_ids[bitext.source_starts[row]:bitext.source_starts[row + 1]]
            target = bitext.target_ids[bitext.target_starts[row]:bitext.target_starts[row + 1]]
            for piece, first, after in links_of(bitext, row):
                assert 0 < first < after < len(source)
                assert piece < len(target) - 1
    assert any(tokens.vocabulary["｟"] in bitext.annotated_ids for bitext in bitexts)


def test_batches_mix_plain_and_annotated_sources(packed: tuple[list[Packed], Tokens, Path]) -> None:
    bitexts, tokens, recipe = packed
    sampler = Sampler(load_recipe(recipe), bitexts, tokens.pad)
    opening, seen = tokens.vocabulary["｟"], Counter[bool]()
    for _ in range(20):
        batch = sampler.next()
        annotated = (batch.source == opening).any(axis=1)
        seen.update(map(bool, annotated))
        assert not annotated[batch.links[:, 0]].any()  # links are those of plain sources
    assert 0.2 < seen[True] / seen.total() < 0.7


def test_a_batch_holds_whole_sentences_with_their_links(packed: tuple[list[Packed], Tokens, Path]) -> None:
    bitexts, tokens, recipe = packed
    known = {}
    for bitext in bitexts:
        for row in range(len(bitext)):
            target = tuple(bitext.target_ids[bitext.target_starts[row]:bitext.target_starts[row + 1]].tolist())
            sources = []
            for ids, starts in ((bitext.source_ids, bitext.source_starts),
                                (bitext.annotated_ids, bitext.annotated_starts)):
                sources.append(tuple(ids[starts[row]:starts[row + 1]].tolist()))
            known[sources[0], target] = links_of(bitext, row).tolist()
            known[sources[1], target] = []
    batch = Sampler(load_recipe(recipe), bitexts, tokens.pad).next()
    for number, (source, target) in enumerate(zip(batch.source.tolist(), batch.target.tolist())):
        pair = tuple(tuple(token for token in side if token != tokens.pad) for side in (source, target))
        assert batch.links[batch.links[:, 0] == number][:, 1:].tolist() == known[pair]


def test_the_taught_head_learns_where_words_come_from(packed: tuple[list[Packed], Tokens, Path]) -> None:
    import torch

    from translate.training.network import batch_loss, new_network

    bitexts, tokens, recipe = packed
    settings = load_recipe(recipe)
    sampler = Sampler(settings, bitexts, tokens.pad)
    network = new_network(settings.model, sampler.frequencies(len(tokens)), seed=5)
    optimiser = torch.optim.Adam(network.parameters(), lr=3e-3)
    batch = sampler.next()
    while not len(batch.links):
        batch = sampler.next()

    def misplaced() -> float:
        with torch.no_grad():
            plain_loss, _ = batch_loss(network, batch, 0.0)
            both, _ = batch_loss(network, batch, 0.0, Alignment(0, 1, 1.0))
        return float(both - plain_loss)

    before = misplaced()
    for _ in range(25):
        optimiser.zero_grad()
        batch_loss(network, batch, 0.0, settings.alignment)[0].backward()
        optimiser.step()
    assert misplaced() < 0.6 * before


def test_a_part_of_a_batch_keeps_its_own_links(packed: tuple[list[Packed], Tokens, Path]) -> None:
    bitexts, tokens, recipe = packed
    batch = Sampler(load_recipe(recipe), bitexts, tokens.pad).next()
    parts = [batch.part(first, 2) for first in range(2)]
    assert sum(len(part.links) for part in parts) == len(batch.links)
    for first, part in enumerate(parts):
        for sentence, piece, start, after in part.links:
            assert (part.target[sentence] == batch.target[first + 2 * sentence]).all()
            assert [first + 2 * sentence, piece, start, after] in batch.links.tolist()
