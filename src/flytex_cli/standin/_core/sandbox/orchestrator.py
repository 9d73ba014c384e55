"""Making sandboxed tasks: `env.sandbox.orchestrator` and `flyte.sandbox.orchestrator_from_str`."""

from __future__ import annotations

import inspect
import sys
import textwrap
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly
from flytex_cli.standin._core.image.image import Image
from flytex_cli.standin._core.interface.native import NativeInterface
from flytex_cli.standin._core.task.cache import CacheRequest
from flytex_cli.standin._core.task.template import TaskTemplate

from .task import CodeTaskTemplate, SandboxedConfig, SandboxedTaskTemplate

if TYPE_CHECKING:
    from flytex_cli.standin._core.environment.task_environment import TaskEnvironment

orchestrate_local = RuntimeOnly("flyte.sandbox.orchestrate_local")

_NOTHING = type(None)


class OrchestratorNamespace:
    """What `env.sandbox` offers."""

    def __init__(self, env: TaskEnvironment) -> None:
        self._env = env

    def orchestrator(
        self,
        _func_or_source: Any = None,
        /,
        *,
        tasks: list[Any] | None = None,
        inputs: dict[str, type] | None = None,
        output: Any = _NOTHING,
        timeout_ms: int = 30_000,
        max_memory: int = 50 * 1024 * 1024,
        max_stack_depth: int = 256,
        type_check: bool = True,
        name: str | None = None,
        cache: CacheRequest | None = None,
        retries: int = 0,
    ) -> Any:
        """Make a sandboxed task: a decorator, with or without settings, or a call with a text of code."""
        env = self._env
        config = SandboxedConfig(
            max_memory=max_memory, max_stack_depth=max_stack_depth, timeout_ms=timeout_ms, type_check=type_check
        )

        def decorate(func: Callable[..., Any]) -> SandboxedTaskTemplate:
            task_name = name or f"{env.name}.{func.__name__}"
            task = SandboxedTaskTemplate(
                func=func,
                name=task_name,
                interface=NativeInterface.from_callable(func),
                plugin_config=config,
                image=env.image,
                cache=cache or env.cache,
                retries=retries,
                parent_env=weakref.ref(env),
                parent_env_name=env.name,
            )
            env.tasks[task_name] = task
            return task

        if _func_or_source is None:
            return decorate
        if isinstance(_func_or_source, str):
            return _task_of_text(
                _func_or_source,
                inputs=inputs or {},
                output=output,
                tasks=tasks,
                name=name or "sandboxed-code",
                timeout_ms=timeout_ms,
                cache=cache or env.cache,
                retries=retries,
                image=env.image,
                module=sys._getframe(1).f_globals.get("__name__", "__main__"),
            )
        if callable(_func_or_source):
            return decorate(_func_or_source)
        raise TypeError(f"orchestrator() takes a function or a text of code, got {_func_or_source!r}")


def orchestrator_from_str(
    source: str,
    *,
    inputs: dict[str, type],
    output: Any = _NOTHING,
    tasks: list[Any] | None = None,
    name: str = "sandboxed-code",
    timeout_ms: int = 30_000,
    cache: CacheRequest = "disable",
    retries: int = 0,
    image: Any | None = None,
) -> CodeTaskTemplate:
    """Return a task of a text of code, whose last expression is the result."""
    return _task_of_text(
        source,
        inputs=inputs,
        output=output,
        tasks=tasks,
        name=name,
        timeout_ms=timeout_ms,
        cache=cache,
        retries=retries,
        image=image,
        module=sys._getframe(1).f_globals.get("__name__", "__main__"),
    )


def _task_of_text(
    source: str,
    *,
    inputs: dict[str, type],
    output: Any,
    tasks: list[Any] | None,
    name: str,
    timeout_ms: int,
    cache: CacheRequest,
    retries: int,
    image: Any,
    module: str,
) -> CodeTaskTemplate:
    # Never called; named `<lambda>`, by which the resolver knows to look for the task's variable instead. The line is
    # the SDK's, because the cache version of such a task is the hash of this line.
    dummy_func = lambda **kwargs: None  # noqa: E731
    dummy_func.__module__ = module
    return CodeTaskTemplate(
        func=dummy_func,
        name=name,
        interface=NativeInterface(
            inputs={key: (kind, inspect.Parameter.empty) for key, kind in inputs.items()},
            outputs={} if output is _NOTHING else {"o0": output},
        ),
        plugin_config=SandboxedConfig(timeout_ms=timeout_ms),
        image=image if image is not None else Image.from_debian_base().with_pip_packages("flyte[sandbox]"),
        cache=cache,
        retries=retries,
        _user_source=textwrap.dedent(source).strip() or "None",
        _user_input_names=list(inputs),
        _user_functions=_by_name(name, tasks or []),
    )


def _by_name(task: str, functions: list[Any]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for function in functions:
        if not callable(function):
            raise TypeError(f"task {task}: tasks= takes tasks and functions, got {function!r}")
        key = function.func.__name__ if isinstance(function, TaskTemplate) else function.__name__  # type: ignore[attr-defined]
        if key in named:
            raise ValueError(f"task {task}: tasks= has two functions named {key!r}")
        named[key] = function
    return named
