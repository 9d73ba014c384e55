import flyte
from flyte import PodTemplate
from kubernetes.client import (  # expect: IMG009
    V1Container,
    V1EmptyDirVolumeSource,
    V1EnvVar,
    V1PodSpec,
    V1ResourceRequirements,
    V1Volume,
    V1VolumeMount,
)

PRIMARY = V1Container(name="primary")
MEMORY = V1EmptyDirVolumeSource(medium="Memory")


def of(*containers, labels=None, **spec):
    return PodTemplate(labels=labels or {}, pod_spec=V1PodSpec(containers=list(containers), **spec))


def primary(**fields):
    return V1Container(name="primary", **fields)


class Named:
    main = PodTemplate(primary_container_name="main", pod_spec=V1PodSpec(containers=[V1Container(name="main")]))


limits = V1ResourceRequirements(requests={"memory": "2Gi"}, limits={"memory": "1Gi"})
shm = V1VolumeMount(name="shm", mount_path="/dev/shm")
no_primary = flyte.TaskEnvironment("no-primary", pod_template=of(V1Container(name="main", image="a:1")))  # expect: POD001
command = flyte.TaskEnvironment("command", pod_template=of(primary(command=["sh"], args=["-c"])))  # expect: POD002, POD002
image = flyte.TaskEnvironment("image", pod_template=of(primary(image="busybox:1")), image="ghcr.io/acme/app:1")  # expect: POD002
memory = flyte.TaskEnvironment("memory", pod_template=of(primary(resources=V1ResourceRequirements(limits={"memory": "1Gi"}))), resources=flyte.Resources(memory="2Gi"))  # expect: POD002
sidecar = flyte.TaskEnvironment("sidecar", pod_template=of(PRIMARY, V1Container(name="proxy")))  # expect: POD003
double = flyte.TaskEnvironment("double", pod_template=of(PRIMARY, V1Container(name="a", image="a:1"), V1Container(name="a", image="a:1")))  # expect: POD003
twice = flyte.TaskEnvironment("twice", pod_template=of(primary(env=[V1EnvVar(name="A", value="1"), V1EnvVar(name="A", value="2")])))  # expect: POD006
both = flyte.TaskEnvironment("both", pod_template=of(primary(env=[V1EnvVar(name="A", value="1")])), env_vars={"A": "2"})  # expect: POD006
mount = flyte.TaskEnvironment("mount", pod_template=of(primary(volume_mounts=[V1VolumeMount(name="data", mount_path="/data")])))  # expect: POD003
over = flyte.TaskEnvironment("over", pod_template=of(PRIMARY, V1Container(name="a", image="a:1", resources=limits)))  # expect: POD006
label = flyte.TaskEnvironment("label", pod_template=of(PRIMARY, labels={"team": "a team!"}))  # expect: POD003
restart = flyte.TaskEnvironment("restart", pod_template=of(PRIMARY, restart_policy="Always"))  # expect: POD003
shared = flyte.TaskEnvironment("shared", pod_template=of(primary(volume_mounts=[shm]), volumes=[V1Volume(name="shm", empty_dir=MEMORY)]), resources=flyte.Resources(shm="1Gi"))  # expect: POD004
account = flyte.TaskEnvironment("account", pod_template=of(PRIMARY, service_account_name="other"), service_account="one")  # expect: POD005
words = flyte.TaskEnvironment("words", pod_template="No Such", service_account="My_SA")  # expect: POD005, POD005
good = flyte.TaskEnvironment("good", pod_template=Named.main, resources=flyte.Resources(cpu=1, memory="1Gi"), env_vars={"B": "1"})
labels = flyte.TaskEnvironment("labels", pod_template=PodTemplate(labels={"example.com/team": "search"}))
plain = flyte.TaskEnvironment("plain", pod_template="shared-pool", service_account="runner.prod")


@no_primary.task
async def t_no_primary(x: int) -> int:
    return x


@command.task
async def t_command(x: int) -> int:
    return x


@image.task
async def t_image(x: int) -> int:
    return x


@memory.task
async def t_memory(x: int) -> int:
    return x


@sidecar.task
async def t_sidecar(x: int) -> int:
    return x


@double.task
async def t_double(x: int) -> int:
    return x


@twice.task
async def t_twice(x: int) -> int:
    return x


@both.task
async def t_both(x: int) -> int:
    return x


@mount.task
async def t_mount(x: int) -> int:
    return x


@over.task
async def t_over(x: int) -> int:
    return x


@label.task
async def t_label(x: int) -> int:
    return x


@restart.task
async def t_restart(x: int) -> int:
    return x


@shared.task
async def t_shared(x: int) -> int:
    return x


@account.task
async def t_account(x: int) -> int:
    return x


@words.task
async def t_words(x: int) -> int:
    return x


@good.task
async def t_good(x: int) -> int:
    return x


@labels.task
async def t_labels(x: int) -> int:
    return x


@plain.task
async def t_plain(x: int) -> int:
    return x
