"""Everywhere a suppression of an environment's setting reaches."""

import flyte

on_the_line = flyte.TaskEnvironment("line", resources=flyte.Resources(memory="1GiB"))  # flytex: ignore[RES001] old

first_line = flyte.TaskEnvironment(  # flytex: ignore[RES001]
    "first",
    resources=flyte.Resources(memory="1GiB"),
)
last_line = flyte.TaskEnvironment(
    "last",
    resources=flyte.Resources(
        memory="1GiB",
        cpu=1,
    ),
)  # flytex: ignore[RES001] said by the platform team
between = flyte.TaskEnvironment(
    "between",
    # flytex: ignore[RES001]
    resources=flyte.Resources(memory="1GiB"),
)

GIVEN = flyte.Resources(memory="1GiB")  # noqa: E501  # flytex: ignore[RES] a group, behind another linter's comment
written_elsewhere = flyte.TaskEnvironment("elsewhere", resources=GIVEN)

GIVEN_TOO = flyte.Resources(memory="1GiB")
on_its_environment = flyte.TaskEnvironment("its", resources=GIVEN_TOO)  # flytex: ignore[RES001]

GIVEN_THREE = flyte.Resources(memory="1GiB")  # expect: RES001
next_to_it = flyte.TaskEnvironment("next", resources=GIVEN_THREE)
"""Not even
this."""  # flytex: ignore[RES001]  # expect: LNT001


@on_the_line.task
async def a(x: int) -> int:
    return x


@first_line.task
async def b(x: int) -> int:
    return x


@last_line.task
async def c(x: int) -> int:
    return x


@between.task
async def d(x: int) -> int:
    return x


@written_elsewhere.task
async def e(x: int) -> int:
    return x


@on_its_environment.task
async def f(x: int) -> int:
    return x


@next_to_it.task  # flytex: ignore[RES001] the setting is not this task's alone  # expect: LNT001
async def g(x: int) -> int:
    return x
