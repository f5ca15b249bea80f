"""The pickles inside torch files, carried out without calling anything they name.

A pickle is a program for a small stack machine whose instructions may call any function.
`run` is such a machine that knows only what a state dict is made of: plain values,
ordered dicts, and the names of storages and of torch's rebuilding functions, which stay
names. Every other instruction or name is an error. The instructions are described in
pickletools; which of them torch writes, in torch/serialization.py.
"""

from __future__ import annotations

import io
import pickletools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

LONGEST = 16_000_000
"""Bytes. A state dict's pickle takes some hundred bytes for each tensor."""


class UnreadableError(ValueError):
    """What makes the file no state dict, in a few words."""


@dataclass(frozen=True)
class Storage:
    """A run of numbers. kind: torch's name of its type, such as FloatStorage. count: how many numbers."""

    kind: str
    key: str
    count: int


@dataclass(frozen=True)
class View:
    """A tensor: `shape` numbers of a storage from `start` on, `steps` apart in each dimension."""

    storage: Storage
    start: int
    shape: tuple[int, ...]
    steps: tuple[int, ...]


@dataclass(frozen=True)
class _Name:
    """Something of a module that the pickle asks for."""

    text: str


_MARK = object()


def run(data: bytes) -> tuple[Any, int]:
    """The value a pickle at the start of `data` makes, and how many bytes the pickle takes.

    Raises UnreadableError for anything a state dict does not need.
    """
    stack: list[Any] = []
    memo: dict[int, Any] = {}
    stream = io.BytesIO(data[:LONGEST])
    try:
        for instruction, found, _ in pickletools.genops(stream):
            name, argument = instruction.name, cast(Any, found)
            if name == "STOP":
                (value,) = stack
                return value, stream.tell()
            if name in _CONSTANTS:
                stack.append(_CONSTANTS[name])
            elif name in _LITERALS:
                stack.append(argument)
            elif name in ("BINPUT", "LONG_BINPUT"):
                memo[argument] = stack[-1]
            elif name == "MEMOIZE":
                memo[len(memo)] = stack[-1]
            elif name in ("BINGET", "LONG_BINGET"):
                stack.append(memo[argument])
            elif name == "GLOBAL":
                stack.append(_Name(argument.replace(" ", ".")))
            elif name in _STEPS:
                _STEPS[name](stack)
            elif name not in ("PROTO", "FRAME"):
                raise UnreadableError(f"the instruction {name}, which no state dict needs")
    except UnreadableError:
        raise
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise UnreadableError(f"a damaged pickle ({type(error).__name__})") from None
    raise UnreadableError("a pickle without an end")


_LITERALS = {
    "BININT", "BININT1", "BININT2", "LONG1", "LONG4", "BINFLOAT", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8",
    "SHORT_BINSTRING", "BINSTRING",
}
_CONSTANTS: dict[str, Any] = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False, "EMPTY_TUPLE": (), "MARK": _MARK}


def _since_mark(stack: list[Any]) -> list[Any]:
    """Take what lies above the topmost mark, and the mark, off the stack."""
    place = len(stack) - 1
    while stack[place] is not _MARK:
        place -= 1
        if place < 0:
            raise UnreadableError("a damaged pickle (no mark)")
    taken = stack[place + 1:]
    del stack[place:]
    return taken


def _tuple(size: int) -> Callable[[list[Any]], None]:
    def make(stack: list[Any]) -> None:
        if len(stack) < size:
            raise UnreadableError("a damaged pickle (empty stack)")
        stack[-size:] = [tuple(stack[-size:])]

    return make


def _append(stack: list[Any]) -> None:
    value = stack.pop()
    _be(stack[-1], list).append(value)


def _appends(stack: list[Any]) -> None:
    values = _since_mark(stack)
    _be(stack[-1], list).extend(values)


def _set_item(stack: list[Any]) -> None:
    value, key = stack.pop(), stack.pop()
    _be(stack[-1], dict)[key] = value


def _set_items(stack: list[Any]) -> None:
    items = _since_mark(stack)
    if len(items) % 2:
        raise UnreadableError("a damaged pickle (a key without a value)")
    _be(stack[-1], dict).update(zip(items[::2], items[1::2]))


def _build(stack: list[Any]) -> None:
    """Attributes for an object: a state dict has some of its own (`_metadata`), which say nothing of the tensors."""
    stack.pop()
    _be(stack[-1], dict)


def _reduce(stack: list[Any]) -> None:
    arguments, called = _be(stack.pop(), tuple), stack.pop()
    if not isinstance(called, _Name) or called.text not in _CALLS:
        what = called.text[:80] if isinstance(called, _Name) else type(called).__name__
        raise UnreadableError(f"a call of {what}, which no state dict needs")
    stack.append(_CALLS[called.text](*arguments))


def _persistent(stack: list[Any]) -> None:
    """A storage: ("storage", type, key, place, count), in the older container one value more, None."""
    said, kind, key, _place, count, *rest = _be(stack.pop(), tuple)
    if said != "storage" or any(value is not None for value in rest):
        raise UnreadableError("a reference to something other than a storage")
    module, _, name = _be(kind, _Name).text.rpartition(".")
    if module not in ("torch", "torch.cuda") or not name.endswith("Storage"):
        raise UnreadableError(f"a storage of type {module[:40]}.{name[:40]}")
    stack.append(Storage(name, _be(key, str), _whole(count)))


def _rebuild_tensor(storage: Any, start: Any, shape: Any, steps: Any, *_: Any) -> View:
    whole = [tuple(_whole(number) for number in _be(numbers, tuple)) for numbers in (shape, steps)]
    if len(whole[0]) != len(whole[1]):
        raise UnreadableError("a tensor whose shape and strides differ in number")
    return View(_be(storage, Storage), _whole(start), whole[0], whole[1])


def _rebuild_parameter(tensor: Any, *_: Any) -> View:
    return _be(tensor, View)


def _ordered(pairs: Any = ()) -> dict[Any, Any]:
    return dict(pairs)


def _size(numbers: Any) -> tuple[Any, ...]:
    return tuple(_be(numbers, (tuple, list)))


_CALLS: dict[str, Callable[..., Any]] = {
    "collections.OrderedDict": _ordered,
    "torch.Size": _size,
    "torch._utils._rebuild_tensor_v2": _rebuild_tensor,
    "torch._utils._rebuild_parameter": _rebuild_parameter,
}
"""What a pickle may call: names of torch and collections -> our functions, which only keep what they are given."""

_STEPS: dict[str, Callable[[list[Any]], None]] = {
    "EMPTY_LIST": lambda stack: stack.append([]),
    "EMPTY_DICT": lambda stack: stack.append({}),
    "TUPLE": lambda stack: stack.append(tuple(_since_mark(stack))),
    "TUPLE1": _tuple(1),
    "TUPLE2": _tuple(2),
    "TUPLE3": _tuple(3),
    "APPEND": _append,
    "APPENDS": _appends,
    "SETITEM": _set_item,
    "SETITEMS": _set_items,
    "BUILD": _build,
    "REDUCE": _reduce,
    "BINPERSID": _persistent,
}


def _be(value: Any, kind: Any) -> Any:
    if not isinstance(value, kind):
        raise UnreadableError(f"a {type(value).__name__} where a state dict has something else")
    return value


def _whole(number: Any) -> int:
    if type(number) is not int or not 0 <= number < 1 << 62:
        raise UnreadableError("a size or position that is no number")
    return number
