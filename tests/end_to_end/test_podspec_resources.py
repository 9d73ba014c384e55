"""`flytex podspec` without a PATH: a container of some resources."""

from __future__ import annotations

import json

import pytest
import yaml

NOTE = "note: no path is given: these are the resources alone; name a module to see its tasks' whole Pods\n"


def test_a_gpu_key_alone(flytex):
    """Works as it stands: the primary container, with no resources."""
    result = flytex("podspec", "--gpu-key", "nvidia.com/gpu")
    assert (result.code, result.stderr) == (0, NOTE)
    assert result.out == "containers:\n- name: primary\n  resources: {}\n"


def test_resources_are_described_directly(flytex):
    """Requests and limits, an accelerator's nodes, and /dev/shm."""
    options = ["--cpu", "1:4", "--memory", "4Gi", "--gpu", "A100:1", "--disk", "10Gi", "--shm", "auto"]
    result = flytex("podspec", *options, "--explain", "-q")
    assert (result.code, result.stderr) == (0, "")
    assert (
        result.out
        == """\
containers:
- name: primary
  resources:
    requests:
      cpu: '1'
      memory: 4Gi
      nvidia.com/gpu: '1'
      ephemeral-storage: 10Gi
    limits:
      cpu: '4'
      memory: 4Gi
      nvidia.com/gpu: '1'
      ephemeral-storage: 10Gi
  volumeMounts:
  - name: flyte-shm  # task: extended_resources.shared_memory
    mountPath: /dev/shm
affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
      - matchExpressions:
        - key: k8s.amazonaws.com/accelerator  # task: extended_resources.gpu_accelerator.device
          operator: In
          values:
          - nvidia-tesla-a100
tolerations:
- key: k8s.amazonaws.com/accelerator  # task: extended_resources.gpu_accelerator.device
  operator: Equal
  value: nvidia-tesla-a100
  effect: NoSchedule
volumes:
- name: flyte-shm  # task: extended_resources.shared_memory
  emptyDir:
    medium: Memory
    sizeLimit: '0'
"""
    )


@pytest.mark.parametrize(
    ("options", "key"),
    [
        (["--gpu", "2"], "nvidia.com/gpu"),
        (["--gpu", "2", "--gpu-key", "amd.com/gpu"], "amd.com/gpu"),
        (["--gpu", "MI300X:1"], "amd.com/gpu"),
        (["--gpu", "Trn1:4"], "aws.amazon.com/neuron"),
        (["--gpu", "T4:1", "--gpu-key", "example.com/gpu"], "example.com/gpu"),
        (["--gpu", "2", "--cluster-config", "flyte.yaml"], "example.com/any"),
    ],
)
def test_gpus_have_the_resource_name_of_their_class(flytex, write, options, key):
    """Unless `--gpu-key` says otherwise."""
    write("flyte.yaml", "plugins: {k8s: {gpu-resource-name: example.com/any}}")
    (container,) = yaml.safe_load(flytex("podspec", *options).out)["containers"]
    assert list(container["resources"]["limits"]) == list(container["resources"]["requests"]) == [key]


def test_json_is_an_array(flytex):
    """Always, also of one PodSpec."""
    result = flytex("podspec", "--cpu", "500m", "--container-name", "main", "-f", "json")
    resources = {"requests": {"cpu": "500m"}, "limits": {"cpu": "500m"}}
    assert json.loads(result.out) == [{"containers": [{"name": "main", "resources": resources}]}]


def test_amounts_win_over_configured_paths(flytex, write):
    """`paths` of [tool.flytex] are for the command without anything."""
    write("pyproject.toml", "[tool.flytex]\npaths = ['missing.py']\n")
    assert flytex("podspec", "--cpu", "1").code == 0
    assert "missing.py does not exist" in flytex("podspec").stderr


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (["--gpu-key", "gpu"], "--gpu-key: 'gpu' is not the name of an extended resource"),
        (["--gpu", "A1000:1"], "--gpu: no device 'A1000'; did you mean A100?"),
        (["--gpu", "a100:1"], "--gpu: no device 'a100'; did you mean A100?"),
        (
            ["--gpu", "A100:9"],
            "--gpu: 'A100:9': A100 must be given with one of the counts 1, 2, 3, 4, 5, 6, 7, 8",
        ),
        (["--gpu", "many"], "--gpu: 'many' is not a number of GPUs"),
        (["--cpu", "1,4"], "--cpu: '1,4': '1,4' is not a Kubernetes quantity\n  hint: write a range as --cpu 1:4"),
        (["--memory", "4GB"], "--memory: '4GB': '4GB' is not a Kubernetes quantity\n  hint: write 4G"),
        (["--cpu", "4:1"], "--cpu: '4:1': the request is above the limit\n  hint: write --cpu 1:4"),
        (["--shm", "big"], "--shm: 'big': 'big' is not a Kubernetes quantity"),
        (["--container-name", "Main"], "--container-name: 'Main' cannot name a container"),
        (["--run-name", "r1"], "--run-name needs tasks, and no path is given"),
        (["-o", "pods"], "--output-dir needs tasks, and no path is given"),
        (["--cpu", "1", "flow.py"], "--cpu describes a container without a task, and a PATH is given too"),
        (["--explain", "-f", "json"], "--explain writes comments, which JSON does not have"),
        (["--check", "flow.py"], "--check compares with the files of --output-dir"),
        (["flow.py", "--namespace", "Prod"], "--namespace: 'Prod' cannot name a namespace"),
        (["flow.py", "--storage-prefix", "bucket"], "--storage-prefix: 'bucket' is not a URL"),
    ],
)
def test_impossible_options_are_exit_2(flytex, options, error):
    """Each named, with the value, and nothing on stdout."""
    result = flytex("podspec", *options)
    assert (result.code, result.out) == (2, "")
    assert result.stderr.startswith(f"error: {error}\n")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (None, "--cluster-config: flyte.yaml cannot be read: No such file or directory"),
        (
            'plugins:\n  k8s:\n    scheduler-name: "x\n',
            "flyte.yaml:4: not valid YAML: found unexpected end of stream "
            "(while scanning a quoted scalar that begins in line 3)",
        ),
        (
            "plugins:\n  k8s:\n    default-memory: 2GB\n",
            "flyte.yaml:3: plugins.k8s.default-memory: '2GB' is not a Kubernetes quantity\n  hint: write 2G",
        ),
        ("- plugins\n", "flyte.yaml: expected a mapping, found list"),
    ],
)
def test_an_unusable_configuration_is_exit_2(flytex, write, text, error):
    """With the file, the line and the key."""
    if text is not None:
        write("flyte.yaml", text)
    result = flytex("podspec", "--cluster-config", "flyte.yaml")
    assert (result.code, result.out, result.stderr) == (2, "", f"error: {error}\n")


def test_keys_without_effect_are_said_once(flytex, write):
    """With their line, also below `configuration.inline`, and the nearest known key."""
    write(
        "values.yaml",
        """
        configuration:
          inline:
            plugins:
              k8s:
                defualt-cpus: 2
                add-tolerations-for-extended-resources: [nvidia.com/gpu]
                default-env-vars:
                  FOO: bar
        """,
    )
    result = flytex("podspec", "--cluster-config", "values.yaml", "-q")
    assert result.code == 0
    assert (
        result.stderr
        == """\
warning: values.yaml:5: plugins.k8s.defualt-cpus is not a Flyte key [unknown-config-key]
  hint: did you mean 'default-cpus'?
warning: values.yaml:6: plugins.k8s.add-tolerations-for-extended-resources has no effect here: it applies to ray, dask, spark and kubeflow tasks only [ineffective-config-key]
warning: values.yaml:8: plugins.k8s.default-env-vars.FOO is read as 'foo' [config-letter-case]
  hint: write it as a list: `- FOO: ...`
"""
    )


def test_help_teaches_by_examples(flytex):
    """And groups the options."""
    shown = flytex("podspec", "--help").out
    for text in ("Examples:", "--gpu-key nvidia.com/gpu", "--cluster-config", "Cluster", "Run", "instead of PATH"):
        assert text in shown
