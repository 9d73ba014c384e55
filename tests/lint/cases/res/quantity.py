import flyte

MEMORY = "1GiB"

bad = flyte.TaskEnvironment("bad", resources=flyte.Resources(memory="250MB"))  # expect: RES001
blank = flyte.TaskEnvironment("blank", resources=flyte.Resources(memory="1 Gi", disk="lots"))  # expect: RES001, RES001
named = flyte.TaskEnvironment("named", resources=flyte.Resources(memory=MEMORY))  # expect: RES001
core = flyte.TaskEnvironment("core", resources=flyte.Resources(cpu="1core"))  # expect: RES001
wide = flyte.TaskEnvironment("wide", resources=flyte.Resources(memory=("1Gi", "2gb")))  # expect: RES001
good = flyte.TaskEnvironment("good", resources=flyte.Resources(cpu="1e1", memory="1.5Gi", disk="100G"))
small = flyte.TaskEnvironment("small", resources=flyte.Resources(cpu="500m", memory="100000k"))
number = flyte.TaskEnvironment("number", resources=flyte.Resources(cpu=(1, 2.5), memory="1Gi"))


@bad.task
async def one(x: int) -> int:
    return x


@bad.task
async def another(x: int) -> int:
    return x


@blank.task
async def two(x: int) -> int:
    return x


@named.task
async def three(x: int) -> int:
    return x


@core.task
async def four(x: int) -> int:
    return x


@wide.task
async def five(x: int) -> int:
    return x


@good.task
async def six(x: int) -> int:
    return x


@small.task
async def seven(x: int) -> int:
    return x


@number.task
async def eight(x: int) -> int:
    return x
