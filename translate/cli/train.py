"""`tk train`: from bitext to a model folder, in one command or in its three steps."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translate.cli.train_data import COMMANDS
from translate.errors import ConfigError, MissingExtraError

if TYPE_CHECKING:
    from translate.training.trainer import Trainer

_PATH = click.Path(path_type=Path)
_TIME = click.DateTime(["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M"])

_recipe = click.argument("recipe", metavar="CONFIG.toml", type=_PATH)
_held_out = click.option(
    "--held-out", "held_out", metavar="FOLDER", type=_PATH, multiple=True, required=True, envvar="YELEMA_HELD_OUT",
    help="Folder or file of dev and test sentences, which must never be trained on. Repeatable.")
_prepared = click.option(
    "--prepared", metavar="FOLDER", type=_PATH, required=True, help="What `tk train prepare` wrote.")


@click.group("train", short_help="Train a translation model on your own bitext.")
def train() -> None:
    """Train a MarianMT model: prepare the data, run the training, export the model.

    CONFIG.toml is the recipe: the sources and how often each is drawn, the vocabulary,
    the size of the model, the learning rate. The recipe of the model that ships is
    translate/training/yelema-fr-mul.toml.
    """


@train.command(short_help="Clean bitext files and pack them for training.")
@_recipe
@click.option("--data", metavar="FOLDER", type=_PATH, multiple=True, required=True, envvar="YELEMA_BITEXT",
              help="Folder of bitext, subfolders too: <source>.<from>-<to>.tsv, .tmx, .po, or <source>.<from> and "
                   "<source>.<to>; also .xz, .gz or .bz2. Several may be given.")
@_held_out
@click.option("--out", metavar="FOLDER", type=_PATH, required=True, help="Folder to write.")
@click.option("--vocabulary", metavar="MODEL", type=_PATH,
              help="Take over the vocabulary of this model folder, to go on training it.")
@click.option("--json", "as_json", is_flag=True, help="Print the data card as JSON.")
def prepare(recipe: Path, data: tuple[Path, ...], held_out: tuple[Path, ...], out: Path, vocabulary: Path | None,
            as_json: bool) -> None:
    """Clean, deduplicate and pack the sources named in CONFIG.toml, and learn the vocabulary.

    A pair with a side that is a held-out sentence, or shares 50 letters in a row with
    one, is removed; every rule that removed pairs is counted in data.json, and data.md
    is the same for people.
    """
    from translate.cli.progress import progress_bar
    from translate.training.config import load_recipe
    from translate.training.datacard import dropped
    from translate.training.prepare import prepare as prepare_data

    with progress_bar() as show:
        card = prepare_data(load_recipe(recipe), data, held_out, out, show, vocabulary)
    if as_json:
        click.echo(json.dumps(card, ensure_ascii=False, indent=2))
        return
    pairs = sum(counts["pairs"] for counts in card["files"].values())
    tokens = sum(counts["target_tokens"] for counts in card["files"].values())
    removed: dict[str, int] = {}
    for counts in card["files"].values():
        for rule, count in dropped(counts).items():
            removed[rule] = removed.get(rule, 0) + count
    click.echo(f"{len(card['files'])} files, {pairs:,} pairs, {tokens:,} target tokens in {out}")
    click.echo("removed: " + (", ".join(f"{rule} {count:,}" for rule, count in sorted(removed.items())) or "nothing"))


@train.command(short_help="Train, or go on training.")
@_recipe
@_prepared
@_held_out
@click.option("--dev", metavar="FOLDER", type=_PATH,
              help="Folder of dev sets, <set>.<language>, to measure on while training.")
@click.option("--out", metavar="FOLDER", type=_PATH, required=True, help="The run's own folder: state and log.")
@click.option("--from", "start", metavar="MODEL", type=_PATH,
              help="Begin with the weights of this MarianMT folder instead of random ones.")
@click.option("--resume", is_flag=True, help="Go on with the run in --out.")
@click.option("--deadline", metavar="TIME", type=_TIME,
              help="End at this time (2026-05-30T18:00, local) whatever the recipe's length.")
@click.option("--device", default="", help="cpu or cuda; the default is cuda where there is one.")
@click.option("--threads", type=click.IntRange(min=1),
              help="CPU threads that share each batch; the default is one per core.")
def run(recipe: Path, prepared: Path, held_out: tuple[Path, ...], dev: Path | None, out: Path,
        start: Path | None, resume: bool, deadline: datetime | None, device: str, threads: int | None) -> None:
    """Train on what `tk train prepare` made, to the end of the recipe's schedule.

    Interrupt it with Ctrl-C at any time: it saves, and --resume goes on from there. It
    also saves every few minutes, so that a crash loses no more than those.
    """
    _need_torch()
    import torch

    from translate.cli.progress import progress_bar
    from translate.dev_sets import find_dev_sets
    from translate.training.config import load_recipe
    from translate.training.heldout import HeldOut
    from translate.training.prepare import load_packed, refuse_held_out
    from translate.training.trainer import Trainer
    from translate.training.validation import validate

    settings = load_recipe(recipe)
    refuse_held_out(load_packed(prepared), HeldOut.read(held_out))
    dev_sets = find_dev_sets(dev, settings.data.main_pairs, settings.training.validate_sentences) if dev else []
    device = device or ("cuda" if torch.cuda.is_available() else "cpu")
    if device.startswith("cuda") and not torch.cuda.is_available():
        raise ConfigError("--device cuda: this machine, or this build of torch, has no CUDA: use --device cpu")
    workers = (threads or torch.get_num_threads()) if device == "cpu" else 1
    trainer = Trainer(
        settings, prepared, out, device, resume, deadline.timestamp() if deadline else None, workers, start)

    def measure(current: Trainer) -> dict[str, Any]:
        return validate(current.network, current.tokens, dev_sets, settings.data.max_tokens)

    with _stopping(trainer), progress_bar() as show:
        finished = trainer.run(
            lambda report: show("training", int(1000 * report["progress"]), 1000), measure if dev_sets else None)
    if not finished:
        click.echo(f"tk: interrupted and saved at step {trainer.schedule.step}: go on with --resume", err=True)
        raise click.exceptions.Exit(130)
    click.echo(f"{trainer.schedule.step:,} steps, {trainer.target_tokens:,} target tokens; the run is in {out}")


@train.command(short_help="Write a run as a model folder, with its card.")
@_recipe
@_prepared
@click.option("--run", "run_folder", metavar="FOLDER", type=_PATH, required=True, help="What `tk train run` wrote.")
@click.option("--out", metavar="FOLDER", type=_PATH, required=True, help="The model folder to write.")
@click.option("--dev", metavar="FOLDER", type=_PATH,
              help="Dev sets to choose the weights by and to score the model on.")
@click.option("--weights", type=click.Choice(["best", "average", "last"]), default="best", show_default=True,
              help="Averaged weights, those of the last step, or the better of them on the dev sets.")
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
def export(recipe: Path, prepared: Path, run_folder: Path, out: Path, dev: Path | None, weights: str,
           as_json: bool) -> None:
    """Write the model of a run as a standard MarianMT folder with card.toml and README.md.

    With --dev the card holds BLEU and chrF2 for every dev set, beside the chrF2 of the
    untranslated source.
    """
    _need_torch()
    from translate.cli.progress import progress_bar
    from translate.training.config import load_recipe
    from translate.training.release import release

    with progress_bar() as show:
        released = release(load_recipe(recipe), prepared, run_folder, out, dev, weights, show)
    for source in released.outdated:
        click.echo(f"tk: no longer shows its weakness, left out of the card: {source}", err=True)
    if as_json:
        rows = [{"set": item.set, "pair": item.pair, **item.scores.as_json()} for item in released.scores]
        click.echo(json.dumps(rows))
        return
    for item in released.scores:
        copied = f"   copying {item.scores.copy_chrf:5.1f}" if item.scores.copy_chrf is not None else ""
        click.echo(f"{item.set:20} {item.pair}   BLEU {item.scores.bleu:5.1f}   chrF2 {item.scores.chrf:5.1f}{copied}")
    click.echo(f"wrote {out}")


@train.command("all", short_help="Prepare, train and export in one command.")
@_recipe
@click.option("--data", metavar="FOLDER", type=_PATH, multiple=True, required=True, envvar="YELEMA_BITEXT",
              help="Folder of bitext, as `tk train prepare` takes it.")
@_held_out
@click.option("--dev", metavar="FOLDER", type=_PATH, help="Dev sets to measure on; they are held out too.")
@click.option("--from", "start", metavar="MODEL", type=_PATH,
              help="Begin with the vocabulary and the weights of this MarianMT folder.")
@click.option("--deadline", metavar="TIME", type=_TIME, help="End the training at this time, as in `tk train run`.")
@click.option("--out", metavar="FOLDER", type=_PATH, required=True,
              help="Folder to work in: prepared/, run/ and at the end model/.")
@click.pass_context
def whole(context: click.Context, recipe: Path, data: tuple[Path, ...], held_out: tuple[Path, ...], dev: Path | None,
          start: Path | None, deadline: datetime | None, out: Path) -> None:
    """Make the model of CONFIG.toml from bitext: prepare, run and export, one after the other.

    The same command again goes on where it was interrupted.
    """
    _need_torch()
    from translate.training.trainer import has_state

    prepared, run_folder = out / "prepared", out / "run"
    held = (*held_out, *((dev,) if dev else ()))
    if not (prepared / "data.json").exists():  # written last
        context.invoke(prepare, recipe=recipe, data=data, held_out=held, out=prepared, vocabulary=start)
    context.invoke(run, recipe=recipe, prepared=prepared, held_out=held, dev=dev, out=run_folder, start=start,
                   resume=has_state(run_folder), deadline=deadline)
    context.invoke(export, recipe=recipe, prepared=prepared, run_folder=run_folder, dev=dev, out=out / "model",
                   weights="best" if dev else "average")


@train.command(short_help="Write a model folder's cards again, with what was measured on it.")
@click.argument("folder", metavar="MODEL", type=_PATH)
@click.option("--measures", metavar="FILE.toml", type=_PATH,
              help="Success of term annotations ([[terms]]) and word alignment ([alignment]) to put in the cards.")
def card(folder: Path, measures: Path | None) -> None:
    """Write README.md and card.toml in the folder MODEL again, sums included.

    The keys of FILE.toml are described in translate/training/measures.py.
    """
    from translate.training.card import rewrite_card
    from translate.training.measures import read_measures

    rewrite_card(folder, read_measures(measures) if measures else {})
    click.echo(f"wrote the cards of {folder}")


for _command in COMMANDS:
    train.add_command(_command)


@contextmanager
def _stopping(trainer: Trainer) -> Iterator[None]:
    """Within it Ctrl-C, and a job scheduler's SIGTERM, end the run after the current step."""

    def stop(*_: object) -> None:
        if trainer.stop:  # asked twice: now, at the price of what came after the last save
            raise KeyboardInterrupt
        trainer.stop = True

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _need_torch() -> None:
    MissingExtraError.unless_installed("training", "torch", "torch", "transformers")
