from functools import partial

import flyte

pool = flyte.TaskEnvironment("pool", reusable=flyte.ReusePolicy(replicas=2), image="ghcr.io/acme/pool:1")
env = flyte.TaskEnvironment("calls", depends_on=[pool])


@env.task
async def child(x: int) -> int:
    return x


@env.task
async def pair(x: int, y: int) -> int:
    return x + y


@env.task
async def fit(x: int, /, rate: float = 0.1, *, name: str = "a", tags: list[str] | None = None) -> float:
    return x * rate


@env.task
async def nothing() -> int:
    return 1


@env.task
async def many(parts: list[int], table: dict[str, int], flag: bool = False) -> int:
    return len(parts)


@pool.task
async def pooled(x: int) -> int:
    return x


def plain(x: int) -> int:
    return x


def decorated(function):
    return function


@env.task
async def bound(x: int, values: list[int], more: dict) -> int:
    await pair(1, 2)
    await pair(x=1, y=2)
    await pair(1, y=2)
    await pair(*values)
    await pair(**more)
    await fit(1, rate=0.5, name="b", tags=["c"])
    await fit(x)
    await nothing()
    await child.override(retries=3, short_name="c", report=True)(1)
    await pooled.override(resources=flyte.Resources(cpu=1), reusable="off")(1)
    await many([1], {"a": 1}, flag=True)
    await many(parts=[i for i in values], table={str(i): i for i in values})
    await flyte.run.aio(child, x=1)
    add = partial(pair, y=1)
    async for y in flyte.map.aio(partial(pair, y=1), values):
        x += y
    async for y in flyte.map.aio(pair, values, values):
        x += y
    return await add(2)


@env.task
async def unbound(x: int, values: list[int]) -> int:
    await pair(1)  # expect: CAL001
    await pair(1, 2, 3)  # expect: CAL001
    await pair(1, x=2, y=3)  # expect: CAL001
    await child(xx=1)  # expect: CAL001
    await child.aio(1, y=2)  # expect: CAL001
    await child.override(retries=2)()  # expect: CAL001
    await fit(x=1)  # expect: CAL001
    await fit(1, 0.5, "b")  # expect: CAL001
    await nothing(1)  # expect: CAL001
    await fit(1, rat=0.9)  # expect: CAL001
    await flyte.run.aio(child, y=1)  # expect: CAL001
    async for y in flyte.map.aio(pair, values):  # expect: CAL001
        x += y
    async for y in flyte.map.aio(partial(pair, z=1), values):  # expect: CAL001
        x += y
    add = partial(pair, z=1)  # expect: CAL001
    return await add(2)


@env.task
async def literals(x: int) -> int:
    await child("a")  # expect: CAL002
    await child(1.5)  # expect: CAL002
    await child(True)  # expect: CAL002
    await child(None)  # expect: CAL002
    await child(-1)
    await fit(1, rate=1)  # expect: CAL002
    await fit(1, name=f"{x}", tags=None)
    await fit(1, name=3)  # expect: CAL002
    await many((1, 2), {})  # expect: CAL002
    await many([], [])  # expect: CAL002
    await many([], {}, flag=0)  # expect: CAL002
    async for y in flyte.map.aio(child, [1, 2, "3"]):  # expect: CAL002
        x += y
    return x


@env.task
async def overridden(x: int) -> int:
    await child.override(retires=3)(x)  # expect: CAL003
    await child.override(name="b")(x)  # expect: CAL003
    await child.override(image="python:3.12")(x)  # expect: CAL003
    again = child.override(memory="4Gi")  # expect: CAL003
    await pooled.override(resources=flyte.Resources(cpu=1))(x)  # expect: CAL003
    return await again(x)


@env.task
def mapped(values: list[int]) -> int:
    total = sum(flyte.map(lambda x: child(x), values))  # expect: CAL004
    total += sum(flyte.map(plain, values))  # expect: CAL004
    return total + sum(flyte.map(child, values))


if __name__ == "__main__":
    flyte.run(child, y=1)
