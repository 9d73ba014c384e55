# enable: RES006, RES008
import flyte
from flyte import Resources

SWAPPED = Resources(memory=("4Gi", "1Gi"))  # expect: RES002

a = flyte.TaskEnvironment("a", resources=Resources(cpu=(4, 1)))  # expect: RES002
b = flyte.TaskEnvironment("b", resources=SWAPPED)
c = flyte.TaskEnvironment("c", resources=Resources(memory="500m", disk="2048"))  # expect: RES003, RES003
d = flyte.TaskEnvironment("d", resources=Resources(cpu="4Gi"))  # expect: RES003
e = flyte.TaskEnvironment("e", resources=Resources(cpu="-1", memory="-1Gi"))  # expect: RES004, RES004
f = flyte.TaskEnvironment("f", resources=Resources(cpu=0))  # expect: RES004
g = flyte.TaskEnvironment("g", resources=Resources(memory=""))  # expect: RES005
h = flyte.TaskEnvironment("h", resources=Resources(cpu=1e-7))  # expect: RES006
i = flyte.TaskEnvironment("i", resources=Resources(memory=("1Gi", "2Gi"), shm="3Gi"))  # expect: RES007
j = flyte.TaskEnvironment("j")  # expect: RES008
ok = flyte.TaskEnvironment("ok", resources=Resources(cpu=0.5, memory="1073741824", gpu=0, shm="auto"))
fits = flyte.TaskEnvironment("fits", resources=Resources(memory=("1Gi", "4Gi"), shm="4Gi", cpu=("250m", 2)))


@a.task
async def ta(x: int) -> int:
    return x


@b.task
async def tb(x: int) -> int:
    return x


@c.task
async def tc(x: int) -> int:
    return x


@d.task
async def td(x: int) -> int:
    return x


@e.task
async def te(x: int) -> int:
    return x


@f.task
async def tf(x: int) -> int:
    return x


@g.task
async def tg(x: int) -> int:
    return x


@h.task
async def th(x: int) -> int:
    return x


@i.task
async def ti(x: int) -> int:
    return x


@j.task
async def tj(x: int) -> int:
    return x


@j.task
async def tj2(x: int) -> int:
    return x


@ok.task
async def tok(x: int) -> int:
    return x


@fits.task
async def tfits(x: int) -> int:
    return x
