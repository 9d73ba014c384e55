import flyte
from kubernetes.client import V1Container, V1PodSpec, V1ResourceRequirements

OURS = "ghcr.io/acme/base:1"
env = flyte.TaskEnvironment(
    "env", description="Pods of the platform.", image=OURS, resources=flyte.Resources(cpu=1, memory="1Gi")
)
limited = flyte.TaskEnvironment(
    "limited",
    description="A Pod with limits.",
    image=OURS,
    pod_template=flyte.PodTemplate(
        primary_container_name="main",
        pod_spec=V1PodSpec(
            containers=[
                V1Container(name="main", resources=V1ResourceRequirements(limits={"memory": "1Gi", "cpu": "1"}))
            ]
        ),
    ),
)
network = flyte.TaskEnvironment(
    "network",
    description="A Pod on the node's network.",
    image=OURS,
    pod_template=flyte.PodTemplate(  # expect: ACME016, ACME017
        primary_container_name="main",
        pod_spec=V1PodSpec(
            host_network=True,
            containers=[
                V1Container(name="main", resources=V1ResourceRequirements(limits={"memory": "1Gi", "cpu": "1"})),
                V1Container(name="sidecar", image="docker.io/library/busybox:1"),
            ],
        ),
    ),
)


@env.task
async def plain(x: int) -> int:
    """Run."""
    return x


@limited.task
async def templated(x: int) -> int:
    """Run."""
    return x


@network.task
async def near(x: int) -> int:
    """Run."""
    return x
