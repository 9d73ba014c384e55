"""Tasks whose body runs in the sandbox: made of a function, or of a text."""

from __future__ import annotations

import inspect
import typing
from dataclasses import dataclass, field
from typing import Any, NoReturn

from flytex_cli.standin._core.errors import StandinRunsNothingError
from flytex_cli.standin._core.io.dataframe import DataFrame
from flytex_cli.standin._core.io.file import File
from flytex_cli.standin._core.io.folder import Dir
from flytex_cli.standin._core.sdk_modules import known_as
from flytex_cli.standin._core.task.function import AsyncFunctionTaskTemplate

_PLAIN = (int, float, str, bool, bytes, type(None), list, dict, tuple, set, frozenset, File, Dir, DataFrame)


@dataclass(frozen=True)
class SandboxedConfig:
    """Bounds of the sandbox."""

    max_memory: int = 50 * 1024 * 1024
    max_stack_depth: int = 256
    timeout_ms: int = 30_000
    type_check: bool = True


@dataclass(kw_only=True)
class SandboxedTaskTemplate(AsyncFunctionTaskTemplate[..., Any, Any]):
    """A task of type `sandboxed-python`."""

    task_type: str = "sandboxed-python"
    plugin_config: SandboxedConfig | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.plugin_config is None:
            self.plugin_config = SandboxedConfig()
        _check_types(self.name, "input", self.interface.get_input_types())
        _check_types(self.name, "output", self.interface.outputs)
        self._check_function()

    def _check_function(self) -> None:
        if inspect.isgeneratorfunction(self.func) or inspect.isasyncgenfunction(self.func):
            raise TypeError(f"task {self.name}: a sandboxed task cannot be a generator")

    async def execute(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: there is no sandbox here."""
        raise StandinRunsNothingError(f"sandboxed task {self.name}")


@dataclass(kw_only=True)
class CodeTaskTemplate(SandboxedTaskTemplate):
    """A sandboxed task made of a text, with the functions it may call."""

    _user_source: str = field(default="", repr=False)
    _user_input_names: list[str] = field(default_factory=list, repr=False)
    _user_functions: dict[str, Any] = field(default_factory=dict, repr=False)

    def _check_function(self) -> None:
        """Leave the function alone: it only stands in for one."""

    def forward(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: there is no function to call."""
        raise NotImplementedError(f"task {self.name} is made of a text: there is no function to call")


def _check_types(task: str, side: str, types: dict[str, Any]) -> None:
    for name, kind in types.items():
        if kind is not inspect.Parameter.empty and not _is_plain(kind):
            raise TypeError(
                f"sandboxed task {task}: {side} {name!r} cannot be {kind!r}; it must be int, float, str, "
                "bool, bytes or None, a list, dict, tuple or set of these, or a File, Dir or DataFrame"
            )


def _is_plain(kind: Any) -> bool:
    if kind is Any or kind in _PLAIN:
        return True
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Union or origin in (list, dict, tuple, set, frozenset):
        return all(_is_plain(argument) for argument in arguments if argument is not Ellipsis)
    return False


known_as("sandbox._task", SandboxedConfig, SandboxedTaskTemplate, CodeTaskTemplate)
