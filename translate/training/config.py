"""The training recipe: one TOML file, read into frozen dataclasses.

Everything that decides the weights is in the recipe (or in the data it names); where
the data lies on this machine is not: folders are given on the command line.
"""

from __future__ import annotations

import dataclasses
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from translate.errors import ConfigError
from translate.languages import LANGUAGES

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

T = TypeVar("T")


@dataclass(frozen=True)
class Source:
    """One bitext: every file `<name>.<source>-<target>.tsv` (or .tsv.xz, .tsv.gz).

    weight: how often a sentence of it is drawn, 1 being the usual; 0 leaves it out.
    final_weight: the same for the last part of the run (`final_share`); -1 keeps `weight`.
    """

    name: str
    weight: float = 1.0
    final_weight: float = -1.0
    licence: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Data:
    """What is read and how it is cleaned.

    share: for each target language (ISO 639-1), its part of the target tokens drawn.
    pairs: the language pairs used, such as `fr-en`; the first names the language the
    model is made to translate from, other source languages only help it learn.
    max_tokens: longest sentence kept, in vocabulary pieces, on either side.
    max_ratio: largest length ratio in characters between the sides (for 20 or more).
    final_share: the part of the run, at its end, that draws by `final_weight`.
    short_share: the part of the run, at its start, that takes only sentences of at most
    `short_tokens` pieces a side, from which it is easier to learn which word goes where.
    """

    pairs: tuple[str, ...]
    share: dict[str, float]
    max_tokens: int = 100
    max_ratio: float = 3.0
    final_share: float = 0.25
    short_share: float = 0.0
    short_tokens: int = 24

    @property
    def main_pairs(self) -> tuple[str, ...]:
        """The pairs the model is made for: those from the source language of the first."""
        return tuple(pair for pair in self.pairs if pair.split("-")[0] == self.source)

    @property
    def source(self) -> str:
        """The language the model is made to translate from."""
        return self.pairs[0].split("-")[0]


@dataclass(frozen=True)
class Vocabulary:
    """The joint SentencePiece unigram vocabulary.

    size: entries of vocab.json in all, with the language tokens and padding.
    sentences: sentences it is learnt from; share: per language, their part of them.
    """

    size: int = 8000
    sentences: int = 300_000
    share: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Model:
    """The size of the Marian transformer."""

    encoder_layers: int = 6
    decoder_layers: int = 2
    width: int = 256
    feed_forward: int = 1024
    heads: int = 8
    activation: str = "relu"
    dropout: float = 0.0


@dataclass(frozen=True)
class Training:
    """How the weights are found.

    Exactly one of max_steps and max_hours ends the run: the learning rate warms up over
    `warmup_steps`, then falls in a straight line to `final_rate` times its peak at that
    end. batch_tokens counts target tokens, padding included. optimizer is `adam` or
    `muon` (Muon for the weight matrices, Adam for the rest).
    """

    batch_tokens: int = 4000
    max_steps: int = 0
    max_hours: float = 0.0
    learning_rate: float = 1.6e-3
    optimizer: str = "adam"
    muon_rate: float = 2e-3
    vector_rate: float = 0.3
    warmup_steps: int = 400
    final_rate: float = 0.03
    weight_decay: float = 0.0
    label_smoothing: float = 0.1
    ema: float = 0.999
    clip: float = 1.0
    precision: str = "bf16"
    save_minutes: float = 5.0
    validate_minutes: float = 20.0
    validate_sentences: int = 100


@dataclass(frozen=True)
class Decoding:
    """How the finished model is to be decoded, for its generation_config.json.

    The scores of hypotheses are divided by their length to the power of length_penalty;
    repetition_penalty makes tokens already there less likely (Keskar et al. 2019), 1 for
    none; no group of no_repeat tokens may occur twice, 0 for no such rule.
    """

    length_penalty: float = 1.0
    repetition_penalty: float = 1.0
    no_repeat: int = 0


@dataclass(frozen=True)
class Recipe:
    """A whole training recipe.

    source: the bitexts, in the order of the file. samples: sentences whose translations
    the model's card shows. weaknesses: what the card says about them, a line each.
    hardware: what it was trained on, for the card.
    """

    name: str
    version: str
    data: Data
    source: tuple[Source, ...]
    licence: str = ""
    seed: int = 1
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    model: Model = field(default_factory=Model)
    training: Training = field(default_factory=Training)
    decoding: Decoding = field(default_factory=Decoding)
    samples: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    hardware: str = ""


def load_recipe(path: Path) -> Recipe:
    """Read and check the recipe at *path*.

    Raises ConfigError, naming the file and the key, for text that is not TOML, keys that
    are unknown or missing, and values of the wrong type or out of range.
    """
    try:
        content = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"cannot read {path}: {error.strerror or error}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from None
    recipe = _build(Recipe, content, str(path), "")
    _check(recipe, str(path))
    return recipe


def _build(kind: type[T], content: Any, path: str, where: str) -> T:
    """Make dataclass *kind* from a TOML table, checking every key and type."""
    if not isinstance(content, dict):
        raise ConfigError(f"{path}: {where} must be a table")
    hints = get_type_hints(kind)
    known = {item.name: item for item in dataclasses.fields(kind)}  # type: ignore[arg-type]
    for key in content:
        if key not in known:
            raise ConfigError(f"{path}: unknown key {_join(where, key)!r}: choose among {', '.join(known)}")
    values = {}
    for key, item in known.items():
        required = item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
        if key in content:
            values[key] = _value(hints[key], content[key], path, _join(where, key))
        elif required:
            raise ConfigError(f"{path}: the key {_join(where, key)!r} is missing")
    return kind(**values)


def _value(kind: Any, value: Any, path: str, where: str) -> Any:
    if dataclasses.is_dataclass(kind):
        return _build(kind, value, path, where)  # type: ignore[arg-type]
    if kind == tuple[Source, ...]:
        if not isinstance(value, list):
            raise ConfigError(f"{path}: write each source as [[{where}]]")
        return tuple(_build(Source, item, path, f"{where}[{number}]") for number, item in enumerate(value, 1))
    if kind == tuple[str, ...] and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if kind == dict[str, float] and isinstance(value, dict):
        return {key: _value(float, item, path, _join(where, key)) for key, item in value.items()}
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind is float and number:
        return float(value)
    if kind in (int, str) and isinstance(value, kind) and not isinstance(value, bool):
        return value
    expected = {int: "a whole number", float: "a number", str: "text in quotes"}.get(kind, "a list or table")
    raise ConfigError(f"{path}: {where} must be {expected}, not {value!r}")


def _check(recipe: Recipe, path: str) -> None:
    """Raise ConfigError for values that are well-typed but make no sense together."""

    def require(condition: bool, message: str) -> None:
        if not condition:
            raise ConfigError(f"{path}: {message}")

    data, training, model = recipe.data, recipe.training, recipe.model
    require(bool(recipe.source), "no [[source]] is given")
    names = [source.name for source in recipe.source]
    double = next((name for name in names if names.count(name) > 1), "")
    require(not double, f"the source {double!r} is listed twice")
    for pair in data.pairs:
        parts = pair.split("-")
        require(len(parts) == 2 and all(part in LANGUAGES for part in parts),
                f"data.pairs: {pair!r} is not two known codes such as fr-en")
    targets = {pair.split("-")[1] for pair in data.pairs}
    require(set(data.share) == targets,
            f"data.share must give a number for each target language of data.pairs: {', '.join(sorted(targets))}")
    require(all(share > 0 for share in data.share.values()), "data.share: every share must be above 0")
    require((training.max_steps > 0) != (training.max_hours > 0),
            "training: give either max_steps or max_hours, above 0")
    require(training.optimizer in ("adam", "muon"), "training.optimizer must be adam or muon")
    require(training.precision in ("bf16", "fp32"), "training.precision must be bf16 or fp32")
    require(training.batch_tokens >= data.max_tokens, "training.batch_tokens must be at least data.max_tokens")
    require(model.width % model.heads == 0, "model.width must be a multiple of model.heads")


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
