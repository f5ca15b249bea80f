"""The training loop: one step after another until the schedule ends, resumable at any second."""

from __future__ import annotations

import hashlib
import io
import json
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

import torch

from translate.errors import CheckpointError, InputError
from translate.files import write_atomic
from translate.training.config import Recipe
from translate.training.lineage import remember_start
from translate.training.muon import Muon
from translate.training.network import new_network, take_over
from translate.training.packed import load_packed
from translate.training.parallel import Workers
from translate.training.sampling import Ahead, Sampler
from translate.training.schedule import Schedule
from translate.training.vocabulary import Tokens

_STATE = "state.pt"
_LOG = "log.jsonl"

# Muon orthogonalises every matrix by itself; in so many parts the cores share the work.
_MUON_PARTS = 4

Report = dict[str, Any]


class Trainer:
    """One training run and its folder.

    The folder holds state.pt (everything needed to go on: weights, their moving average,
    optimiser, place in the data, random state) and log.jsonl (one JSON object a line).
    """

    def __init__(self, recipe: Recipe, prepared: Path, folder: Path, device: str = "cpu",
                 resume: bool = False, deadline: float | None = None, workers: int = 1,
                 start: Path | None = None) -> None:
        """Start a run in *folder*, or continue the one there when *resume* is true.

        workers: CPU threads that share each batch; 1 leaves the threads to torch.
        deadline: seconds of the epoch at which the run shall have ended, instead of the
        recipe's max_steps or max_hours. start: a MarianMT folder whose weights a new run
        begins with. Raises InputError when the folder already holds
        a run (without *resume*) or the prepared data does not fit.
        """
        self.recipe, self.folder, self.device = recipe, Path(folder), device
        self.tokens = Tokens(prepared)
        self.sampler = Sampler(recipe, load_packed(prepared), self.tokens.pad)
        self.network = new_network(recipe.model, self.sampler.frequencies(len(self.tokens)), recipe.seed)
        if start and not has_state(self.folder):
            take_over(self.network, self.tokens, start)
            remember_start(self.folder, start)
        cast(Any, self.network).to(device)
        if self._on_gpu():
            torch.set_float32_matmul_precision("high")  # for Muon: its products need no more
        self.workers = Workers(self.network, workers, self._autocast)
        self.optimizers = _optimizers(self.network, recipe)
        self.average = [parameter.detach().clone() for parameter in self.network.parameters()]
        self.target_tokens = 0
        self.stop = False
        saved = self._load_state(resume)
        self.schedule = Schedule(
            recipe.training, step=saved.get("step", 0), elapsed=saved.get("elapsed", 0.0), deadline=deadline)
        self.sampler.phase = self._phase()
        self.batches = Ahead(self.sampler) if self._on_gpu() else self.sampler

    def run(self, on_step: Callable[[Report], None] = lambda report: None,
            validate: Callable[[Trainer], Report] | None = None) -> bool:
        """Train to the end of the schedule, saving and validating as often as the recipe says.

        on_step gets `step`, `loss` (nats a token), `rate`, `tokens` and `progress` after
        every step. validate gets this trainer; what it returns is logged. Setting `stop`,
        from on_step or a signal handler, ends the run after the current step, saved.
        Returns whether the schedule came to its end.
        """
        training = self.recipe.training
        self.workers.train()
        saved_at = validated_at = logged_at = time.monotonic()
        losses: list[float] = []
        logged_tokens = self.target_tokens
        while self.schedule.progress() < 1.0 and not self.stop:
            report = self.step()
            losses.append(report["loss"])
            on_step(report)
            now = time.monotonic()
            if len(losses) == 100:
                speed = (self.target_tokens - logged_tokens) / (now - logged_at)
                self.log({**report, "loss": sum(losses) / len(losses), "tokens_per_second": round(speed)})
                losses, logged_tokens, logged_at = [], self.target_tokens, now
            if now - saved_at >= 60 * training.save_minutes:
                self.save()
                saved_at = now
            if validate and now - validated_at >= 60 * training.validate_minutes:
                self._validate(validate)
                validated_at = time.monotonic()
        self.save()
        if isinstance(self.batches, Ahead):
            self.batches.close()  # else the program waits for batches that nobody will take
        if self.stop:
            return False
        if validate:
            self._validate(validate)
        return True

    def step(self) -> Report:
        """One optimiser step on the next batch."""
        training = self.recipe.training
        self.sampler.phase = self._phase()
        rate = self.schedule.rate()
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate * group["peak"]
        loss, count = self.workers.gradients(
            self.batches.next(), training.label_smoothing, self.recipe.alignment)
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), training.clip)
        self.workers.step(self.optimizers)
        self.schedule.step += 1
        # The average follows fast at first, else it would keep the random first weights.
        decay = min(training.ema, self.schedule.step / (self.schedule.step + 10))
        torch._foreach_lerp_(self.average, [parameter.detach() for parameter in self.network.parameters()], 1 - decay)
        self.target_tokens += count
        return {
            "step": self.schedule.step, "loss": loss, "rate": rate, "tokens": self.target_tokens,
            "progress": round(self.schedule.progress(), 4), "seconds": round(self.schedule.seconds()),
        }

    def save(self) -> None:
        """Write state.pt, whole or not at all."""
        buffer = io.BytesIO()
        torch.save({
            "recipe": recipe_digest(self.recipe), "step": self.schedule.step, "elapsed": self.schedule.seconds(),
            "target_tokens": self.target_tokens, "sampler": self.batches.state(),
            "network": self.network.state_dict(), "average": self.average,
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "random": torch.get_rng_state(),
            "random_cuda": torch.cuda.get_rng_state_all() if self._on_gpu() else [],
        }, buffer)
        write_atomic(self.folder / _STATE, buffer.getvalue())

    def averaged(self) -> AbstractContextManager[None]:
        """A context in which the network has its averaged weights."""
        return _Swapped(list(self.network.parameters()), self.average)

    def log(self, report: Report) -> None:
        """Add one line to log.jsonl."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / _LOG, "a", encoding="utf-8") as file:
            file.write(json.dumps({"time": round(time.time()), **report}, ensure_ascii=False) + "\n")

    def _on_gpu(self) -> bool:
        return self.device.startswith("cuda")

    def _phase(self) -> str:
        progress, data = self.schedule.progress(), self.recipe.data
        if progress < data.short_share:
            return "short"
        return "final" if progress >= 1.0 - data.final_share else "main"

    def _validate(self, validate: Callable[[Trainer], Report]) -> None:
        self.network.eval()
        with torch.no_grad(), self.averaged():
            report = validate(self)
        self.network.train()
        self.log({"step": self.schedule.step, "tokens": self.target_tokens, **report})

    def _autocast(self) -> AbstractContextManager[Any]:
        if self.recipe.training.precision == "bf16":
            return torch.autocast(torch.device(self.device).type, dtype=torch.bfloat16)
        return nullcontext()

    def _load_state(self, resume: bool) -> dict[str, Any]:
        path = self.folder / _STATE
        if not path.exists():
            return {}
        if not resume:
            raise InputError(f"{self.folder} already holds a run: continue it with --resume or choose another folder")
        saved = load_state(self.folder, self.device)
        if saved["recipe"] != recipe_digest(self.recipe):
            raise InputError(f"{path} was made with another recipe: only the [training] lengths and times may change")
        try:
            self.sampler.restore(saved["sampler"])
        except ValueError as error:
            raise InputError(f"cannot continue {path}: {error}") from None
        self.network.load_state_dict(saved["network"])
        self.average = saved["average"]
        for optimizer, state in zip(self.optimizers, saved["optimizers"], strict=True):
            optimizer.load_state_dict(state)
        torch.set_rng_state(saved["random"].cpu())
        if self._on_gpu():
            torch.cuda.set_rng_state_all([state.cpu() for state in saved.get("random_cuda", [])])
        self.target_tokens = saved["target_tokens"]
        return saved


def has_state(folder: Path) -> bool:
    """Whether *folder* holds a saved run."""
    return (Path(folder) / _STATE).exists()


def load_state(folder: Path, device: str = "cpu") -> dict[str, Any]:
    """The saved state of the run in *folder*. Raises CheckpointError when there is none or it is damaged."""
    path = Path(folder) / _STATE
    try:
        return torch.load(path, map_location=device, weights_only=True)
    except FileNotFoundError:
        raise CheckpointError(f"no saved run in {folder}: start one with `tk train run`") from None
    except Exception as error:  # torch raises many kinds for a damaged file
        raise CheckpointError(f"{path} is damaged: {str(error).splitlines()[0]}") from None


def recipe_digest(recipe: Recipe) -> str:
    """A digest of what may not change between the parts of one run."""
    content = asdict(recipe)
    training = content["training"]
    for free in ("max_steps", "max_hours", "save_minutes", "validate_minutes", "validate_sentences", "final_rate"):
        training.pop(free)
    # Sources may join on the way: the sampler sees to it that none is missing.
    for free in ("version", "licence", "samples", "weaknesses", "example", "hardware", "cost", "decoding", "source"):
        content.pop(free)
    # How often what is drawn may change on the way; how it was cleaned shows in the data itself.
    for free in ("share", "temperature", "pair_weight", "final_share", "short_share", "max_repeated", "min_script",
                 "min_numbers", "max_near_duplicates", "language_letters"):
        content["data"].pop(free)
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


class _Swapped:
    """Exchanges parameter values with other ones, and back."""

    def __init__(self, parameters: Iterable[torch.nn.Parameter], values: list[torch.Tensor]) -> None:
        self.parameters, self.values = list(parameters), values

    def __enter__(self) -> None:
        self._swap()

    def __exit__(self, *details: object) -> None:
        self._swap()

    def _swap(self) -> None:
        with torch.no_grad():
            for parameter, value in zip(self.parameters, self.values, strict=True):
                kept = parameter.detach().clone()
                parameter.copy_(value)
                value.copy_(kept)


def _optimizers(network: torch.nn.Module, recipe: Recipe) -> list[torch.optim.Optimizer]:
    """Adam for everything, or Muon for the matrices inside the layers and Adam for the rest.

    Biases and layer norms learn at `vector_rate` of the embeddings' rate: they are the
    same for every position and would drown what differs.

    Each group carries its peak learning rate under `peak`.
    """
    training = recipe.training
    named = dict(network.named_parameters())
    matrices = []
    if training.optimizer == "muon":
        matrices = [parameter for name, parameter in named.items() if parameter.ndim == 2 and ".layers." in name]
    taken = {id(parameter) for parameter in matrices}
    rest = [parameter for parameter in named.values() if id(parameter) not in taken]
    optimizers: list[torch.optim.Optimizer] = [torch.optim.AdamW(
        [
            {"params": [parameter for parameter in rest if parameter.ndim > 1], "peak": training.learning_rate},
            {"params": [parameter for parameter in rest if parameter.ndim == 1],
             "peak": training.learning_rate * training.vector_rate},
        ], lr=training.learning_rate, betas=(0.9, 0.98), eps=1e-9,
        weight_decay=training.weight_decay, fused=True)]
    if matrices:
        for part in range(_MUON_PARTS):
            optimizers.append(Muon(
                [{"params": matrices[part::_MUON_PARTS], "peak": training.muon_rate}], lr=training.muon_rate,
                weight_decay=training.weight_decay))
    return optimizers
