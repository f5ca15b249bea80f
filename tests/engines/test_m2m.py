"""M2M-100 and NLLB checkpoints: the same network as in transformers, the same way through the engine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from m2m_factory import LANGUAGES, make_many_to_many

from translate import engines
from translate.checkpoints import Checkpoint, find_checkpoint, read_checkpoint
from translate.engines.base import Request
from translate.engines.convert import converted, many_to_many_positions
from translate.engines.ct2 import CTranslate2Decoder
from translate.engines.decoding import Settings
from translate.engines.tokens import vocabulary_of
from translate.errors import CheckpointError

SOURCES = [
    "Le train de Kayes arriverait avant la pluie.",
    "Deux accords sur l'eau : l'un au bord du fleuve, l'autre aux champs de Sikasso.",
    "L'école neuve 🙂.",
]
TARGETS = ["The train would arrive before sunrise.", "Mɔgɔ si tun t'a dɔn waati min na.", "поезд"]

SHAPES: dict[str, dict[str, Any]] = {
    "nllb": {},
    "m2m100": {"kind": "m2m100"},
    "3+1 layers": {"layers": (3, 1)},
    "embeddings not scaled": {"scale": False},
    "gelu": {"kind": "m2m100", "activation": "gelu"},
}


def make(folder: Path, kind: str = "nllb", **shape: Any) -> Checkpoint:
    return read_checkpoint(make_many_to_many(folder, kind, **shape))


@pytest.fixture(scope="session")
def nllb(tmp_path_factory: pytest.TempPathFactory) -> Checkpoint:
    return make(tmp_path_factory.mktemp("models") / "nllb")


class TestParity:
    @pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
    def test_scores_and_greedy_outputs_agree(self, tmp_path: Path, shape: dict[str, Any]) -> None:
        pytest.importorskip("transformers")
        from translate.engines.transformers_engine import TransformersDecoder

        checkpoint = make(tmp_path / "model", **shape)
        assert not checkpoint.problem
        ours = CTranslate2Decoder(checkpoint, compute_type="float32", threads=1)
        reference = TransformersDecoder(checkpoint, threads=1)
        vocabulary = vocabulary_of(checkpoint)
        for target in ("en", "ru"):
            encoded = [vocabulary.encode(source, target) for source in SOURCES]
            forced = [vocabulary.encode_target(text, target) for text in TARGETS]
            expected = reference.score(encoded, forced)
            for got, wanted in zip(ours.score(encoded, forced), expected):
                assert got == pytest.approx(wanted, abs=1e-4)
            assert np.std([score for scores in expected for score in scores]) > 0.3, "a flat network proves nothing"

            greedy = Settings(beam=1, max_tokens=30, prefix=vocabulary.prefix(target))
            for (got,), (wanted,) in zip(ours.decode(encoded, greedy), reference.decode(encoded, greedy)):
                assert got.tokens == wanted.tokens
                assert got.finished == wanted.finished
                assert got.score == pytest.approx(wanted.score, abs=0.02)  # one leaves out <unk> before the softmax

    @pytest.mark.parametrize("kind", ["nllb", "m2m100"])
    def test_what_transformers_itself_generates(self, tmp_path: Path, kind: str) -> None:
        """Ids made here from the SentencePiece model, as its documentation says, and no line of our reference."""
        transformers, torch = pytest.importorskip("transformers"), pytest.importorskip("torch")
        import sentencepiece

        checkpoint = make(tmp_path / "model", kind)
        model = transformers.M2M100ForConditionalGeneration.from_pretrained(checkpoint.path).eval()
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(checkpoint.path / "sentencepiece.bpe.model"))
        count = pieces.get_piece_size() + 1
        known = json.loads((checkpoint.path / "vocab.json").read_text("utf-8")) if kind == "m2m100" else {}
        languages = {name: count + place for place, name in enumerate(LANGUAGES[kind])}
        french, russian = (checkpoint.tokens[code] for code in ("fr", "ru"))

        vocabulary = vocabulary_of(checkpoint)
        decoder = CTranslate2Decoder(checkpoint, compute_type="float32", threads=1)
        for source in SOURCES:
            numbers = [
                (known.get(piece, 3) if known else pieces.piece_to_id(piece) + 1 if pieces.piece_to_id(piece) else 3)
                for piece in pieces.encode(source, out_type=str)
            ]
            made = model.generate(
                input_ids=torch.tensor([[languages[french], *numbers, 2]]), num_beams=1, do_sample=False,
                forced_bos_token_id=languages[russian], max_new_tokens=21,
                suppress_tokens=[1, 3, *range(count + len(languages) + (kind == "nllb"), model.config.vocab_size)],
            )[0].tolist()
            assert made[:2] == [2, languages[russian]]
            settings = Settings(beam=1, max_tokens=19, prefix=vocabulary.prefix("ru"))
            ours = decoder.decode([vocabulary.encode(source, "ru")], settings)[0][0]
            assert [vocabulary.target_ids[token] for token in ours.tokens] == [n for n in made[2:] if n != 2]

    def test_positions_are_those_of_transformers(self) -> None:
        pytest.importorskip("transformers")
        from transformers.models.m2m_100.modeling_m2m_100 import M2M100SinusoidalPositionalEmbedding

        theirs = M2M100SinusoidalPositionalEmbedding(50, 12, 1)
        assert many_to_many_positions(50, 12) == pytest.approx(theirs.weights[2:].numpy(), abs=1e-5)


class TestReading:
    def test_languages_of_each_kind(self, tmp_path: Path) -> None:
        nllb, m2m = make(tmp_path / "a"), make(tmp_path / "b", "m2m100")
        assert (nllb.kind, nllb.source, nllb.tokens["bm"]) == ("nllb", "", "bam_Latn")
        assert (m2m.kind, m2m.source, m2m.tokens["ru"]) == ("m2m100", "", "__ru__")
        assert "bm" not in m2m.targets, "M2M-100 has no Bambara"

    @pytest.mark.parametrize("said_in", ["added_tokens.json", "tokenizer_config.json", "tokenizer.json"])
    @pytest.mark.parametrize("kind", ["nllb", "m2m100"])
    def test_numbers_of_the_languages_from_any_file(self, tmp_path: Path, said_in: str, kind: str) -> None:
        listed, numbered = make(tmp_path / "a", kind), make(tmp_path / "b", kind, said_in=said_in)
        expected, found = (vocabulary_of(checkpoint).source_ids for checkpoint in (listed, numbered))
        assert {code: found[code] for code in LANGUAGES[kind]} == {code: expected[code] for code in LANGUAGES[kind]}

    def test_a_card_narrows_the_languages(self, tmp_path: Path) -> None:
        folder = make_many_to_many(tmp_path / "model")
        (folder / "card.toml").write_text(
            'name = "nllb-bm"\nkind = "nllb"\n[languages]\nsource = "fr"\n[[languages.target]]\ncode = "bm"\n'
        )
        checkpoint = find_checkpoint(folder)
        assert (checkpoint.name, checkpoint.source, dict(checkpoint.tokens)) == ("nllb-bm", "fr", {"bm": "bam_Latn"})
        assert vocabulary_of(checkpoint).encode("Le train.", "bm")[0] == "fra_Latn"
        assert vocabulary_of(checkpoint).prefix("bm") == ("bam_Latn",)

    def test_a_card_that_does_not_fit(self, tmp_path: Path) -> None:
        folder = make_many_to_many(tmp_path / "model")
        (folder / "card.toml").write_text('kind = "marian"\n')
        with pytest.raises(CheckpointError, match=r"card.toml: kind is 'marian', config.json is of a 'm2m_100' model"):
            find_checkpoint(folder)

    @pytest.mark.parametrize("file", ["sentencepiece.bpe.model", "vocab.json"])
    def test_a_missing_file_is_named(self, tmp_path: Path, file: str) -> None:
        folder = make_many_to_many(tmp_path / "model", "m2m100")
        (folder / "card.toml").write_text(
            'kind = "m2m100"\n[languages]\nsource = ""\n[[languages.target]]\ncode = "ru"\n'
        )
        (folder / file).unlink()
        with pytest.raises(CheckpointError, match=f"{file} is missing"):
            engines.load(str(folder))

    def test_languages_that_no_file_numbers(self, tmp_path: Path) -> None:
        folder = make_many_to_many(tmp_path / "model")
        (folder / "special_tokens_map.json").unlink()
        with pytest.raises(CheckpointError, match=r"the token fra_Latn is not in the vocabulary.*special_tokens_map"):
            engines.load(str(folder))


class TestTranslating:
    def test_any_pair_and_nothing_but_text(self, nllb: Checkpoint) -> None:
        engine = engines.load(str(nllb.path), threads=1)
        requests = [Request(text, target) for text in SOURCES for target in ("en", "ru", "bm")]
        requests.append(Request("The market opens.", "ru", source="en"))
        results = engine.translate(requests)
        assert all(code not in result.best.text for result in results for code in LANGUAGES["nllb"])
        assert len({result.best.text for result in results[:3]}) > 1, "the language asked for makes a difference"
        assert results[-1] != engine.translate([Request("The market opens.", "ru")])[0]
        assert [engine.translate([request])[0] for request in requests] == results

    def test_a_long_text_is_translated_in_parts(self, nllb: Checkpoint) -> None:
        engine = engines.load(str(nllb.path), threads=1)
        text = "Les pêcheurs vendent leur poisson au bord du fleuve, et les femmes rentraient des champs ; " * 12
        assert "split" in engine.translate([Request(text, "bm")])[0].flags

    def test_samples_of_a_card(self, tmp_path: Path) -> None:
        folder = make_many_to_many(tmp_path / "model", spread=0.5)
        languages = '[languages]\nsource = "fr"\n[[languages.target]]\ncode = "bm"\n[[languages.target]]\ncode = "ru"\n'
        (folder / "card.toml").write_text(f'kind = "nllb"\n{languages}')
        made = engines.load(str(folder), threads=1).translate([Request(SOURCES[0], "bm"), Request(SOURCES[1], "ru")])
        rows = "".join(
            f'[[sample]]\nsource = {json.dumps(source, ensure_ascii=False)}\ntarget_language = "{code}"\n'
            f"output = {json.dumps(result.best.text, ensure_ascii=False)}\n"
            for source, code, result in zip(SOURCES, ("bm", "ru"), made)
            if not result.flags
        )
        (folder / "card.toml").write_text(f'kind = "nllb"\n{languages}{rows}', encoding="utf-8")
        engines.load(str(folder), threads=1)

    def test_needs_neither_torch_nor_transformers(self, nllb: Checkpoint) -> None:
        script = (
            "import sys; sys.modules.update(torch=None, transformers=None, tokenizers=None)\n"
            "from translate import engines; from translate.engines.base import Request\n"
            f"engine = engines.load({str(nllb.path)!r})\n"
            "print(engine.translate([Request('Le train de Kayes.', 'bm')])[0].best.score)"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert float(done.stdout) < 0

    def test_converted_again_when_the_languages_are_numbered_otherwise(self, tmp_path: Path) -> None:
        folder = make_many_to_many(tmp_path / "model")
        first = converted(read_checkpoint(folder))
        assert converted(read_checkpoint(folder)) == first
        settings = json.loads((folder / "special_tokens_map.json").read_text())
        settings["additional_special_tokens"].reverse()
        (folder / "special_tokens_map.json").write_text(json.dumps(settings))
        assert converted(read_checkpoint(folder)) != first
