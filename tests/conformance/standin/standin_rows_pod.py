"""Rows: pod templates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.conformance.standin.standin_harness import Row, spec
from tests.conformance.standin.standin_helpers import Call, signatures, with_env
from tests.conformance.standin.standin_rows_task import environment, task


def pod_template(flyte: Any, **settings: Any) -> Any:
    from kubernetes.client import V1Container, V1EnvVar, V1PodSpec, V1ResourceRequirements

    primary = V1Container(
        name="primary",
        env=[V1EnvVar(name="T", value="1")],
        resources=V1ResourceRequirements(requests={"cpu": "9", "smarter-devices/fuse": "1"}, limits={"memory": "9Gi"}),
    )
    side = V1Container(name="side", image="busybox", resources=V1ResourceRequirements(requests={"cpu": "500m"}))
    spec_ = V1PodSpec(containers=[primary, side], termination_grace_period_seconds=30)
    return flyte.PodTemplate(pod_spec=spec_, labels={"l": "v"}, annotations={"a": "b"}, **settings)


def with_pod(make: Call) -> Call:
    return lambda flyte: spec(
        flyte,
        task(
            flyte,
            env={
                "pod_template": make(flyte),
                "resources": flyte.Resources(cpu=1, gpu="T4:1", memory=("1Gi", "2Gi"), disk="5Gi"),
                "env_vars": {"A": "1"},
            },
        ),
    )


def own_image(flyte: Any) -> Any:
    template = pod_template(flyte)
    template.pod_spec.containers[0].image = "own:1"
    return template


def from_spec(names: list[str], **settings: Any) -> Call:
    def call(flyte: Any) -> Any:
        from kubernetes.client import V1Container, V1PodSpec

        containers = [V1Container(name=name) for name in names]
        return flyte.PodTemplate.from_spec(V1PodSpec(containers=containers), **settings).primary_container_name

    return call


POD = Row("PodTemplate")


POD.table(
    {
        **signatures("PodTemplate"),
        "named": with_env(pod_template="named"),
        "empty": with_pod(lambda flyte: flyte.PodTemplate()),
        "labels only": with_pod(lambda flyte: flyte.PodTemplate(labels={"queue": "q"})),
        "merged": with_pod(pod_template),
        "without resources": lambda flyte: spec(flyte, task(flyte, env={"pod_template": pod_template(flyte)})),
        "own image": with_pod(own_image),
        "other primary": with_pod(lambda flyte: pod_template(flyte, primary_container_name="side")),
        "missing primary": with_pod(lambda flyte: pod_template(flyte, primary_container_name="none")),
        "fuse": with_pod(lambda flyte: pod_template(flyte).allow_fuse()),
        "fuse twice": with_pod(lambda flyte: flyte.PodTemplate().allow_fuse().allow_fuse()),
        "fuse privileged": with_pod(lambda flyte: flyte.PodTemplate().allow_fuse(privileged=True)),
        "sandboxing": with_pod(lambda flyte: flyte.PodTemplate().allow_nested_sandboxing()),
        "fuse and sandboxing": with_pod(lambda flyte: flyte.PodTemplate().allow_fuse().allow_nested_sandboxing()),
        "privileged and sandboxing": lambda flyte: flyte.PodTemplate().allow_fuse(True).allow_nested_sandboxing(),
        "sandboxing and privileged": lambda flyte: flyte.PodTemplate().allow_nested_sandboxing().allow_fuse(True),
        "other AppArmor": lambda flyte: flyte.PodTemplate(
            annotations={"container.apparmor.security.beta.kubernetes.io/primary": "x"}
        ).allow_nested_sandboxing(),
        "grace": with_pod(lambda flyte: flyte.PodTemplate().with_termination_grace_period(timedelta(minutes=2))),
        "grace seconds": with_pod(lambda flyte: pod_template(flyte).with_termination_grace_period(5)),
        "grace negative": lambda flyte: flyte.PodTemplate().with_termination_grace_period(-5),
        "grace flag": lambda flyte: flyte.PodTemplate().with_termination_grace_period(True),
        "grace none": lambda flyte: flyte.PodTemplate().with_termination_grace_period(None),
        "from_spec primary": from_spec(["a", "primary"]),
        "from_spec only one": from_spec(["a"]),
        "from_spec unclear": from_spec(["a", "b"]),
        "from_spec named": from_spec(["a", "b"], primary_container_name="b"),
        "from_spec missing": from_spec(["a", "b"], primary_container_name="c"),
        "to_k8s_pod": lambda flyte: pod_template(flyte).to_k8s_pod(),
        "refused": lambda flyte: environment(flyte, pod_template=3),
    }
)


POD.table(
    {"to_k8s_pod of nothing": lambda flyte: flyte.PodTemplate().to_k8s_pod()},
    why="kubernetes clients from 37 refuse a spec without containers, so the SDK raises; the stand-in writes none",
)


ROWS = [POD]
