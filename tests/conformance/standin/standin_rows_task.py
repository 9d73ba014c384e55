"""Rows: the task templates and their methods."""

from __future__ import annotations

import asyncio
import copy
import inspect
import pickle
from datetime import timedelta
from typing import Any

from standin_harness import Row, context, spec


def add(x: int, y: int = 2) -> int:
    """Add two numbers.

    Args:
        x: the first.
        y: the second.
    """
    return x + y


async def greet(name: str) -> str:
    return f"hello {name}"


async def fail(x: int) -> int:
    raise ValueError(f"no {x}")


def fail_sync(x: int) -> int:
    raise KeyError(x)


def environment(flyte: Any, **settings: Any) -> Any:
    return flyte.TaskEnvironment("conform", **settings)


def task(flyte: Any, func: Any = add, *, env: dict[str, Any] | None = None, **settings: Any) -> Any:
    owner = environment(flyte, **(env or {}))
    made = owner.task(**settings)(func)
    made.kept_alive = owner  # a task refers to its environment weakly
    return made


def settings_of(made: Any) -> dict[str, Any]:
    left_out = ("parent_env", "func", "task_resolver", "ref", "image", "interface", "cache", "plugin_config")
    names = [each for each in made.__dataclass_fields__ if each not in left_out and not each.startswith("_")]
    return {name: getattr(made, name) for name in names}


TEMPLATE = Row("AsyncFunctionTaskTemplate")
TEMPLATE.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extend.AsyncFunctionTaskTemplate),
        "signature of TaskTemplate": lambda flyte: inspect.signature(flyte.extend.TaskTemplate),
        "signature of RuntimeTaskTemplate": lambda flyte: inspect.signature(flyte.extend.RuntimeTaskTemplate),
        "settings of a sync task": lambda flyte: settings_of(task(flyte)),
        "settings of an async task": lambda flyte: settings_of(task(flyte, greet)),
        "short name from the name": lambda flyte: bare(flyte).short_name,
        "image auto": lambda flyte: bare(flyte).image.uri,
        "image by URI": lambda flyte: bare(flyte, image="python:3.12").image.uri,
        "image none": lambda flyte: bare(flyte, image=None).image,
        "cache by word": lambda flyte: bare(flyte, cache="auto").cache.behavior,
        "cache by alias": lambda flyte: bare(flyte, cache="enabled").cache.behavior,
        "cache refused": lambda flyte: bare(flyte, cache="always"),
        "retries by number": lambda flyte: bare(flyte, retries=3).retries,
        "retries refused": lambda flyte: bare(flyte, retries=1.5),
        "retries refused, text": lambda flyte: bare(flyte, retries="3"),
        "service account refused": lambda flyte: bare(flyte, service_account=1),
        "unknown setting refused": lambda flyte: bare(flyte, colour="red"),
        "positional name refused": lambda flyte: flyte.extend.TaskTemplate("n"),
        "repr": lambda flyte: repr(bare(flyte, image=None)),
        "pickled without its environment": lambda flyte: pickle.loads(pickle.dumps(task(flyte))).parent_env,
        "copied with its environment": lambda flyte: copy.copy(task(flyte)).parent_env().name,
        "json_schema": lambda flyte: task(flyte).json_schema,
        "spec": lambda flyte: spec(flyte, task(flyte)),
    }
)


def bare(flyte: Any, **settings: Any) -> Any:
    interface = flyte.models.NativeInterface.from_callable(add)
    return flyte.extend.TaskTemplate(name="e.t", interface=interface, **settings)


INTERFACE = Row("native_interface")
INTERFACE.table(
    {
        "inputs": lambda flyte: task(flyte).native_interface.inputs,
        "outputs": lambda flyte: task(flyte).native_interface.outputs,
        "required": lambda flyte: task(flyte).native_interface.required_inputs(),
        "number required": lambda flyte: task(flyte).native_interface.num_required_inputs(),
        "has outputs": lambda flyte: task(flyte).native_interface.has_outputs(),
        "descriptions": lambda flyte: task(flyte).native_interface.docstring.input_descriptions,
        "short description": lambda flyte: task(flyte).native_interface.docstring.short_description,
        "repr": lambda flyte: repr(task(flyte).native_interface),
        "to kwargs": lambda flyte: task(flyte).native_interface.convert_to_kwargs(1, y=3),
        "too many": lambda flyte: task(flyte).native_interface.convert_to_kwargs(1, 2, 3),
        "no varargs": lambda flyte: flyte.models.NativeInterface.from_callable(lambda *a: a),
        "from types without default": lambda flyte: flyte.models.NativeInterface.from_types(
            {"x": (int, flyte.models.NativeInterface.has_default)}, {}
        ),
    }
)

SOURCE = Row("source_file")
SOURCE.table(
    {
        "of a function": lambda flyte: task(flyte).source_file,
        "without a function": lambda flyte: bare(flyte).source_file,
    }
)

AIO = Row("aio")
AIO.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extend.AsyncFunctionTaskTemplate.aio),
        "sync, outside": lambda flyte: asyncio.run(task(flyte).aio(1)),
        "sync that fails, outside": lambda flyte: asyncio.run(task(flyte, fail_sync).aio(1)),
        "async, outside, gives a coroutine": lambda flyte: asyncio.run(twice(task(flyte, greet).aio("a"))),
        "sync, inside": lambda flyte: local(flyte, parent_of(flyte, task(flyte)), 4),
        "gathered": lambda flyte: local(flyte, gathering_parent(flyte, task(flyte)), 3),
        "sync that fails, inside": lambda flyte: local(flyte, parent_of(flyte, task(flyte, fail_sync)), 4),
    }
)


async def twice(awaitable: Any) -> Any:
    return await (await awaitable)


def local(flyte: Any, made: Any, *args: Any) -> Any:
    """Run a task in a task context, as each side does in this process."""
    run = flyte.with_runcontext(mode="local").run(made, *args)
    outputs = run.outputs()
    return next(iter(outputs)) if type(outputs).__name__ == "ActionOutputs" else outputs


def parent_of(flyte: Any, child: Any) -> Any:
    async def parent(x: int) -> int:
        return await child.aio(x)

    return task(flyte, parent)


def gathering_parent(flyte: Any, child: Any) -> Any:
    async def parent(n: int) -> list[int]:
        return list(await asyncio.gather(*[child.aio(x) for x in range(n)]))

    return task(flyte, parent)


CALL = Row("__call__")
CALL.table(
    {
        "sync": lambda flyte: task(flyte)(1, y=5),
        "async": lambda flyte: asyncio.run(task(flyte, greet)("a")),
        "sync that fails": lambda flyte: task(flyte, fail_sync)(1),
        "async that fails": lambda flyte: asyncio.run(task(flyte, fail)(1)),
        "async, inside": lambda flyte: local(flyte, calling_parent(flyte, task(flyte, greet)), "b"),
        "sync, blocking, inside of async": lambda flyte: local(flyte, blocking_parent(flyte, task(flyte)), 1),
        "sync, inside of sync": lambda flyte: local(flyte, sync_parent(flyte, task(flyte)), 1),
        "async that fails, inside": lambda flyte: local(flyte, failing_parent(flyte, task(flyte, fail)), 1),
        "in a trace": lambda flyte: local(flyte, tracing_parent(flyte, task(flyte, greet)), "c"),
    }
)


def calling_parent(flyte: Any, child: Any) -> Any:
    async def parent(name: str) -> str:
        return await child(name)

    return task(flyte, parent)


def failing_parent(flyte: Any, child: Any) -> Any:
    async def parent(x: int) -> str:
        try:
            await child(x)
        except flyte.errors.RuntimeUserError as error:
            return error.code
        return "nothing raised"

    return task(flyte, parent)


def blocking_parent(flyte: Any, child: Any) -> Any:
    async def parent(x: int) -> int:
        return child(x)

    return task(flyte, parent)


def sync_parent(flyte: Any, child: Any) -> Any:
    def parent(x: int) -> int:
        return child(x)

    return task(flyte, parent)


def tracing_parent(flyte: Any, child: Any) -> Any:
    @flyte.trace
    async def step(name: str) -> str:
        return await child(name)

    async def parent(name: str) -> str:
        return await step(name)

    return task(flyte, parent)


FORWARD = Row("forward")
FORWARD.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extend.AsyncFunctionTaskTemplate.forward),
        "sync": lambda flyte: task(flyte).forward(1),
        "async": lambda flyte: asyncio.run(task(flyte, greet).forward("a")),
        "error as it is": lambda flyte: task(flyte, fail_sync).forward(1),
        "of a bare template": lambda flyte: bare(flyte).forward(),
    }
)


def watched(flyte: Any, func: Any = add) -> tuple[Any, list[Any]]:
    """Return a task of a plugin's class that notes what pre and post see."""
    seen: list[Any] = []

    class Watched(flyte.extend.AsyncFunctionTaskTemplate):  # type: ignore[misc, name-defined]
        async def pre(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
            seen.append(("pre", list(args), sorted(kwargs)))
            return {"answer": 42}

        async def post(self, return_vals: Any) -> Any:
            seen.append(("post", return_vals, flyte.ctx()["answer"]))
            return "ignored"

    interface = flyte.models.NativeInterface.from_callable(func)
    made = Watched(name="conform.watched", interface=interface, func=func, parent_env_name="conform", image="python:3")
    return made, seen


def run_watched(flyte: Any, func: Any) -> Any:
    made, seen = watched(flyte, func)
    return [local(flyte, made, 1), seen[-1]]


def reads_context(flyte: Any) -> Any:
    async def read(x: int) -> int:
        return int(flyte.ctx().data["answer"]) + x

    return read


EXECUTE = Row("execute")
EXECUTE.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extend.AsyncFunctionTaskTemplate.execute),
        "sync function, inside": lambda flyte: local(flyte, task(flyte), 4),
        "async function, inside": lambda flyte: local(flyte, task(flyte, greet), "d"),
        "of a bare template": lambda flyte: asyncio.run(bare(flyte).execute()),
    }
)
EXECUTE.table(
    {"outside of a task": lambda flyte: asyncio.run(task(flyte).execute(1))},
    why="the SDK has a bare assert; the stand-in raises NotInTaskContextError",
)

PRE = Row("pre")
PRE.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extend.AsyncFunctionTaskTemplate.pre),
        "nothing by default": lambda flyte: asyncio.run(task(flyte).pre(1)),
        "reaches the task context": lambda flyte: run_watched(flyte, reads_context(flyte))[0],
    }
)

POST = Row("post")
POST.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extend.AsyncFunctionTaskTemplate.post),
        "the value by default": lambda flyte: asyncio.run(task(flyte).post(7)),
        "sees the value, and pre's data": lambda flyte: run_watched(flyte, add)[1],
        "does not change the value": lambda flyte: run_watched(flyte, add)[0],
    }
)


def hooks(flyte: Any, **overrides: Any) -> Any:
    """Return the spec of a task of a plugin's class with extension points of its own."""
    cls = type("Hooked", (flyte.extend.AsyncFunctionTaskTemplate,), overrides)
    interface = flyte.models.NativeInterface.from_callable(add)
    made = cls(name="conform.hooked", interface=interface, func=add, parent_env_name="conform", image="python:3")
    return spec(flyte, made)


def sql_message(_self: Any, _context: Any) -> Any:
    from flyteidl2.core.tasks_pb2 import Sql

    return Sql(statement="select 1", dialect=Sql.ANSI)


def loading(_self: Any, _context: Any) -> Any:
    from flyteidl2.core.tasks_pb2 import DataLoadingConfig

    return DataLoadingConfig(enabled=True, input_path="/in")


def hook_row(name: str, default: Any, override: Any) -> Row:
    row = Row(name)
    row.table(
        {
            "signature": lambda flyte: inspect.signature(getattr(flyte.extend.AsyncFunctionTaskTemplate, name)),
            "default": lambda flyte: getattr(task(flyte), name)(context(flyte)),
            "default of a bare template": lambda flyte: getattr(bare(flyte), name)(context(flyte)),
            "overridden": lambda flyte: hooks(flyte, **{name: override}),
        }
    )
    return row


CONFIG = hook_row("config", {}, lambda self, sctx: {"a": sctx.version, "b": "2"})
CUSTOM_CONFIG = hook_row("custom_config", {}, lambda self, sctx: {"a": 1, "nested": {"b": [1, 2.5, None, "x"]}})
DATA_LOADING = hook_row("data_loading_config", None, loading)
SQL = hook_row("sql", None, sql_message)
CONTAINER_ARGS = hook_row("container_args", [], lambda self, sctx: ["run", sctx.version])


def bundle(flyte: Any, **settings: Any) -> Any:
    return flyte.models.CodeBundle(computed_version="abc", **settings)


def image_cache(flyte: Any, **settings: Any) -> Any:
    module = __import__(f"{flyte.__name__}._internal.image_cache", fromlist=["ImageCache"])
    return module.ImageCache(image_lookup={"conform": "registry/image:1"}, **settings)


CONTAINER_ARGS.table(
    {
        "tgz": lambda flyte: task(flyte).container_args(context(flyte, code_bundle=bundle(flyte, tgz="s3://b/c.tgz"))),
        "tgz with destination": lambda flyte: task(flyte).container_args(
            context(flyte, code_bundle=bundle(flyte, tgz="s3://b/c.tgz", destination="/root"))
        ),
        "pkl": lambda flyte: task(flyte).container_args(context(flyte, code_bundle=bundle(flyte, pkl="s3://b/c.pkl"))),
        "pkl without root": lambda flyte: task(flyte).container_args(
            context(flyte, root_dir=None, code_bundle=bundle(flyte, pkl="s3://b/c.pkl"))
        ),
        "no root": lambda flyte: task(flyte).container_args(context(flyte, root_dir=None)),
        "other root": lambda flyte: task(flyte).container_args(context(flyte, root_dir="/nowhere")),
        "image cache": lambda flyte: task(flyte).container_args(context(flyte, image_cache=image_cache(flyte))),
        "image cache, serialized": lambda flyte: task(flyte).container_args(
            context(flyte, image_cache=image_cache(flyte, serialized_form="xyz"))
        ),
        "image from the cache": lambda flyte: spec(flyte, task(flyte), image_cache=image_cache(flyte)),
        "spec with a pickle": lambda flyte: spec(flyte, task(flyte), code_bundle=bundle(flyte, pkl="s3://b/c.pkl")),
        "spec with an archive": lambda flyte: spec(flyte, task(flyte), code_bundle=bundle(flyte, tgz="s3://b/c.tgz")),
        "paths": lambda flyte: task(flyte).container_args(context(flyte, input_path="i", output_path="o")),
        "bundle of nothing": lambda flyte: bundle(flyte),
    }
)

OVERRIDE = Row("override")


def overridden(flyte: Any, before: dict[str, Any] | None = None, **changes: Any) -> Any:
    made = task(flyte, env=before)
    changed = made.override(**changes)
    return [spec(flyte, changed), spec(flyte, made), changed is made]


def reusable(flyte: Any) -> dict[str, Any]:
    return {"reusable": flyte.ReusePolicy(replicas=(1, 3))}


OVERRIDE.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extend.AsyncFunctionTaskTemplate.override),
        "nothing": lambda flyte: overridden(flyte),
        "short_name": lambda flyte: overridden(flyte, short_name="s"),
        "resources": lambda flyte: overridden(flyte, resources=flyte.Resources(cpu=2, gpu="A100:2")),
        "cache": lambda flyte: overridden(flyte, cache="auto"),
        "retries": lambda flyte: overridden(flyte, retries=4),
        "retries=0 changes nothing": lambda flyte: task(flyte, retries=3).override(retries=0).retries.count,
        "timeout": lambda flyte: overridden(flyte, timeout=timedelta(minutes=2)),
        "reusable": lambda flyte: overridden(flyte, reusable=flyte.ReusePolicy(concurrency=1, replicas=2)),
        "reusable off": lambda flyte: overridden(flyte, reusable(flyte), reusable="off"),
        "env_vars": lambda flyte: overridden(flyte, env_vars={"A": "b"}),
        "empty env_vars change nothing": lambda flyte: overridden(flyte, {"env_vars": {"A": "1"}}, env_vars={}),
        "secrets": lambda flyte: overridden(flyte, secrets=["a", flyte.Secret("b", group="g")]),
        "service_account": lambda flyte: overridden(flyte, service_account="robot"),
        "max_inline_io_bytes": lambda flyte: task(flyte).override(max_inline_io_bytes=5).max_inline_io_bytes,
        "pod_template": lambda flyte: overridden(flyte, pod_template="named"),
        "queue": lambda flyte: task(flyte).override(queue="q").queue,
        "interruptible": lambda flyte: overridden(flyte, interruptible=True),
        "not interruptible": lambda flyte: overridden(flyte, {"interruptible": True}, interruptible=False),
        "entrypoint": lambda flyte: overridden(flyte, entrypoint=True),
        "produces_artifacts": lambda flyte: overridden(flyte, produces_artifacts=True),
        "report": lambda flyte: overridden(flyte, report=True),
        "name": lambda flyte: overridden(flyte, name="n"),
        "image": lambda flyte: overridden(flyte, image="n"),
        "docs": lambda flyte: overridden(flyte, docs=flyte.Documentation("d")),
        "interface": lambda flyte: overridden(flyte, interface=None),
        "unknown": lambda flyte: overridden(flyte, colour="red"),
        "resources when reusable": lambda flyte: overridden(flyte, reusable(flyte), resources=flyte.Resources(cpu=1)),
        "env_vars when reusable": lambda flyte: overridden(flyte, reusable(flyte), env_vars={"a": "b"}),
        "secrets when reusable": lambda flyte: overridden(flyte, reusable(flyte), secrets="a"),
        "service account when reusable": lambda flyte: overridden(flyte, reusable(flyte), service_account="a"),
        "resources with reusable off": lambda flyte: overridden(
            flyte, reusable(flyte), reusable="off", resources=flyte.Resources(cpu=1)
        ),
        "cache when reusable": lambda flyte: overridden(flyte, reusable(flyte), cache="auto"),
        "plugin_config nobody knows": lambda flyte: overridden(flyte, plugin_config=object()),
        "plugin_config": lambda flyte: plugin_override(flyte),
    }
)


def plugin_override(flyte: Any) -> Any:
    """Rebuild a plain task as a plugin's class."""
    from dataclasses import dataclass

    @dataclass
    class Boost:
        level: int = 1

    @dataclass(kw_only=True)
    class BoostTask(flyte.extend.AsyncFunctionTaskTemplate):  # type: ignore[misc, name-defined]
        plugin_config: Boost
        task_type: str = "boost"
        task_type_version: int = 3

        def custom_config(self, sctx: Any) -> dict[str, Any]:
            return {"level": self.plugin_config.level}

    flyte.extend.TaskPluginRegistry.register(Boost, BoostTask)
    made = task(flyte, retries=2)
    changed = made.override(plugin_config=Boost(7))
    again = changed.override(plugin_config=Boost(8))
    return [type(changed).__name__, spec(flyte, changed), spec(flyte, again), type(made).__name__]


ROWS = [
    TEMPLATE,
    AIO,
    CONFIG,
    CONTAINER_ARGS,
    CUSTOM_CONFIG,
    DATA_LOADING,
    EXECUTE,
    FORWARD,
    OVERRIDE,
    POST,
    PRE,
    SQL,
    INTERFACE,
    SOURCE,
    CALL,
]
