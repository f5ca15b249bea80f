"""The Muon optimiser against torch's own, which computes the same in less precision."""

from __future__ import annotations

import pytest
import torch

from translate.training.muon import Muon, orthogonalised


@pytest.mark.parametrize("shape", [(12, 12), (8, 24), (24, 8)])
def test_steps_are_those_of_torch(shape: tuple[int, int]) -> None:
    if not hasattr(torch.optim, "Muon"):
        pytest.skip("torch before 2.9 has no Muon to compare with")
    generator = torch.Generator().manual_seed(4)
    ours = [torch.nn.Parameter(torch.randn(shape, generator=generator)) for _ in range(3)]
    theirs = [torch.nn.Parameter(parameter.detach().clone()) for parameter in ours]
    settings = {"lr": 0.02, "momentum": 0.95, "weight_decay": 0.1}
    one = Muon(ours, **settings)
    other = torch.optim.Muon(theirs, adjust_lr_fn="match_rms_adamw", **settings)
    for _ in range(4):
        for mine, its in zip(ours, theirs):
            mine.grad = torch.randn(shape, generator=generator)
            its.grad = mine.grad.clone()
        one.step()
        other.step()
    for mine, its in zip(ours, theirs):
        assert torch.allclose(mine, its, atol=5e-3)


def test_singular_values_come_near_one() -> None:
    values = torch.linalg.svdvals(orthogonalised(torch.randn(2, 10, 30, generator=torch.Generator().manual_seed(1))))
    assert values.min() > 0.4
    assert values.max() < 1.3
