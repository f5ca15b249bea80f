"""A model out of a .zip or .tar archive, opened with suspicion: bounded, no links, nothing outside."""

from __future__ import annotations

import re
import shutil
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from translate.errors import CheckpointError, InputError
from translate.hub.files import EVERYTHING

SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Bounds:
    """max_bytes: of everything unpacked. max_ratio: unpacked over packed size. max_members: files inside."""

    max_bytes: int = 20_000 * _MEGABYTE
    max_ratio: int = 200
    max_members: int = 2_000


def unpack(archive: Path, folder: Path, bounds: Bounds = Bounds()) -> None:
    """Write the files of the one model in `archive` straight into `folder`, whatever folder they are in inside.

    Only files a model is made of are unpacked. Raises InputError for what is no archive,
    is damaged or hostile, CheckpointError when it holds no model or several.
    """
    try:
        if zipfile.is_zipfile(archive):
            with zipfile.ZipFile(archive) as opened:
                _unpack(_zip_members(opened, archive), archive, folder, bounds)
            return
        with tarfile.open(archive, "r:*", tarinfo=_Header) as packed:
            _unpack(_tar_members(packed, archive), archive, folder, bounds)
    except tarfile.ReadError as error:
        why = str(error).partition("\n")[0].rstrip(":")
        raise InputError(f"{archive}: no archive that can be read ({why}): give a .zip or .tar.gz") from None
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, RuntimeError, ValueError) as error:
        raise InputError(f"{archive}: a damaged archive ({error}): copy it again") from None
    except OSError as error:
        if error.errno:  # a full disk and the like; bz2 and gzip raise bare ones for damaged data
            raise
        raise InputError(f"{archive}: a damaged archive ({error}): copy it again") from None


@dataclass(frozen=True)
class _Member:
    """A file inside. content: opens it, once."""

    path: str
    size: int
    content: Any


def _unpack(members: Iterator[_Member], archive: Path, folder: Path, bounds: Bounds) -> None:
    packed, total = archive.stat().st_size, 0
    roots: dict[str, Path] = {}
    for number, member in enumerate(members, 1):
        total += member.size
        if number > bounds.max_members:
            raise InputError(f"{archive}: more than {bounds.max_members} files inside, more than a model has; refused")
        if total > bounds.max_bytes or (total > _MEGABYTE and total > bounds.max_ratio * packed):
            raise InputError(
                f"{archive}: {packed / _MEGABYTE:.2f} MB that unpack to {total / _MEGABYTE:.0f} MB or more; "
                "refused as an archive bomb"
            )
        path = PurePosixPath(member.path)
        if path.name not in EVERYTHING:
            continue
        root = roots.setdefault(str(path.parent), folder / str(len(roots)))
        root.mkdir(parents=True, exist_ok=True)
        if (root / path.name).exists():
            raise InputError(f"{archive}: {member.path[:60]} is inside twice; refused")
        with member.content() as source, open(root / path.name, "wb") as target:
            _copy(source, target, member, archive)
    models = [root for root in roots.values() if (root / "config.json").is_file()]
    if len(models) != 1:
        what = "no config.json inside, so no model" if not models else "several models inside: unpack it and add one"
        raise CheckpointError(f"{archive}: {what}")
    for file in list(models[0].iterdir()):
        file.replace(folder / file.name)
    for root in roots.values():
        shutil.rmtree(root)


def _copy(source: IO[bytes], target: IO[bytes], member: _Member, archive: Path) -> None:
    """Copy a member, of which no more is read than its header says."""
    left = member.size
    while left > 0 and (block := source.read(min(left, _MEGABYTE))):
        target.write(block)
        left -= len(block)
    if left or source.read(1):
        raise InputError(f"{archive}: {member.path[:60]} has another size than the archive says: copy it again")


def _zip_members(opened: zipfile.ZipFile, archive: Path) -> Iterator[_Member]:
    for info in opened.infolist():
        if info.flag_bits & 1:
            raise InputError(f"{archive}: protected by a password; make one without")
        mode = info.external_attr >> 16
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise InputError(f"{archive}: {info.filename[:60]} is a link or device; refused")
        _check_path(info.filename, archive)
        if not info.is_dir():
            yield _Member(info.filename, info.file_size, lambda info=info: opened.open(info))


def _tar_members(packed: tarfile.TarFile, archive: Path) -> Iterator[_Member]:
    for info in packed:
        _check_path(info.name, archive)
        if info.isdir():
            continue
        if not info.isreg() or info.issparse():
            raise InputError(f"{archive}: {info.name[:60]} is a link, device or file with holes; refused")
        yield _Member(info.name, info.size, _opener(packed, info))


def _opener(packed: tarfile.TarFile, info: tarfile.TarInfo) -> Any:
    @contextmanager
    def opened() -> Iterator[IO[bytes]]:
        source = packed.extractfile(info)
        assert source is not None  # a regular file
        with source:
            yield source

    return opened


class _Header(tarfile.TarInfo):
    """A tar header that does not let a long name or attribute fill the memory."""

    _TEXTS = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME,
              tarfile.GNUTYPE_LONGLINK)

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        header = super().frombuf(buf, encoding, errors)
        if header.type in cls._TEXTS and header.size > _MEGABYTE:
            raise tarfile.TarError("a name or attribute of more than a megabyte")
        return header


def _check_path(name: str, archive: Path) -> None:
    path = name.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or re.match(r"[A-Za-z]:", path):
        raise InputError(f"{archive}: a file inside points out of the archive ({path[:60]}); refused")
