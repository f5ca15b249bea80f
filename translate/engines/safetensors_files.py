"""Files of weights in the safetensors format: a length, a JSON table of tensors, their numbers.

The library of that name reads bfloat16 with torch only and needs every tensor in memory
to write one; a table and a copy are all there is to it. The format is described at
https://github.com/huggingface/safetensors.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from math import prod
from pathlib import Path
from typing import Any

import numpy as np

from translate.engines.stored_tensor import KINDS, StoredTensor
from translate.errors import CheckpointError

_LONGEST_TABLE = 100_000_000
_LARGEST_PIECE = 1 << 26
"""Bytes written at a time."""


def read_safetensors(file: Path) -> dict[str, StoredTensor]:
    """Every tensor of the file by name. The tensors are views of the file, which must not change meanwhile.

    Raises CheckpointError naming the file when it is damaged.
    """
    try:
        content = np.memmap(file, np.uint8, "r")
        length = int.from_bytes(content[:8].tobytes(), "little")
        if not 2 <= length <= min(_LONGEST_TABLE, len(content) - 8):
            raise ValueError("its table is missing or cut off")
        table = json.loads(content[8:8 + length].tobytes())
        table.pop("__metadata__", None)
        return {name: _tensor(name, row, content[8 + length:]) for name, row in table.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise CheckpointError(f"{file}: cannot be read ({error}): copy the model again") from None


def _tensor(name: str, row: Mapping[str, Any], numbers: np.ndarray) -> StoredTensor:
    begin, end = row["data_offsets"]
    shape, kind = row["shape"], row["dtype"]
    if kind not in KINDS:
        raise ValueError(f"{name} has numbers of type {kind}")
    if not all(type(number) is int and number >= 0 for number in (begin, end, *shape)) or end > len(numbers):
        raise ValueError(f"{name} is cut off")
    if end - begin != prod(shape) * np.dtype(KINDS[kind]).itemsize:
        raise ValueError(f"{name} has another size than its shape")
    return StoredTensor(kind, numbers[begin:end].view(KINDS[kind]).reshape(shape))


def write_safetensors(file: Path, tensors: Mapping[str, StoredTensor]) -> None:
    """Write the tensors to `file`, their numbers as they are, one after the other.

    Of several names of one tensor the first is written: transformers ties the others
    again from the configuration. The file appears when it is complete.
    """
    table: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    written: dict[tuple[object, ...], StoredTensor] = {}
    position = 0
    for name, tensor in tensors.items():
        if tensor.place in written:
            continue
        written[tensor.place] = tensor
        size = tensor.values.size * tensor.values.itemsize
        table[name] = {"dtype": tensor.kind, "shape": tensor.values.shape, "data_offsets": [position, position + size]}
        position += size
    text = json.dumps(table).encode()
    text += b" " * (-len(text) % 8)
    unfinished = file.with_name(f".{file.name}.unfinished")
    try:
        with open(unfinished, "wb") as out:
            out.write(len(text).to_bytes(8, "little") + text)
            for tensor in written.values():
                flat = np.ascontiguousarray(tensor.values).reshape(-1)
                step = _LARGEST_PIECE // flat.itemsize
                for start in range(0, len(flat), step):
                    out.write(flat[start:start + step].tobytes())
            out.flush()
            os.fsync(out.fileno())
        os.replace(unfinished, file)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
