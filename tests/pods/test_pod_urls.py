"""Paths of a run's data are percent-encoded where the backend encodes them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flytex_cli.errors import UsageError
from flytex_cli.pods.run import Execution, action_output_path
from flytex_cli.pods.secrets import encode_secret
from flytex_cli.pods.urls import join

from tests.pods.podkit import RUN, build, container_spec, primary_of  # isort: skip


def execution(prefix: str) -> Execution:
    return Execution.of(replace(RUN, storage_prefix=prefix, attempt=2), container_spec().task_template.id, "flyte", "")


@pytest.mark.parametrize(
    ("prefix", "outputs", "inputs"),
    [
        ("s3://b/my data", "s3://b/ac/my%20data", "s3://b/my%20data"),
        ("s3://b/données", "s3://b/ac/donn%C3%A9es", "s3://b/donn%C3%A9es"),
        ("s3://b/a%20b", "s3://b/ac/a%20b", "s3://b/a%20b"),
        ("s3://b/a%2fb", "s3://b/ac/a/b", "s3://b/a%2fb"),
        ("s3://b/it's!(1)", "s3://b/ac/it%27s%21%281%29", "s3://b/it's!(1)"),
        ("s3://b/it's é", "s3://b/ac/it%27s%20%C3%A9", "s3://b/it%27s%20%C3%A9"),
        ("s3://b/a+b@c=d&e,f;g:h$~", "s3://b/ac/a+b@c=d&e,f;g:h$~", "s3://b/a+b@c=d&e,f;g:h$~"),
        ("s3://b/a^b", "s3://b/ac/a%5Eb", "s3://b/a%5Eb"),
        ("S3://b", "s3://b/ac", "s3://b"),
        ("file:///tmp/x y", "file:///ac/tmp/x%20y", "file:///tmp/x%20y"),
    ],
)
def test_paths(prefix: str, outputs: str, inputs: str) -> None:
    """Outputs, checkpoints and the file of the inputs; the prefix of the inputs and the base stay as written."""
    run = execution(prefix)
    assert run.output_prefix == f"{outputs}/p/d/rabc/a0/2"
    assert run.checkpoint_prefix == f"{outputs}/p/d/rabc/a0/2/_flytecheckpoints"
    assert run.previous_checkpoint_prefix == f"{outputs}/p/d/rabc/a0/1/_flytecheckpoints"
    assert run.input_file == f"{inputs}/p/d/rabc/inputs/inputs.pb"
    assert run.input_prefix == f"{prefix}/p/d/rabc/inputs"
    assert run.run_output_base == f"{prefix}/p/d/rabc/"


@pytest.mark.parametrize("base", ["s3://b/50%/", "s3://my bucket/", "s3://b/%zz", "://bad url", "b/c"])
def test_what_is_no_url(base: str) -> None:
    with pytest.raises(UsageError, match="is not a URL"):
        action_output_path("flyte", "a", base, "a0", 1)


def test_dots_and_queries() -> None:
    """They are resolved and dropped for the inputs; outputs keep them."""
    assert join("s3://b/x/../y/./z", "f") == "s3://b/y/z/f"
    assert action_output_path("flyte", "rabc-a0", "s3://b/x/../y?q/", "a0", 1) == "s3://b/ac/x/../y/a0/1?q/"


def test_a_pod_carries_them() -> None:
    spec = container_spec(args=["{{.input}}", "{{.outputPrefix}}", "{{.inputPrefix}}"])
    built = build(spec, options=replace(RUN, storage_prefix="s3://b/my data"))
    primary = primary_of(built)
    assert primary["args"] == [
        "s3://b/my%20data/p/d/rabc/inputs/inputs.pb",
        "s3://b/ac/my%20data/p/d/rabc/a0/1",
        "s3://b/my data/p/d/rabc/inputs",
    ]
    assert {"name": "_U_RUN_BASE", "value": "s3://b/my data/p/d/rabc/"} in primary["env"]


@pytest.mark.parametrize(
    ("key", "text"), [("clé", r"cl\303\251"), ("a\x7f\x01", r"a\177\001"), ('a"b\\\n', r"a\"b\\\n")]
)
def test_secrets_are_escaped_byte_by_byte(key: str, text: str) -> None:
    """Three octal digits for all that is not printable ASCII."""
    from flyteidl2.core import security_pb2

    from flytex_cli.pods.names import base32

    assert encode_secret(security_pb2.Secret(key=key)) == base32(f'key: "{text}"\n'.encode())
