"""The weights of a checkpoint as numpy arrays, without running anything the file contains."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from translate.engines.safetensors_files import read_safetensors
from translate.engines.stored_tensor import StoredTensor
from translate.engines.torch_files import read_state_dict
from translate.errors import CheckpointError

Array = npt.NDArray[np.float32]


def read_weights(file: Path) -> dict[str, Array]:
    """Every tensor of model.safetensors or pytorch_model.bin by name, in float32.

    Raises CheckpointError when the file is damaged, is not of these formats or holds
    values that are not finite.
    """
    weights: dict[str, Array] = {}
    seen: dict[tuple[object, ...], Array] = {}
    for name, tensor in read_tensors(file).items():
        place = tensor.place
        if place not in seen:
            seen[place] = tensor.floats()
            if not np.isfinite(seen[place]).all():
                raise CheckpointError(f"{file}: {name} holds values that are not numbers: copy the model again")
        weights[name] = seen[place]
    return weights


def read_tensors(file: Path) -> dict[str, StoredTensor]:
    """The tensors of a file as they are stored. Raises CheckpointError when it is damaged."""
    return read_safetensors(file) if file.suffix == ".safetensors" else read_state_dict(file)
