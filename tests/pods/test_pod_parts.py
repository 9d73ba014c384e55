"""Shared memory, co-pilot, variables, metadata, the VSCode probe: each part of a Pod that the backend adds."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

import pytest
from flyteidl2.core import interface_pb2

from flytex_cli.pods.cluster_config import ClusterConfig, CoPilotConfig, StorageConfig
from flytex_cli.pods.errors import TaskPodError
from flytex_cli.pods.origins import path_text
from flytex_cli.pods.templates import PodTemplateStore

from tests.pods.podkit import RUN, build, codes, container_spec, interface, pod_spec_task, primary_of  # isort: skip

SHM = {"mountName": "flyte-shared-memory", "mountPath": "/dev/shm"}


def shm_pod(shm: dict[str, str], **primary: Any) -> Any:
    """Build a Pod with shared memory."""
    volumes = primary.pop("volumes", [])
    containers = [{"name": "primary", "image": "i", **primary}]
    return build(pod_spec_task({"containers": containers, "volumes": volumes}, extendedResources={"sharedMemory": shm}))


@pytest.mark.parametrize(
    ("given", "size"), [({}, "0"), ({"sizeLimit": "2Gi"}, "2Gi"), ({"sizeLimit": "1024Mi"}, "1Gi")]
)
def test_apply_shared_memory(given: dict[str, str], size: str) -> None:
    """Upstream `TestApplySharedMemory`: a memory volume, mounted in the primary; no size is an explicit zero."""
    built = shm_pod({**SHM, **given})
    volume = {"name": "flyte-shared-memory", "emptyDir": {"medium": "Memory", "sizeLimit": size}}
    assert built.spec["volumes"] == [volume]
    assert primary_of(built)["volumeMounts"] == [{"name": "flyte-shared-memory", "mountPath": "/dev/shm"}]


@pytest.mark.parametrize(
    ("name", "shm", "pod", "message"),
    [
        ("No mount name", {"mountPath": "/dev/shm"}, {}, "mount name is not set"),
        ("No mount path name", {"mountName": "a"}, {}, "mount path is not set"),
        (
            "Volume already exists in spec",
            SHM,
            {"volumes": [{"name": "flyte-shared-memory", "emptyDir": {}}]},
            "A volume is already named flyte-shared-memory in pod spec",
        ),
        (
            "Volume already in container",
            SHM,
            {"volumeMounts": [{"name": "flyte-shared-memory", "mountPath": "/x"}]},
            "A volume is already named flyte-shared-memory in container",
        ),
        (
            "Mount path already in container",
            SHM,
            {"volumeMounts": [{"name": "v2", "mountPath": "/dev/shm"}]},
            "/dev/shm is already mounted in container",
        ),
        (
            "Unparsable size",
            {**SHM, "sizeLimit": "bad-name"},
            {},
            "Unable to parse size limit: 'bad-name' is not a Kubernetes quantity",
        ),
    ],
)
def test_apply_shared_memory_errors(name: str, shm: Any, pod: Any, message: str) -> None:
    """Upstream `TestApplySharedMemoryErrors`: the Pod is shown without the volume, with the backend's error."""
    del name
    built = shm_pod(shm, **pod)
    assert [e.message for e in built.errors if e.code.value == "shared-memory-conflict"] == [message]


def test_shared_memory_above_the_memory_limit_is_told() -> None:
    """It counts against the container's memory."""
    resources = {"limits": {"memory": "1Gi"}}
    assert "shared-memory-larger-than-memory" in codes(shm_pod({**SHM, "sizeLimit": "2Gi"}, resources=resources))
    assert codes(shm_pod({**SHM, "sizeLimit": "1Gi"}, resources=resources)) == []


COPILOT = CoPilotConfig(
    name="test-",
    image="test",
    default_input_path="/in",
    default_output_path="/out",
    input_vol_name="inp",
    output_vol_name="out",
    cpu="1024m",
    memory="1024Mi",
)


def raw_task(inputs: list[str], outputs: list[str], **data_config: Any) -> Any:
    """Return a raw container task."""
    task = container_spec(task_type="raw-container")
    task.task_template.interface.CopyFrom(interface(inputs, outputs))
    data = task.task_template.container.data_config
    data.enabled = data_config.pop("enabled", True)
    for key, value in data_config.items():
        setattr(data, key, value)
    return task


def test_add_copilot_to_pod() -> None:
    """Upstream `TestAddCoPilotToPod` 'happy' and `TestFlyteCoPilotContainer`, the whole of it."""
    storage = StorageConfig("s3", "bucket", False, "s3", {"region": "eu"})
    config = ClusterConfig(co_pilot=COPILOT, storage=storage, default_security_context={"privileged": False})
    built = build(raw_task(["x", "y"], ["o"]), config)
    uploader, downloader = built.spec["initContainers"]
    command = [
        *("/bin/flyte-copilot", "--storage.limits.maxDownloadMBs=0", "--logger.level=3", "--storage.container=bucket"),
        *("--storage.type=s3", "--storage.stow.config", "region=eu", "--storage.stow.kind=s3"),
    ]
    shared = {
        "image": "test",
        "command": command,
        "workingDir": "/",
        "resources": {
            "requests": {"cpu": "1024m", "memory": "1Gi"},
            "limits": {"cpu": "1024m", "memory": "1Gi"},
        },
        "terminationMessagePolicy": "FallbackToLogsOnError",
        "imagePullPolicy": "IfNotPresent",
    }
    assert {key: uploader[key] for key in shared} == {key: downloader[key] for key in shared} == shared
    assert (uploader["name"], uploader["restartPolicy"]) == ("test-uploader", "Always")
    assert downloader["name"] == "test-downloader"
    assert "env" not in uploader
    assert uploader["volumeMounts"] == [{"name": "out", "mountPath": "/out"}]
    assert downloader["volumeMounts"] == [{"name": "inp", "mountPath": "/in"}]
    assert built.spec["volumes"] == [{"name": "inp", "emptyDir": {}}, {"name": "out", "emptyDir": {}}]
    assert built.spec["terminationGracePeriodSeconds"] == 3600
    primary = primary_of(built)
    assert primary["volumeMounts"] == [*downloader["volumeMounts"], *uploader["volumeMounts"]]
    assert primary["securityContext"] == {"capabilities": {}}
    assert "primary_container_name" not in built.pod["metadata"]["annotations"]


def test_download_and_sidecar_command_args() -> None:
    """Upstream `TestDownloadCommandArgs` and `TestSidecarCommandArgs`; the interface survives the encoding."""
    built = build(raw_task(["x", "y"], ["o"], input_path="/a", output_path="/b", format=1))
    uploader, downloader = (container["args"] for container in built.spec["initContainers"])
    assert downloader[:-1] == [
        *("download", "--from-remote", "s3://b/p/d/rabc/inputs/inputs.pb"),
        *("--to-output-prefix", "s3://b/ac/p/d/rabc/a0/1", "--to-local-dir", "/a"),
        *("--format", "YAML", "--file-input-layout", "DIRECT", "--input-interface"),
    ]
    assert uploader[:-1] == [
        *("sidecar", "--timeout", "1h0m0s", "--to-raw-output", "s3://b/ac/p/d/rabc/a0/1"),
        *("--to-output-prefix", "s3://b/ac/p/d/rabc/a0/1", "--from-local-dir", "/b", "--interface"),
    ]
    inputs = interface_pb2.VariableMap.FromString(base64.b64decode(downloader[-1]))
    assert [variable.key for variable in inputs.variables] == ["x", "y"]
    whole = interface_pb2.TypedInterface.FromString(base64.b64decode(uploader[-1]))
    assert whole == interface(["x", "y"], ["o"])


@pytest.mark.parametrize(
    ("inputs", "outputs", "names"),
    [(["x"], [], ["flyte-copilot-downloader"]), ([], ["o"], ["flyte-copilot-uploader"]), ([], [], [])],
)
def test_add_copilot_to_container(inputs: list[str], outputs: list[str], names: list[str]) -> None:
    """Upstream `TestAddCoPilotToContainer`: only what the interface needs; the primary is marked in any case."""
    built = build(raw_task(inputs, outputs))
    assert [container["name"] for container in built.spec.get("initContainers", [])] == names
    assert len(primary_of(built).get("volumeMounts", [])) == len(names)
    assert primary_of(built)["securityContext"] == {"capabilities": {}}


def test_copilot_disabled() -> None:
    """Upstream 'disabled': present and off is nothing."""
    built = build(raw_task(["x"], ["o"], enabled=False))
    assert "initContainers" not in built.spec
    assert "securityContext" not in primary_of(built)


def test_copilot_with_a_storage_secret() -> None:
    """Upstream `..._StorageCredentialsNeverInPodSpec`: mounted in the side-cars alone, no stow config in sight."""
    copilot = replace(COPILOT, storage_config_secret_name="creds")
    config = ClusterConfig(co_pilot=copilot, storage=StorageConfig("stow", "", True, "s3", {"a": "b"}))
    built = build(raw_task(["x"], ["o"]), config)
    mount = {"name": "flyte-copilot-storage-config", "mountPath": "/etc/flyte/copilot", "readOnly": True}
    for container in built.spec["initContainers"]:
        assert container["volumeMounts"][1] == mount
        assert container["command"][3:] == [
            *("--storage.enable-multicontainer", "--storage.type=stow", "--config", "/etc/flyte/copilot/*.yaml")
        ]
    assert mount not in primary_of(built)["volumeMounts"]
    projected = {"sources": [{"secret": {"name": "creds"}}], "defaultMode": 0o444}
    assert built.spec["volumes"][0] == {"name": "flyte-copilot-storage-config", "projected": projected}


def test_copilot_with_a_storage_override() -> None:
    """Upstream 'storage override puts the stow config back on the command line'."""
    override = StorageConfig("stow", "", False, "s3", {"region": "us"})
    copilot = replace(COPILOT, storage_config_secret_name="creds", storage_config_override=override)
    command = build(raw_task(["x"], []), ClusterConfig(co_pilot=copilot)).spec["initContainers"][0]["command"]
    assert command[-3:] == ["--storage.stow.config", "region=us", "--storage.stow.kind=s3"]


@pytest.mark.parametrize(
    "config",
    [
        ClusterConfig(co_pilot=replace(COPILOT, cpu="x")),
        ClusterConfig(co_pilot=replace(COPILOT, memory="x")),
        ClusterConfig(storage=StorageConfig("stow", "", False, "", {})),
    ],
)
def test_bad_copilot(config: ClusterConfig) -> None:
    """Upstream 'bad-res-cpu', 'bad-res-mem', and storage without stow: errors that name the key."""
    assert "bad-copilot-config" in [e.code.value for e in build(raw_task(["x"], []), config).errors]


def env_of(built: Any) -> dict[str, str]:
    """Return the primary container's variables."""
    return {variable["name"]: variable.get("value", "") for variable in primary_of(built)["env"]}


def test_get_execution_env_vars() -> None:
    """Upstream `TestGetExecutionEnvVars`: 13 variables, in this order, behind the container's own."""
    names = [variable["name"] for variable in primary_of(build(container_spec(env={"x": "y"})))["env"]]
    task = ["PROJECT", "DOMAIN", "NAME", "VERSION"]
    assert names[:14] == [
        "x",
        *("FLYTE_INTERNAL_EXECUTION_ID", "FLYTE_INTERNAL_EXECUTION_PROJECT", "FLYTE_INTERNAL_EXECUTION_DOMAIN"),
        *("_F_PN", "FLYTE_ATTEMPT_NUMBER"),
        *(f"FLYTE_INTERNAL_TASK_{part}" for part in task),
        *(f"FLYTE_INTERNAL_{part}" for part in task),
    ]


def test_decorate_env_vars() -> None:
    """Upstream `TestDecorateEnvVars`: then the run's, the defaults, and those read from the backend's environment."""
    config = ClusterConfig(default_env_vars={"k": "v", "j": "1"}, default_env_vars_from_env={"h": "HOST"})
    env = env_of(build(container_spec(), config, replace(RUN, attempt=3)))
    assert list(env)[-7:] == ["ACTION_NAME", "RUN_NAME", "_U_ORG_NAME", "_U_RUN_BASE", "j", "k", "h"]
    assert env["h"] == "<HOST of the backend>"
    assert env["FLYTE_ATTEMPT_NUMBER"] == "2"


def test_user_env_vars_cannot_clobber_internal() -> None:
    """Upstream `TestNewTaskExecutionMetadata_UserEnvVarsCannotClobberInternal`."""
    env = env_of(build(container_spec(), options=replace(RUN, env={"RUN_NAME": "spoofed", "MINE": "1"})))
    assert (env["RUN_NAME"], env["MINE"]) == ("rabc", "1")


def test_validate_env_from() -> None:
    """Upstream `..._ValidateEnvFrom`: existing sources stay first; then default secrets, then config maps."""
    own = {"configMapRef": {"name": "own"}}
    task = pod_spec_task({"containers": [{"name": "primary", "image": "i", "envFrom": [own]}]})
    config = ClusterConfig(default_env_from_secrets=("s",), default_env_from_configmaps=("c",))
    assert primary_of(build(task, config))["envFrom"] == [
        own,
        {"secretRef": {"name": "s", "optional": True}},
        {"configMapRef": {"name": "c", "optional": True}},
    ]


def test_a_variable_set_twice_is_kept_twice_and_told() -> None:
    """Nothing is deduplicated; Kubernetes takes the last."""
    built = build(container_spec(env={"A": "1"}), ClusterConfig(default_env_vars={"A": "2"}))
    assert [item["value"] for item in primary_of(built)["env"] if item["name"] == "A"] == ["1", "2"]
    assert codes(built) == ["duplicate-env"]


def labels_of(built: Any) -> dict[str, str]:
    """Return the Pod's labels."""
    labels: dict[str, str] = built.pod["metadata"]["labels"]
    return labels


def test_managed_and_identifying_labels() -> None:
    """Upstream `..._ManagedLabel`, `..._StampsIdentifyingLabels`, `..._CRDLabelsDoNotClobber...`."""
    options = replace(RUN, attempt=2, labels={"run": "spoofed", "team": "x", "flyte.org/run": "no"})
    labels = labels_of(build(container_spec(), ClusterConfig(default_labels={"team": "default", "d": "1"}), options))
    expected = {"run": "rabc", "attempt": "2", "flyte.org/managed": "true", "flyte.org/run": "rabc", "team": "x"}
    assert expected.items() <= labels.items()
    assert labels["d"] == "1"
    assert list(labels) == sorted(labels)


def test_labels_are_sanitized_and_optional() -> None:
    """Upstream `..._LabelsAreSanitizedAndOptional`: no task name, no label."""
    spec = container_spec()
    spec.task_template.id.name = "a b/c"
    assert labels_of(build(spec))["task-name"] == "a-b-c"
    spec.task_template.id.name = ""
    assert "task-name" not in labels_of(build(spec))


def test_annotations_and_owner() -> None:
    """Defaults, then the task's, then the run's; owner and finalizer as configured."""
    config = ClusterConfig(default_annotations={"a": "1", "b": "1"}, inject_finalizer=True)
    pod = build(container_spec(), config, replace(RUN, annotations={"b": "2"})).pod
    assert pod["metadata"]["annotations"] == {"a": "1", "b": "2", "primary_container_name": "rabc-a0-0"}
    assert pod["metadata"]["finalizers"] == ["flyte/flytek8s"]
    without = build(container_spec(), ClusterConfig(disable_inject_owner_references=True)).pod
    assert "ownerReferences" not in without["metadata"]


@pytest.mark.parametrize(("task_type", "count", "noted"), [("python", 1, True), ("python", 2, False)])
def test_primary_container_annotation(task_type: str, count: int, noted: bool) -> None:
    """Set for one container, or for the type `sidecar`."""
    containers = [{"name": name, "image": "i"} for name in ("primary", "side")[:count]]
    for kind, expected in ((task_type, noted), ("sidecar", True), ("raw-container", False)):
        task = pod_spec_task({"containers": containers}, type=kind, taskTypeVersion=2)
        annotations = build(task).pod["metadata"]["annotations"]
        assert ("primary_container_name" in annotations) is (expected if kind != "sidecar" else True)


def test_a_name_that_cannot_name_a_container() -> None:
    """The backend takes random characters; a placeholder stands for them, and the Pod's own name is bent."""
    built = build(container_spec(), options=replace(RUN, action_name="A" * 30, attempt=11))
    assert built.primary_name == "xxxx"
    assert "random-container-name" in codes(built)
    assert built.pod["metadata"]["name"] == f"rabc-{'a' * 30}-10"


@pytest.mark.parametrize(("value", "port"), [("true", 6060), ("1", 6060), ("no", None), ("", None)])
def test_vscode_port(value: str, port: int | None) -> None:
    """Upstream `..._VscodePort`: a readiness probe on the server's port."""
    probe = primary_of(build(container_spec(env={"_F_E_VS": value}))).get("readinessProbe")
    expected = {"httpGet": {"port": port}, "initialDelaySeconds": 15, "periodSeconds": 5, "failureThreshold": 50}
    assert probe == (expected if port else None)


def test_vscode_probe_goes_to_the_primary_of_several_containers() -> None:
    """A side-car's variable does not count."""
    on = [{"name": "_F_E_VS", "value": "true"}]
    containers = [{"name": "side", "image": "i", "env": on}, {"name": "primary", "image": "i", "env": on}]
    side, primary = build(pod_spec_task({"containers": containers})).spec["containers"]
    assert "readinessProbe" not in side
    assert "readinessProbe" in primary


def test_sidecar_task_of_version_0_and_1() -> None:
    """Upstream `TestBuildSidecarResource` and `..._TaskType1`: the Pod is in `custom`."""
    pod = {"containers": [{"name": "a", "image": "i"}, {"name": "b", "image": "i"}]}
    custom = {"podSpec": pod, "primaryContainerName": "a", "labels": {"b1": "b1"}, "annotations": {"a1": "a1"}}
    old = build(container_spec(task_type="sidecar", custom=custom))
    assert old.pod["metadata"]["annotations"]["primary_container_name"] == "a"
    assert old.pod["metadata"]["annotations"]["a1"] == "a1"
    assert labels_of(old)["b1"] == "b1"
    config = {"primary_container_name": "b"}
    newer = build(container_spec(task_type="sidecar", taskTypeVersion=1, custom=pod, config=config))
    assert newer.primary_name == "b"


@pytest.mark.parametrize(
    ("name", "task", "message"),
    [
        (
            "MissingPrimary",
            pod_spec_task({"containers": [{"name": "a"}]}),
            r"primary container \[primary\] not defined",
        ),
        ("no containers", pod_spec_task({}), r"primary container \[primary\] not defined"),
        (
            "no config",
            pod_spec_task({"containers": [{"name": "a"}]}, config={"foo": "bar"}),
            r"config missing \[primary_container_name\] key in \{'foo': 'bar'\}",
        ),
        (
            "TaskType2_Invalid_Spec",
            container_spec(k8sPod={"metadata": {}}),
            "should specify their target as a K8sPod with a defined pod spec",
        ),
        ("sidecar without PodSpec", container_spec(task_type="sidecar"), "nil PodSpec"),
        ("no target", container_spec(sql={}), "unable to determine Pod configuration"),
    ],
)
def test_tasks_without_a_pod(name: str, task: Any, message: str) -> None:
    """Upstream `..._InvalidSpec` tests: what describes no Pod is an error that names the field."""
    if name in ("TaskType2_Invalid_Spec", "no target"):
        task.task_template.ClearField("container")
    if name == "TaskType2_Invalid_Spec":
        task.task_template.k8s_pod.metadata.SetInParent()
    with pytest.raises(TaskPodError, match=message) as caught:
        build(task)
    assert caught.value.field.startswith("task_template.")


def test_foreign_fields_of_a_pod_spec() -> None:
    """Unknown fields are dropped with a warning, wrong types with an error, whole numbers become integers."""
    containers = [{"name": "primary", "image": "i", "workingDirectory": "/x", "tty": "yes"}]
    built = build(pod_spec_task({"containers": containers, "terminationGracePeriodSeconds": 30, "nodeSelector": {}}))
    assert built.spec["terminationGracePeriodSeconds"] == 30
    assert isinstance(built.spec["terminationGracePeriodSeconds"], int)
    assert [(f.code.value, f.field) for f in built.findings] == [
        ("malformed-field", "spec.containers[0].tty"),
        ("unknown-field", "spec.containers[0].workingDirectory"),
    ]


def test_origins_name_the_source_of_each_added_field() -> None:
    """Where a field came from, by its path: task, run, template, cluster configuration, built-in default, Flyte."""
    template = {"spec": {"tolerations": [{"key": "t", "operator": "Exists"}], "hostname": "h"}}
    config = ClusterConfig(default_memory="2Gi", given=frozenset({"default-memory"}))
    task = container_spec(requests={"GPU": "1", "EPHEMERAL_STORAGE": "1024Mi"}, metadata={"podTemplateName": "foo"})
    built = build(task, config, templates=PodTemplateStore({("flyte", "foo"): template}))
    origins = {path_text(path): str(origin) for path, origin in built.explanation.items()}
    expected = {
        "metadata.name": "flyte: generated name: <run>-<action>-<retry>",
        "metadata.annotations[cluster-autoscaler.kubernetes.io/safe-to-evict]": (
            "built-in default: plugins.k8s.default-annotations"
        ),
        "spec.hostname": "template: foo",
        "spec.tolerations": "template: foo",
        "spec.containers[0].resources.requests.cpu": "built-in default: plugins.k8s.default-cpus",
        "spec.containers[0].resources.requests.memory": "config: plugins.k8s.default-memory",
        "spec.containers[0].resources.requests[nvidia.com/gpu]": "built-in default: plugins.k8s.gpu-resource-name",
        "spec.containers[0].resources.requests.ephemeral-storage": "task: written 1024Mi",
        "spec.containers[0].resources.limits.ephemeral-storage": "task: taken from the request",
    }
    assert expected.items() <= origins.items()
    assert "spec.containers[0].image" not in origins
