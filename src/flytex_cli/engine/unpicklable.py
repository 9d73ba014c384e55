"""Which global values of a task keep a deployment from making its version.

`flyte deploy` without a version pickles the environments (SDK `_deploy.py`, 2.0.0 to 2.12.1). A task's function goes by
value, since its name in the module is the task's, and with it every global variable that it reads.
"""

from __future__ import annotations

import dis
import io
import pickle
import re
import types
from collections.abc import Iterator, Mapping
from typing import Any

from flytex_cli.records import DeclaredValue

LARGEST = 256 * 1024
"""An object that takes more bytes than this is taken to be fine."""

_REFUSED = re.compile(r"cannot pickle '([\w.]+)' object")
_CLOUDPICKLE_CAN = re.compile(
    r"module|code|cell|function|method|property|staticmethod|classmethod|memoryview|mappingproxy|o?dict_\w+|_io\.\w+"
)
"""What the standard library refuses and cloudpickle takes."""

_FINE = (
    *(types.ModuleType, types.FunctionType, types.BuiltinFunctionType, type),
    *(str, bytes, int, float, complex, bool, types.NoneType),
)


def unpicklable_globals(function: Any, known: dict[int, str | None]) -> Iterator[DeclaredValue]:
    """Yield the global variables of a function that cannot be pickled, each with the type that refuses.

    Args:
        function: a task's own.
        known: what was found of values before, by their `id`.
    """
    if not isinstance(function, types.FunctionType):
        return
    variables: Mapping[str, Any] = function.__globals__
    found = {
        name: why
        for name in _names(function.__code__)
        if name in variables and not isinstance(value := variables[name], _FINE)
        if (why := _why(value, known)) is not None
    }
    read = _read(function.__code__) if found else set()
    for name in sorted(found.keys() & read):
        yield DeclaredValue(name, found[name], type(variables[name]).__name__)


def _why(value: Any, known: dict[int, str | None]) -> str | None:
    """Return the type in a value that refuses to be pickled."""
    if hasattr(type(value), "native_interface") or hasattr(type(value), "depends_on") or id(value) in known:
        return known.get(id(value))  # an environment or a task is deployed itself
    known[id(value)] = None
    try:
        pickle.Pickler(_Bounded(), protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    except TypeError as error:
        match = _REFUSED.search(str(error))
        if match is not None and not _CLOUDPICKLE_CAN.fullmatch(match[1]):
            known[id(value)] = match[1]
    except BaseException:  # what a user's object raises, or the end of patience: nothing is known then
        return None
    return known[id(value)]


class _Bounded(io.RawIOBase):
    """Takes bytes up to a limit, and keeps none."""

    def __init__(self) -> None:
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._size += len(data)
        if self._size > LARGEST:
            raise ValueError("too large")
        return len(data)


def _names(code: types.CodeType) -> set[str]:
    """Return the names that a code may read, its own attributes' included."""
    found = set(code.co_names)
    for each in code.co_consts:
        if isinstance(each, types.CodeType):
            found |= _names(each)
    return found


def _read(code: types.CodeType) -> set[str]:
    """Return the global names that a code reads."""
    found = {each.argval for each in dis.get_instructions(code) if each.opname == "LOAD_GLOBAL"}
    for each in code.co_consts:
        if isinstance(each, types.CodeType):
            found |= _read(each)
    return found
