"""Finding, reading and verifying model folders: MarianMT ones, and M2M-100 and NLLB ones.

A checkpoint is a folder as transformers saves it: config.json, vocab.json, source.spm,
target.spm, model.safetensors (or pytorch_model.bin), and with separate vocabularies
target_vocab.json; of the many-to-many kinds (M2M-100, NLLB) config.json,
sentencepiece.bpe.model and the weights. Ours add card.toml, whose keys are described in
docs/models.md. A folder without a card works too: its languages are then read from its
vocabulary, its tokenizer settings or its name.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from translate.checkpoint_languages import CARD, MANY_TO_MANY, find_languages, read_json, tokenizer_settings
from translate.errors import CheckpointError
from translate.files import write_atomic
from translate.languages import LANGUAGES, language
from translate.normalise import VERSION as NORMALISER
from translate.resources import cache_dir, models_dir, user_models_dir

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

DEFAULT_MODEL = "yelema-fr-mul"
_SAFE, _PICKLED = "model.safetensors", "pytorch_model.bin"

# The longest source, in tokens, sent in one piece to a model whose card does not say.
_MAX_TOKENS = 200
_SEARCH = ("length_penalty", "repetition_penalty", "no_repeat_ngram_size")


@dataclass(frozen=True)
class Sample:
    """A pair stored with a checkpoint: `output` is what the model made of `source`."""

    source: str
    target: str
    output: str


@dataclass(frozen=True)
class AlignmentHead:
    """A head of the decoder's attention to the source; layer and head are counted from 0."""

    layer: int
    head: int


@dataclass(frozen=True)
class Checkpoint:
    """One model folder.

    kind: "marian", "nllb" or "m2m100".
    source: ISO 639-1 code, "" when the model takes several languages or does not say.
    tokens: target code -> the token that asks for it (`>>rus<<`), "" where none is needed.
    separate_vocabularies: target_vocab.json exists beside vocab.json.
    max_tokens: the longest source, in tokens, the model takes in one piece.
    config: config.json. card: card.toml, None when there is none.
    problem: why the folder cannot be used, "" when nothing is wrong on the face of it.
    """

    path: Path
    name: str
    version: str = ""
    kind: str = "marian"
    source: str = ""
    tokens: Mapping[str, str] = field(default_factory=dict)
    separate_vocabularies: bool = False
    max_tokens: int = _MAX_TOKENS
    config: Mapping[str, Any] = field(default_factory=dict, repr=False)
    card: Mapping[str, Any] | None = field(default=None, repr=False)
    problem: str = ""

    @property
    def targets(self) -> tuple[str, ...]:
        """Target language codes."""
        return tuple(self.tokens)

    @property
    def weights(self) -> Path:
        """The file of weights: safetensors where both exist. Raises CheckpointError when neither does."""
        for name in (_SAFE, _PICKLED):
            if (self.path / name).is_file():
                return self.path / name
        raise CheckpointError(f"{self.path}: neither {_SAFE} nor {_PICKLED} is there: copy the model again")

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file the model is made of. Raises CheckpointError naming a missing one."""
        names = ["config.json", "vocab.json", "source.spm", "target.spm"]
        if self.kind in MANY_TO_MANY:
            names = ["config.json", "sentencepiece.bpe.model", *(["vocab.json"] if self.kind == "m2m100" else [])]
        if self.separate_vocabularies:
            names.append("target_vocab.json")
        for name in names:
            if not (self.path / name).is_file():
                raise CheckpointError(f"{self.path}: {name} is missing: copy the model again")
        return (*(self.path / name for name in names), self.weights)

    @property
    def size(self) -> int:
        """Bytes of the whole folder."""
        return sum(file.stat().st_size for file in self.path.iterdir() if file.is_file())

    @property
    def alignment(self) -> AlignmentHead | None:
        """The decoder head whose attention aligns words, where the card names one."""
        table = (self.card or {}).get("alignment", {})
        layer, head = table.get("layer"), table.get("head")
        layers, heads = self.config.get("decoder_layers", 0), self.config.get("decoder_attention_heads", 0)
        if isinstance(layer, int) and isinstance(head, int) and 0 <= layer < layers and 0 <= head < heads:
            return AlignmentHead(layer, head)
        return None

    @property
    def annotated_targets(self) -> tuple[str, ...]:
        """Target languages for which the model was trained with term annotations (``translate.annotation``)."""
        return tuple((self.card or {}).get("annotations", ()))

    @cached_property
    def digest(self) -> str:
        """sha256 of the weights, hex."""
        return _Digests(self.path).of(self.weights)

    @cached_property
    def search(self) -> dict[str, float]:
        """What the checkpoint's generation_config.json asks of the search, as transformers would heed it.

        Only `length_penalty`, `repetition_penalty` and `no_repeat_ngram_size`, where it says
        them: the beam and the lengths are the engine's own.
        """
        file = self.path / "generation_config.json"
        asked = read_json(file) if file.is_file() else {}
        return {key: asked[key] for key in _SEARCH if isinstance(asked.get(key), (int, float))}

    @property
    def label(self) -> str:
        """Name, version and the start of the digest, as origins and headers print it."""
        version = f"-{self.version}" if self.version else ""
        return f"{self.name}{version}+{self.digest[:8]}"

    @property
    def samples(self) -> tuple[Sample, ...]:
        """The pairs of the card."""
        rows = self.card.get("sample", []) if self.card else []
        return tuple(Sample(row["source"], row["target_language"], row["output"]) for row in rows)

    def require_target(self, code: str) -> None:
        """Raise CheckpointError unless the model can translate into the language `code`."""
        wanted = language(code)
        if code not in self.tokens:
            raise CheckpointError(
                f"model {self.name} does not translate into {wanted.name} ({code}), only into "
                f"{', '.join(self.targets) or 'languages this toolkit does not know'}: "
                "choose another with --model (tk models list)"
            )

    def require_pair(self, source: str, target: str) -> None:
        """Raise CheckpointError unless the model translates from `source` into `target`."""
        self.require_target(target)
        if self.source and source != self.source:
            raise CheckpointError(
                f"model {self.name} translates from {self.source}, "
                f"not from {language(source).name} ({source}): choose another with --model (tk models list)"
            )

    def verify(self) -> None:
        """Raise CheckpointError unless every file is there and as its card says.

        Sums are remembered by size and time of change, so only the first call reads the files.
        """
        if self.problem:
            raise CheckpointError(self.problem)
        files = self.files
        if self.card is None:
            return
        digests = _Digests(self.path)
        sums: Mapping[str, str] = self.card.get("sha256", {})
        settings = (self.path / name for name in ("generation_config.json", "tokenizer_config.json"))
        for file in (*files, *(file for file in settings if file.is_file())):
            expected = sums.get(file.name)
            if expected and digests.of(file) != expected.lower():
                raise CheckpointError(
                    f"{file} is damaged or was changed: its sha256 is not the one in {CARD}; "
                    "copy the model again, or install yelema again if it came with it"
                )


def find_checkpoint(model: str | Path | None = None) -> Checkpoint:
    """The checkpoint with this name or at this path; None is the embedded one.

    A path wins over a name; among names, the user's own models over the shipped ones.
    Raises CheckpointError when there is none or it cannot be read.
    """
    wanted = str(model) if model else DEFAULT_MODEL
    path = Path(wanted)
    if (path / "config.json").is_file():
        found = read_checkpoint(path)
    elif "/" in wanted or "\\" in wanted or path.is_absolute():
        raise CheckpointError(f"{wanted}: no config.json there, so no model: tk models list shows what there is")
    else:
        known = list(list_checkpoints())
        matching = [checkpoint for checkpoint in known if wanted in (checkpoint.name, checkpoint.path.name)]
        if not matching:
            names = ", ".join(checkpoint.name for checkpoint in known) or "none"
            raise CheckpointError(
                f"no model named {wanted!r} (installed: {names}): give a folder, or add it with tk models add"
            )
        found = matching[0]
    if found.problem:
        raise CheckpointError(found.problem)
    return found


def list_checkpoints() -> Iterator[Checkpoint]:
    """Every model in the user's and the shipped folder; a user's hides a shipped one of the same name.

    A folder that cannot be read is yielded too, with its `problem`.
    """
    seen = set()
    for folder in (user_models_dir(), models_dir()):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if (path / "config.json").is_file() or (path / CARD).is_file():
                checkpoint = read_checkpoint(path)
                if checkpoint.name not in seen:
                    seen.add(checkpoint.name)
                    yield checkpoint


def read_checkpoint(path: Path) -> Checkpoint:
    """What the folder says of itself. Never raises: what is wrong is in `problem`."""
    path = Path(path).resolve()
    try:
        config = _config(path)
        card = _card(path)
        kind = _kind(path, config, card)
        separate = kind == "marian" and _separate_vocabularies(path, config)
        source, tokens = find_languages(path, config, card, kind)
    except CheckpointError as error:
        return Checkpoint(path, path.name, problem=str(error))
    described = card or {}
    return Checkpoint(
        path=path,
        name=str(described.get("name", path.name)),
        version=str(described.get("version", "")),
        kind=kind,
        source=source,
        tokens={code: tokens[code] for code in LANGUAGES if code in tokens},
        separate_vocabularies=separate,
        max_tokens=described.get("max_tokens", _MAX_TOKENS),
        config=config,
        card=card,
    )


def _config(path: Path) -> dict[str, Any]:
    config = read_json(path / "config.json")
    if config.get("model_type") not in ("marian", "m2m_100"):
        raise CheckpointError(
            f"{path / 'config.json'} is of a {config.get('model_type', 'nameless')!r} model: "
            "only MarianMT, M2M-100 and NLLB ones work"
        )
    return config


def _kind(path: Path, config: Mapping[str, Any], card: Mapping[str, Any] | None) -> str:
    """What the card says, if it fits config.json; else what the files show: NLLB has no vocab.json."""
    family = MANY_TO_MANY if config["model_type"] == "m2m_100" else ("marian",)
    found = "marian" if len(family) == 1 else "m2m100" if (path / "vocab.json").is_file() else "nllb"
    kind = str((card or {}).get("kind", found))
    if kind not in family:
        raise CheckpointError(f"{path / CARD}: kind is {kind!r}, config.json is of a {config['model_type']!r} model")
    return kind


def _card(path: Path) -> dict[str, Any] | None:
    file = path / CARD
    if not file.is_file():
        return None
    try:
        card = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CheckpointError(f"{file}: cannot be read ({error}): copy the model again") from None
    made_with = card.get("normaliser", NORMALISER)
    if not isinstance(made_with, int) or made_with > NORMALISER:
        raise CheckpointError(
            f"{file}: the model wants normaliser {made_with}, this yelema has {NORMALISER}: update yelema"
        )
    for number, row in enumerate(card.get("sample", []), 1):
        if not all(isinstance(row.get(key), str) for key in ("source", "target_language", "output")):
            raise CheckpointError(f"{file}: sample {number} needs source, target_language and output")
    longest = card.get("max_tokens", _MAX_TOKENS)
    if not isinstance(longest, int) or longest < 8:
        raise CheckpointError(f"{file}: max_tokens is {longest!r}, it must be a number from 8 on")
    return card


def _separate_vocabularies(path: Path, config: Mapping[str, Any]) -> bool:
    settings = tokenizer_settings(path)
    if "separate_vocabs" in settings:
        return bool(settings["separate_vocabs"])
    return (path / "target_vocab.json").is_file() and not config.get("share_encoder_decoder_embeddings", True)


class _Digests:
    """sha256 sums of the files of one folder, remembered by size and time of change."""

    def __init__(self, folder: Path) -> None:
        self._file = cache_dir() / "digests" / f"{hashlib.sha256(str(folder).encode()).hexdigest()[:32]}.json"
        try:
            self._known = dict(json.loads(self._file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            self._known = {}

    def of(self, file: Path) -> str:
        """The sum of `file`, hex."""
        status = file.stat()
        stamp = [status.st_size, status.st_mtime_ns]
        known = self._known.get(file.name)
        if isinstance(known, list) and known[:2] == stamp:
            return str(known[2])
        digest = hashlib.sha256()
        with open(file, "rb") as opened:
            while block := opened.read(1 << 20):
                digest.update(block)
        self._known[file.name] = [*stamp, digest.hexdigest()]
        with suppress(OSError):  # a cache that cannot be written only costs time
            write_atomic(self._file, json.dumps(self._known, indent=1))
        return digest.hexdigest()
