"""Inputs, outputs and flags of shell tasks."""

from __future__ import annotations

import types
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

from flytex_cli.standin._core.io.file import File
from flytex_cli.standin._core.io.folder import Dir

SCALARS = (int, float, str, bool)
listMode = Literal["join", "repeat", "comma"]
DictMode = Literal["pairs", "equals"]


@dataclass(frozen=True)
class Glob:
    """An output of many files: those in the output's folder that match."""

    pattern: str = "*"


def _check_stream_type(stream: str, kind: Any) -> None:
    if kind is not File and kind not in SCALARS:
        raise TypeError(f"{stream}.type must be File, int, float, str or bool, got {kind!r}")


@dataclass(frozen=True)
class Stdout:
    """An output that is what the script prints."""

    type: Any = File

    def __post_init__(self) -> None:
        _check_stream_type("Stdout", self.type)


@dataclass(frozen=True)
class Stderr:
    """An output that is what the script prints to its error stream."""

    type: Any = File

    def __post_init__(self) -> None:
        _check_stream_type("Stderr", self.type)


OutputSpec = type | Glob | Stdout | Stderr


@dataclass(frozen=True)
class FlagSpec:
    """How an input becomes `{flags.x}`.

    Attributes:
        flag: the flag, as in `-x`.
        list_mode: files after one flag ("join"), each after a flag ("repeat"), or after one with commas ("comma").
        separator: between flag and value.
        dict_mode: keys and values as words ("pairs"), or as `key=value` after the flag ("equals").
    """

    flag: str
    list_mode: listMode = "join"
    separator: str = " "
    dict_mode: DictMode = "pairs"

    @classmethod
    def coerce(cls, name: str, alias: Any) -> FlagSpec:
        """Return the spec of `flag_aliases[name]`: a FlagSpec, a flag, `(flag, mode)`, or None for `-name`."""
        if isinstance(alias, FlagSpec):
            return alias
        if alias is None:
            return cls(flag=f"-{name}")
        if isinstance(alias, str):
            return cls(flag=alias)
        if isinstance(alias, tuple) and len(alias) == 2:
            flag, mode = alias
            if mode in get_args(listMode):
                return cls(flag=flag, list_mode=mode)
            if mode in get_args(DictMode):
                return cls(flag=flag, dict_mode=mode)
        raise TypeError(
            f"flag_aliases[{name!r}] must be a flag, a FlagSpec or (flag, mode) with a mode of "
            f"{', '.join((*get_args(listMode), *get_args(DictMode)))}, got {alias!r}"
        )


class Kind(Enum):
    """The kinds of inputs."""

    BOOL = "bool"
    SCALAR = "scalar"
    FILE = "file"
    DIR = "dir"
    FILES = "list_file"
    DICT = "dict_str"


def without_none(kind: Any) -> tuple[bool, Any]:
    """Return whether a type is `X | None`, and X."""
    if get_origin(kind) in (Union, types.UnionType):
        others = [argument for argument in get_args(kind) if argument is not type(None)]
        if len(others) == 1 and len(get_args(kind)) == 2:
            return True, others[0]
    return False, kind


def classify(name: str, kind: Any) -> Kind:
    """Return the kind of an input, or refuse its type."""
    inner = without_none(kind)[1]
    if inner is bool:
        return Kind.BOOL
    if inner in SCALARS:
        return Kind.SCALAR
    if inner is File:
        return Kind.FILE
    if inner is Dir:
        return Kind.DIR
    if get_origin(inner) is list and get_args(inner) == (File,):
        return Kind.FILES
    if get_origin(inner) is dict and get_args(inner) == (str, str):
        return Kind.DICT
    raise TypeError(
        f"shell input {name!r} has type {kind!r}; it must be File, Dir, list[File], dict[str, str], int, float, str, "
        "bool, or one of these with `| None`"
    )


def check_outputs(outputs: dict[str, Any]) -> None:
    """Refuse outputs that are neither a type nor a collector."""
    for name, spec in outputs.items():
        bare = isinstance(spec, type) and issubclass(spec, (File, Dir, *SCALARS))
        if not bare and not isinstance(spec, (Glob, Stdout, Stderr)):
            raise TypeError(
                f"shell output {name!r} must be File, Dir, int, float, str, bool, Glob, Stdout or Stderr, got {spec!r}"
            )
