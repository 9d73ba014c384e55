"""What would reach a cluster does nothing, is remembered, and gives a value on which anything may be called."""

from __future__ import annotations

import asyncio
from types import ModuleType
from typing import Any

import pytest

from flytex_cli.engine.guard import Inert, install


@pytest.fixture
def flyte() -> ModuleType:
    """A package with a part of the SDK's functions."""
    module = ModuleType("a_flyte")
    module.calls = []  # type: ignore[attr-defined]

    def init(project: Any = None, domain: Any = None, endpoint: Any = None) -> None:
        if endpoint == "bad":
            raise ValueError("an endpoint that cannot be parsed")
        module.calls.append((project, domain, endpoint))

    def run(*_: Any) -> None:
        raise AssertionError("it was called")

    module.__dict__.update(init=init, run=run)
    return module


def test_a_run_is_remembered_and_not_made(flyte):
    told: list[tuple[str, str]] = []
    install(flyte, lambda name, frame: told.append((name, frame.f_code.co_name)), {})
    made = flyte.run("task", x=1)
    asyncio.run(flyte.run.aio("task"))
    assert told[0] == ("run", "test_a_run_is_remembered_and_not_made")
    assert [name for name, _ in told] == ["run", "run"]
    assert str(made.outputs[0].wait()) == "<flyte.run().outputs[...].wait(): not called while serializing>"
    assert list(made) == []
    assert not hasattr(made, "__fspath__")


def test_what_init_leaves_open_is_the_runs(flyte):
    """What the user says stays; what cannot be done is done without."""
    install(flyte, lambda *_: None, {"project": "web", "domain": "dev", "org": "acme"})
    flyte.init(domain="own")
    flyte.init("given")
    flyte.init(endpoint="bad")
    assert flyte.calls == [("web", "own", None), ("given", None, None), ("web", "dev", None)]


def test_functions_that_a_release_lacks_stay_away(flyte):
    install(flyte, lambda *_: None, {})
    assert not hasattr(flyte, "deploy")


def test_an_inert_value_can_be_awaited():
    async def wait() -> object:
        return await Inert("x").y

    assert str(asyncio.run(wait())) == "<x.y: not called while serializing>"
