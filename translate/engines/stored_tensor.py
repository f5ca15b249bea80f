"""One tensor as a file of weights has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

KINDS = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1",
    "U8": "u1", "BOOL": "?",
}
"""The types of numbers by the names of safetensors -> numpy's; bfloat16, which it lacks, as its bits."""


@dataclass(frozen=True)
class StoredTensor:
    """kind: the type of its numbers, a key of `KINDS`. values: the numbers, read from the file when used."""

    kind: str
    values: npt.NDArray[Any]

    @property
    def place(self) -> tuple[object, ...]:
        """Equal for two names of one tensor, such as tied embeddings."""
        values = self.values
        return self.kind, values.__array_interface__["data"][0], values.shape, values.strides

    def floats(self) -> npt.NDArray[np.float32]:
        """A copy of the numbers in float32."""
        if self.kind == "BF16":  # the upper half of a float32
            return (self.values.astype("<u4") << 16).view("<f4").astype(np.float32)
        return np.array(self.values, np.float32)
