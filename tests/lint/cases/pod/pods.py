"""What becomes of Pods, beyond what other rules say."""

import flyte
from flyte.extras import ContainerTask
from kubernetes.client import (  # expect: IMG009
    V1Container,
    V1EmptyDirVolumeSource,
    V1EnvVar,
    V1PodSpec,
    V1ResourceRequirements,
    V1Volume,
    V1VolumeMount,
)


def pod(*sidecars: V1Container, **primary) -> flyte.PodTemplate:
    return flyte.PodTemplate(pod_spec=V1PodSpec(containers=[V1Container(name="primary", **primary), *sidecars]))


def sized(**amounts) -> V1Container:
    return V1Container(name="proxy", image="envoyproxy/envoy:v1.33", resources=V1ResourceRequirements(**amounts))


plain = flyte.TaskEnvironment("plain")
well = flyte.TaskEnvironment("well", pod_template=pod(sized(requests={"cpu": "1"}, limits={"cpu": "1"})))
labels_only = flyte.TaskEnvironment("labels-only", pod_template=flyte.PodTemplate(labels={"team": "ml"}))
named_template = flyte.TaskEnvironment("named-template", pod_template="gpu-nodes")
accelerated = flyte.TaskEnvironment("accelerated", resources=flyte.Resources(gpu="A100:1", memory="1Gi", shm="auto"))
unlimited = flyte.TaskEnvironment("unlimited", pod_template=pod(sized(requests={"cpu": "1"})))  # expect: POD003
lowered = flyte.TaskEnvironment("lowered", pod_template=pod(sized(requests={"cpu": "2"}, limits={"cpu": "1"})))  # expect: POD006
unreadable = flyte.TaskEnvironment("unreadable", pod_template=pod(sized(requests={"memory": "1GiB"})))  # expect: POD003
no_volume = flyte.TaskEnvironment("no-volume", pod_template=pod(volume_mounts=[V1VolumeMount(name="scratch", mount_path="/scratch")]))  # expect: POD003
no_image = flyte.TaskEnvironment("no-image", pod_template=pod(V1Container(name="proxy")))  # expect: POD003
bad_label = flyte.TaskEnvironment("bad-label", pod_template=flyte.PodTemplate(labels={"my team": "ml"}))  # expect: POD003
twice = flyte.TaskEnvironment("twice", pod_template=pod(env=[V1EnvVar(name="A", value="1"), V1EnvVar(name="A", value="2")]))  # expect: POD006
own_resources = flyte.TaskEnvironment("own-resources", resources=flyte.Resources(memory="1GiB"), pod_template=pod())  # expect: RES001
own_range = flyte.TaskEnvironment("own-range", resources=flyte.Resources(cpu=(4, 1)), pod_template=pod())  # expect: RES002

VOLUME = V1Volume(name="scratch", empty_dir=V1EmptyDirVolumeSource())
with_volume = flyte.TaskEnvironment(
    "with-volume",
    pod_template=flyte.PodTemplate(
        pod_spec=V1PodSpec(
            containers=[
                V1Container(
                    name="primary", volume_mounts=[V1VolumeMount(name="scratch", mount_path="/scratch")]
                )
            ],
            volumes=[VOLUME],
        )
    ),
)


@plain.task
async def of_plain(x: int) -> int:
    return x


@well.task
async def of_well(x: int) -> int:
    return x


@labels_only.task
async def of_labels_only(x: int) -> int:
    return x


@named_template.task
async def of_named_template(x: int) -> int:
    return x


@accelerated.task
async def of_accelerated(x: int) -> int:
    return x


@unlimited.task
async def of_unlimited(x: int) -> int:
    return x


@lowered.task
async def of_lowered(x: int) -> int:
    return x


@unreadable.task
async def of_unreadable(x: int) -> int:
    return x


@no_volume.task
async def of_no_volume(x: int) -> int:
    return x


@no_image.task
async def of_no_image(x: int) -> int:
    return x


@bad_label.task
async def of_bad_label(x: int) -> int:
    return x


@twice.task
async def of_twice(x: int) -> int:
    return x


@own_resources.task
async def of_own_resources(x: int) -> int:
    return x


@own_range.task
async def of_own_range(x: int) -> int:
    return x


@with_volume.task
async def of_with_volume(x: int) -> int:
    return x


contained = ContainerTask("contained", "alpine:3", ["echo", "x is", "{{.inputs.x}}"], inputs={"x": str}, outputs={"y": str})
flyte.TaskEnvironment.from_task("contained", contained)
