"""The Muon optimiser in the arithmetic of its parameters.

torch's own computes in bfloat16, for which processors without bfloat16 units take fifty
times as long as for float32: one step then costs ten times what its gradients did.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import torch

# Coefficients and number of steps of the quintic Newton-Schulz iteration (Jordan et al.
# 2024, "Muon: An optimizer for hidden layers in neural networks").
_A, _B, _C = 3.4445, -4.7750, 2.0315
_STEPS = 5

# Makes an update as large, root mean square, as AdamW's (Liu et al. 2025, "Muon is
# scalable for LLM training").
_SCALE = 0.2


class Muon(torch.optim.Optimizer):
    """Momentum whose update is orthogonalised, for matrices; weights decay as in AdamW."""

    def __init__(self, params: Iterable[Any], lr: float = 1e-3, momentum: float = 0.95,
                 weight_decay: float = 0.0) -> None:
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        """One step of every matrix that has a gradient."""
        for group in self.param_groups:
            alike: dict[tuple[int, ...], list[torch.Tensor]] = defaultdict(list)
            for matrix in group["params"]:
                if matrix.grad is not None:
                    alike[tuple(matrix.shape)].append(matrix)
            for matrices in alike.values():
                self._step(matrices, group)

    def _step(self, matrices: list[torch.Tensor], group: dict[str, Any]) -> None:
        """One step of matrices of equal shape, orthogonalised together."""
        momenta = []
        for matrix in matrices:
            state = self.state[matrix]
            if "momentum" not in state:
                state["momentum"] = torch.zeros_like(matrix)
            momenta.append(state["momentum"])
        gradients = [matrix.grad for matrix in matrices if matrix.grad is not None]
        torch._foreach_lerp_(momenta, gradients, 1 - group["momentum"])
        ahead = torch._foreach_lerp(gradients, momenta, group["momentum"])  # Nesterov's
        rows, columns = matrices[0].shape
        rate = group["lr"] * _SCALE * max(rows, columns) ** 0.5
        for matrix, update in zip(matrices, orthogonalised(torch.stack(ahead))):
            matrix.mul_(1 - group["lr"] * group["weight_decay"]).add_(update, alpha=-rate)


def orthogonalised(matrices: torch.Tensor) -> torch.Tensor:
    """(matrices, rows, columns) with their singular values brought near 1, their singular vectors kept."""
    tall = matrices.shape[1] > matrices.shape[2]
    found = matrices.mT if tall else matrices
    found = found / found.norm(dim=(1, 2), keepdim=True).clamp(min=1e-7)
    for _ in range(_STEPS):
        gram = found @ found.mT
        found = torch.baddbmm(found, torch.baddbmm(gram, gram, gram, beta=_B, alpha=_C), found, beta=_A)
    return found.mT if tall else found
