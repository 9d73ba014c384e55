"""Pod templates."""

import flyte
import flyte.app
from flyte.app import AppEnvironment, Parameter
from kubernetes.client import (
    V1Container,
    V1ContainerPort,
    V1EnvVar,
    V1PodSpec,
    V1ResourceRequirements,
)


def template(**settings) -> flyte.PodTemplate:
    side = V1Container(name="side", image="side:1", ports=[V1ContainerPort(container_port=1)])
    spec = V1PodSpec(containers=[side, V1Container(name="app", **settings)], node_selector={"pool": "web"})
    return flyte.PodTemplate(spec, "app", {"team": "web"}, {"note": "x"})


full = template(
    image="own:1",
    command=["lost"],
    args=["lost"],
    env=[V1EnvVar(name="OWN", value="1")],
    ports=[V1ContainerPort(container_port=2, name="own")],
    resources=V1ResourceRequirements(requests={"cpu": "7", "example.com/fpga": "1"}, claims=[{"name": "device"}]),
)
RESOURCES = flyte.Resources(cpu=1, memory=("1Gi", "2Gi"), gpu="T4:1", disk="1Gi")

plain = AppEnvironment(name="plain", image="web:1", pod_template=template())
by_default_image = AppEnvironment(name="by-default-image", pod_template=template())
without_image = AppEnvironment(name="without-image", image=None, pod_template=template())
merged = AppEnvironment(
    name="merged",
    image="web:1",
    pod_template=full,
    env_vars={"A": "b"},
    resources=RESOURCES,
    port=9000,
    parameters=[Parameter("a", flyte.app.RunOutput(type="file", run_name="r"))],
)
left_alone = AppEnvironment(name="left-alone", image="web:1", pod_template=full, command="run", args="a b")
labels_only = AppEnvironment(name="labels-only", pod_template=flyte.PodTemplate(labels={"team": "web"}))
fused = AppEnvironment(name="fused", image="web:1", pod_template=template().allow_fuse(), resources=RESOURCES)
again = merged.clone_with("again", pod_template=template())
