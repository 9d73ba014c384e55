# enable: REU005
import flyte
from flyte import ReusePolicy

KIT = flyte.Image.from_debian_base(name="kit").with_pip_packages("unionai-reuse>=0.1.10")
FILE = flyte.Image.from_debian_base(name="file").with_commands(["pip install unionai-reuse"])
zero = flyte.TaskEnvironment("zero", image=KIT, reusable=ReusePolicy(replicas=0))  # expect: REU001
bare = flyte.TaskEnvironment("bare", reusable=ReusePolicy(replicas=2))  # expect: REU002
other = flyte.TaskEnvironment("other", image=KIT.with_pip_packages("numpy"), reusable=ReusePolicy(replicas=2))
none = flyte.TaskEnvironment("none", image=flyte.Image.from_debian_base(name="n").with_pip_packages("numpy"), reusable=ReusePolicy())  # expect: REU002
pod = flyte.TaskEnvironment("pod", image=KIT, reusable=ReusePolicy(), pod_template="pool")  # expect: REU003
lone = flyte.TaskEnvironment("lone", image=FILE, reusable=ReusePolicy(replicas=1))
wide = flyte.TaskEnvironment("wide", image=KIT, reusable=ReusePolicy(replicas=1, concurrency=2))
split = flyte.TaskEnvironment("split", image=KIT, reusable=ReusePolicy())  # expect: REU005
based = flyte.TaskEnvironment("based", image="ghcr.io/acme/reuse:1", reusable=ReusePolicy(replicas=(0, 1)))


@lone.task
async def leaf(x: int) -> int:
    return x


@lone.task
async def caller(x: int) -> int:
    await leaf.forward(x)
    return await leaf(x)  # expect: REU004


@wide.task
async def wide_leaf(x: int) -> int:
    return x


@wide.task
async def wide_caller(x: int) -> int:
    return await wide_leaf(x)


@split.task
async def one(x: int) -> int:
    return x


@split.task(interruptible=True)
async def two(x: int) -> int:
    return x


@bare.task
async def bare_task(x: int) -> int:
    return x


@bare.task
async def bare_other(x: int) -> int:
    return x


@none.task
async def none_task(x: int) -> int:
    return x


@other.task
async def other_task(x: int) -> int:
    return x


@based.task
async def based_task(x: int) -> int:
    return x


@zero.task
async def zero_task(x: int) -> int:
    return x


@pod.task
async def pod_task(x: int) -> int:
    return x
