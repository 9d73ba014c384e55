import functools

import flyte

env = flyte.TaskEnvironment("found")


def decorated(function):
    @functools.wraps(function)
    async def inner(*args, **kwargs):
        return await function(*args, **kwargs)

    return inner


def make(n: int):
    @env.task(short_name=f"nested-{n}")  # expect: RSV001
    async def nested(x: int) -> int:
        return x

    return nested


kept = make(1)


async def plain(x: int) -> int:  # expect: RSV001
    return x


renamed = env.task(plain)


@decorated
@env.task  # expect: RSV001
async def wrapped(x: int) -> int:
    return x


@env.task
@decorated
async def inside(x: int) -> int:
    return x


@env.task
async def good(x: int) -> int:
    return x


alias = good
changed = good.override(retries=2)
