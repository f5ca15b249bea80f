"""Beam-search translation with a model folder, for scores and samples of a training run.

It goes through CTranslate2's own converter for transformers models: an independent way
to the same numbers as the package's engines, which convert without torch.
"""

from __future__ import annotations

import json
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

from translate.errors import MissingExtraError
from translate.languages import language
from translate.normalise import normalise
from translate.training.vocabulary import END, Tokens

BEAM = 4
_MAX_LENGTH = 256


class Decoder:
    """Translates plain sentences with the MarianMT model in *folder*.

    compute_type: one of CTranslate2's, such as `int8` or `float32`.
    """

    def __init__(self, folder: Path, compute_type: str = "int8", threads: int = 2) -> None:
        try:
            import ctranslate2
            import transformers
            from ctranslate2.converters import TransformersConverter
        except ImportError:
            raise MissingExtraError("scoring a trained model", "torch") from None
        transformers.logging.set_verbosity_error()
        transformers.logging.disable_progress_bar()
        self.tokens = Tokens(folder)
        self._search = json.loads((folder / "generation_config.json").read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory() as converted, warnings.catch_warnings():
            # transformers recommends sacremoses, whose normaliser ours replaces.
            warnings.simplefilter("ignore")
            TransformersConverter(str(folder)).convert(converted, quantization=compute_type, force=True)
            self._translator = ctranslate2.Translator(
                converted, compute_type=compute_type, inter_threads=threads, intra_threads=1)

    def translate(self, sentences: Sequence[str], target: str) -> list[str]:
        """The best hypothesis of each sentence in language *target*, in the same order.

        Searched as the folder's generation_config.json asks.
        """
        token = language(target).token
        pieces = [[token, *self.tokens.source_pieces(normalise(sentence)), END] for sentence in sentences]
        results = self._translator.translate_batch(
            pieces, beam_size=BEAM, max_batch_size=2048, batch_type="tokens", max_decoding_length=_MAX_LENGTH,
            length_penalty=self._search["length_penalty"], repetition_penalty=self._search["repetition_penalty"],
            no_repeat_ngram_size=self._search["no_repeat_ngram_size"])
        return [self.tokens.join(result.hypotheses[0]) for result in results]
