"""The reference decoder: transformers. Slow; for checking the default one against it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from translate.checkpoint_languages import MANY_TO_MANY
from translate.checkpoints import Checkpoint
from translate.engines.convert import never_written
from translate.engines.decoding import Decoded, Settings
from translate.engines.tokens import vocabulary_of
from translate.errors import CheckpointError, MissingExtraError

_BATCH_TOKENS = 2048


class TransformersDecoder:
    """A checkpoint as `transformers.MarianMTModel` or `M2M100ForConditionalGeneration` loads it, in float32."""

    def __init__(self, checkpoint: Checkpoint, *, threads: int | None = None) -> None:
        """Raises MissingExtraError without torch and transformers, CheckpointError for a damaged model."""
        try:
            import torch
            import transformers
        except ImportError:
            raise MissingExtraError("the engine transformers", "torch") from None
        self._torch = torch
        if threads:
            torch.set_num_threads(threads)
        many = checkpoint.kind in MANY_TO_MANY
        kind = transformers.M2M100ForConditionalGeneration if many else transformers.MarianMTModel
        try:
            with _quiet():
                self.model = kind.from_pretrained(
                    str(checkpoint.path), local_files_only=True, dtype=torch.float32,
                    use_safetensors=checkpoint.weights.suffix == ".safetensors", attn_implementation="eager",
                ).eval()
        except Exception as error:  # the library raises many kinds for a damaged model
            line = str(error).strip().split("\n")[0]
            raise CheckpointError(f"{checkpoint.path}: transformers cannot load it ({line})") from None
        # Our settings are the whole truth: nothing from generation_config.json.
        config = self.model.config
        self.model.generation_config = transformers.GenerationConfig(
            pad_token_id=config.pad_token_id, eos_token_id=config.eos_token_id,
            decoder_start_token_id=config.decoder_start_token_id,
        )
        vocabulary = vocabulary_of(checkpoint)
        self._source_ids, self._target_ids = vocabulary.source_ids, vocabulary.target_ids
        self._source_unknown = vocabulary.source_ids[vocabulary.unknown]
        self._target_unknown = vocabulary.target_ids[vocabulary.unknown]
        self._tokens = vocabulary.target_tokens(self.model.lm_head.out_features)
        # Marian has no padding to write; in transformers' form it must be told so.
        barred = torch.from_numpy(never_written(self._tokens))
        if many:
            self.model.lm_head.bias = torch.nn.Parameter(barred)
        else:
            bias = self.model.final_logits_bias
            bias += barred[None, :]
        self.max_tokens = int(config.max_position_embeddings)

    def decode(
        self, sources: Sequence[Sequence[str]], settings: Settings, starts: Sequence[Sequence[str]] = ()
    ) -> list[list[Decoded]]:
        """See `Decoder.decode`."""
        results: list[list[Decoded]] = [[] for _ in sources]
        # One at a time with starts: the library takes only equally long ones together.
        for places in ([place] for place in range(len(sources))) if starts else _batches(sources):
            start = starts[places[0]] if starts else ()
            for place, hypotheses in zip(places, self._decode([sources[place] for place in places], settings, start)):
                results[place] = hypotheses
        return results

    def score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[list[float]]:
        """See `Decoder.score`."""
        results: list[list[float]] = [[] for _ in sources]
        for places in _batches(sources):
            scored = self._score([sources[place] for place in places], [targets[place] for place in places])
            for place, scores in zip(places, scored):
                results[place] = scores
        return results

    def _decode(
        self, sources: list[Sequence[str]], settings: Settings, start: Sequence[str] = ()
    ) -> list[list[Decoded]]:
        torch, ids = self._torch, self._ids(sources, self._source_ids, self._source_unknown)
        begin = [self.model.config.decoder_start_token_id, *(self._target_ids[token] for token in settings.prefix)]
        given = [self._target_ids[token] for token in start]
        forbidden = [[self._target_ids[token] for token in tokens] for tokens in settings.forbidden]
        with torch.inference_mode(), _quiet():
            output = self.model.generate(
                input_ids=ids["input_ids"], attention_mask=ids["attention_mask"],
                decoder_input_ids=torch.tensor([begin + given] * len(sources)), bad_words_ids=forbidden or None,
                do_sample=False, num_beams=settings.beam, num_return_sequences=settings.nbest,
                max_new_tokens=max(1, settings.max_tokens - len(given)) + 1, min_new_tokens=settings.min_tokens,
                no_repeat_ngram_size=settings.no_repeat, repetition_penalty=settings.repetition_penalty,
                length_penalty=settings.length_penalty, suppress_tokens=[self._target_unknown],
            )
        targets, finished = [], []
        for row in output[:, len(begin) :].tolist():
            tokens = [self._tokens[number] for number in row if number != self.model.config.pad_token_id]
            finished.append("</s>" in tokens)
            targets.append(tokens[: tokens.index("</s>")] if finished[-1] else tokens)
        # Scores of the search follow the library's own rules; these are ours.
        repeated = [source for source in sources for _ in range(settings.nbest)]
        scored = [
            [*settings.prefix, *tokens, *(["</s>"] if ended else [])] for tokens, ended in zip(targets, finished)
        ]
        scores = [row[len(settings.prefix) :] for row in self._score(repeated, scored)]
        hypotheses = [
            Decoded(tuple(tokens), float(np.mean(per_token)), ended)
            for tokens, ended, per_token in zip(targets, finished, scores)
        ]
        return [hypotheses[first : first + settings.nbest] for first in range(0, len(hypotheses), settings.nbest)]

    def _score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[list[float]]:
        torch = self._torch
        ids = self._ids(sources, self._source_ids, self._source_unknown)
        wanted = self._ids(targets, self._target_ids, self._target_unknown)["input_ids"]
        start = torch.full((len(targets), 1), self.model.config.decoder_start_token_id)
        with torch.inference_mode():
            logits = self.model(
                input_ids=ids["input_ids"], attention_mask=ids["attention_mask"],
                decoder_input_ids=torch.cat([start, wanted[:, :-1]], dim=1), use_cache=False,
            ).logits
            scores = logits.log_softmax(-1).gather(-1, wanted[:, :, None])[:, :, 0]
        return [row[: len(target)] for row, target in zip(scores.tolist(), targets)]

    def _ids(self, sequences: Sequence[Sequence[str]], ids: dict[str, int], unknown: int) -> dict[str, Any]:
        """Padded ids and their mask, (sequences, longest) each."""
        longest = max(map(len, sequences))
        rows = np.full((len(sequences), longest), self.model.config.pad_token_id, dtype=np.int64)
        mask = np.zeros_like(rows)
        for number, tokens in enumerate(sequences):
            rows[number, : len(tokens)] = [ids.get(token, unknown) for token in tokens]
            mask[number, : len(tokens)] = 1
        return {"input_ids": self._torch.from_numpy(rows), "attention_mask": self._torch.from_numpy(mask)}


def _batches(sequences: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """Places of sequences of like length, as many as a batch holds."""
    batch: list[int] = []
    for place in sorted(range(len(sequences)), key=lambda number: -len(sequences[number])):
        if batch and (len(batch) + 1) * len(sequences[batch[0]]) > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


class _quiet:
    """Keeps the library's progress bars and advice off the user's terminal."""

    def __enter__(self) -> None:
        from transformers.utils import logging as library

        self._level = library.get_verbosity()
        library.set_verbosity(logging.CRITICAL)
        library.disable_progress_bar()

    def __exit__(self, *details: object) -> None:
        from transformers.utils import logging as library

        library.set_verbosity(self._level)
        library.enable_progress_bar()
