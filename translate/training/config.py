"""The training recipe: one TOML file, read into frozen dataclasses.

Everything that decides the weights is in the recipe (or in the data it names); where
the data lies on this machine is not: folders are given on the command line.
"""

from __future__ import annotations

import dataclasses
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from translate.errors import ConfigError
from translate.languages import LANGUAGES

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

T = TypeVar("T")

KINDS = ("human", "composed", "templates", "synthetic")
"""Where the translations of a source may come from."""


@dataclass(frozen=True)
class Source:
    """One bitext: the files named after it, `<name>.<from>-<to>.tsv`, and those in a folder of its name.

    weight: how often a sentence of it is drawn, 1 being the usual; 0 leaves it out.
    final_weight: the same for the last part of the run (`final_share`); -1 keeps `weight`.
    kind: where its translations come from, for the data card: `human`, `composed` (two
    translations of one sentence joined), `templates` or `synthetic` (a model's).
    """

    name: str
    weight: float = 1.0
    final_weight: float = -1.0
    kind: str = "human"
    licence: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Data:
    """What is read, how it is cleaned and how often it is drawn.

    pairs: the language pairs used, such as `fr-en`; the first names the language the
    model is made to translate from, other source languages only help it learn. A file
    that states the opposite direction serves, its sides changing places.
    share: for each target language (ISO 639-1), its part of the target tokens drawn;
    without it every language pair gets a part by its size.
    temperature: language pairs (of one target language, where shares are given), and the
    sources of each, are drawn by their target tokens to the power 1/temperature: 1 draws
    every token as often, 2 or more evens out large and small (Arivazhagan et al. 2019).
    pair_weight: multiplies a language pair's part, within its target language where
    shares are given: `en-ru = 0.3` keeps a helper pair from taking most of Russian.

    Cleaning, each rule described in translate/training/rules.py and docs/training.md:
    max_tokens: longest sentence kept, in vocabulary pieces, on either side.
    max_ratio: largest length ratio in characters between the sides (for 20 or more).
    max_repeated: most times one character may stand in a row.
    min_script: least part of a side's letters in its language's script.
    min_numbers: least agreement of the digits of the two sides, 0 to 1; 0 accepts all.
    max_near_duplicates: most pairs kept that differ in nothing but digits.
    language_letters: sides with so many letters are dropped when they are surely in
    another language; 0 judges none.

    The course of the run:
    final_share: the part of the run, at its end, that draws by `final_weight`.
    short_share: the part of the run, at its start, that takes only sentences of at most
    `short_tokens` pieces a side, from which it is easier to learn which word goes where.
    """

    pairs: tuple[str, ...]
    share: dict[str, float] = field(default_factory=dict)
    temperature: float = 1.0
    pair_weight: dict[str, float] = field(default_factory=dict)
    max_tokens: int = 100
    max_ratio: float = 3.0
    max_repeated: int = 9
    min_script: float = 0.6
    min_numbers: float = 0.5
    max_near_duplicates: int = 3
    language_letters: int = 40
    final_share: float = 0.25
    short_share: float = 0.0
    short_tokens: int = 24

    @property
    def main_pairs(self) -> tuple[str, ...]:
        """The pairs the model is made for: those from the source language of the first."""
        return tuple(pair for pair in self.pairs if pair.split("-")[0] == self.source)

    @property
    def targets(self) -> tuple[str, ...]:
        """The languages the model is made to translate into, in the order of the recipe."""
        return tuple(self.share) or tuple(dict.fromkeys(pair.split("-")[1] for pair in self.pairs))

    @property
    def source(self) -> str:
        """The language the model is made to translate from."""
        return self.pairs[0].split("-")[0]


@dataclass(frozen=True)
class Annotation:
    """Word alignments and term annotations of the training pairs, see ``translate.training.annotate``.

    pairs: how many sentence pairs of each language pair get them, taken by chance, those
    of sources with a greater weight sooner. share: the chance that a sentence which has
    annotations is drawn with them; 0 makes none.
    """

    share: float = 0.0
    pairs: int = 60_000


@dataclass(frozen=True)
class Alignment:
    """The decoder's attention head that is taught where each target word comes from (Garg et al. 2019).

    layer, head: counted from 0; the last but one layer is usual. weight: of the head's
    cross-entropy beside that of the translation; 0 teaches none.
    """

    layer: int = 0
    head: int = 0
    weight: float = 0.0


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
class Cost:
    """What the model's card needs to estimate the energy of training.

    cores: processor cores used; watts_per_core: what one draws; other_watts: memory and
    GPUs; overhead: what the building adds (its PUE, 1 for a desk); grams_per_kwh: CO2
    equivalents of the electricity. other_hours: hours on the same machine before the run,
    for trials, preparation and texts made by models. basis: where these numbers are from.
    Without cores and other_watts the card gives the hours only.
    """

    cores: int = 0
    watts_per_core: float = 0.0
    other_watts: float = 0.0
    overhead: float = 1.0
    grams_per_kwh: float = 0.0
    other_hours: float = 0.0
    basis: str = ""


@dataclass(frozen=True)
class Example:
    """A sentence that shows a weakness of the model: its card tells what comes out.

    target: ISO 639-1 code. wrong: what is wrong with the translation, in words. shows: a
    part of the translation that `wrong` speaks of; the card leaves the example out once
    the model no longer writes it.
    """

    source: str
    target: str
    wrong: str
    shows: str = ""


@dataclass(frozen=True)
class Recipe:
    """A whole training recipe.

    source: the bitexts, in the order of the file. samples: sentences whose translations
    the model's card shows. weaknesses: what the card says about them, a line each.
    example: sentences that show them. hardware: what it was trained on, for the card.
    """

    name: str
    version: str
    data: Data
    source: tuple[Source, ...]
    licence: str = ""
    seed: int = 1
    annotation: Annotation = field(default_factory=Annotation)
    alignment: Alignment = field(default_factory=Alignment)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    model: Model = field(default_factory=Model)
    training: Training = field(default_factory=Training)
    decoding: Decoding = field(default_factory=Decoding)
    samples: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    example: tuple[Example, ...] = ()
    hardware: str = ""
    cost: Cost = field(default_factory=Cost)


def read_toml(path: Path) -> dict[str, Any]:
    """The content of the TOML file at *path*. Raises ConfigError naming it."""
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"cannot read {path}: {error.strerror or error}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from None


def load_recipe(path: Path) -> Recipe:
    """Read and check the recipe at *path*.

    Raises ConfigError, naming the file and the key, for text that is not TOML, keys that
    are unknown or missing, and values of the wrong type or out of range.
    """
    content = read_toml(path)
    recipe = read_table(Recipe, content, str(path), "")
    _check(recipe, str(path))
    return recipe


def read_table(kind: type[T], content: Any, path: str, where: str) -> T:
    """Make dataclass *kind* from the TOML table *where* (dots between names, "" at the top) of the file *path*.

    Raises ConfigError for unknown and missing keys and values of the wrong type.
    """
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
        return read_table(kind, value, path, where)  # type: ignore[arg-type]
    row = next(iter(get_args(kind)), None) if get_origin(kind) is tuple else None
    if isinstance(row, type) and dataclasses.is_dataclass(row):
        if not isinstance(value, list):
            raise ConfigError(f"{path}: write each {where} as [[{where}]]")
        return tuple(read_table(row, item, path, f"{where}[{number}]") for number, item in enumerate(value, 1))
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
    require(not data.share or set(data.share) == targets,
            f"data.share must give a number for each target language of data.pairs: {', '.join(sorted(targets))}")
    require(all(share > 0 for share in data.share.values()), "data.share: every share must be above 0")
    require(data.temperature >= 1, "data.temperature must be 1 or more")
    stray = next((pair for pair in data.pair_weight if pair not in data.pairs), "")
    require(not stray, f"data.pair_weight: {stray!r} is not among data.pairs")
    require(all(weight > 0 for weight in data.pair_weight.values()), "data.pair_weight: every weight must be above 0")
    require(data.max_repeated >= 1 and data.max_near_duplicates >= 1,
            "data: max_repeated and max_near_duplicates must be 1 or more")
    kind = next((source.kind for source in recipe.source if source.kind not in KINDS), "")
    require(not kind, f"source.kind: {kind!r} is not one of {', '.join(KINDS)}")
    require((training.max_steps > 0) != (training.max_hours > 0),
            "training: give either max_steps or max_hours, above 0")
    require(training.optimizer in ("adam", "muon"), "training.optimizer must be adam or muon")
    require(training.precision in ("bf16", "fp32"), "training.precision must be bf16 or fp32")
    require(training.batch_tokens >= data.max_tokens, "training.batch_tokens must be at least data.max_tokens")
    stranger = next((item.target for item in recipe.example if item.target not in targets), "")
    require(not stranger, f"example.target: {stranger!r} is not a target language of data.pairs")
    cost = recipe.cost
    require(cost.overhead >= 1 and min(cost.cores, cost.watts_per_core, cost.other_watts, cost.other_hours) >= 0,
            "cost: overhead must be 1 or more, the other numbers 0 or more")
    require(recipe.alignment.layer < model.decoder_layers and recipe.alignment.head < model.heads,
            "alignment: there is no such layer or head in the decoder")
    require(model.width % model.heads == 0, "model.width must be a multiple of model.heads")


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
