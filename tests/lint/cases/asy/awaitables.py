import asyncio
from asyncio import create_task

import flyte
import flyte.report
from flyte.io import DataFrame, Dir, File

env = flyte.TaskEnvironment("awaitables")


@env.task
async def child(x: int) -> int:
    return x


@env.task
async def pair(x: int, y: int) -> int:
    return x + y


def start(x: int):
    return child(x)


async def helper(x: int) -> int:
    return await child(x)


@env.task
async def attribute(x: int) -> int:
    return child(x).real  # expect: ASY002


@env.task
async def tested(x: int) -> int:
    if child(x):  # expect: ASY002
        return 1
    while child(x):  # expect: ASY002
        break
    assert child(x)  # expect: ASY002
    y = 1 if child(x) else 2  # expect: ASY002
    return y or (not child(x))  # expect: ASY002


@env.task
async def computed(x: int) -> int:
    y = child(x) + 1  # expect: ASY002
    y += child(x)  # expect: ASY002
    z = -child(x)  # expect: ASY002
    if child(x) > 3:  # expect: ASY002
        z = 2
    return y + z + child(x)[0]  # expect: ASY002


@env.task
async def printed(x: int) -> str:
    print(child(x))  # expect: ASY002
    text = str(child(x))  # expect: ASY002
    return f"{text} {child(x)!r:>10}"  # expect: ASY002


@env.task
async def by_variable(x: int) -> int:
    a = child(x)
    b = (c := child(x))
    await c
    await b
    return await pair(a, 1)  # expect: ASY002


@env.task
async def rebound(x: int) -> int:
    a = child(x)
    a = await a
    lost = child(x)  # expect: ASY001
    lost = 3
    return a + lost


@env.task
async def branches(x: int) -> int:
    if x:
        a = child(x)
    else:
        a = None
    if a is None:
        return 0
    later = child(x) if x > 3 else child(x + 1)
    return await a + await later


@env.task
async def conditional(x: int) -> int:
    return child(x) if x else 0  # expect: ASY002


@env.task
async def as_input(x: int) -> int:
    a = await pair(child(x), y=1)  # expect: ASY002
    return a + await pair(1, y=child(x))  # expect: ASY002


@env.task
async def gathered(x: int) -> int:
    await asyncio.gather([child(i) for i in range(x)])  # expect: ASY006
    await asyncio.gather(*[child(i) for i in range(x)])
    coros = []
    for i in range(x):
        coros.append(child(i))
    more = [child(1), child(2)]
    await asyncio.gather(coros)  # expect: ASY006
    results = await asyncio.gather(*more, child(3), return_exceptions=True)
    asyncio.gather(child(1), child(2))  # expect: ASY001
    return len(results)


@env.task
async def listed(x: int) -> list[int]:
    named = {"a": child(x), "b": child(x)}
    for coro in named.values():
        await coro
    return [child(i) for i in range(x)]  # expect: ASY002


@env.task
async def lost_list(x: int) -> int:
    coros = [child(i) for i in range(x)]  # expect: ASY001
    return len(coros)


@env.task
async def awaited_list(x: int) -> int:
    coros = [child(i) for i in range(x)]
    done = [await coro for coro in coros]
    await [child(i) for i in range(x)]  # expect: ASY006
    return len(done)


@env.task
async def mapped(xs: list[int]) -> list[int]:
    flyte.map(child, xs)  # expect: ASY007
    flyte.map.aio(child, xs)  # expect: ASY007
    for x in flyte.map.aio(child, xs):  # expect: ASY006
        print(x)
    async for x in flyte.map.aio(child, xs):
        print(x)
    good = [x async for x in flyte.map.aio(child, xs)]
    bad = [x for x in flyte.map.aio(child, xs)]  # expect: ASY006
    unread = flyte.map.aio(child, xs)  # expect: ASY007
    await flyte.map.aio(child, xs)  # expect: ASY006
    return good + bad


@env.task
def mapped_sync(xs: list[int]) -> list[int]:
    n = len(flyte.map(child, xs))  # expect: ASY007
    first = flyte.map(child, xs)[0]  # expect: ASY007
    for x in flyte.map(child, xs):
        n += x
    total = sum(flyte.map(child, xs))
    results = list(flyte.map(child, xs))
    if n + total > first:
        return results
    return flyte.map(child, xs)  # expect: ASY007


@env.task(report=True)
async def api(x: int, frame: DataFrame, folder: Dir, file: File) -> File:
    flyte.report.replace.aio("<p>hello</p>")  # expect: ASY001
    await flyte.report.flush.aio()
    rows = frame.open(dict).all()
    print(len(rows))  # expect: ASY002
    async for part in folder.walk():
        print(part.path)
    for part in folder.walk():  # expect: ASY006
        print(part)
    path = await file.download()
    file.download()  # expect: ASY001
    made = await File.from_local(path)
    made.download()  # expect: ASY001
    return File.from_local("model.pt")  # expect: ASY002


@env.task
async def started(x: int) -> int:
    a = asyncio.create_task(child(x))
    create_task(child(x))
    async with asyncio.TaskGroup() as group:
        group.create_task(child(x))
        b = group.create_task(child(x))
    if not a.done():
        a.cancel()
    return b.result()


@env.task
async def started_and_returned(x: int) -> int:
    a = asyncio.create_task(child(x))
    return a  # expect: ASY002


@env.task
async def through_helpers(x: int) -> int:
    start(x)  # expect: ASY001
    helper(x)  # expect: ASY001
    a = await start(x) + await helper(x)
    return a + helper(x)  # expect: ASY002


@env.task
async def unpacked(x: int) -> int:
    a, b = child(x), child(x + 1)
    c, d = child(x)  # expect: ASY006
    return await a + await b + c + d


@env.task
async def out_of_sight(x: int, store: dict) -> int:
    store["a"] = child(x)
    store.update(b=child(x))
    unknown(child(x))
    handle = Handle()
    handle.coro = child(x)

    def inner():
        return captured

    captured = child(x)
    made = {}
    made["k"] = child(x)
    return await made["k"] + await inner()


@env.task
async def tried(x: int) -> int:
    try:
        coro = child(x)
    except ValueError:
        coro = child(0)
    finally:
        print(x)
    with open("a") as file:
        print(file)
    match x:
        case 1:
            return await coro
        case _:
            return 1 + await coro


@env.task
async def looped(xs: list[int]) -> int:
    total, pending = 0, None
    for x in xs:
        if pending is not None:
            total += await pending
        pending = child(x)
    if pending is not None:
        total += await pending
    return total


@env.task
def in_a_sync_task(x: int) -> int:
    y = asyncio.run(child(x))
    child(x)  # expect: ASY001
    return y + child(x)  # expect: ASY002


async def generator(x: int):
    yield child(x)
    yield await child(x)


class Handle:
    def __init__(self, x: int = 1) -> None:
        self.coro = child(x)

    async def wait(self) -> int:
        child(1)  # expect: ASY001
        return await self.coro


def unknown(thing):
    return thing
