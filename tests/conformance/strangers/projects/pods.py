"""Pod templates: merges with resources, variables and secrets."""

import flyte
from kubernetes.client import (
    V1Affinity,
    V1Container,
    V1EmptyDirVolumeSource,
    V1EnvVar,
    V1HostAlias,
    V1NodeAffinity,
    V1NodeSelector,
    V1NodeSelectorRequirement,
    V1NodeSelectorTerm,
    V1PodSecurityContext,
    V1PodSpec,
    V1ResourceRequirements,
    V1Toleration,
    V1Volume,
    V1VolumeMount,
)

spec = V1PodSpec(
    containers=[
        V1Container(
            name="primary", env=[V1EnvVar(name="FROM_POD", value="1")], image="ignored:1",
            volume_mounts=[V1VolumeMount(name="scratch", mount_path="/scratch")],
            resources=V1ResourceRequirements(requests={"cpu": "1"}, limits={"memory": "2Gi"}),
        ),
        V1Container(name="sidecar", image="envoy:1", args=["-c", "x"], env=[V1EnvVar(name="S", value="2")]),
    ],
    init_containers=[V1Container(name="init", image="busybox:1", command=["true"])],
    volumes=[V1Volume(name="scratch", empty_dir=V1EmptyDirVolumeSource(medium="Memory", size_limit="1Gi"))],
    tolerations=[V1Toleration(key="gpu", operator="Exists", effect="NoSchedule")],
    node_selector={"pool": "gpu"}, service_account_name="robot", priority_class_name="high",
    security_context=V1PodSecurityContext(run_as_user=1000, fs_group=2000),
    host_aliases=[V1HostAlias(ip="10.0.0.1", hostnames=["db"])],
    affinity=V1Affinity(node_affinity=V1NodeAffinity(required_during_scheduling_ignored_during_execution=V1NodeSelector(
        node_selector_terms=[V1NodeSelectorTerm(match_expressions=[
            V1NodeSelectorRequirement(key="zone", operator="In", values=["a", "b"])])]))),
)
template = flyte.PodTemplate(pod_spec=spec, primary_container_name="primary", labels={"l": "1"}, annotations={"a": "2"})
env = flyte.TaskEnvironment(
    "pods", pod_template=template, resources=flyte.Resources(cpu=(1, 2), memory="1Gi", gpu="A100:1", shm="auto"),
    env_vars={"A": "1"}, secrets=flyte.Secret("k", as_env_var="K"),
)
named = flyte.TaskEnvironment("pods-named", pod_template="cluster-template")
empty = flyte.TaskEnvironment("pods-empty", pod_template=flyte.PodTemplate())


@env.task
async def one(x: int) -> int: ...


@env.task(pod_template=flyte.PodTemplate(labels={"only": "this"}))
async def two(x: int) -> int: ...


@named.task
async def three(x: int) -> int: ...


@empty.task
async def four(x: int) -> int: ...
