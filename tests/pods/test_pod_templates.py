"""PodTemplates are laid under the task's Pod by mergo's rules."""

from __future__ import annotations

from typing import Any

import pytest

from flytex_cli.pods.cluster_config import ClusterConfig
from flytex_cli.pods.devices import DeviceClass
from flytex_cli.pods.draft import PodDraft
from flytex_cli.pods.errors import ClusterConfigError, TaskPodError
from flytex_cli.pods.merge import lay_under
from flytex_cli.pods.origins import Origin, Origins, Source
from flytex_cli.pods.run import Execution
from flytex_cli.pods.template_reader import read_pod_templates
from flytex_cli.pods.templates import PodTemplateStore, lay_template_under

from tests.pods.podkit import RUN, build, codes, container_spec, pod_spec_task, primary_of, terms_of  # isort: skip

ORIGIN = Origin(Source.TEMPLATE, "t")
PATH, INIT_PATH = "/dev/template-termination-log", "/dev/template-init-termination-log"


def merged(template: dict[str, Any], spec: dict[str, Any], primary: str = "") -> dict[str, Any]:
    """Lay a template under a PodSpec."""
    task = container_spec().task_template
    draft = PodDraft(task, ClusterConfig(), Execution.of(RUN, task.id, "flyte", ""), spec, {}, primary)
    lay_template_under(draft, template, ORIGIN)
    return draft.spec


def container(name: str, path: str = "", image: str = "default-image") -> dict[str, Any]:
    """Return a container of a template."""
    return {"name": name, "image": image, **({"terminationMessagePath": path} if path else {})}


def task_pod(*names: str) -> dict[str, Any]:
    """Return a Pod with containers and init containers of the task."""
    return {
        "schedulerName": "baseScheduler",
        "containers": [{"name": name, "image": "task-image"} for name in names],
        "initContainers": [{"name": f"init-{name}", "image": "task-init-image"} for name in names],
    }


@pytest.mark.parametrize(
    ("name", "template", "spec", "expected"),
    [
        (
            "template and base with no overlap",
            {"schedulerName": "templateScheduler"},
            {"serviceAccountName": "baseServiceAccount"},
            {"schedulerName": "templateScheduler", "serviceAccountName": "baseServiceAccount"},
        ),
        (
            "template and base with overlap",
            {"schedulerName": "templateScheduler"},
            {"schedulerName": "baseScheduler"},
            {"schedulerName": "baseScheduler"},
        ),
        (
            "template with default containers and base with no containers",
            {"containers": [container("default")], "initContainers": [container("default-init")]},
            {"schedulerName": "baseScheduler"},
            {"schedulerName": "baseScheduler"},
        ),
        ("template with no default containers and base containers", {}, task_pod("task-1"), task_pod("task-1")),
        (
            "template and base with no matching containers",
            {"containers": [container("not-matching", PATH)], "initContainers": [container("not-matching-init")]},
            task_pod("task-1"),
            task_pod("task-1"),
        ),
    ],
)
def test_merge_base_pod_specs_onto_template(name: str, template: Any, spec: Any, expected: Any) -> None:
    """Upstream `TestMergeBasePodSpecsOntoTemplate`, the Pod's own fields."""
    del name
    assert merged(template, spec) == expected


@pytest.mark.parametrize(
    ("name", "template", "paths", "init_paths"),
    [
        (
            "template and base with matching containers",
            {"containers": [container("task-1", PATH)], "initContainers": [container("init-task-1", INIT_PATH)]},
            [PATH, None],
            [INIT_PATH, None],
        ),
        (
            "template with default containers and base with containers",
            {"containers": [container("default", PATH)], "initContainers": [container("default-init", INIT_PATH)]},
            [PATH, PATH],
            [INIT_PATH, INIT_PATH],
        ),
        (
            "template with primary containers and base with containers",
            {"containers": [container("primary", PATH)], "initContainers": [container("primary-init", INIT_PATH)]},
            [PATH, None],
            [None, None],
        ),
    ],
)
def test_merge_base_pod_specs_onto_template_containers(
    name: str, template: Any, paths: list[str | None], init_paths: list[str | None]
) -> None:
    """Upstream `TestMergeBasePodSpecsOntoTemplate`, the containers; for Pods `primary-init` applies to none."""
    del name
    spec = merged(template, task_pod("task-1", "task-2"), primary="task-1")
    assert [item["image"] for item in spec["containers"]] == ["task-image"] * 2
    assert [item.get("terminationMessagePath") for item in spec["containers"]] == paths
    assert [item.get("terminationMessagePath") for item in spec["initContainers"]] == init_paths


def test_primary_container_template_does_not_duplicate_when_base_container_is_also_named_primary() -> None:
    """Upstream test of that name: volumes and mounts of the template, then of the task, each once."""

    def pod(*names: str) -> dict[str, Any]:
        mounts = [{"name": name, "mountPath": f"/mnt/{name}"} for name in names]
        volumes = [{"name": name, "emptyDir": {}} for name in names]
        return {"containers": [{"name": "primary", "volumeMounts": mounts}], "volumes": volumes}

    spec = merged(pod("shared-data", "scratch"), pod("shared-data1", "scratch1"), primary="primary")
    names = ["shared-data", "scratch", "shared-data1", "scratch1"]
    assert [volume["name"] for volume in spec["volumes"]] == names
    assert [mount["name"] for mount in spec["containers"][0]["volumeMounts"]] == names


def test_default_and_primary_templates_both_reach_the_primary() -> None:
    """Upstream 'both default and primary templates merge correctly': nothing is deduplicated, primary wins scalars."""
    template = {
        "containers": [
            {"name": "default", "env": [{"name": "BASE_VAR", "value": "default"}], "workingDir": "/default"},
            {"name": "primary", "env": [{"name": "BASE_VAR", "value": "primary"}], "workingDir": "/primary"},
        ]
    }
    spec = merged(template, task_pod("task-1", "task-2"), primary="task-1")
    first, second = spec["containers"]
    assert [variable["value"] for variable in first["env"]] == ["default", "primary"]
    assert first["workingDir"] == "/primary"
    assert [variable["value"] for variable in second["env"]] == ["default"]
    assert second["workingDir"] == "/default"


@pytest.mark.parametrize(
    ("template", "own", "expected"),
    [
        ({"enableServiceLinks": True}, {"enableServiceLinks": False}, {"enableServiceLinks": True}),
        ({}, {"enableServiceLinks": False}, {"enableServiceLinks": False}),
        ({"hostNetwork": True}, {"hostNetwork": False}, {"hostNetwork": True}),
        ({"hostNetwork": False}, {"hostNetwork": True}, {"hostNetwork": True}),
        ({"priority": 30}, {"priority": 0}, {"priority": 30}),
        (
            {"securityContext": {"runAsNonRoot": True, "fsGroup": 1}},
            {"securityContext": {"runAsNonRoot": False, "fsGroup": 2}},
            {"securityContext": {"runAsNonRoot": True, "fsGroup": 2}},
        ),
        ({"nodeSelector": {"a": "x", "b": "x"}}, {"nodeSelector": {"a": ""}}, {"nodeSelector": {"a": "", "b": "x"}}),
        (
            {"dnsConfig": {"searches": ["t"]}},
            {"dnsConfig": {"searches": ["t", "b"]}},
            {"dnsConfig": {"searches": ["t", "t", "b"]}},
        ),
    ],
)
def test_mergo(template: Any, own: Any, expected: Any) -> None:
    """The rules measured on mergo: zero values never override, except in maps; lists are joined, template first."""
    lay_under(own, template, "PodSpec", Origins(), ORIGIN)
    assert own == expected


@pytest.mark.parametrize(
    ("template", "own", "expected"), [("http", 8080, "http"), (8080, "http", "http"), (1, 8080, 8080), (8080, 0, 8080)]
)
def test_mergo_on_ports(template: Any, own: Any, expected: Any) -> None:
    """A port's kind is an enum whose zero is 'a number': a name in the template stays a name."""
    probe: dict[str, Any] = {"httpGet": {"port": own}}
    lay_under(probe, {"httpGet": {"port": template}}, "Probe", Origins(), ORIGIN)
    assert probe["httpGet"]["port"] == expected


def store(template: dict[str, Any], name: str = "foo", namespace: str = "flyte") -> PodTemplateStore:
    """Return a store with one template."""
    return PodTemplateStore({(namespace, name): template}, "flyte")


NAMED: dict[str, Any] = {"metadata": {"podTemplateName": "foo"}}


def test_get_pod_template() -> None:
    """Upstream `TestGetPodTemplate`: named by the task (must exist), or by the cluster (may be missing)."""
    template = {"spec": {"schedulerName": "from-template"}}
    assert build(container_spec(**NAMED), templates=store(template)).spec["schedulerName"] == "from-template"
    default = ClusterConfig(default_pod_template_name="foo")
    assert build(container_spec(), default, templates=store(template)).spec["schedulerName"] == "from-template"
    assert "schedulerName" not in build(container_spec(), default).spec
    assert "schedulerName" not in build(container_spec(), templates=store(template)).spec
    with pytest.raises(TaskPodError, match="PodTemplate 'foo' does not exist") as caught:
        build(container_spec(**NAMED), templates=store(template, name="other"))
    assert caught.value.hint == "known PodTemplates: other in flyte"


def test_pod_templates_are_searched_in_the_pods_namespace_first() -> None:
    """Then in the backend's own."""
    templates = PodTemplateStore(
        {("flyte", "foo"): {"spec": {"hostname": "own"}}, ("team", "foo"): {"spec": {"hostname": "team"}}}, "flyte"
    )
    team = ClusterConfig(namespace="team")
    assert build(container_spec(**NAMED), team, templates=templates).spec["hostname"] == "team"
    elsewhere = ClusterConfig(namespace="elsewhere")
    assert build(container_spec(**NAMED), elsewhere, templates=templates).spec["hostname"] == "own"


def test_merge_with_base_pod_template() -> None:
    """Upstream `TestMergeWithBasePodTemplate`: metadata too, the task's labels winning."""
    template = {
        "metadata": {"labels": {"fooKey": "bazValue", "barKey": "bazValue"}, "finalizers": ["x/y"], "name": "no"},
        "spec": {"containers": [container("primary", "/dev/primary-termination-log")]},
    }
    pod = {"containers": [{"name": "foo", "image": "i"}, {"name": "bar", "image": "i"}]}
    task = pod_spec_task(pod, primary="foo", pod_metadata={"labels": {"fooKey": "barValue"}}, **NAMED)
    built = build(task, templates=store(template))
    labels = built.pod["metadata"]["labels"]
    assert (labels["fooKey"], labels["barKey"]) == ("barValue", "bazValue")
    assert built.pod["metadata"]["finalizers"] == ["x/y"]
    assert built.pod["metadata"]["name"] == "rabc-a0-0"
    assert [item.get("terminationMessagePath") for item in built.spec["containers"]] == [
        "/dev/primary-termination-log",
        None,
    ]


def test_to_k8s_pod_device_class() -> None:
    """Upstream `TestToK8sPodDeviceClass`: task over device class over base; lists and maps hold all three."""

    def part(name: str, **fields: str) -> dict[str, Any]:
        return {"tolerations": [{"key": name, "operator": "Exists"}], "nodeSelector": {name: "yes"}, **fields}

    base = part("base", schedulerName="base-scheduler", dnsPolicy="ClusterFirst")
    device = part("device", schedulerName="device-scheduler", priorityClassName="device-priority")
    own = part("task", priorityClassName="task-priority", containers=[{"name": "primary", "image": "i"}])  # type: ignore[arg-type]
    neuron = DeviceClass("aws.amazon.com/neuron", pod_template={"spec": device})
    task = pod_spec_task(own, extendedResources={"gpuAccelerator": {"deviceClass": "AMAZON_NEURON"}}, **NAMED)
    config = ClusterConfig(accelerator_device_classes={"AMAZON_NEURON": neuron})
    spec = build(task, config, templates=store({"spec": base})).spec
    assert spec["schedulerName"] == "device-scheduler"
    assert spec["priorityClassName"] == "task-priority"
    assert spec["dnsPolicy"] == "ClusterFirst"
    assert [item["key"] for item in spec["tolerations"]] == ["base", "device", "task"]
    assert spec["nodeSelector"] == {"base": "yes", "device": "yes", "task": "yes"}


def test_template_resources_of_cpu_and_memory_never_win() -> None:
    """The task's defaults are in place before the template comes; other resources survive."""
    resources = {"requests": {"cpu": "4", "rdma/ib": "1"}, "limits": {"memory": "8Gi", "rdma/ib": "1"}}
    template = {"spec": {"containers": [{"name": "primary", "resources": resources}]}}
    primary = primary_of(build(container_spec(**NAMED), templates=store(template)))
    assert primary["resources"]["requests"] == {"cpu": "1", "memory": "1Gi", "rdma/ib": "1"}


def test_dropped_containers_and_ored_terms_are_told() -> None:
    """Two surprises of templates: no side-car comes in, and required node terms are joined by OR."""
    term = {"matchExpressions": [{"key": "zone", "operator": "In", "values": ["a"]}]}
    affinity = {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [term]}}}
    template = {"spec": {"containers": [container("proxy")], "affinity": affinity}}
    task = pod_spec_task({"containers": [{"name": "primary", "image": "i"}], "affinity": affinity}, **NAMED)
    built = build(task, templates=store(template))
    assert codes(built) == ["affinity-terms-ored", "template-container-dropped"]
    assert len(terms_of(built.spec)) == 2


def test_templates_do_not_grow_from_pod_to_pod() -> None:
    """The backend merges an equally named container into its cached template; flytex leaves the template alone."""
    template = {"spec": {"containers": [{"name": "primary", "env": [{"name": "A", "value": "1"}]}]}}
    before = repr(template)
    for _ in range(2):
        build(container_spec(**NAMED), templates=store(template))
    assert repr(template) == before


MANIFEST = """
apiVersion: v1
kind: PodTemplate
metadata: {name: foo, namespace: team}
template:
  spec:
    schedulerNam: x
    containers: [{name: default, resources: {limits: {memory: 1024Mi}}}]
"""


def test_read_pod_templates() -> None:
    """Manifests are decoded as Kubernetes objects: canonical quantities, unknown fields told and dropped."""
    reading = read_pod_templates([("t.yaml", MANIFEST)])
    found: Any = reading.store.find("team", "foo")
    assert found["spec"]["containers"][0]["resources"] == {"limits": {"memory": "1Gi"}}
    assert [(f.field, f.hint) for f in reading.findings] == [
        ("template.spec.schedulerNam", "did you mean 'schedulerName'?")
    ]


def test_read_pod_templates_from_a_list() -> None:
    """As `kubectl get podtemplates -o yaml` prints them; without a namespace they are the backend's."""
    text = "kind: List\nitems:\n- {kind: PodTemplate, metadata: {name: a}, template: {}}\n"
    assert set(read_pod_templates([("t.yaml", text)]).store.templates) == {("flyte", "a")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kind: Pod", "expected kind PodTemplate, found 'Pod'"),
        ("kind: PodTemplate", "has no metadata.name"),
        ("a: [", "t.yaml:1: not valid YAML"),
        ("- a", "expected a mapping, found list"),
        (
            "{kind: PodTemplate, metadata: {name: a}, template: {spec: {hostNetwork: 3}}}",
            "PodTemplate 'a': template.spec.hostNetwork: expected true or false, found 3",
        ),
    ],
)
def test_read_pod_templates_refuses(text: str, message: str) -> None:
    """What is no PodTemplate, naming file and field."""
    with pytest.raises(ClusterConfigError, match=r"t\.yaml") as caught:
        read_pod_templates([("t.yaml", text)])
    assert message in caught.value.message


def test_ephemeral_containers_of_a_template_are_refused() -> None:
    """No Pod is created with them, whoever brings them."""
    template = """
apiVersion: v1
kind: PodTemplate
metadata: {name: t}
template: {spec: {ephemeralContainers: [{name: debug, image: i}], containers: [{name: default, image: i}]}}
"""
    store = read_pod_templates([("t.yaml", template)]).store
    task = container_spec(metadata={"podTemplateName": "t"})
    found = [(finding.code.value, finding.field) for finding in build(task, templates=store).findings]
    assert found == [("contradiction", "spec.ephemeralContainers")]
