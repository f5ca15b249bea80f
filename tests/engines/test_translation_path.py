"""Requests to results: order, duplicates, batches, second attempts, flags."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from translate import engines, ingest, segmentation
from translate.checkpoints import Checkpoint
from translate.engines.base import Request
from translate.engines.characters import ALPHABETS
from translate.engines.ct2 import CTranslate2Decoder
from translate.engines.decoding import Decoded, Settings
from translate.engines.marian import MarianEngine
from translate.engines.tokens import Vocabulary
from translate.errors import CheckpointError
from translate.normalise import normalise
from translate.resources import articles_dir
from translate.scripts import has_foreign_letters

TEXTS = [
    "Le train de Kayes arriverait avant la pluie.",
    "– Deux accords ont été signés, l'un sur l'eau, l'autre sur l'énergie.",
    "« Personne ne savait », dit le pêcheur.",
    "LES FEMMES RENTRAIENT DES CHAMPS",
    "Les clients, dit-on, arrivent tard ; les pêcheurs, eux, vendent leur poisson avant le lever du soleil.",
    "Une école neuve a été promise aux enfants de Sikasso par la maire, qui revenait d'un voyage à Bamako.",
    "Bogolan",
    "10 000",
    "Le fleuve monte.",
    "Le marché du quartier ouvre à cinq heures, et l'on y trouve du mil, du riz, du poisson fumé et des mangues.",
]


class Scripted:
    """A decoder that says what a function of source and settings says, to lead the path where no model can be led."""

    max_tokens = 512

    def __init__(self, checkpoint: Checkpoint, says: Callable[[str, Settings], str]) -> None:
        self.vocabulary = Vocabulary(checkpoint)
        self.says = says
        self.asked: list[tuple[str, Settings]] = []

    def decode(self, sources: Sequence[Sequence[str]], settings: Settings) -> list[list[Decoded]]:
        return [self._hypotheses(source, settings) for source in sources]

    def score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[list[float]]:
        return [[-1.0] * len(target) for target in targets]

    def _hypotheses(self, source: Sequence[str], settings: Settings) -> list[Decoded]:
        text = self.vocabulary.decode(source[1:-1])
        self.asked.append((text, settings))
        said = self.vocabulary.encode_target(self.says(text, settings))[:-1]
        return [Decoded(tuple(said), -1.0, len(said) <= settings.max_tokens)] * settings.nbest


@pytest.fixture(scope="module")
def engine(tiny: Checkpoint) -> MarianEngine:
    return engines.load(str(tiny.path), threads=2)


def test_results_come_in_order_whatever_the_order(engine: MarianEngine) -> None:
    requests = [Request(text, target) for text in TEXTS for target in ("en", "ru", "bm")]
    expected = dict(zip(requests, engine.translate(requests)))
    shuffled = random.Random(7).sample(requests, len(requests))
    assert engine.translate(shuffled) == [expected[request] for request in shuffled]


def test_duplicates_are_translated_once(tiny: Checkpoint) -> None:
    decoder = Scripted(tiny, lambda text, settings: "The market opens before sunrise")
    results = MarianEngine(tiny, decoder).translate([Request("Le marché ouvre.", "en")] * 5)
    assert len(results) == 5
    assert len(decoder.asked) == 1


def test_progress_counts_every_request(engine: MarianEngine) -> None:
    counted: list[int] = []
    requests = [Request(text, "en") for text in [*TEXTS, *TEXTS[:3], ""]]
    engine.translate(requests, counted.append)
    assert sum(counted) == len(requests)


def _in_batches(engine: MarianEngine, requests: list[Request], seed: int) -> list[object]:
    """Results of the requests, sent in any order in batches of any size."""
    chance = random.Random(seed)
    places = chance.sample(range(len(requests)), len(requests))
    results: dict[int, object] = {}
    while places:
        size = chance.randint(1, 8)
        batch, places = places[:size], places[size:]
        results.update(zip(batch, engine.translate([requests[place] for place in batch])))
    return [results[place] for place in range(len(requests))]


@pytest.mark.parametrize("seed", range(2))
def test_a_result_does_not_depend_on_its_batch(engine: MarianEngine, seed: int) -> None:
    requests = [Request(text, target) for text in TEXTS for target in ("en", "ru", "bm")]
    assert _in_batches(engine, requests, seed) == engine.translate(requests)


def test_nor_with_the_embedded_model(embedded: Checkpoint) -> None:
    engine = engines.load(threads=2)
    requests = [Request(text, target) for text in TEXTS[:6] for target in embedded.targets]
    together = engine.translate(requests)
    assert _in_batches(engine, requests, 1) == together
    assert [engine.translate([request])[0] for request in requests[:6]] == together[:6]
    single = MarianEngine(embedded, CTranslate2Decoder(embedded, threads=1))
    assert single.translate(requests) == together


def test_to_the_last_bit_of_the_score(embedded: Checkpoint) -> None:
    """Every beginning of every text, alone and all together: about one in a hundred scores moved with padding."""
    vocabulary = Vocabulary(embedded)
    words = [text.split() for text in TEXTS]
    beginnings = [" ".join(some[:count]) for some in words for count in range(2, len(some) + 1)]
    sources = [vocabulary.encode(normalise(text), "en") for text in beginnings]
    decoder, settings = CTranslate2Decoder(embedded), Settings(beam=2, max_tokens=40)
    assert [decoder.decode([source], settings)[0] for source in sources] == decoder.decode(sources, settings)


@pytest.mark.parametrize("name", ["ctranslate2", "transformers"])
def test_the_embedded_model_writes_bambara_in_its_own_letters(embedded: Checkpoint, name: str) -> None:
    if name == "transformers":
        pytest.importorskip("transformers")
    engine = engines.load(engine=name, threads=2)
    articles = [ingest.read(articles_dir() / file) for file in ("accord-energie.txt", "communique-conseil.docx")]
    texts = [segment.text for article in articles for segment in segmentation.segment(article)]
    results = engine.translate([Request(text, "bm") for text in texts[:: 1 if name == "ctranslate2" else 4]])
    assert len(results) > 4
    assert [result.best.text for result in results if has_foreign_letters(result.best.text, "bm")] == []


def test_several_hypotheses_best_first(engine: MarianEngine) -> None:
    (one,) = engine.translate([Request("Le fleuve monte.", "en")])
    (six,) = engine.translate([Request("Le fleuve monte.", "en", nbest=6)])
    assert len(one.hypotheses) == 1
    assert len(six.hypotheses) == 6
    assert len({hypothesis.text for hypothesis in six.hypotheses}) > 1


@pytest.mark.parametrize("text", ["10 000", "https://exemple.ml/accord", "* * *", ""])
def test_copied_not_translated(tiny: Checkpoint, text: str) -> None:
    decoder = Scripted(tiny, lambda *_: pytest.fail("asked"))
    (result,) = MarianEngine(tiny, decoder).translate([Request(text, "ru")])
    assert (result.best.text, result.best.score, result.flags) == (text, 0.0, ())


def test_a_long_text_is_split_and_nothing_is_cut_off(tiny: Checkpoint) -> None:
    text = " ".join(f"Le pêcheur numéro {number} vend son poisson au bord du fleuve, dit-on." for number in range(80))
    decoder = Scripted(tiny, lambda text, settings: text)
    (result,) = MarianEngine(tiny, decoder).translate([Request(text, "en")])
    assert result.flags == ("split",)
    assert result.best.text == text
    assert max(len(decoder.vocabulary.pieces(asked)) for asked, _ in decoder.asked) <= 200


def test_a_text_longer_than_the_network_has_positions_for(tiny: Checkpoint) -> None:
    engine = engines.load(str(tiny.path), beam=1)
    word, sentence = "poisson" * 40, "Les femmes rentraient des champs ; " * 9
    for result in engine.translate([Request(word, "en"), Request(sentence, "bm")]):
        assert "split" in result.flags
        assert result.best.text


@pytest.mark.parametrize("name", ["ctranslate2", "transformers"])
def test_the_longest_text_in_one_piece(tiny: Checkpoint, name: str) -> None:
    """As long as there are positions, in and out; the random network hardly ever ends by itself."""
    if name == "transformers":
        pytest.importorskip("transformers")
    decoder = engines.ENGINES[name](tiny, "float32", 1)
    source = [">>eng<<", *["▁"] * (decoder.max_tokens - 2), "</s>"]
    ((hypothesis,),) = decoder.decode([source], Settings(beam=1, max_tokens=decoder.max_tokens - 1, min_tokens=100))
    assert len(hypothesis.tokens) >= 100
    (scores,) = decoder.score([source], [hypothesis.tokens])
    assert sum(scores) / len(scores) == pytest.approx(hypothesis.score, abs=0.1)


SENTENCE = "Les clients arrivent tard, mais les pêcheurs vendent leur poisson avant le lever du soleil."
GOOD = "The clients arrive late, but the fishermen sell their fish before sunrise."
LOOP = "The clients the clients the clients the clients the clients"


def _path(checkpoint: Checkpoint, says: Callable[[str, Settings], str]) -> tuple[str, tuple[str, ...], Scripted]:
    decoder = Scripted(checkpoint, says)
    (result,) = MarianEngine(checkpoint, decoder).translate([Request(SENTENCE, "en")])
    return result.best.text, result.flags, decoder


class TestSecondAttempts:
    def test_none_without_a_fault(self, tiny: Checkpoint) -> None:
        text, flags, decoder = _path(tiny, lambda *_: GOOD)
        assert (text, flags) == (GOOD, ())
        assert len(decoder.asked) == 1

    def test_a_loop_is_broken_by_other_settings(self, tiny: Checkpoint) -> None:
        text, flags, _ = _path(tiny, lambda _, settings: GOOD if settings.no_repeat else LOOP)
        assert (text, flags) == (GOOD, ("retried",))

    @pytest.mark.parametrize("short", ["", "Clients arrive."])
    def test_what_is_too_short_is_asked_for_more(self, tiny: Checkpoint, short: str) -> None:
        text, flags, _ = _path(tiny, lambda _, settings: GOOD if settings.min_tokens > 10 else short)
        assert (text, flags) == (GOOD, ("retried",))

    def test_letters_of_another_script_are_forbidden(self, tiny: Checkpoint) -> None:
        mixed = GOOD.replace("fishermen", "рыбаки")
        text, flags, decoder = _path(tiny, lambda _, settings: GOOD if settings.forbidden else mixed)
        assert (text, flags) == (GOOD, ("retried",))
        tokens = {token for (token,) in decoder.asked[-1][1].forbidden}
        russian, latin = set(ALPHABETS["ru"]), {*ALPHABETS["bm"], *"é0123456789.,"}
        assert tokens == {token for token in decoder.vocabulary.target_ids if russian & {*token.lower()}} != set()
        assert not any(latin & {*token.lower()} for token in tokens)

    def test_what_helps_nothing_is_flagged(self, tiny: Checkpoint) -> None:
        mixed = GOOD.replace("fishermen", "рыбаки")
        text, flags, _ = _path(tiny, lambda *_: mixed)
        assert (text, flags) == (mixed, ("script",))

    def test_then_in_two_halves(self, tiny: Checkpoint) -> None:
        halves = {
            "Les clients arrivent tard,": "The clients arrive late,",
            "mais les pêcheurs vendent leur poisson avant le lever du soleil.": "But the fishermen sell at dawn.",
        }
        text, flags, _ = _path(tiny, lambda text, _: halves.get(text, LOOP))
        assert text.casefold() == "the clients arrive late, but the fishermen sell at dawn."
        assert flags == ("retried", "split")

    @pytest.mark.parametrize(("bad", "flag"), [(LOOP, "loop"), ("", "empty"), ("Clients arrive.", "dropped")])
    def test_then_it_is_flagged(self, tiny: Checkpoint, bad: str, flag: str) -> None:
        text, flags, decoder = _path(tiny, lambda *_: bad)
        assert text == bad
        assert flag in flags
        assert len(decoder.asked) <= 5

    def test_no_end_is_a_loop(self, tiny: Checkpoint) -> None:
        endless = " ".join(f"mot{number}" for number in range(300))
        _, flags, _ = _path(tiny, lambda *_: endless)
        assert "loop" in flags


def test_characters_it_does_not_know_are_flagged(make: Callable[..., Checkpoint]) -> None:
    engine = engines.load(str(make().path))
    known, accent, emoji = engine.translate(
        [Request("Le train arriverait’.", "en"), Request("Où part le train ?", "en"), Request("Le train 🙂", "en")]
    )
    assert "unknown" not in known.flags
    assert "unknown" in accent.flags
    assert "unknown" in emoji.flags


def test_languages_it_does_not_have(make: Callable[..., Checkpoint]) -> None:
    engine = engines.load(str(make("opus-mt-fr-en", languages=()).path))
    with pytest.raises(CheckpointError, match=r"does not translate into Russian \(ru\), only into en"):
        engine.translate([Request("Le train.", "ru")])
    with pytest.raises(CheckpointError, match="translates from fr, not from English"):
        engine.translate([Request("The train.", "en", source="en")])


def test_the_search_its_generation_config_asks_for(make: Callable[..., Checkpoint]) -> None:
    checkpoint = make(byte_fallback=True)
    plain = engines.load(str(checkpoint.path))
    request = Request(SENTENCE, "en")
    (without,) = plain.translate([request])
    asked = '{"no_repeat_ngram_size": 1, "repetition_penalty": 1.3, "length_penalty": 1.5, "num_beams": 9}'
    (checkpoint.path / "generation_config.json").write_text(asked, encoding="utf-8")
    engine = engines.load(str(checkpoint.path))
    (result,) = engine.translate([request])
    tokens = engine.vocabulary.encode_target(result.best.text)
    assert result.best.text != without.best.text
    assert len(engine.vocabulary.decode(tokens[:-1]).split()) == len(set(engine.vocabulary.decode(tokens[:-1]).split()))
    # The score is what the model gives the text, without the penalties of the search.
    source = engine.vocabulary.encode(normalise(SENTENCE), "en")
    (scores,) = engine.decoder.score([source], [tokens])
    assert result.best.score == pytest.approx(sum(scores) / len(scores), abs=0.01)
