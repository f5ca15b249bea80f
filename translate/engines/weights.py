"""The weights of a checkpoint as numpy arrays, without running anything the file contains."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from translate.errors import CheckpointError, MissingExtraError

Array = npt.NDArray[np.float32]

_REMEDY = "copy the model again"


def read_weights(file: Path) -> dict[str, Array]:
    """Every tensor of model.safetensors or pytorch_model.bin by name, in float32.

    A .bin file needs torch, which is told to unpickle nothing but tensors.
    Raises CheckpointError when the file is damaged or holds values that are not finite,
    MissingExtraError for a .bin file without torch.
    """
    weights = _read_safetensors(file) if file.suffix == ".safetensors" else _read_pickled(file)
    for name, array in weights.items():
        if not np.isfinite(array).all():
            raise CheckpointError(f"{file}: {name} holds values that are not numbers: {_REMEDY}")
    return weights


def _read_safetensors(file: Path) -> dict[str, Array]:
    import safetensors

    try:
        tensors = safetensors.deserialize(file.read_bytes())
        return {name: _floats(tensor["data"], tensor["dtype"]).reshape(tensor["shape"]) for name, tensor in tensors}
    except (OSError, ValueError, KeyError, safetensors.SafetensorError) as error:
        raise CheckpointError(f"{file}: cannot be read ({error}): {_REMEDY}") from None


def _floats(data: bytes | bytearray, kind: str) -> Array:
    """Little-endian numbers of the safetensors type `kind` as float32. Raises KeyError for other types."""
    if kind == "BF16":
        # The upper half of a float32; numpy has no such type.
        return (np.frombuffer(data, "<u2").astype("<u4") << 16).view("<f4").astype(np.float32)
    stored = {"F16": "<f2", "F32": "<f4", "F64": "<f8", "I64": "<i8", "I32": "<i4"}[kind]
    return np.frombuffer(data, stored).astype(np.float32)


def _read_pickled(file: Path) -> dict[str, Array]:
    try:
        import torch
    except ImportError:
        raise MissingExtraError(f"{file.name} (a checkpoint without model.safetensors)", "torch") from None
    try:
        state = torch.load(file, map_location="cpu", weights_only=True)
        return {name: tensor.detach().float().numpy() for name, tensor in state.items()}
    except Exception as error:  # torch raises many kinds for a damaged or hostile file
        raise CheckpointError(f"{file}: cannot be read ({_first_line(error)}): {_REMEDY}") from None


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0]
