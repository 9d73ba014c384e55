# cluster: gke
import flyte
from flyte import Cron, PodTemplate, Trigger
from kubernetes.client import V1Container, V1PodSpec, V1ResourceRequirements  # expect: IMG009

small = flyte.TaskEnvironment("small", resources=flyte.Resources(cpu=2, memory="4Gi"))
large = flyte.TaskEnvironment("large", resources=flyte.Resources(cpu=2, memory="90Gi"))  # expect: CLU006
largest = flyte.TaskEnvironment("largest", resources=flyte.Resources(cpu=2, memory="170Gi"))  # expect: CLU004, CLU006
wide = flyte.TaskEnvironment("wide", resources=flyte.Resources(cpu=36, memory="8Gi"))  # expect: CLU005, CLU006, CLU007
a100 = flyte.TaskEnvironment("a100", resources=flyte.Resources(cpu=4, memory="40Gi", gpu="A100:1"))
pair = flyte.TaskEnvironment("pair", resources=flyte.Resources(cpu=4, memory="40Gi", gpu="A100:2"))  # expect: CLU006
l4 = flyte.TaskEnvironment("l4", resources=flyte.Resources(cpu=4, memory="40Gi", gpu="L4:2"))
four = flyte.TaskEnvironment("four", resources=flyte.Resources(cpu=4, memory="40Gi", gpu="L4:4"))  # expect: CLU007
h100 = flyte.TaskEnvironment("h100", resources=flyte.Resources(cpu=4, memory="40Gi", gpu="H100:1"))  # expect: CLU006
tiny = flyte.TaskEnvironment("tiny", resources=flyte.Resources(cpu="50m", memory="1Gi"))  # expect: CLU005
disk = flyte.TaskEnvironment("disk", resources=flyte.Resources(cpu=1, memory="1Gi", disk="60Gi"))  # expect: CLU005
burst = flyte.TaskEnvironment("burst", resources=flyte.Resources(cpu=(1, 5), memory="1Gi"))  # expect: CLU005
steady = flyte.TaskEnvironment("steady", resources=flyte.Resources(cpu=(1, 4), memory="1Gi"))
arm = flyte.TaskEnvironment(
    "arm",
    image=flyte.Image.from_debian_base(name="arm", platform=("linux/arm64",)),
    resources=flyte.Resources(cpu=1, memory="1Gi"),  # expect: CLU006
)
one = flyte.TaskEnvironment("one", service_account="trainer", resources=flyte.Resources(cpu=1, memory="1Gi"))
other = flyte.TaskEnvironment("other", service_account="admin", resources=flyte.Resources(cpu=1, memory="1Gi"))  # expect: CLU003
POOL = V1PodSpec(containers=[V1Container(name="primary")], node_selector={"cloud.google.com/gke-nodepool": "h100"})
HERE = V1PodSpec(containers=[V1Container(name="primary")], node_selector={"cloud.google.com/gke-nodepool": "default"})
nowhere = flyte.TaskEnvironment("nowhere", pod_template=PodTemplate(pod_spec=POOL))  # expect: CLU006
here = flyte.TaskEnvironment("here", pod_template=PodTemplate(pod_spec=HERE))
DB = {"cpu": "1", "memory": "29Gi"}
TWIN = V1PodSpec(
    containers=[
        V1Container(name="primary"),
        V1Container(name="db", image="postgres:17", resources=V1ResourceRequirements(requests=DB, limits=DB)),
    ],
    node_selector={"cloud.google.com/gke-nodepool": "default"},
)
beside = flyte.TaskEnvironment("beside", pod_template=PodTemplate(pod_spec=TWIN))  # expect: CLU006


@small.task
async def t_small(x: int) -> int:
    return x


@small.task
def sweep_part(x: int) -> int:
    return x


def started() -> list[int]:
    return list(flyte.map(sweep_part, range(0, 60, 2)))  # expect: CLU010


@small.task(triggers=Trigger("nightly", Cron("0 2 * * *")))
def sweep() -> int:
    return sum(started())


@small.task
def by_hand() -> int:
    return sum(flyte.map(sweep_part, [1] * 60))


@small.task(triggers=Trigger("unwritten", Cron("0 2 * * *"), inputs={"xs": [1]}))
def unwritten(xs: list[int]) -> int:
    return sum(flyte.map(sweep_part, xs))


@small.task(triggers=Trigger("few", Cron("0 2 * * *")))
def few() -> int:
    return sum(flyte.map(sweep_part, range(60), concurrency=10))


@large.task
async def t_large(x: int) -> int:
    return x


@largest.task
async def t_largest(x: int) -> int:
    return x


@wide.task
async def t_wide(x: int) -> int:
    return x


@a100.task
async def t_a100(x: int) -> int:
    return x


@pair.task
async def t_pair(x: int) -> int:
    return x


@l4.task
async def t_l4(x: int) -> int:
    return x


@four.task
async def t_four(x: int) -> int:
    return x


@h100.task
async def t_h100(x: int) -> int:
    return x


@tiny.task
async def t_tiny(x: int) -> int:
    return x


@disk.task
async def t_disk(x: int) -> int:
    return x


@burst.task
async def t_burst(x: int) -> int:
    return x


@steady.task
async def t_steady(x: int) -> int:
    return x


@arm.task
async def t_arm(x: int) -> int:
    return x


@one.task
async def t_one(x: int) -> int:
    return x


@other.task
async def t_other(x: int) -> int:
    return x


@nowhere.task
async def t_nowhere(x: int) -> int:
    return x


@here.task
async def t_here(x: int) -> int:
    return x


@beside.task
async def t_beside(x: int) -> int:
    return x
