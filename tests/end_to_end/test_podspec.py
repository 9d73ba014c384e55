"""`flytex podspec PATH` as a person and a CI job use it."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
import yaml

from tests.harness import FIXTURES, on_terminal

pytestmark = pytest.mark.engines

FLOW = """
    import flyte

    env = flyte.TaskEnvironment(
        name="flow", image="python:3.12", resources=flyte.Resources(cpu=(1, 2), memory="1Gi", gpu="T4:1")
    )
    other = flyte.TaskEnvironment(name="other", image="python:3.12")

    @env.task
    async def main(count: int = 3) -> str:
        return "x" * count

    @other.task
    def second(x: float) -> float:
        return x
"""
IN = ("-p", "web", "-d", "development")


@pytest.fixture
def flow(write) -> Path:
    """A module with two environments of one task each."""
    return write("flow.py", FLOW)


def documents(outcome) -> list:
    """The YAML documents on stdout."""
    return list(yaml.safe_load_all(outcome.stdout))


def test_a_fixture_gives_the_whole_pod_with_its_explanation(flytex):
    """All that the backend makes of a raw container, co-pilot included, and where each field comes from."""
    options = ["--root-dir", FIXTURES, "--task", "compress", "--explain", "--storage-prefix", "s3://data/flyte"]
    result = flytex("podspec", FIXTURES / "container_task.py", *options, *IN)
    assert (result.code, result.stderr) == (0, "")
    assert result.out == (Path(__file__).parent / "podspec_container_task.yaml").read_text()


def test_yaml_is_one_commented_pod_a_task(flytex, flow):
    """With the comment of `serialize`; JSON is an array of the same."""
    result = flytex("podspec", "flow.py", *IN)
    assert (result.code, result.stderr) == (0, "")
    comment = "# flow.main\n# async def main(count: int = 3) -> str\n# flow.py\n"
    assert result.out.startswith(f"{comment}apiVersion: v1\nkind: Pod\nmetadata:\n")
    assert "\n---\n# other.second\n" in result.out
    assert json.loads(flytex("podspec", "flow.py", *IN, "-f", "json").out) == documents(result)
    specs = documents(flytex("podspec", "flow.py", *IN, "--spec-only"))
    assert specs == [pod["spec"] for pod in documents(result)]


def test_explain_changes_nothing_but_comments(flytex, flow):
    """For whole Pods and for specs alone."""
    for options in ([], ["--spec-only"]):
        plain, explained = (flytex("podspec", "flow.py", *IN, *options, *extra).out for extra in ([], ["--explain"]))
        assert re.sub(r"(?m)  # .*$", "", explained) == plain
        assert explained.count("  # ") > 20


def test_the_gpu_key_names_gpus_with_and_without_a_device(flytex, flow):
    """And --explain says so."""
    first, _ = documents(flytex("podspec", "flow.py", *IN, "--gpu-key", "example.com/gpu"))
    assert first["spec"]["containers"][0]["resources"]["limits"] == {
        "cpu": "2",
        "example.com/gpu": "1",
        "memory": "1Gi",
    }
    explained = flytex("podspec", "flow.py", *IN, "--gpu-key", "example.com/gpu", "--explain").out
    assert "example.com/gpu: '1'  # run: --gpu-key\n" in explained


def test_the_options_of_the_run(flytex, flow):
    """Name, attempt, namespace, storage and templates of the arguments."""
    options = ["--run-name", "nightly", "--attempt", "2", "--namespace", "web-prod", "--storage-prefix", "s3://data"]
    pod = documents(flytex("podspec", "flow.py", *IN, *options))[0]
    metadata, args = pod["metadata"], pod["spec"]["containers"][0]["args"]
    assert (metadata["name"], metadata["namespace"]) == ("nightly-a0-1", "web-prod")
    assert args[args.index("--inputs") + 1] == "s3://data/web/development/nightly/inputs/inputs.pb"
    kept = documents(flytex("podspec", "flow.py", *IN, *options, "--render", "keep"))[0]["spec"]["containers"][0][
        "args"
    ]
    assert kept[kept.index("--inputs") + 1] == "{{.input}}"


def test_a_clusters_files(flytex, flow, write):
    """Configuration and PodTemplates; a namespace of the command line wins."""
    write(
        "flyte.yaml",
        """
        plugins:
          k8s:
            default-cpus: 250m
            default-pod-template-name: pool
            interruptible-tolerations: [{key: spot, operator: Exists}]
            default-node-selector: {pool: batch}
        """,
    )
    write(
        "pool.yaml",
        """
        apiVersion: v1
        kind: PodTemplate
        metadata: {name: pool}
        template: {spec: {priorityClassName: batch, nodeSelectr: {a: b}, containers: [{name: gone, image: x}]}}
        """,
    )
    files = ["--cluster-config", "flyte.yaml", "--pod-template-file", "pool.yaml"]
    result = flytex("podspec", "flow.py", *IN, *files, "--interruptible", "--explain", "--task", "second")
    assert result.code == 0
    assert (
        result.stderr
        == """\
warning: pool.yaml:4: template.spec.nodeSelectr: PodTemplate 'pool': PodSpec has no field 'nodeSelectr'; it is dropped [unknown-field]
  hint: did you mean 'nodeSelector'?
warning: flow.py:12: other.second: spec.containers: the PodTemplate pool has a container 'gone' that matches none of the task's; the backend drops it [template-container-dropped]
  hint: templates shape the task's containers (call it 'default' or 'primary'), they add none
"""
    )
    for line in (
        "        cpu: 250m  # config: plugins.k8s.default-cpus\n",
        "  priorityClassName: batch  # template: pool\n",
        "    pool: batch  # config: plugins.k8s.default-node-selector\n",
        "  - key: spot  # config: plugins.k8s.interruptible-tolerations\n",
    ):
        assert line in result.out


def test_a_folder_gets_a_file_a_pod_and_is_checked(flytex, flow, tmp_path):
    """As `serialize -o`: exit 0 while the files are up to date; then 1, with the diff on stdout."""
    written = flytex("podspec", "flow.py", *IN, "-o", "pods")
    assert (written.code, written.out, written.stderr) == (0, "", "2 Pods written to pods\n")
    files = sorted(path.relative_to(tmp_path).as_posix() for path in (tmp_path / "pods").rglob("*.*"))
    assert files == ["pods/flow/main.yaml", "pods/other/second.yaml"]
    fresh = flytex("podspec", "flow.py", *IN, "-o", "pods", "--check")
    assert (fresh.code, fresh.out, fresh.stderr) == (0, "", "2 Pods up to date in pods\n")
    flow.write_text(flow.read_text().replace('memory="1Gi"', 'memory="2Gi"').replace("def second(", "def third("))
    stale = flytex("podspec", "flow.py", *IN, "-o", "pods", "--check")
    assert stale.code == 1
    assert "-        memory: 1Gi\n+        memory: 2Gi\n" in stale.out
    assert stale.stderr == (
        "changed: pods/flow/main.yaml\nmissing: pods/other/third.yaml\nstale: pods/other/second.yaml\n"
    )


def test_settings_name_the_modules_and_the_cluster(flytex, flow, write):
    """Relative to pyproject.toml; where `serialize` writes is no business of `podspec`."""
    write("conf/flyte.yaml", "plugins: {k8s: {scheduler-name: fair}}")
    write(
        "pyproject.toml",
        """
        [tool.flytex]
        paths = ["flow.py"]
        project = "web"
        domain = "development"
        format = "pb"
        output-dir = "specs"
        [tool.flytex.podspec]
        cluster-config = "conf/flyte.yaml"
        """,
    )
    pods = documents(flytex("podspec", cwd=flow.parent / "conf"))
    assert [pod["spec"]["schedulerName"] for pod in pods] == ["fair", "fair"]
    assert not (flow.parent / "specs").exists()
    assert documents(flytex("podspec", "--cpu", "1")) == [
        {"containers": [{"name": "primary", "resources": {"requests": {"cpu": "1"}, "limits": {"cpu": "1"}}}]}
    ]


def test_a_task_that_is_no_pod_is_said_and_left_out(flytex, flow, write):
    """On stderr, with what is made instead; it is not an error."""
    write(
        "flyte.yaml",
        """
        tasks: {task-plugins: {default-for-task-types: {python: spark}}}
        """,
    )
    result = flytex("podspec", "flow.py", *IN, "--cluster-config", "flyte.yaml", "--task", "main")
    assert (result.code, result.out) == (0, "")
    assert result.stderr == (
        "note: flow.py:8: flow.main: task type 'python' becomes a SparkApplication "
        "(sparkoperator.k8s.io/v1beta2); its operator or controller creates the Pods\n"
    )
    empty = flytex("podspec", "flow.py", *IN, "--cluster-config", "flyte.yaml", "-f", "json", "-q")
    assert (empty.out, empty.stderr) == ("[]\n", "")


def test_a_pod_that_is_refused_is_shown_all_the_same(flytex, write):
    """With the error naming task and field, and exit 3; a task without any Pod is left out."""
    write(
        "bad.py",
        """
        import flyte
        from kubernetes.client import V1Container, V1PodSpec, V1VolumeMount

        env = flyte.TaskEnvironment(
            name="bad",
            image="python:3.12",
            pod_template=flyte.PodTemplate(
                pod_spec=V1PodSpec(
                    containers=[
                        V1Container(name="primary", volume_mounts=[V1VolumeMount(name="data", mount_path="/data")])
                    ]
                )
            ),
        )
        lost = flyte.TaskEnvironment(name="lost", image="python:3.12", pod_template="missing")


        @env.task
        async def mounted() -> None: ...


        @lost.task
        async def untemplated() -> None: ...
        """,
    )
    result = flytex("podspec", "bad.py", *IN, "--spec-only")
    assert result.code == 3
    assert [spec["containers"][0]["image"] for spec in documents(result)] == ["python:3.12"]
    assert (
        result.stderr
        == """\
error: bad.py:18: bad.mounted: spec.containers[0].volumeMounts[0].name: there is no volume 'data' [bad-volume-mount]
error: bad.py:22: lost.untemplated: task_template.metadata.pod_template_name: PodTemplate 'missing' does not exist
  hint: give its manifest with --pod-template-file
"""
    )


def test_a_broken_module_leaves_the_others(flytex, flow, write):
    """As in `serialize`."""
    write("broken.py", "import flyte\nraise RuntimeError('no')\n")
    result = flytex("podspec", "broken.py", "flow.py", *IN)
    assert result.code == 3
    assert len(documents(result)) == 2
    assert result.stderr.startswith("error: broken.py:2: ")


def test_project_and_domain_are_missed_once(flytex, flow):
    """Since they are part of labels, variables and paths."""
    note = "note: without --project and --domain, labels, variables and paths that hold them are empty\n"
    assert flytex("podspec", "flow.py").stderr == note
    assert flytex("podspec", "flow.py", "-q").stderr == ""


def test_same_input_same_bytes(flytex, flow):
    """Whatever the hash seed and the number of jobs."""
    runs = {flytex("podspec", "flow.py", *IN, "-j", str(n), PYTHONHASHSEED=str(n)).stdout for n in (1, 2)}
    assert len(runs) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("width", [60, 120])
def test_explain_is_a_table_on_a_terminal(flow, tmp_path, width):
    """The Pod's YAML, and beside it where its fields come from; no line is wider than the terminal."""
    shown = on_terminal(["podspec", "flow.py", *IN, "--task", "second", "--explain", "--spec-only"], tmp_path, width)
    lines = shown.splitlines()
    assert max(map(len, lines)) <= width
    assert any(re.match(r" *PodSpec +Came from", line) for line in lines)
    assert any(re.match(r" *cpu: '1' +built-in default", line) for line in lines)


def test_what_a_run_brings(flytex, flow):
    """Its start, variables, labels and annotations, and what `flyte run` adds."""
    options = ["--run-start-time", "2026-01-02T04:04:05+01:00", "--run-env", "A=b=c", "--run-label", "team=x"]
    options += ["--run-annotation", "note=two words", "--flyte-run"]
    pod = documents(flytex("podspec", "flow.py", *IN, *options))[0]
    container = pod["spec"]["containers"][0]
    assert container["args"][container["args"].index("--run-start-time") + 1] == "2026-01-02T03:04:05Z"
    env = {each["name"]: each.get("value") for each in container["env"]}
    assert (env["A"], env["LOG_LEVEL"], env["LOG_FORMAT"], env["USER_LOG_LEVEL"]) == ("b=c", "30", "console", "20")
    assert (pod["metadata"]["labels"]["team"], pod["metadata"]["annotations"]["note"]) == ("x", "two words")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--run-start-time", "now"], "--run-start-time: 'now' is not a time with its offset"),
        (["--run-start-time", "0001-01-01T00:00:00+23:59"], "is not a time with its offset"),
        (["--run-start-time", "2026-01-02T03:04:05"], "is not a time with its offset"),
        (["--run-env", "A"], "--run-env: 'A' is not a pair"),
        (["--run-label", "=b"], "--run-label: '=b' is not a pair"),
        (["--run-name", "Nightly"], "--run-name: 'Nightly' cannot name a run"),
        (["--run-name", "r" * 31], "cannot name a run"),
        (["--run-name", "1st"], "--run-name: '1st' cannot name a run"),
        (["--release-namespace", "A"], "--release-namespace: 'A' is impossible"),
    ],
)
def test_options_that_are_no_run(flytex, flow, options, message):
    result = flytex("podspec", "flow.py", *IN, *options)
    assert (result.code, result.out) == (2, "")
    assert message in result.stderr
