"""Rows: environments and interfaces."""

from __future__ import annotations

import inspect
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from tests.conformance.standin.standin_harness import Row, spec
from tests.conformance.standin.standin_helpers import container, signatures, with_env, with_task
from tests.conformance.standin.standin_rows_task import add, environment, greet, settings_of, task

ENVIRONMENT = Row("TaskEnvironment")


def clone(flyte: Any, **changes: Any) -> Any:
    first = environment(
        flyte,
        env_vars={"A": "1"},
        resources=flyte.Resources(cpu=1),
        cache="auto",
        description="d",
        interruptible=True,
        include=("a.txt",),
        secrets="s",
        queue="q",
    )
    first.task(add)
    second = first.clone_with("clone", **changes)
    made = second.task(add)
    return [
        spec(flyte, made),
        sorted(second.tasks),
        second.description,
        second.include,
        second.queue,
        second.interruptible,
    ]


def from_task(flyte: Any, *tasks: Any) -> Any:
    made = flyte.TaskEnvironment.from_task("group", *tasks)
    return [made.name, sorted(made.tasks), [each.parent_env_name for each in made.tasks.values()]]


def dependencies(flyte: Any, *names: str) -> list[str]:
    first = environment(flyte)
    first.add_dependency(*(flyte.TaskEnvironment(name) for name in names))
    return [each.name for each in first.depends_on]


ENVIRONMENT.table(
    {
        **signatures("TaskEnvironment", "Environment"),
        "signature of task": lambda flyte: inspect.signature(flyte.TaskEnvironment.task),
        "signature of clone_with": lambda flyte: inspect.signature(flyte.TaskEnvironment.clone_with),
        "signature of from_task": lambda flyte: inspect.signature(flyte.TaskEnvironment.from_task),
        "bare decorator": lambda flyte: settings_of(environment(flyte).task(add)),
        "decorator with settings": lambda flyte: settings_of(environment(flyte).task(short_name="s", report=True)(add)),
        "every setting of the environment": with_env(
            image="python:3.12",
            resources=lambda flyte: flyte.Resources(cpu=1),
            env_vars=lambda flyte: {"A": "1", "B": "2"},
            secrets="s",
            cache="auto",
            interruptible=True,
            description="words",
            queue="q",
            service_account="robot",
        ),
        "every setting of the task": with_task(
            short_name="short",
            cache="auto",
            retries=1,
            timeout=5,
            report=True,
            interruptible=True,
            max_inline_io_bytes=5,
            queue="q",
            service_account="robot",
            entrypoint=True,
            produces_artifacts=True,
            pod_template="named",
        ),
        "the task wins": lambda flyte: spec(
            flyte, task(flyte, env={"interruptible": True, "cache": "auto"}, interruptible=False, cache="disable")
        ),
        "long names are cut": lambda flyte: (
            spec(flyte, flyte.TaskEnvironment("e" * 80).task(short_name="s" * 80)(add)).short_name
        ),
        "tasks": lambda flyte: (made := environment(flyte), made.task(add), made.task(greet), list(made.tasks))[3],
        "clone": lambda flyte: clone(flyte),
        "clone with": lambda flyte: clone(
            flyte, env_vars={"B": "2"}, cache="disable", description="e", interruptible=False, include=["b.txt"]
        ),
        "clone with image": lambda flyte: clone(flyte, image="python:3.10", service_account="robot", secrets="t"),
        "clone unknown": lambda flyte: clone(flyte, colour="red"),
        "from_task": lambda flyte: from_task(flyte, container(flyte), container(flyte, "d")),
        "from_task of nothing": lambda flyte: from_task(flyte),
        "from_task with an owner": lambda flyte: from_task(flyte, task(flyte)),
        "from_task with two images": lambda flyte: from_task(
            flyte, container(flyte), flyte.extras.ContainerTask(name="x", image="other:1", command=["a"])
        ),
        "dependencies": lambda flyte: dependencies(flyte, "a", "b"),
        "itself as a dependency": lambda flyte: dependencies(flyte, "conform"),
        "no environment as a dependency": lambda flyte: environment(flyte).add_dependency("a"),
        "long description": lambda flyte: environment(flyte, description="x" * 300).description,
        "include": lambda flyte: environment(flyte, include=["a", "b"]).include,
        "include text": lambda flyte: environment(flyte, include="a"),
        "include numbers": lambda flyte: environment(flyte, include=[1]),
        "include number": lambda flyte: environment(flyte, include=1),
        **{
            f"name {name!r}": lambda flyte, name=name: flyte.TaskEnvironment(name).name
            for name in ("ok", "a_b-c1", "Upper", "a b", "a__b", "-a", "a_", "", "é")
        },
        "image refused": lambda flyte: environment(flyte, image=3),
        "env_vars refused": lambda flyte: environment(flyte, env_vars=["a"]),
        "depends_on refused": lambda flyte: environment(flyte, depends_on=["a"]),
        "plugin_config nobody knows": lambda flyte: environment(flyte, plugin_config=object()).task(add),
        "env_vars that are no strings": with_env(env_vars=lambda flyte: {"A": 1}),
        "repr": lambda flyte: repr(environment(flyte, image=None)),
        "without a parent": lambda flyte: spec(flyte, container(flyte, inputs={"x": int})),
    }
)


INTERFACES = Row("interfaces")


class Pair(NamedTuple):
    first: int
    second: str


def two() -> tuple[int, str]:
    return 1, "a"


def bare_two() -> (int, str):  # type: ignore[syntax]
    return 1, "a"


def pair() -> Pair:
    return Pair(1, "a")


def nothing() -> None: ...


def chosen(mode: Literal["fast", "slow"] = "fast", level: Literal[1, 2] = 1) -> Literal["a", "b"]:
    return "a"


def unannotated(x, y=3):  # type: ignore[no-untyped-def]
    return x


def one_tuple() -> tuple[int]:
    return (1,)


def any_tuple() -> tuple[int, ...]:
    return (1,)


def varargs(*values: int) -> int:
    return len(values)


def keywords(**values: int) -> int:
    return len(values)


def unknown_name(x: NoSuchName) -> int:  # type: ignore[name-defined]  # noqa: F821
    return 1


def collections(a: list[int], b: dict[str, float], c: int | None = None, d: str | int = 3) -> list[dict[str, int]]:
    return []


def times(at: datetime, every: timedelta = timedelta(seconds=3)) -> datetime:
    return at


INTERFACES.table(
    {
        func.__name__: lambda flyte, func=func: [spec(flyte, task(flyte, func)), repr(task(flyte, func).interface)]
        for func in (two, bare_two, pair, nothing, chosen, one_tuple, any_tuple, varargs, keywords, collections, times)
    }
)


INTERFACES.table(
    {
        "unannotated": lambda flyte: spec(flyte, task(flyte, unannotated)),
        "unknown name": lambda flyte: task(flyte, unknown_name),
    }
)


ROWS = [ENVIRONMENT, INTERFACES]
