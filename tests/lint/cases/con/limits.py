"""Limits that the messages of flyteidl2 declare, of fields that have no rule of their own."""

from datetime import timedelta

import flyte

STORY = "A long story. " * 200

env = flyte.TaskEnvironment("long", description=STORY)
NIGHTLY = flyte.Cron("0 3 * * *")
SHARED = flyte.Trigger("s" * 256, NIGHTLY, inputs={"x": 1})  # expect: CON001


@env.task(cache=flyte.Cache("auto"), retries=3, timeout=timedelta(minutes=1))
async def fine(x: int) -> int:
    """The SDK cuts what documentation and descriptions have too much."""
    return x


@env.task(docs=flyte.Documentation(STORY))
async def documented(x: int) -> int:
    return x


@env.task(triggers=flyte.Trigger("t" * 256, NIGHTLY, inputs={"x": 1}))  # expect: CON001
async def long_name(x: int) -> int:
    return x


@env.task(triggers=flyte.Trigger("t" * 255, NIGHTLY, inputs={"x": 1}))
async def longest_name(x: int) -> int:
    return x


@env.task(triggers=(flyte.Trigger("a", NIGHTLY, inputs={"x": 1}), SHARED))
async def second(x: int) -> int:
    return x
