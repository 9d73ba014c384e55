# cluster: eks
import flyte
from flyte import PodTemplate
from kubernetes.client import V1Container, V1PodSpec, V1Toleration  # expect: IMG009

SPOT = V1PodSpec(containers=[V1Container(name="primary")], node_selector={"karpenter.sh/nodepool": "spot"})
TOLERANT = V1PodSpec(
    containers=[V1Container(name="primary")],
    node_selector={"karpenter.sh/nodepool": "spot"},
    tolerations=[V1Toleration(key="spot", operator="Exists")],
)
SOON = V1PodSpec(containers=[V1Container(name="primary")], priority_class_name="interactiv")
LATER = V1PodSpec(containers=[V1Container(name="primary")], priority_class_name="interactive")
BUILT_IN = V1PodSpec(containers=[V1Container(name="primary")], priority_class_name="system-node-critical")
KATA = V1PodSpec(containers=[V1Container(name="primary")], runtime_class_name="kata")
ENDS = V1PodSpec(containers=[V1Container(name="primary")], active_deadline_seconds=60)

by_default = flyte.TaskEnvironment("by_default")
much = flyte.TaskEnvironment("much", resources=flyte.Resources(cpu=1, memory="50Gi"))  # expect: CLU004
too_much = flyte.TaskEnvironment("too_much", resources=flyte.Resources(cpu=20, memory="1Gi"))  # expect: CLU006
spot = flyte.TaskEnvironment("spot", pod_template=PodTemplate(pod_spec=SPOT))  # expect: CLU006
tolerant = flyte.TaskEnvironment("tolerant", pod_template=PodTemplate(pod_spec=TOLERANT))
soon = flyte.TaskEnvironment("soon", pod_template=PodTemplate(pod_spec=SOON))  # expect: CLU008
later = flyte.TaskEnvironment("later", pod_template=PodTemplate(pod_spec=LATER), resources=flyte.Resources(memory="50Gi"))
critical = flyte.TaskEnvironment("critical", pod_template=PodTemplate(pod_spec=BUILT_IN))
unknown = flyte.TaskEnvironment("unknown", pod_template=PodTemplate(pod_spec=KATA))
ends = flyte.TaskEnvironment("ends", pod_template=PodTemplate(pod_spec=ENDS))  # expect: CLU004


@by_default.task
async def t_by_default(x: int) -> int:
    return x


@much.task
async def t_much(x: int) -> int:
    return x


@too_much.task
async def t_too_much(x: int) -> int:
    return x


@spot.task
async def t_spot(x: int) -> int:
    return x


@tolerant.task
async def t_tolerant(x: int) -> int:
    return x


@soon.task
async def t_soon(x: int) -> int:
    return x


@later.task
async def t_later(x: int) -> int:
    return x


@critical.task
async def t_critical(x: int) -> int:
    return x


@unknown.task
async def t_unknown(x: int) -> int:
    return x


@ends.task
async def t_ends(x: int) -> int:
    return x
