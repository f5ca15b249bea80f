"""One batch on several cores: each takes some of its sentences, and the gradients are added up.

Threads inside every matrix product wait for one another thousands of times a step, which
costs dear on a machine that does other work too; here they wait once a step.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, TypeVar

import torch

from translate.training.config import Alignment
from translate.training.network import UNTAUGHT, batch_loss
from translate.training.sampling import Batch

if TYPE_CHECKING:
    from transformers import MarianMTModel


Item = TypeVar("Item")
Done = TypeVar("Done")


class Workers:
    """Copies of a network that share its weights but not its gradients, one for each core.

    autocast: makes the context that sets the precision; every worker enters its own.
    """

    def __init__(
        self, network: MarianMTModel, number: int, autocast: Callable[[], AbstractContextManager[Any]],
    ) -> None:
        self.network, self.autocast = network, autocast
        self.networks = [network]
        for _ in range(number - 1):
            twin = copy.deepcopy(network)
            for own, shared in zip((*twin.parameters(), *twin.buffers()), (*network.parameters(), *network.buffers())):
                own.data = shared.data
            self.networks.append(twin)
        self._pool = None
        if number > 1:  # each thread computes alone, this one too; torch keeps the setting by thread
            torch.set_num_threads(1)
            self._pool = ThreadPoolExecutor(number, initializer=torch.set_num_threads, initargs=(1,))

    def gradients(self, batch: Batch, smoothing: float, alignment: Alignment = UNTAUGHT) -> tuple[float, int]:
        """Leave the gradient of the mean loss of *batch* in the network's parameters.

        Returns the mean loss over target tokens and their number.
        """
        total = int((batch.target != self.network.config.pad_token_id).sum())
        parts = [batch.part(start, len(self.networks)) for start in range(len(self.networks))]
        work = [(network, part) for network, part in zip(self.networks, parts) if len(part.target)]

        def run(item: tuple[MarianMTModel, Batch]) -> float:
            network, part = item
            network.zero_grad()
            with self.autocast():
                mean, count = batch_loss(network, part, smoothing, alignment)
            loss = mean * (count / total)
            loss.backward()
            return loss.item()

        losses = self._each(run, work)
        for twin, _ in work[1:]:
            for parameter, own in zip(self.network.parameters(), twin.parameters()):
                if parameter.grad is not None and own.grad is not None:  # positions are not learnt
                    parameter.grad += own.grad
        return sum(losses), total

    def step(self, optimizers: Sequence[torch.optim.Optimizer]) -> None:
        """Take a step with every optimiser; they must not share parameters."""
        self._each(lambda optimizer: optimizer.step(), optimizers)

    def _each(self, work: Callable[[Item], Done], items: Sequence[Item]) -> list[Done]:
        """What *work* returns for each item, the items shared among the threads."""
        return list((self._pool.map if self._pool else map)(work, items))

    def train(self, mode: bool = True) -> None:
        """Set every copy to training, or to use."""
        for network in self.networks:
            network.train(mode)
