import flyte
from flyte import Cron, PodTemplate, Trigger
from kubernetes.client import V1Container, V1PodSpec  # expect: IMG009

POD = V1PodSpec(containers=[V1Container(name="primary")], service_account_name="root")
night = Cron("0 0 * * *")
slow = flyte.TaskEnvironment("slow", queue="slow")  # expect: CLU001
fast = flyte.TaskEnvironment("fast", queue="gpu")
lost = flyte.TaskEnvironment("lost", pod_template="gpu-node")  # expect: CLU002
found = flyte.TaskEnvironment("found", pod_template="gpu-nodes")
who = flyte.TaskEnvironment("who", service_account="trainer")  # expect: CLU003
root = flyte.TaskEnvironment("root", pod_template=PodTemplate(pod_spec=POD))  # expect: CLU003
known = flyte.TaskEnvironment("known", service_account="runner")


@slow.task
async def t_slow(x: int) -> int:
    return x


@fast.task(triggers=Trigger("night", night, inputs={"x": 1}, queue="late"))  # expect: CLU001
async def t_fast(x: int) -> int:
    return x


@fast.task(triggers=Trigger("night", night, inputs={"x": 1}, queue="default"))
async def t_default(x: int) -> int:
    return x


@lost.task
async def t_lost(x: int) -> int:
    return x


@found.task
async def t_found(x: int) -> int:
    return x


@who.task
async def t_who(x: int) -> int:
    return x


@root.task
async def t_root(x: int) -> int:
    return x


@known.task
async def t_known(x: int) -> int:
    return x
