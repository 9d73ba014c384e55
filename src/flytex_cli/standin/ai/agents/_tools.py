"""Tools of an agent: what a model is told of a function or task, and how it is called."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly
from flytex_cli.standin._core.interface.native import NativeInterface
from flytex_cli.standin._core.resolver.default import DefaultTaskResolver
from flytex_cli.standin._core.task.function import AsyncFunctionTaskTemplate
from flytex_cli.standin._core.task.template import TaskTemplate

from ._llm import LLMCallable

ToolCallHandler = Callable[..., Awaitable[Any]]

_abbreviate = RuntimeOnly("flyte.ai.agents._tools._abbreviate")
invoke_agent_tool = RuntimeOnly("flyte.ai.agents.invoke_agent_tool")


@dataclass
class AgentTool:
    """A task or function that an agent may call.

    Attributes:
        name: for the model.
        description: for the model.
        parameters: the arguments, as a JSON schema.
        execute: what calls it with a dict of arguments.
        requires_approval: whether a person is asked first.
        source: what it is made of: a function, task, trace, remote_task, mcp or custom.
        target: the function or task.
        call_handler: what is called in its place.
        call_llm: the agent's way to the model, for the handler.
        model: the agent's model.
    """

    name: str
    description: str
    parameters: dict[str, Any]
    execute: Callable[[dict[str, Any]], Awaitable[Any]]
    requires_approval: bool = False
    source: str = "function"
    target: Any = None
    call_handler: ToolCallHandler | None = None
    call_llm: LLMCallable | None = None
    model: str | None = None

    async def aio(self, *args: Any, **kwargs: Any) -> Any:
        """Call the target in this process."""
        function = function_of(self.target)
        if function is None and args:
            raise TypeError(f"tool {self.name!r} takes its arguments by name")
        given = dict(kwargs) if function is None else _bound(function, args, kwargs)
        return await self.execute(given)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.aio(*args, **kwargs)

    def to_openai_format(self) -> dict[str, Any]:
        """Return the tool as models' interfaces want it."""
        function = {"name": self.name, "description": self.description, "parameters": self.parameters}
        return {"type": "function", "function": function}

    @property
    def __wrapped_task__(self) -> Any:
        """The task of this tool, by which the runtime finds it behind the tool's name."""
        return self.target if isinstance(self.target, TaskTemplate) else None


@dataclass
class ToolFn:
    """A tool as its handler gets it: what a model is told, and the call."""

    name: str
    description: str
    parameters: dict[str, Any]
    model: str
    target: Any
    source: str
    _execute: Callable[[dict[str, Any]], Awaitable[Any]]

    async def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if args:
            raise TypeError(f"tool {self.name!r} takes its arguments by name, got {args!r}")
        return await self._execute(kwargs)


class ToolTaskResolver(DefaultTaskResolver):
    """Finds a task whose name in its module is a tool made of it."""

    @property
    def import_path(self) -> str:
        return "flyte.ai.agents._tools.ToolTaskResolver"

    def load_task(self, loader_args: list[str]) -> TaskTemplate[..., Any, Any]:
        """Return the task behind the name."""
        found = super().load_task(loader_args)
        wrapped: TaskTemplate[..., Any, Any] | None = getattr(found, "__wrapped_task__", None)
        return found if wrapped is None else wrapped


def tool(
    obj: Any = None,
    /,
    *,
    name: str | None = None,
    description: str | None = None,
    requires_approval: bool = False,
    call_handler: ToolCallHandler | None = None,
) -> Any:
    """Make a tool of a task or function; with or without settings."""

    def make(target: Any) -> AgentTool:
        plain = to_agent_tool(target, name)
        if isinstance(plain.target, AsyncFunctionTaskTemplate) and plain.target.task_resolver is None:
            plain.target.task_resolver = ToolTaskResolver()
        return replace(
            plain,
            description=plain.description if description is None else description,
            requires_approval=requires_approval,
            call_handler=call_handler or plain.call_handler,
        )

    return make if obj is None else make(obj)


def to_tools(tools: Sequence[Any] | Mapping[str, Any], known: Iterable[str] = ()) -> dict[str, AgentTool]:
    """Return tools by their names.

    Raises:
        ValueError: two have one name.
        TypeError: something can be no tool.
    """
    given: Iterable[tuple[str | None, Any]]
    given = tools.items() if isinstance(tools, Mapping) else ((None, each) for each in tools)
    found: dict[str, AgentTool] = {}
    for name, each in given:
        made = to_agent_tool(each, name)
        if made.name in found or made.name in known:
            raise ValueError(f"two tools are named {made.name!r}")
        found[made.name] = made
    return found


def to_agent_tool(target: Any, name: str | None = None) -> AgentTool:
    """Make a tool of a tool, a task, a remote task or a function."""
    if isinstance(target, AgentTool):
        return replace(target, name=name) if name else target
    if isinstance(target, TaskTemplate):
        return _of_task(target, name)
    if _is_remote_task(target):
        return _of_remote_task(target, name)
    if callable(target):
        return _of_function(target, name)
    raise TypeError(f"{target!r} can be no tool: give a function, a task or an AgentTool")


def _of_task(task: Any, name: str | None) -> AgentTool:
    name = name or str(task.func.__name__)
    try:
        parameters = task.json_schema
    except Exception:  # a template without a schema, or one that cannot be made
        parameters = _schema_of(task.func)

    async def execute(args: dict[str, Any]) -> Any:
        return await task.aio(**args)

    description = _first_paragraph(task.func) or f"Execute Flyte task `{name}`"
    return AgentTool(name, description, parameters, execute, source="task", target=task)


def _of_remote_task(task: Any, name: str | None) -> AgentTool:
    async def execute(args: dict[str, Any]) -> Any:
        return await task.aio(**args)

    full = str(task.name)
    described = f"Remote Flyte task `{full}`"
    return AgentTool(
        name or full.rpartition("/")[2], described, _anything(), execute, source="remote_task", target=task
    )


def _of_function(function: Callable[..., Any], name: str | None) -> AgentTool:
    written = getattr(function, "__wrapped__", function)
    name = name or str(getattr(function, "__name__", "tool"))

    async def execute(args: dict[str, Any]) -> Any:
        value = function(**args)
        return await value if inspect.isawaitable(value) else value

    description = _first_paragraph(written) or f"Execute {name}"
    source = "function" if written is function else "trace"
    return AgentTool(name, description, _schema_of(written), execute, source=source, target=function)


def _is_remote_task(target: Any) -> bool:
    from flytex_cli.standin.remote import LazyEntity

    return isinstance(target, LazyEntity)


def function_of(target: Any) -> Any:
    """Return the function behind a tool; None for a remote task."""
    if isinstance(target, TaskTemplate):
        return getattr(target, "func", None)
    return getattr(target, "__wrapped__", target) if callable(target) else None


def _bound(function: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    bound = inspect.signature(function).bind_partial(*args, **kwargs)
    bound.apply_defaults()
    return dict(bound.arguments)


def _schema_of(function: Callable[..., Any]) -> dict[str, Any]:
    try:
        return NativeInterface.from_callable(function).json_schema
    except Exception:  # annotations that Flyte has no type for: the model may try anything
        return _anything()


def _anything() -> dict[str, Any]:
    return {"type": "object", "properties": {}, "additionalProperties": True}


def _first_paragraph(function: Any) -> str:
    return (inspect.getdoc(function) or "").partition("\n\n")[0].replace("\n", " ").strip()


def signature_of(tool: AgentTool) -> str:
    """Return the tool as a call, `add(x: integer, y?: integer)`."""
    schema = tool.parameters if isinstance(tool.parameters, dict) else {}
    required = schema.get("required", ())
    parts = []
    for name, each in schema.get("properties", {}).items():
        kind = each.get("type", "any") if isinstance(each, dict) else "any"
        parts.append(f"{name}{'' if name in required else '?'}: {kind}")
    return f"{tool.name}({', '.join(parts)})"


def passes_files(tools: Iterable[AgentTool]) -> bool:
    """Say whether a tool takes a file, a folder or a data frame."""
    return any(_is_reference(tool.parameters) for tool in tools)


def _is_reference(schema: Any) -> bool:
    if not isinstance(schema, dict):
        return False
    inner = [*schema.get("properties", {}).values(), schema.get("items"), *schema.get("oneOf", ())]
    return schema.get("format") in ("blob", "structured-dataset") or any(map(_is_reference, inner))
