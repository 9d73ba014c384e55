# enable: CAC006
import flyte
from flyte import Cache

typo = flyte.TaskEnvironment("typo", cache=Cache("auto", ignored_inputs=("y", "nope")))  # expect: CAC001
all_of = flyte.TaskEnvironment("all-of", cache=Cache("auto", ignored_inputs=("x",)))  # expect: CAC002
free = flyte.TaskEnvironment("free", cache=Cache("override"))  # expect: CAC003
frozen = flyte.TaskEnvironment("frozen", cache=Cache("auto", version_override="1"))  # expect: CAC003
salted = flyte.TaskEnvironment("salted", cache=Cache("override", version_override="1", salt="s"))  # expect: CAC003
empty = flyte.TaskEnvironment("empty", cache=Cache("override", version_override=""))  # expect: CAC004
off = flyte.TaskEnvironment("off", cache=Cache("disable", serialize=True))  # expect: CAC007
good = flyte.TaskEnvironment("good", cache=Cache("auto", ignored_inputs=("y",), salt="s", serialize=True))
plain = flyte.TaskEnvironment("plain")


def helper(x: int) -> int:
    return x


@typo.task
async def one(x: int, y: int) -> int:
    return x


@typo.task
async def other(x: int) -> int:
    return x


@good.task
async def fine(x: int, y: int) -> int:
    return helper(x)  # expect: CAC006


@plain.task(cache="auto")  # expect: CAC005
async def nothing(x: int) -> None:
    helper(x)  # expect: CAC006


@plain.task
async def uncached(x: int) -> None:
    helper(x)


@plain.task(cache=Cache("override", version_override="2"))
async def pinned(x: int) -> int:
    return helper(x)


@all_of.task
async def t_all_of(x: int) -> int:
    return x


@free.task
async def t_free(x: int) -> int:
    return x


@frozen.task
async def t_frozen(x: int) -> int:
    return x


@salted.task
async def t_salted(x: int) -> int:
    return x


@empty.task
async def t_empty(x: int) -> int:
    return x


@off.task
async def t_off(x: int) -> int:
    return x
