"""Profiles of clusters, as a person chooses them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.harness import Flytex

pytestmark = pytest.mark.engines

Write = Callable[..., Path]
MODULE = """
    import flyte

    env = flyte.TaskEnvironment("env", queue="slow", resources=flyte.Resources(cpu=4, memory="40Gi"))


    @env.task
    async def fit(x: int) -> int:
        return x
    """
NODES = """
    kind: NodeList
    items:
      - metadata: {name: one, labels: {kubernetes.io/arch: amd64}}
        status: {allocatable: {cpu: "8", memory: 32Gi}}
    """
SETTINGS = """
    [tool.flytex]
    cluster = "small"

    [tool.flytex.clusters.small]
    cluster-config = "deploy/flyte.yaml"
    objects = "deploy/nodes.yaml"
    settings = ["deploy/org.yaml", "deploy/domain.yaml"]

    [tool.flytex.clusters.named]
    queues = ["fast"]
    namespace = "here"
    """
CONFIG = "actions: {kubernetes: {namespace: ml}}\n"


@pytest.fixture(autouse=True)
def project(write: Write) -> None:
    write("train.py", MODULE)
    write("pyproject.toml", SETTINGS)
    write("deploy/flyte.yaml", CONFIG)
    write("deploy/nodes.yaml", NODES)
    write("deploy/org.yaml", "task_resource.max.memory: 8Gi\ntask_resource.max.cpu: '2'\n")
    write("deploy/domain.yaml", "task_resource.max.memory: ~unset\n")


def found(flytex: Flytex, *arguments: str) -> list[str]:
    run = flytex("lint", "train.py", *arguments)
    return [line for line in run.out.splitlines() if line.startswith("train.py")]


def test_the_settings_choose_a_profile_or_the_command_line(flytex: Flytex) -> None:
    assert found(flytex) == [
        "train.py:3:60 error CLU006 [no-node] no node of the cluster can hold the Pod: 1 node with too little memory "
        "(40Gi asked, 32Gi at most)",
        "train.py:3:60 warning CLU007 [over-platform-maximum] cpu is 4, over the maximum of 2 in Flyte's settings "
        "(task_resource.max.cpu in org.yaml); the open-source backend neither lowers nor refuses it, another platform may",
    ]
    assert found(flytex, "--cluster", "named") == [
        "train.py:3:42 error CLU001 [unknown-queue] the queue 'slow' is not among the cluster's"
    ]


def test_lint_alone_may_choose_another(flytex: Flytex, write: Write) -> None:
    write("pyproject.toml", SETTINGS + '\n    [tool.flytex.lint]\n    cluster = "named"\n')
    assert [line.split()[2] for line in found(flytex)] == ["CLU001"]


def test_without_a_profile_nothing_is_said(flytex: Flytex, write: Write) -> None:
    write("pyproject.toml", SETTINGS.replace('cluster = "small"', ""))
    assert found(flytex) == []


def test_podspec_takes_the_profile_too(flytex: Flytex) -> None:
    assert "namespace: ml\n" in flytex("podspec", "train.py").out
    assert "namespace: here\n" in flytex("podspec", "train.py", "--cluster", "named").out
    assert "namespace: own\n" in flytex("podspec", "train.py", "--cluster", "named", "--namespace", "own").out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            ('cluster = "small"', 'cluster = "smal"'),
            "pyproject.toml: tool.flytex.cluster: no profile 'smal'; did you mean small?",
        ),
        (
            ("objects =", "object ="),
            "pyproject.toml: tool.flytex.clusters.small.object: no such setting; did you mean objects?",
        ),
        (('"deploy/nodes.yaml"', "3"), "pyproject.toml: tool.flytex.clusters.small.objects: 3 is not a list of text"),
        (('"deploy/flyte.yaml"', "3"), "pyproject.toml: tool.flytex.clusters.small.cluster-config: 3 is not text"),
        (
            ("deploy/nodes.yaml", "nodes.yaml"),
            "pyproject.toml: tool.flytex.clusters.small.objects: nodes.yaml cannot be read",
        ),
        (("deploy/nodes.yaml", "deploy/flyte.yaml"), "deploy/flyte.yaml: an object of kind None says nothing of Pods"),
        (("deploy/nodes.yaml", "deploy/bad.json"), "tool.flytex.clusters.small.objects: deploy/bad.json: "),
        (("deploy/domain.yaml", "deploy/bad.yaml"), "deploy/bad.yaml: task_resource.max.cpu: 'many' is not a Kubern"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(flytex: Flytex, write: Write, change: tuple[str, str], said: str) -> None:
    write("pyproject.toml", SETTINGS.replace(*change, 1))
    write("deploy/bad.json", "{")
    write("deploy/bad.yaml", "task_resource.max.cpu: many\n")
    run = flytex("lint", "train.py")
    assert (run.code, run.out) == (2, "")
    assert said in run.stderr


OWN = """
    [tool.flytex.podspec]
    gpu-key = "amd.com/gpu"
    pod-template-file = "deploy/other.yaml"
    namespace = "of-settings"
    """
TEMPLATE = """
    apiVersion: v1
    kind: PodTemplate
    metadata: {{name: {name}}}
    template: {{spec: {{priorityClassName: {name}, containers: [{{name: default, image: none}}]}}}}
    """


def test_a_profile_on_the_command_line_wins_over_settings_and_an_option_over_both(flytex: Flytex, write: Write) -> None:
    config = "plugins: {k8s: {default-pod-template-name: TEMPLATE}}\n"
    write("deploy/flyte.yaml", config.replace("TEMPLATE", "of-profile"))
    write("deploy/template.yaml", TEMPLATE.format(name="of-profile"))
    write("deploy/other.yaml", TEMPLATE.format(name="of-profile").replace("Name: of-profile", "Name: of-settings"))
    whole = 'pod-template-file = "deploy/template.yaml"\n    gpu-key = "gpu.intel.com/i915"\n    namespace = "of-profile"\n\n'
    write(
        "pyproject.toml",
        SETTINGS.replace("    [tool.flytex.clusters.named]", f"    {whole}    [tool.flytex.clusters.named]") + OWN,
    )
    write("train.py", MODULE.replace('memory="40Gi"', "gpu=1"))

    def shown(*arguments: str) -> list[str]:
        keys = ("amd.com/gpu", "gpu.intel.com/i915", "nvidia.com/gpu", "of-settings", "of-profile")
        out = flytex("podspec", "train.py", *arguments).out
        return [key for key in keys if key in out]

    assert shown() == ["amd.com/gpu", "of-settings"]
    assert shown("--cluster", "small") == ["gpu.intel.com/i915", "of-profile"]
    assert shown("--cluster", "small", "--gpu-key", "nvidia.com/gpu") == ["nvidia.com/gpu", "of-profile"]
    assert shown("--cluster", "named") == ["nvidia.com/gpu"]


APPS = """
    import flyte
    from flyte.app import AppEnvironment, Scaling

    kept = AppEnvironment(
        "kept",
        image="ghcr.io/acme/app:1",
        args=["serve"],
        resources=flyte.Resources(cpu=2, memory="10Gi"),
        scaling=Scaling(replicas=(4, 8)),
    )
    large = AppEnvironment(
        "large", image="ghcr.io/acme/app:1", args=["serve"], resources=flyte.Resources(memory="40Gi", gpu=8)
    )
    """
LIMITS = """
    kind: ResourceQuota
    metadata: {name: team, namespace: ml}
    spec: {hard: {requests.memory: 36Gi, requests.nvidia.com/gpu: 1}}
    ---
    kind: LimitRange
    metadata: {name: sizes, namespace: ml}
    spec:
      limits:
        - {type: Container, max: {memory: 30Gi}}
        - {type: Pod, min: {cpu: 4}, max: {memory: 35Gi}}
    """


def test_apps_are_held_against_quotas_limit_ranges_and_nodes(flytex: Flytex, write: Write) -> None:
    write("train.py", APPS)
    write("deploy/limits.yaml", LIMITS)
    write(
        "pyproject.toml",
        SETTINGS.replace('"deploy/nodes.yaml"', '["deploy/nodes.yaml", "deploy/limits.yaml"]'),
    )
    assert found(flytex) == [
        "train.py:9:13 error CLU004 [over-quota] its 4 replicas, the fewest that run, have requests.memory 40Gi, over the "
        "36Gi that the quota 'team' gives to the namespace 'ml': the API server refuses it",
        "train.py:12:68 error CLU004 [over-quota] one Pod has requests.memory 40Gi, over the 36Gi that the quota 'team' "
        "gives to the namespace 'ml': the API server refuses it",
        "train.py:12:68 error CLU005 [out-of-limit-range] the Pod asks for 40Gi of memory, over the maximum of 35Gi "
        "(LimitRange 'sizes' of the namespace 'ml'): the API server refuses it",
        "train.py:12:68 error CLU005 [out-of-limit-range] the app asks for 40Gi of memory, over the maximum of 30Gi "
        "(LimitRange 'sizes' of the namespace 'ml'): the API server refuses it",
        "train.py:12:68 error CLU006 [no-node] no node of the cluster can hold the Pod: 1 node with too little memory "
        "(40Gi asked, 32Gi at most)",
    ]


IMAGES = """
    import flyte

    small = flyte.Resources(cpu=1, memory="1Gi")
    text = flyte.TaskEnvironment("text", image="ghcr.io/acme/app:1", resources=small)
    base = flyte.TaskEnvironment("base", image=flyte.Image.from_base("ghcr.io/acme/app:1"), resources=small)
    both = flyte.TaskEnvironment("both", image=flyte.Image.from_debian_base(name="both"), resources=small)
    arm = flyte.TaskEnvironment(
        "arm",
        image=flyte.Image.from_debian_base(name="arm", platform=("linux/arm64",)),
        resources=flyte.Resources(cpu=1, memory="1Gi"),
    )

    for env in (text, base, both, arm):

        @env.task
        async def fit(x: int) -> int:
            return x
    """


@pytest.mark.parametrize(
    ("labels", "refused"),
    [
        ("{kubernetes.io/arch: amd64}", ["arm"]),
        ("{kubernetes.io/arch: arm64}", []),
        ("{kubernetes.io/arch: s390x}", ["both", "arm"]),
        ("{}", []),
    ],
)
def test_architectures_are_compared_where_both_are_known(
    flytex: Flytex, write: Write, labels: str, refused: list[str]
) -> None:
    write("train.py", IMAGES)
    write("deploy/nodes.yaml", NODES.replace("{kubernetes.io/arch: amd64}", labels))
    findings = json.loads(flytex("lint", "train.py", "--select", "CLU006", "--format", "json").out)["findings"]
    assert [each["task"].partition(".")[0] for each in findings] == refused
    assert all("which the image is not built for" in each["message"] for each in findings)
