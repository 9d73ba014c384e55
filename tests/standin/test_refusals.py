"""What is wrong is refused where it is written, with the field, the value and what is accepted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

import flytex_cli.standin as flyte
from flytex_cli.standin.extras import shell
from flytex_cli.standin.io import File


def add(x: int) -> int:
    return x


def reusable() -> Any:
    return flyte.TaskEnvironment("pool", reusable=flyte.ReusePolicy()).task(add)


REFUSALS: dict[str, tuple[Any, type[Exception], str]] = {
    "memory number": (lambda: flyte.Resources(memory=1024), ValueError, "memory must be .*'512Mi'.* got int: 1024"),
    "cpu triple": (
        lambda: flyte.Resources(cpu=(1, 2, 3)),
        ValueError,
        r"cpu .*\(request, limit\) pair, got \(1, 2, 3\)",
    ),
    "gpu count": (lambda: flyte.Resources(gpu="T4:99"), ValueError, "T4 must be given with one of the counts 1, 2"),
    "gpu name": (lambda: flyte.Resources(gpu="T5:1"), ValueError, "'T5:1' is no accelerator"),
    "partition": (lambda: flyte.GPU("A100", 1, "9g"), ValueError, "A100 has no partition '9g'; it has 1g.5gb"),
    "cache": (lambda: flyte.Cache("sometimes"), ValueError, "one of 'auto', 'override', 'disable'.*got 'sometimes'"),
    "retries": (lambda: flyte.RetryStrategy(-1), ValueError, "RetryStrategy.count must be zero or more, got -1"),
    "backoff": (lambda: flyte.Backoff(timedelta(0), 2.0), ValueError, "Backoff.cap is required"),
    "idle": (lambda: flyte.ReusePolicy(idle_ttl=5), ValueError, "ReusePolicy.idle_ttl must be 30 seconds or more"),
    "replicas": (lambda: flyte.ReusePolicy(replicas=(3, 1)), ValueError, "min 3 is more than max 1"),
    "secret": (lambda: flyte.Secret("a.b"), ValueError, "secret 'a.b': 'A.B' is not an environment variable"),
    "name": (lambda: flyte.TaskEnvironment("A b"), ValueError, "environment name 'A b': it must be lower case"),
    "output": (
        lambda: shell.create(name="list", image="a", outputs={"files": list[File]}, script="ls"),
        TypeError,
        r"shell output 'files' must be File, .* got list\[flytex_cli.standin.io._file.File\]",
    ),
    "resources": (
        lambda: flyte.TaskEnvironment("e", resources={"cpu": 1}),
        TypeError,
        "environment 'e': resources must be flyte.Resources, got dict",
    ),
    "override name": (lambda: reusable().override(name="n"), ValueError, "the name of task pool.add is fixed"),
    "override unknown": (
        lambda: reusable().override(colour=1),
        TypeError,
        "'colour': task pool.add has no such setting",
    ),
    "override pool": (
        lambda: reusable().override(env_vars={"A": "1"}),
        ValueError,
        r"override\(env_vars=...\): task pool.add is reusable.*reusable='off'",
    ),
    "plugin": (
        lambda: flyte.TaskEnvironment("e", plugin_config=object()).task(add),
        ValueError,
        "plugin_config is a object, for which no plugin is registered",
    ),
    "trigger": (
        lambda: flyte.Trigger("t", inputs={"x": flyte.TriggerTime}),
        ValueError,
        "Trigger 't': input 'x' is TriggerTime, which needs automation=Cron",
    ),
    "varargs": (
        lambda: flyte.TaskEnvironment("e").task(lambda *values: values),
        ValueError,
        r"has \*values: a task cannot have variable",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_wrong_value_is_refused(case):
    """The message names the field and the value."""
    call, error, message = REFUSALS[case]
    with pytest.raises(error, match=message):
        call()


def test_what_only_the_cluster_refuses_is_accepted():
    """Strange quantities and reversed ranges are the linter's business."""
    assert flyte.Resources(memory="1GiB", cpu=(2, 1)).memory == "1GiB"
