"""Templates in command and args are filled in as the backend fills them in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import cast

import pytest
from flyteidl2.core import literals_pb2
from google.protobuf import json_format

from flytex_cli.pods.arguments import InputNotRendered, render
from flytex_cli.pods.literal_text import go_float
from flytex_cli.pods.names import to_unique_key
from flytex_cli.pods.render_mode import RenderMode
from flytex_cli.pods.run import Execution

from tests.pods.podkit import RUN, build, codes, container_spec, pod_spec_task, primary_of  # isort: skip


def place(inputs: literals_pb2.LiteralMap | None = None, **values: str) -> Execution:
    """Stand in for an attempt with the paths of the upstream tests."""
    fields = {
        "input_file": "input/blah",
        "input_prefix": "input",
        "output_prefix": "output/blah",
        "raw_output_prefix": "s3://custom-bucket",
        "previous_checkpoint_prefix": "",
        "checkpoint_prefix": "s3://checkpoint",
        "generated_name": "per_retry_unique_key",
        "namespace": "test-namespace",
        **values,
    }
    return cast(Execution, SimpleNamespace(**fields, options=SimpleNamespace(inputs=inputs)))


def integers(*values: object) -> dict[str, object]:
    """Return a list literal in protobuf JSON."""
    return {"collection": {"literals": [literal(value) for value in values]}}


def literal(value: object) -> dict[str, object]:
    """Return a literal in protobuf JSON."""
    if isinstance(value, list):
        return integers(*value)
    kind = "integer" if isinstance(value, int) else "stringValue"
    return {"scalar": {"primitive": {kind: value}}}


def literals(**values: object) -> literals_pb2.LiteralMap:
    """Return a literal map."""
    return json_format.ParseDict({"literals": values}, literals_pb2.LiteralMap())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hello", "hello"),
        ("{{ .Input }}", "input/blah"),
        ("{{$input}}", "input/blah"),
        ("--something={{.Input}}", "--something=input/blah"),
        ("{{ .InputPrefix }}", "input"),
        ("{{ .OutputPrefix }}", "output/blah"),
        ("${{input}}", "${{input}}"),
        ("{{input}}", "{{input}}"),
        ("{$input}}", "{$input}}"),
        ("--switch {{ .rawOutputDataPrefix }}", "--switch s3://custom-bucket"),
        ("{{ $RawOutputDataPrefix }}", "s3://custom-bucket"),
        ("{{ .wrongOutputDataPrefix }}", "{{ .wrongOutputDataPrefix }}"),
        ("{{ .PerRetryUniqueKey }}", "per_retry_unique_key"),
        ("{{ .taskTemplatePath }}", "inline://taskTemplate"),
        ("--prev={{ .PrevCheckpointPrefix }}", '--prev=""'),
        ("--new={{.checkpointOutputPrefix}}", "--new=s3://checkpoint"),
        ("{{.namespace}}", "test-namespace"),
        ("{{.runName}} {{.actionName}} {{.podName}} {{.runStartTime}}", None),
        ("{{ .Inputs.blah }}", "{{ .Inputs.blah }}"),
    ],
)
def test_replace_template_command_args(text: str, expected: str | None) -> None:
    """Upstream `TestReplaceTemplateCommandArgs`, without inputs; what is unknown stays."""
    assert render(text, place()) == (text if expected is None else expected)


def test_all_checkpoints() -> None:
    """Upstream 'all checkpoints'."""
    run = place(previous_checkpoint_prefix="s3://prev-checkpoint/prefix")
    assert render("--prev={{ .PrevCheckpointPrefix }}", run) == "--prev=s3://prev-checkpoint/prefix"


def test_namespace_embedded_replacement() -> None:
    """Upstream 'namespace embedded replacement': the namespace is filled in last, inside the paths too."""
    run = place(raw_output_prefix="s3://raw-data/prefix/{{ .Namespace }}")
    assert render("{{ .rawOutputDataPrefix }}", run) == "s3://raw-data/prefix/test-namespace"


def test_paths_are_put_in_literally() -> None:
    """A backslash or a group reference in a path is no instruction."""
    assert render("{{.input}}", place(input_file=r"a\1\g<0>$1")) == r"a\1\g<0>$1"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("per_retry_unique_key", "per_retry_unique_key"),
        ("per-retry-unique-key", "per_retry_unique_key"),
        ("33 per retry-unique-key", "aper_retry_unique_key"),
        ("rabc-a0-0", "rabc_a0_0"),
    ],
)
def test_per_retry_unique_key(name: str, expected: str) -> None:
    """The unique key is fit for a variable's name."""
    assert to_unique_key(name) == expected


@pytest.mark.parametrize(
    ("text", "inputs", "expected"),
    [
        ("--someArg {{ .Inputs.arr }}", literals(arr=literal(["a", "b"])), "--someArg [a,b]"),
        ("--someArg {{ .Inputs.arr }}", literals(arr=literal([["a", "b"], [1, 2]])), "--someArg [[a,b],[1,2]]"),
        (
            "{{ .Inputs.date }}",
            literals(date={"scalar": {"primitive": {"datetime": "1900-01-01T01:01:01.000000001Z"}}}),
            "1900-01-01T01:01:01.000000001Z",
        ),
        ("{{ .Inputs.date }}", literals(date={"scalar": {"primitive": {"datetime": "2020-01-01T00:00:00Z"}}}), None),
        (
            "--someArg {{ .Inputs.blah blah }} {{ .PerretryuNIqueKey }}",
            literals(),
            "--someArg {{ .Inputs.blah blah }} per_retry_unique_key",
        ),
        ("{{.inputs.b}}", literals(b={"scalar": {"primitive": {"boolean": True}}}), "true"),
        ("{{.inputs.f}}", literals(f={"scalar": {"blob": {"uri": "s3://x"}}}), "s3://x"),
        ("{{.inputs.t}}", literals(t={"scalar": {"primitive": {"duration": "5s"}}}), "seconds:5"),
    ],
)
def test_inputs(text: str, inputs: literals_pb2.LiteralMap, expected: str | None) -> None:
    """Upstream 'Input arg', 'Date', '2d Array arg', 'bad template'."""
    assert render(text, place(inputs)) == ("2020-01-01T00:00:00Z" if expected is None else expected)


@pytest.mark.parametrize(
    "inputs", [literals(), literals(blah={"scalar": {"noneType": {}}}), literals(blah={"scalar": {"binary": {}}})]
)
def test_missing_input(inputs: literals_pb2.LiteralMap) -> None:
    """Upstream 'missing input': an input that is absent, or has no text, fails the task."""
    with pytest.raises(InputNotRendered, match="blah"):
        render("{{ .Inputs.blah }}", place(inputs))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.5, "1.5"),
        (100.0, "100"),
        (1e6, "1e+06"),
        (1.25e-7, "1.25e-07"),
        (0.0001, "0.0001"),
        (0.0, "0"),
        (-2.5, "-2.5"),
    ],
)
def test_floats_as_go_prints_them(value: float, expected: str) -> None:
    """Go's `%v`."""
    assert go_float(value) == expected


def test_run_start_time_is_filled_in_for_containers_only() -> None:
    """The placeholder is replaced in the args of a container target, in one spelling, and stays in a k8s_pod."""
    options = replace(RUN, start_time=datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc))
    args = ["{{.runStartTime}}", "{{ .runStartTime }}"]
    built = build(container_spec(args=args), options=options)
    assert primary_of(built)["args"] == ["2026-01-02T03:04:05Z", "{{ .runStartTime }}"]
    pod = pod_spec_task({"containers": [{"name": "primary", "image": "i", "args": args}]})
    assert primary_of(build(pod, options=options))["args"] == args


def test_inputs_that_only_the_run_knows_are_told() -> None:
    """Without inputs their templates stay, with a warning; with inputs a missing one is an error."""
    spec = container_spec(args=["{{.inputs.x}}"])
    built = build(spec)
    assert primary_of(built)["args"] == ["{{.inputs.x}}"]
    assert codes(built) == ["input-not-rendered"]
    failing = build(spec, options=replace(RUN, inputs=literals()))
    assert [finding.field for finding in failing.errors] == ["spec.containers[0].args[0]"]


def test_a_dollar_in_the_storage_path_is_told() -> None:
    """The backend's renderer takes `$1` and `${x}` in a path as references and drops them."""
    options = replace(RUN, storage_prefix="s3://b/$team")
    assert codes(build(container_spec(args=["{{.input}}", "x"]), options=options)) == ["dollar-in-path"]


@pytest.mark.parametrize(
    ("version", "arg"),
    [
        ("2.12.1", "1970-01-01T00:00:00Z"),
        ("2.3.6", "1970-01-01T00:00:00Z"),
        ("v2.10.0b3", "1970-01-01T00:00:00Z"),
        ("2.3.5", "{{.runStartTime}}"),
        ("2.0", "{{.runStartTime}}"),
        ("", "{{.runStartTime}}"),
    ],
)
def test_a_run_is_stamped_with_its_start(version: str, arg: str) -> None:
    """A placeholder stands for the time of a run of an SDK from 2.3.6 on; others are not stamped."""
    spec = container_spec(args=["{{.runStartTime}}"], metadata={"runtime": {"version": version}})
    assert primary_of(build(spec))["args"] == [arg]
    kept = build(spec, options=replace(RUN, render=RenderMode.KEEP))
    assert primary_of(kept)["args"] == ["{{.runStartTime}}"]


def test_what_the_run_itself_brings() -> None:
    """Variables, labels and annotations; those of `flyte run` by request, of which LOG_FORMAT alone is its own."""
    options = replace(
        RUN, env={"A": "1", "LOG_LEVEL": "10", "LOG_FORMAT": "json"}, labels={"l": "v"}, annotations={"a": "b"}
    )
    for by_flyte_run, extra in (
        (False, {"A": "1", "LOG_LEVEL": "10", "LOG_FORMAT": "json"}),
        (True, {"A": "1", "LOG_LEVEL": "10", "LOG_FORMAT": "console", "USER_LOG_LEVEL": "20"}),
    ):
        built = build(container_spec(), options=replace(options, by_flyte_run=by_flyte_run))
        env = {each["name"]: each.get("value") for each in primary_of(built)["env"]}
        assert {key: env[key] for key in extra} == extra
        assert ("USER_LOG_LEVEL" in env) is by_flyte_run
        assert built.pod["metadata"]["labels"]["l"] == "v"
        assert built.pod["metadata"]["annotations"]["a"] == "b"
