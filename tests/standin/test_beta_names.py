"""The names of the 2.0 beta are accepted beside today's."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

import flytex_cli.standin as flyte
from flytex_cli.standin.extend import AsyncFunctionTaskTemplate, TaskTemplate


def add(x: int) -> int:
    return x


BETA = {"friendly_name": "Add", "interruptable": True, "env": {"A": "1"}}
TODAY = {"short_name": "Add", "interruptible": True, "env_vars": {"A": "1"}}


def template(**settings: Any) -> Any:
    interface = flyte.models.NativeInterface.from_callable(add)
    return AsyncFunctionTaskTemplate(name="e.add", interface=interface, func=add, **settings)


def settings_of(task: Any) -> dict[str, Any]:
    return {name: getattr(task, name) for name in TODAY}


@pytest.mark.parametrize("names", [BETA, TODAY])
def test_a_template_takes_both(names):
    """The constructor stores them under today's names."""
    assert settings_of(template(**names)) == TODAY


def test_the_decorator_the_environment_and_override_take_both():
    """Everywhere a setting can be given."""
    env = flyte.TaskEnvironment("beta", env={"A": "1"}, interruptable=True)
    assert settings_of(env.task(friendly_name="Add")(add)) == TODAY
    assert settings_of(template().override(**BETA)) == TODAY
    assert env.clone_with("other", env={"B": "2"}).env_vars == {"B": "2"}


@pytest.mark.parametrize(("beta", "today"), [("friendly_name", "short_name"), ("env", "env_vars")])
def test_giving_both_names_is_refused(beta, today):
    """One of the two values would be lost."""
    with pytest.raises(TypeError, match=f"{today} is given twice.*{beta}"):
        template(**{beta: BETA[beta], today: TODAY[today]})


def test_signatures_show_todays_names_only():
    """`inspect.signature` reads the fields, not what renames them."""
    for shown in (TaskTemplate, AsyncFunctionTaskTemplate, flyte.TaskEnvironment, flyte.TaskEnvironment.task):
        parameters = inspect.signature(shown).parameters
        assert not set(BETA) & set(parameters)
        assert "interruptible" in parameters
