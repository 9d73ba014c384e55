"""What tasks cost, by a file of rates."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from tests.harness import REPOSITORY, Flytex

pytestmark = pytest.mark.engines

Write = Callable[..., Path]
MODULE = """
    from datetime import timedelta

    import flyte

    env = flyte.TaskEnvironment("env", resources=flyte.Resources(cpu=2, memory="4Gi"))
    gpu = flyte.TaskEnvironment("gpu", resources=flyte.Resources(cpu=1, memory="1Gi", gpu="A100:2"))
    other = flyte.TaskEnvironment("other", resources=flyte.Resources(cpu=1, memory="1Gi", gpu="T4:1"))
    pool = flyte.TaskEnvironment("pool", image="ghcr.io/acme/pool:1", reusable=flyte.ReusePolicy(replicas=2))


    @env.task
    async def open_end(x: int) -> int:
        return x


    @env.task(
        timeout=timedelta(minutes=30),
        retries=1,
        triggers=[
            flyte.Trigger("daily", flyte.Cron("0 0 * * *"), inputs={"x": 1}),
            flyte.Trigger("off", flyte.Cron("* * * * *"), inputs={"x": 1}, auto_activate=False),
        ],
    )
    async def nightly(x: int) -> int:
        return x


    @gpu.task(timeout=timedelta(hours=1))
    async def known(x: int) -> int:
        return x


    @other.task
    async def unknown(x: int) -> int:
        return x


    @pool.task
    async def pooled(x: int) -> int:
        return x
    """
RATES = "cpu = 0.1\nmemory = 0.05\n[accelerators]\nnvidia-tesla-a100 = 3\n"


@pytest.fixture(autouse=True)
def project(write: Write) -> None:
    write("train.py", MODULE)
    write("rates.toml", RATES)


def test_a_column_of_inspect(flytex: Flytex, write: Write) -> None:
    run = flytex("inspect", "train.py", "--rates", "rates.toml", "--format", "json")
    document = json.loads(run.out)
    jsonschema.validate(document, json.loads((REPOSITORY / "docs/schemas/inspect.schema.json").read_text()))
    costs = {task["name"]: task["cost"] for task in document["tasks"]}
    nothing: dict[str, object] = {"currency": "$", "hour": None, "run": None, "month": None, "withoutRate": []}
    assert costs == {
        "env.open_end": {**nothing, "hour": pytest.approx(0.4)},
        "env.nightly": {
            **nothing,
            "hour": pytest.approx(0.4),
            "run": pytest.approx(0.4),
            "month": pytest.approx(0.4 * 365 / 12),
        },
        "gpu.known": {**nothing, "hour": pytest.approx(6.15), "run": pytest.approx(6.15)},
        "other.unknown": {**nothing, "withoutRate": ["nvidia-tesla-t4"]},
        "pool.pooled": {**nothing, "hour": pytest.approx(0.15)},
    }
    write("pyproject.toml", '[tool.flytex]\nrates = "rates.toml"\n')
    lines = flytex("inspect", "train.py", "--filter", "cost>1").out
    assert "$6.15/h, at most $6.15/run" in lines
    assert "nightly" not in lines


def test_without_rates_no_cost_is_shown(flytex: Flytex) -> None:
    assert "COST" not in flytex("inspect", "train.py").out
    run = flytex("inspect", "train.py", "--format", "json")
    assert {task["cost"] for task in json.loads(run.out)["tasks"]} == {None}


def test_lines_of_a_comparison(flytex: Flytex, write: Write) -> None:
    write("new/train.py", MODULE.replace("cpu=2", "cpu=4").replace("pooled", "shared"))
    write("old/train.py", MODULE)
    arguments = ("diff", "old", "new", "--format", "markdown")
    lines = flytex(*arguments, "--rates", "rates.toml").out.splitlines()
    assert [line for line in lines if line.startswith("- Cost")] == [
        "- Cost of `env.nightly`: $0.40/h, at most $0.40/run, $12.17/month → $0.60/h, at most $0.60/run, $18.25/month",
        "- Cost of `env.open_end`: $0.40/h → $0.60/h",
        "- Cost of `pool.pooled`: $0.15/h → nothing",
        "- Cost of `pool.shared`: nothing → $0.15/h",
    ]
    assert "Cost" not in flytex(*arguments).out
