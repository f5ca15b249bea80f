"""Adding a model to the user's models, and removing one.

Whatever the source, a model goes through three folders under `.adding/NAME` in the user
models directory: what was fetched (kept when a run is interrupted, so that the next goes
on), what is being finished, and at last, by one rename, its place. A model that is listed
is therefore whole, and has translated a sentence.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from translate.checkpoints import CARD, Checkpoint, read_checkpoint
from translate.errors import CheckpointError, ConfigError, YelemaError
from translate.hub.card import write_card
from translate.hub.download import Progress, no_room, sha256
from translate.hub.files import PICKLED, SAFE, wanted_names
from translate.hub.registry import Recommended, find_recommended, forbids_commerce
from translate.hub.sources import Found, Source, find_source
from translate.languages import LANGUAGES
from translate.resources import user_models_dir

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Accept = Callable[[str, str], bool]
_ADDING = ".adding"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True)
class Added:
    """What `add` did. new: False when the same model was there already. remark: "", or what the user should know."""

    checkpoint: Checkpoint
    new: bool
    remark: str = ""


def add(
    wanted: str, *, name: str = "", revision: str = "", accept: Accept, progress: Progress
) -> Added:
    """Add a model to the user's models.

    wanted: its name on the Hugging Face hub, a folder, or an archive's path or address.
    name: what to call it, "" for the name it comes with. revision: branch, tag or commit
    on the hub. accept: called with model and licence when that forbids commercial use;
    nothing is fetched unless it returns True.

    Raises ConfigError for a name that cannot be used or is taken, CheckpointError when
    the model cannot be had or does not work, InputError for a bad archive.
    """
    source = find_source(wanted, revision)
    name = _checked(name or source.name)
    home = user_models_dir()
    with _locked(home, name):
        try:
            return _add(source, name, home, accept, progress)
        except OSError as error:
            raise CheckpointError(f"{home / name}: {no_room(error)}") from None


def _add(source: Source, name: str, home: Path, accept: Accept, progress: Progress) -> Added:
    place, work = home / name, home / _ADDING / name
    there = _origin(place)
    if os.path.lexists(place) and not source.is_of(there):
        raise ConfigError(f"{place} is there already and is another model: give this one a name with --name")
    intact = bool(there) and _is_intact(place)
    try:
        found = source.look_up(work, progress)
    except CheckpointError as error:
        if intact:
            return Added(read_checkpoint(place), False, f"cannot tell whether there is a newer one: {error}")
        raise
    if intact and found.origin.items() <= there.items():
        shutil.rmtree(work, ignore_errors=True)
        return Added(read_checkpoint(place), False)
    if intact:
        raise ConfigError(
            f"{name} is there already, from {_edition(there)}, and not from {_edition(found.origin)}: "
            f"tk models remove {name} first, or give this one a name with --name"
        )
    row = find_recommended(found.origin.get("repository", ""))
    _ask(name, found.licence, accept)
    fetched = work / found.key / source.name
    found.fetch(fetched, progress)
    try:
        finished = _finish(fetched, work / "finished" / source.name, name, found, row, accept, progress)
    except CheckpointError:
        shutil.rmtree(work, ignore_errors=True)  # what does not work is not worth keeping
        raise
    if os.path.lexists(place):  # a damaged one
        os.rename(place, work / "replaced")
    os.rename(finished, place)
    shutil.rmtree(work, ignore_errors=True)
    return Added(read_checkpoint(place), True)


def _finish(
    fetched: Path, folder: Path, name: str, found: Found, row: Recommended | None, accept: Accept, progress: Progress
) -> Path:
    """Make the folder as it will be: safetensors, a card, and the proof that it translates."""
    from translate.engines.safetensors_files import write_safetensors
    from translate.engines.weights import read_tensors

    came = read_checkpoint(fetched)
    came.verify()
    licence = found.licence or str((came.card or {}).get("licence", ""))
    if licence != found.licence:
        _ask(name, licence, accept)
    if not came.targets:
        raise CheckpointError(f"{name} translates into none of {', '.join(LANGUAGES)}: it is of no use here")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    origin = dict(found.origin)
    for file in (fetched / each for each in wanted_names(path.name for path in fetched.iterdir())):
        if file.name == PICKLED:
            progress("converting the weights", 0, 1)
            origin.update(weights=PICKLED, weights_sha256=sha256(file))
            write_safetensors(folder / SAFE, read_tensors(file))
        else:
            _link(file, folder / file.name)
    write_card(folder, came, name, licence, origin, row)
    progress("trying it", 0, 1)
    _try(read_checkpoint(folder))
    return folder


def _try(checkpoint: Checkpoint) -> None:
    """Load the model as any run would and let it translate a sentence. Raises CheckpointError when it cannot."""
    from translate import engines
    from translate.engines.base import Request

    source = checkpoint.source or "fr"
    targets = [code for code in checkpoint.targets if code != source]
    engines.load(checkpoint).translate([Request("Bonjour.", target, source) for target in targets[:1]])


def _link(file: Path, new: Path) -> None:
    try:
        os.link(file, new)
    except OSError:  # a file system without hard links
        shutil.copyfile(file, new)


def _ask(name: str, licence: str, accept: Accept) -> None:
    if licence and forbids_commerce(licence) and not accept(name, licence):
        raise ConfigError(
            f"{name} may not be used commercially ({licence}), and neither may what you translate with it be sold: "
            "add --accept-licence if your use is allowed"
        )


def _origin(place: Path) -> dict[str, str]:
    """The table [source] of the card of an added model, empty when it has none."""
    with suppress(OSError, ValueError):
        source = tomllib.loads((place / CARD).read_text(encoding="utf-8")).get("source")
        return dict(source) if isinstance(source, dict) else {}
    return {}


def _edition(origin: Mapping[str, str]) -> str:
    if "revision" in origin:
        return f"revision {origin['revision'][:12]}"
    return f"a file of sha256 {origin.get('archive_sha256', origin.get('weights_sha256', '?'))[:12]}"


def _is_intact(place: Path) -> bool:
    try:
        read_checkpoint(place).verify()
    except YelemaError:
        return False
    return True


def remove(name: str, *, sure: bool = False) -> Path:
    """Remove one of the user's models, and what an interrupted `add` of that name left. Returns its folder.

    sure: also one that `add` did not bring, which may exist nowhere else.
    Raises CheckpointError when the user has no such model, ConfigError when `sure` is needed.
    """
    home = user_models_dir()
    place, work = home / _checked(name), home / _ADDING / name
    with _locked(home, name):
        if not os.path.lexists(place) and not work.exists():
            own = ", ".join(_folders(home)) or "none"
            raise CheckpointError(f"no model named {name!r} in {home} (there: {own}); those that ship stay")
        if os.path.lexists(place) and not sure and not _origin(place):
            raise ConfigError(f"{place} was not brought by tk models add and may exist nowhere else: --yes removes it")
        _forget(place)
        if place.is_symlink():
            place.unlink()
        elif place.exists():
            work.mkdir(parents=True, exist_ok=True)
            os.rename(place, Path(tempfile.mkdtemp(dir=work)) / "removed")
        shutil.rmtree(work, ignore_errors=True)
    return place


def _forget(place: Path) -> None:
    """Remove the converted forms of the model there; a damaged one's are left, for nothing says which they are."""
    from translate.engines.convert import forget

    with suppress(YelemaError, OSError):
        forget(read_checkpoint(place))


def unfinished() -> list[str]:
    """Names of models whose adding was interrupted."""
    return _folders(user_models_dir() / _ADDING)


def _folders(place: Path) -> list[str]:
    if not place.is_dir():
        return []
    return sorted(path.name for path in place.iterdir() if path.is_dir() and not path.name.startswith("."))


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ConfigError(f"{name!r} cannot be a model's name: letters, digits, dots, - and _ only; give --name")
    return name


@contextmanager
def _locked(home: Path, name: str) -> Iterator[None]:
    """Keep two runs from adding or removing the same model at once."""
    from filelock import FileLock, Timeout

    (home / _ADDING).mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(home / _ADDING / f"{name}.lock", timeout=0):
            yield
    except Timeout:
        raise ConfigError(f"another tk models command is at work on {name}: wait until it is done") from None
