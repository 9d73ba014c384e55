"""Tasks that run a Python function: what the decorator makes, and what plugins derive from."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass
from inspect import iscoroutinefunction
from typing import Any

from flytex_cli.standin._core.context.serialization import SerializationContext

from .call import run_in_context
from .container_args import runtime_args
from .template import F, P, R, TaskTemplate


@dataclass(kw_only=True)
class RuntimeTaskTemplate(TaskTemplate[P, R, F]):
    """A task that the Python runtime in the image loads (through its resolver) and runs."""

    task_resolver: Any | None = None

    def container_args(self, serialize_context: SerializationContext) -> list[str]:
        """Return the runtime's arguments: where inputs and outputs are, the code, and how to find the task."""
        return runtime_args(self, serialize_context)


@dataclass(kw_only=True)
class AsyncFunctionTaskTemplate(RuntimeTaskTemplate[P, R, F]):
    """A task made of a function, sync or async.

    Attributes:
        func: the function.
        plugin_config: configuration of the plugin whose template this is.
    """

    func: F
    plugin_config: Any | None = None
    debuggable: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        if not iscoroutinefunction(self.func):
            self._call_as_synchronous = True

    def _function(self) -> Any:
        return self.func

    @property
    def source_file(self) -> str | None:
        """The file of the function, where it is written in Python."""
        code = getattr(self.func, "__code__", None)
        return code.co_filename if code else None

    @property
    def json_schema(self) -> dict[str, Any]:
        """The inputs as a JSON schema."""
        return self.interface.json_schema

    def forward(self, *args: P.args, **kwargs: P.kwargs) -> Coroutine[Any, Any, R] | R:
        """Call the function: a value from a sync one, a coroutine from an async one."""
        return self.func(*args, **kwargs)  # type: ignore[no-any-return]

    async def execute(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `pre`, the function (a sync one in a thread) and `post`, inside of a task context."""
        return await run_in_context(self, args, kwargs)  # type: ignore[no-any-return]
