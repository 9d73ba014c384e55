"""Suppressions that are of no use, or that nobody understands."""

import flyte

good = flyte.TaskEnvironment("good", resources=flyte.Resources(memory="1Gi"))  # flytex: ignore[RES001]  # expect: LNT001
two = flyte.TaskEnvironment("two", resources=flyte.Resources(memory="1GiB"))  # flytex: ignore[RES001, LNT002]
slug = flyte.TaskEnvironment("slug", resources=flyte.Resources(memory="1GiB"))  # flytex: ignore[bad-quantum]  # expect: RES001, LNT002
bare = flyte.TaskEnvironment("bare", resources=flyte.Resources(memory="1GiB"))  # flytex: ignore  # expect: RES001, LNT003
typo = flyte.TaskEnvironment("typo", resources=flyte.Resources(memory="1GiB"))  # flytex: ingore[RES001]  # expect: RES001, LNT003
noqa = flyte.TaskEnvironment("noqa", resources=flyte.Resources(memory="1GiB"))  # flytex: noqa  # expect: RES001, LNT003
both = flyte.TaskEnvironment("both")  # flytex: ignore[RES001, LNT001] a later release is to have it
half = flyte.TaskEnvironment("half", resources=flyte.Resources(memory="1GiB"))  # flytex: ignore[RES001, LNT001, RES9]  # expect: LNT002
# flytex: finds what is wrong with these


@good.task
async def f0(x: int) -> int:
    return x


@two.task
async def f1(x: int) -> int:
    return x


@slug.task
async def f2(x: int) -> int:
    return x


@bare.task
async def f3(x: int) -> int:
    return x


@typo.task
async def f4(x: int) -> int:
    return x


@noqa.task
async def f5(x: int) -> int:
    return x


@half.task
async def f6(x: int) -> int:
    return x


by_slug = flyte.TaskEnvironment("by-slug", resources=flyte.Resources(memory="1GiB"))  # flytex: ignore[bad-quantity]
stale_slug = flyte.TaskEnvironment("stale-slug")  # flytex: ignore[bad-quantity]  # expect: LNT001


@by_slug.task
async def spared(x: int) -> int:
    return x
