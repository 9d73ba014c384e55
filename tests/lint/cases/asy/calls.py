# enable: ASY005
import asyncio

import flyte

env = flyte.TaskEnvironment("calls")
flows = flyte.TaskEnvironment("flows", depends_on=[env])


@env.task
async def child(x: int) -> int:
    return x


@env.task
def sync_child(x: int) -> int:
    return x


@flyte.trace
async def traced(x: int) -> int:
    await child(x)  # expect: ASY004
    return await child.forward(x)


@flyte.trace
def traced_with_inner(x: int) -> int:
    def inner() -> int:
        return sync_child(x)  # expect: ASY004

    return inner()


async def helper(x: int) -> int:
    child(x)  # expect: ASY001
    return sync_child(x)


@flows.task
async def lost(x: int) -> int:
    child(x)  # expect: ASY001
    child.override(retries=2)(x)  # expect: ASY001
    child.aio(x)  # expect: ASY001
    sync_child.aio(x)  # expect: ASY001
    await child(x)
    child.forward(x)  # expect: ASY001
    await child.forward(x)
    return x


@flows.task
async def returned(x: int) -> int:
    if x:
        return child.override(retries=2)(x)  # expect: ASY002
    return child(x)  # expect: ASY002


@flows.task
def from_sync(x: int) -> int:
    asyncio.run(child(x))
    sync_child(x)
    if x:
        return child(x) + 1  # expect: ASY002
    return sync_child(x)


@flows.task
async def blocking(x: int) -> int:
    sync_child(x)  # expect: ASY003
    value = sync_child(x)  # expect: ASY003
    return value + await sync_child.aio(x)


@flows.task
async def legal(x: int) -> int:
    coroutines = [child(i) for i in range(x)]
    later = asyncio.create_task(child(x))
    first = child(x)
    await asyncio.gather(*coroutines, child(x), sync_child.aio(x))
    results = [await first, await later]
    async for value in flyte.map.aio(child, [1, 2]):
        results.append(value)
    for value in flyte.map(sync_child, [1, 2]):  # expect: ASY005
        results.append(value)
    child_like = sync_child.forward
    return sum(results) + child_like(x)


@flows.task
async def shadowed(x: int, child: int = 1) -> int:
    def sync_child(x: int) -> int:
        return x

    return sync_child(child)


if __name__ == "__main__":
    sync_child(1)
    asyncio.run(child(1))
