"""Where a model can come from: the hub, a folder, an archive here or at an address."""

from __future__ import annotations

import difflib
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from translate.checkpoints import read_checkpoint
from translate.errors import CheckpointError, ConfigError, InputError
from translate.hub import huggingface
from translate.hub.archives import SUFFIXES, unpack
from translate.hub.download import Progress, sha256
from translate.hub.files import WEIGHTS, check_names, wanted_names
from translate.hub.registry import find_recommended, recommended

Origin = Mapping[str, str]
"""Where a model came from, as its card tells: `repository` and `revision`, `archive` and its sum, or `folder`."""


@dataclass(frozen=True)
class Found:
    """A model that can be fetched.

    origin: for its card. key: a folder name that is the same for the same content.
    licence: "" when only the fetched files tell. fetch: writes its files into a folder.
    """

    origin: dict[str, str]
    key: str
    licence: str
    fetch: Callable[[Path, Progress], None]


class Source(Protocol):
    """A place to get one model from. name: what the model is called there."""

    @property
    def name(self) -> str: ...

    def is_of(self, origin: Origin) -> bool:
        """Whether a model of this origin is the same model, at whatever revision."""

    def look_up(self, work: Path, progress: Progress) -> Found:
        """Find out what there is. `work`: a folder for what must be fetched to know."""


def find_source(wanted: str, revision: str = "") -> Source:
    """What a user means by a name, path or address. Raises ConfigError or InputError when it cannot be."""
    source: Source
    address = urlsplit(wanted)
    if address.scheme in ("http", "https"):
        source = _hub_page(wanted, revision) or ArchiveAt(wanted)
    elif (path := Path(wanted).expanduser()).is_dir():
        source = Folder(path)
    elif path.is_file():
        source = Archive(path)
    elif re.match(r"[.~/\\]|[A-Za-z]:[\\/]", wanted) or wanted.lower().endswith(SUFFIXES) or wanted.count("/") > 1:
        raise InputError(f"{wanted}: no such folder or archive")
    elif row := find_recommended(wanted):
        source = Hub(row.repository, revision)
    elif re.fullmatch(r"[\w.-]+/[\w.-]+", wanted, re.ASCII):
        source = Hub(wanted, revision)
    else:
        known = [row.name for row in recommended()]
        close = difflib.get_close_matches(wanted, known, 1)
        hint = f"did you mean {close[0]}?" if close else "tk models recommended shows what there is"
        raise ConfigError(f"{wanted!r} is no recommended model, no OWNER/NAME on the hub and no path: {hint}")
    if revision and not isinstance(source, Hub):
        raise ConfigError("--revision is for models on the hub, not for folders and archives")
    return source


@dataclass(frozen=True)
class Hub:
    """A model on the Hugging Face hub. revision: branch, tag or commit, "" for the main branch."""

    repository: str
    revision: str = ""

    @property
    def name(self) -> str:
        return self.repository.rpartition("/")[2]

    def is_of(self, origin: Origin) -> bool:
        return origin.get("repository") == self.repository

    def look_up(self, work: Path, progress: Progress) -> Found:
        row = find_recommended(self.repository)
        licence = row.licence if row else ""
        if huggingface.is_offline() and (cached := huggingface.cached(self.repository, self.revision)):
            folder, commit = cached
            return Found(self._origin(commit), commit, licence, lambda to, _: _copy(folder, to))
        offer = huggingface.look_up(self.repository, self.revision)

        def fetch(to: Path, progress: Progress) -> None:
            huggingface.fetch(offer, to, progress, weights=False)
            # What cannot be used is found out before the large file comes.
            if problem := read_checkpoint(to).problem:
                raise CheckpointError(problem.replace(str(to.resolve()), self.repository))
            _check_room(to, offer.weights_size)
            huggingface.fetch(offer, to, progress, weights=True)

        return Found(self._origin(offer.revision), offer.revision, licence or offer.licence, fetch)

    def _origin(self, commit: str) -> dict[str, str]:
        asked = {"branch": self.revision} if self.revision and self.revision != commit else {}
        return {"repository": self.repository, "revision": commit, **asked, "hub": huggingface.endpoint()}


@dataclass(frozen=True)
class Folder:
    """A folder as transformers saves it; one of huggingface_hub's cache is known as what it is of the hub."""

    path: Path

    @property
    def name(self) -> str:
        return self._cached[0].rpartition("/")[2] if self._cached else self.path.resolve().name

    @property
    def _cached(self) -> tuple[str, str] | None:
        """Repository and commit of models--OWNER--NAME/snapshots/COMMIT."""
        match = re.search(r"models--([^/\\]+)--([^/\\]+)[/\\]snapshots[/\\]([0-9a-f]{40})$", str(self.path.resolve()))
        return (f"{match[1]}/{match[2]}", match[3]) if match else None

    def is_of(self, origin: Origin) -> bool:
        if self._cached:
            return origin.get("repository") == self._cached[0]
        return origin.get("folder") == self.path.resolve().name

    def look_up(self, work: Path, progress: Progress) -> Found:
        names = [file.name for file in self.path.iterdir() if file.is_file()]
        check_names(names, str(self.path))
        weights = self.path / next(name for name in WEIGHTS if name in names)
        with open(weights, "rb") as opened:
            pointer = opened.read(40).startswith(b"version https://git-lfs")
        if pointer:
            raise CheckpointError(f"{weights} is a placeholder of Git LFS, not the weights: git lfs pull there first")
        progress("reading the weights", 0, 1)
        if self._cached:
            repository, commit = self._cached
            row = find_recommended(repository)
            origin = {"repository": repository, "revision": commit, "hub": huggingface.endpoint()}
            return Found(origin, commit, row.licence if row else "", lambda to, _: _copy(self.path, to))
        digest = sha256(weights)
        origin = {"folder": self.path.resolve().name, "weights_sha256": digest}
        return Found(origin, digest[:40], "", lambda to, _: _copy(self.path, to))


@dataclass(frozen=True)
class Archive:
    """A .zip or .tar file. shown: what messages and the card call it."""

    path: Path
    shown: str = ""

    @property
    def name(self) -> str:
        return _without_suffix(Path(self.shown or self.path.name).name)

    def is_of(self, origin: Origin) -> bool:
        return origin.get("archive") == (self.shown or self.path.name)

    def look_up(self, work: Path, progress: Progress) -> Found:
        progress("reading the archive", 0, 1)
        digest = sha256(self.path)

        def fetch(to: Path, _: Progress) -> None:
            shutil.rmtree(to, ignore_errors=True)
            to.mkdir(parents=True)
            unpack(self.path, to)
            check_names([file.name for file in to.iterdir()], self.shown or str(self.path))

        origin = {"archive": self.shown or self.path.name, "archive_sha256": digest}
        return Found(origin, digest[:40], "", fetch)


@dataclass(frozen=True)
class ArchiveAt:
    """An archive at an http or https address."""

    address: str

    @property
    def name(self) -> str:
        return _without_suffix(unquote(urlsplit(self.address).path).rpartition("/")[2])

    def is_of(self, origin: Origin) -> bool:
        return origin.get("archive") == self.address

    def look_up(self, work: Path, progress: Progress) -> Found:
        file = huggingface.fetch_address(self.address, work / "archive", progress)
        return Archive(file, self.address).look_up(work, progress)


def _hub_page(address: str, revision: str) -> Hub | None:
    """The model whose page on the hub this is, with the revision the page shows."""
    page = urlsplit(address)
    if page.netloc not in ("huggingface.co", "hf.co", urlsplit(huggingface.endpoint()).netloc):
        return None
    match = re.fullmatch(r"/([\w.-]+/[\w.-]+?)(?:/tree/([^/]+))?/?", page.path, re.ASCII)
    if not match or page.path.lower().endswith(SUFFIXES):
        return None
    return Hub(match[1], revision or match[2] or "")


def _check_room(folder: Path, wanted: int) -> None:
    """Raise CheckpointError when `wanted` bytes certainly do not fit."""
    free = shutil.disk_usage(folder).free
    if wanted > free:
        raise CheckpointError(
            f"{folder.parent.parent}: {wanted // 1_000_000} MB are needed there and {free // 1_000_000} MB are free: "
            "make room, or set XDG_DATA_HOME to another folder"
        )


def _copy(source: Path, folder: Path) -> None:
    """Copy the files of a model, links followed: the copy does not change with the original."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in wanted_names(file.name for file in source.iterdir() if file.is_file()):
        shutil.copyfile(source / name, folder / name)


def _without_suffix(name: str) -> str:
    suffix = next((suffix for suffix in sorted(SUFFIXES, key=len, reverse=True) if name.lower().endswith(suffix)), "")
    return name[:len(name) - len(suffix)]
