"""Reading what torch.save wrote, with numpy alone and without running anything in it.

A torch file is a pickle and, beside it, the numbers of each storage, in one of two
containers: a zip (torch 1.6 and later) or a stream of pickles with the storages after
them (before that: most published MarianMT models). torch/serialization.py describes both.
"""

from __future__ import annotations

import math
import struct
import zipfile
import zlib
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from translate.engines.stored_tensor import KINDS, StoredTensor
from translate.engines.torch_pickle import LONGEST, Storage, UnreadableError, View, run
from translate.errors import CheckpointError

_LEGACY_MAGIC, _LEGACY_PROTOCOL = 0x1950A86A20F9469CFC6C, 1001
_MOST_TENSORS, _MOST_DIMENSIONS = 100_000, 16
_MOST_OVERLAP = 4
"""How many times the file's size the tensors may take together."""

_KINDS = {
    "DoubleStorage": "F64", "FloatStorage": "F32", "HalfStorage": "F16", "BFloat16Storage": "BF16",
    "LongStorage": "I64", "IntStorage": "I32", "ShortStorage": "I16",
    "CharStorage": "I8", "ByteStorage": "U8", "BoolStorage": "BOOL",
}
"""torch's storages -> the type of their numbers."""

Bytes = npt.NDArray[np.uint8]


class _Numbers(Protocol):
    def __call__(self, storage: Storage) -> Bytes: ...


def read_state_dict(file: Path) -> dict[str, StoredTensor]:
    """Every tensor of a file that torch.save made of a state dict, by name, in the file's order.

    The tensors are views of the file, which must not change while they are used.
    Raises CheckpointError naming the file when it is damaged, is no state dict or holds
    anything but tensors.
    """
    try:
        content: Bytes = np.memmap(file, np.uint8, "r")
        if content[:4].tobytes() == b"PK\x03\x04":
            value, numbers = _from_zip(file, content)
        else:
            value, numbers = _from_stream(content)
        return _tensors(value, numbers, len(content))
    except (OSError, EOFError, ValueError, OverflowError, RuntimeError, zipfile.BadZipFile, struct.error) as error:
        what = str(error).strip().split("\n")[0] or type(error).__name__
        raise CheckpointError(f"{file}: cannot be read as torch weights ({what}): copy the model again") from None


def _tensors(value: Any, numbers: _Numbers, size: int) -> dict[str, StoredTensor]:
    if not isinstance(value, dict) or not value:
        raise UnreadableError("not a dict of tensors")
    if len(value) > _MOST_TENSORS:
        raise UnreadableError(f"{len(value)} tensors")
    tensors: dict[str, StoredTensor] = {}
    storages: dict[Storage, Bytes] = {}
    sizes: dict[tuple[object, ...], int] = {}
    for name, view in value.items():
        if not isinstance(name, str) or not isinstance(view, View):
            raise UnreadableError(f"{str(name)[:60]!r} is no tensor" if isinstance(name, str) else "a nameless tensor")
        if view.storage not in storages:
            storages[view.storage] = numbers(view.storage)
        tensor = tensors[name] = _tensor(name, view, storages[view.storage])
        sizes[tensor.place] = tensor.values.size * tensor.values.itemsize
    if sum(sizes.values()) > _MOST_OVERLAP * size:
        raise UnreadableError("tensors that take more room than the file has")
    return tensors


def _tensor(name: str, view: View, data: Bytes) -> StoredTensor:
    kind = _KINDS[view.storage.kind]
    flat = data.view(KINDS[kind])
    room = len(flat)
    wanted: int = math.prod(int(count) for count in view.shape)
    if len(view.shape) > _MOST_DIMENSIONS or wanted > room:
        raise UnreadableError(f"{name[:60]} is larger than its storage")
    last = view.start + sum((count - 1) * step for count, step in zip(view.shape, view.steps))
    if view.start > room or (wanted and last >= room):
        raise UnreadableError(f"{name[:60]} reaches out of its storage")
    # A dimension of one may have any stride: none is taken.
    steps = [step * flat.itemsize if count > 1 else 0 for count, step in zip(view.shape, view.steps)]
    values = np.lib.stride_tricks.as_strided(flat[view.start:], view.shape, steps, writeable=False)
    return StoredTensor(kind, values)


def _size_in_bytes(storage: Storage) -> int:
    if storage.kind not in _KINDS:
        raise UnreadableError(f"a {storage.kind[:40]}")
    return storage.count * np.dtype(KINDS[_KINDS[storage.kind]]).itemsize


def _from_zip(file: Path, content: Bytes) -> tuple[Any, _Numbers]:
    with zipfile.ZipFile(file) as archive:
        members = {member.filename: member for member in archive.infolist()}
        pickles = [name for name in members if name == "data.pkl" or name.endswith("/data.pkl")]
        if len(pickles) != 1:
            raise UnreadableError("a zip, but not torch's")
        root = pickles[0].removesuffix("data.pkl")
        order = members.get(f"{root}byteorder")
        if order is not None and _member(content, order).tobytes() != b"little":
            raise UnreadableError("numbers of a big-endian machine")
        if members[pickles[0]].file_size > LONGEST:
            raise UnreadableError("a pickle larger than any state dict's")
        value, _ = run(_member(content, members[pickles[0]]).tobytes())

    def numbers(storage: Storage) -> Bytes:
        member = members.get(f"{root}data/{storage.key}")
        if member is None or member.file_size != _size_in_bytes(storage):
            raise UnreadableError(f"the numbers of storage {storage.key[:20]} are missing or cut off")
        return _member(content, member)

    return value, numbers


def _member(content: Bytes, member: zipfile.ZipInfo) -> Bytes:
    """The bytes of a file in the zip, in place: torch does not compress."""
    header = content[member.header_offset:member.header_offset + 30].tobytes()
    if member.compress_type != zipfile.ZIP_STORED or member.flag_bits & 1 or header[:4] != b"PK\x03\x04":
        raise UnreadableError("a zip, but not torch's")
    name, extra = struct.unpack("<HH", header[26:30])
    start = member.header_offset + 30 + name + extra
    data = content[start:start + member.file_size]
    if len(data) != member.file_size or zlib.crc32(data.data) != member.CRC:
        raise UnreadableError(f"{member.filename[-40:]} is damaged: its checksum is wrong")
    return data


def _from_stream(content: Bytes) -> tuple[Any, _Numbers]:
    """Five pickles (magic number, version, the machine, the object, the keys), then each storage."""
    position, values = 0, []
    for _ in range(5):
        value, length = run(content[position:position + LONGEST].tobytes())
        position += length
        values.append(value)
        if values[0] != _LEGACY_MAGIC:
            raise UnreadableError("a pickle, but not torch's")
    _, version, machine, value, keys = values
    if version != _LEGACY_PROTOCOL or not isinstance(machine, dict) or machine.get("little_endian") is not True:
        raise UnreadableError("another version of torch's format, or numbers of a big-endian machine")
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys) or len(set(keys)) != len(keys):
        raise UnreadableError("no list of storages")
    wanted = {view.storage.key: view.storage for view in _views(value)}
    found: dict[Storage, Bytes] = {}
    for key in keys:
        if key not in wanted:
            raise UnreadableError("a storage no tensor uses")
        storage = wanted[key]
        length = _size_in_bytes(storage)
        if content[position:position + 8].tobytes() != struct.pack("<q", storage.count):
            raise UnreadableError(f"the numbers of storage {key[:20]} are missing or cut off")
        data = content[position + 8:position + 8 + length]
        if len(data) != length:
            raise UnreadableError("cut off")
        found[storage] = data
        position += 8 + length
    return value, partial(_look_up, found)


def _look_up(found: dict[Storage, Bytes], storage: Storage) -> Bytes:
    if storage not in found:
        raise UnreadableError(f"the numbers of storage {storage.key[:20]} are missing")
    return found[storage]


def _views(value: Any) -> list[View]:
    return [view for view in value.values() if isinstance(view, View)] if isinstance(value, dict) else []
