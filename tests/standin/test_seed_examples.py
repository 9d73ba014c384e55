"""The extension API used as its documentation shows, with nothing installed but flytex."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest

import flytex_cli.standin as flyte
from flytex_cli.standin import errors
from flytex_cli.standin.extend import AsyncFunctionTaskTemplate, TaskPluginRegistry

env = flyte.TaskEnvironment("seed")


@env.task
def my_legacy_task(x: int) -> int:
    return x


@env.task
async def my_new_parent_task(n: int) -> list[int]:
    collect = []
    for x in range(n):
        collect.append(my_legacy_task.aio(x))
    return list(await asyncio.gather(*collect))


@env.task
async def failing(x: int) -> int:
    raise ValueError(f"no {x}")


@env.task
async def catching(x: int) -> str:
    try:
        await failing(x)
    except errors.RuntimeUserError as error:
        return f"{error.code}: {error}"
    return "nothing"


@env.task
async def blocking(x: int) -> int:
    return my_legacy_task(x)


def run(task: Any, *args: Any, **kwargs: Any) -> Any:
    outputs = flyte.with_runcontext(mode="local").run(task, *args, **kwargs).outputs()
    return outputs[0] if len(outputs) == 1 else tuple(outputs)


def test_a_sync_task_is_called_with_aio_in_an_async_parent():
    """The documentation's example: sync tasks gathered in an async parent."""
    assert run(my_new_parent_task, 4) == [0, 1, 2, 3]


def test_outside_of_tasks_the_function_itself_is_called():
    """A sync task gives its value, an async one a coroutine; `.aio` awaits a sync one too."""
    assert my_legacy_task(3) == 3
    assert asyncio.run(my_legacy_task.aio(3)) == 3
    assert asyncio.run(my_new_parent_task(2)) == [0, 1]


def test_errors_of_user_code_are_raised_again():
    """Inside of a task, and from a sync call, as RuntimeUserError with the error's name as code."""
    assert run(catching, 1) == "ValueError: no 1"
    with pytest.raises(errors.RuntimeUserError, match="no 2") as caught:
        run(failing, 2)
    assert caught.value.code == "ValueError"
    assert isinstance(caught.value.__cause__, ValueError)


def test_a_blocking_call_in_async_code_is_refused():
    """It would stop the event loop; the message names the way out."""
    with pytest.raises(errors.SyncTaskCallInAsyncContextError, match=r"await my_legacy_task\.aio"):
        run(blocking, 1)


@dataclass
class Loud:
    volume: int


@dataclass(kw_only=True)
class LoudTask(AsyncFunctionTaskTemplate):
    plugin_config: Loud
    task_type: str = "loud"

    async def pre(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {"volume": self.plugin_config.volume}

    async def post(self, return_vals: Any) -> None:
        SEEN.append((return_vals, flyte.ctx()["volume"]))

    def custom_config(self, sctx: flyte.models.SerializationContext) -> dict[str, Any]:
        return {"volume": self.plugin_config.volume}


SEEN: list[Any] = []


def test_a_plugin_gives_its_class_to_the_tasks_of_its_configuration(monkeypatch):
    """Registered once, the class makes the tasks; pre's data reach the task, post sees the value, custom is filled."""
    monkeypatch.setattr(TaskPluginRegistry, "_plugins", {})
    TaskPluginRegistry.register(Loud, LoudTask)
    loud = flyte.TaskEnvironment("loud", plugin_config=Loud(11))

    @loud.task
    async def shout(word: str) -> str:
        return word.upper() + "!" * int(flyte.ctx()["volume"])

    assert isinstance(shout, LoudTask)
    assert run(shout, "hi") == "HI" + "!" * 11
    assert SEEN == [("HI" + "!" * 11, 11)]
    template = flyte.extras.serialize(shout, context()).task_template
    assert (template.type, template.custom["volume"]) == ("loud", 11)


def test_a_plugin_can_be_given_in_override(monkeypatch):
    """The task is rebuilt as the plugin's class and keeps its own settings; the first one stays plain."""
    monkeypatch.setattr(TaskPluginRegistry, "_plugins", {Loud: LoudTask})
    plain = flyte.TaskEnvironment("plain").task(retries=3)(catching.func)
    loud = plain.override(plugin_config=Loud(2))
    assert (type(loud), loud.task_type, loud.retries.count) == (LoudTask, "loud", 3)
    assert (type(plain), plain.task_type) == (AsyncFunctionTaskTemplate, "python")


def test_the_registry_answers_none_for_the_unknown():
    """`find` does not raise; the repr lists the configurations."""
    registry = type(TaskPluginRegistry)()
    assert registry.find(Loud) is None
    registry.register(Loud, LoudTask)
    assert registry.find(Loud) is LoudTask
    assert repr(registry) == f"TaskPluginRegistry(plugins=[{Loud!r}])"


def context() -> Any:
    from pathlib import Path

    return flyte.models.SerializationContext(version="v1", root_dir=Path(__file__).parent)


def test_names_that_need_a_cluster_are_refused_when_called():
    """They can be referred to in function bodies; a call says what the stand-in is for."""
    for call in (flyte.run, flyte.deploy, flyte.remote.Run.get, flyte.remote.Task.get("a.b"), flyte.build.aio):
        with pytest.raises(errors.StandinRunsNothingError, match="stand-in"):
            asyncio.run(call(my_legacy_task))  # an async form refuses when it is awaited


def test_a_listing_refuses_when_it_is_read():
    """The SDK asks for nothing before the first element, so neither does the stand-in."""
    listing = flyte.remote.Run.listall(limit=2)
    with pytest.raises(errors.StandinRunsNothingError):
        next(iter(listing))
