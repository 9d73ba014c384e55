# cluster: on_prem
import flyte
from flyte import PodTemplate
from kubernetes.client import V1Container, V1PodSpec  # expect: IMG009

PLAIN = V1PodSpec(containers=[V1Container(name="primary")], runtime_class_name="gvisr")
SAFE = V1PodSpec(containers=[V1Container(name="primary")], runtime_class_name="gvisor")
gpus = flyte.TaskEnvironment("gpus", resources=flyte.Resources(gpu=6))  # expect: CLU004
many = flyte.TaskEnvironment("many", resources=flyte.Resources(cpu="33", memory="1Gi"))  # expect: CLU006
disk = flyte.TaskEnvironment("disk", resources=flyte.Resources(cpu=1, disk="101Gi"))  # expect: CLU007
sized = flyte.TaskEnvironment("sized", resources=flyte.Resources(memory="65Gi"))  # expect: CLU005
plain = flyte.TaskEnvironment("plain", pod_template=PodTemplate(pod_spec=PLAIN))  # expect: CLU009
safe = flyte.TaskEnvironment("safe", pod_template=PodTemplate(pod_spec=SAFE))


@gpus.task
async def t_gpus(x: int) -> int:
    return x


@many.task
async def t_many(x: int) -> int:
    return x


@disk.task
async def t_disk(x: int) -> int:
    return x


@sized.task
async def t_sized(x: int) -> int:
    return x


@plain.task
async def t_plain(x: int) -> int:
    return x


@safe.task
async def t_safe(x: int) -> int:
    return x
