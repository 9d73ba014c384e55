"""Names, hashes and paths are derived as the backend derives them."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from flyteidl2.core import identifier_pb2, security_pb2
from hypothesis import given
from hypothesis import strategies as st

from flytex_cli.errors import UsageError
from flytex_cli.pods.durations import duration_text, parse_duration
from flytex_cli.pods.names import is_dns_subdomain, is_label_value, shard, shorten, to_dns_subdomain, to_label_value
from flytex_cli.pods.run import Execution, RunOptions, action_output_path
from flytex_cli.pods.secrets import encode_secret

TASK = identifier_pb2.Identifier(project="p", domain="d", name="t")


def execution(**options: object) -> Execution:
    """Place the task in a run of `s3://b`."""
    chosen = RunOptions(**{"run_name": "rabc", "storage_prefix": "s3://b", **options})  # type: ignore[arg-type]
    return Execution.of(chosen, TASK, "flyte", "unused")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("orgflyteexamplesHelloWorldTask-0", "orgflyteexamples-hello-world-task-0"),
        ("t7vyqhzju1-fib-5-0", "t7vyqhzju1-fib-5-0"),
        ("t7v.yqh.zju1-fib-5-0", "t7v.yqh.zju1-fib-5-0"),
        ("-t7vyqhzju1-fib-5-0", "t7vyqhzju1-fib-5-0"),
        (".t7vyqhzju1-fib-5-0", "t7vyqhzju1-fib-5-0"),
        ("t7vyqhzju1-fib-5-0-", "t7vyqhzju1-fib-5-0"),
        ("t7vyqhzju1-fib-5-0.", "t7vyqhzju1-fib-5-0"),
        ("0123456789" * 7, "0123456789" * 7),
        ("0123456789" * 28, ("0123456789" * 28)[:222] + "-fbbrvh4i"),
        ("---..t7vyqhzjJcI==u1-HelloWorldTask[].-.-.", "t7vyqhzj-jc-iu1-hello-world-task"),
    ],
)
def test_convert_to_dns1123_compatible_string(name: str, expected: str) -> None:
    """Upstream `TestConvertToDNS1123CompatibleString`."""
    assert to_dns_subdomain(name) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", ""),
        ("my-run.name_1", "my-run.name_1"),
        ("my_module.my task/v2", "my_module.my-task-v2"),
        ("-leading", "xleading"),
        ("trailing-", "trailingx"),
        ("täsk", "t-sk"),
        ("a" * 70, "a" * 63),
        ("a" * 62 + "-b", "a" * 62 + "x"),
        ("run/name:with bad chars", "run-name-with-bad-chars"),
    ],
)
def test_sanitize_label_value(value: str, expected: str) -> None:
    """Upstream `TestSanitizeLabelValue` and `..._LabelsAreSanitizedAndOptional`."""
    assert to_label_value(value) == expected


@given(st.text(max_size=100))
def test_any_text_can_become_a_label_value(value: str) -> None:
    """What is bent is valid."""
    assert is_label_value(to_label_value(value))


@given(st.from_regex(r"[a-z][-a-zA-Z0-9._ ]{0,300}[a-z]", fullmatch=True))
def test_bent_pod_names_have_allowed_characters_and_length(name: str) -> None:
    """The result is short enough; the backend itself only promises validity for names without odd dots."""
    bent = to_dns_subdomain(name)
    assert len(bent) <= 253
    assert is_dns_subdomain(bent) or ".." in bent or ".-" in bent or "-." in bent


def test_task_execution_id_get_generated_name_with() -> None:
    """Upstream `TestTaskExecutionID_GetGeneratedNameWith`: short names stay, long ones become a hash."""
    assert shorten("short", 20) == "short"
    assert shorten("a-very-long-task-execution-generated-name-that-exceeds-the-limit-12345", 20) == "f2terszi"


def test_root_action_paths() -> None:
    """The example row of every derived value."""
    run = execution()
    assert run.task_action == "rabc-a0"
    assert run.generated_name == "rabc-a0-0"
    assert run.run_output_base == "s3://b/p/d/rabc/"
    assert run.input_file == "s3://b/p/d/rabc/inputs/inputs.pb"
    assert run.output_prefix == run.raw_output_prefix == "s3://b/ac/p/d/rabc/a0/1"
    assert run.checkpoint_prefix == "s3://b/ac/p/d/rabc/a0/1/_flytecheckpoints"
    assert run.is_root


def test_action_named_as_the_run_is_the_root() -> None:
    """The TaskAction of a root is `<run>-a0` under either name; a child has its own."""
    assert execution(action_name="rabc").task_action == "rabc-a0"
    child = execution(action_name="x1")
    assert (child.task_action, child.is_root) == ("rabc-x1", False)


@pytest.mark.parametrize(("key", "expected"), [(("flyte", "rabc-a0"), "ac"), (("flyte", "my-action-abc"), "hu")])
def test_shard(key: tuple[str, str], expected: str) -> None:
    """Two shards computed by the backend's own code."""
    assert shard(*key) == expected


@pytest.mark.parametrize("base", ["s3://bucket/org/p/run/", "s3://bucket/org/p/run"])
def test_compute_action_output_path(base: str) -> None:
    """Upstream `TestComputeActionOutputPath`: shard behind the bucket, then the base, the action, the attempt."""
    expected = f"s3://bucket/{shard('flyte', 'my-action-abc')}/org/p/run/action-0/2"
    assert action_output_path("flyte", "my-action-abc", base, "action-0", 2) == expected


def test_compute_action_output_path_of_a_local_folder() -> None:
    """The backend's own default storage has no bucket."""
    assert action_output_path("flyte", "rabc-a0", "file:///tmp/data/", "a0", 1) == "file:///ac/tmp/data/a0/1"


@pytest.mark.parametrize("base", ["://bad url", "/tmp/x", ""])
def test_compute_action_output_path_refuses_what_is_no_url(base: str) -> None:
    """A storage prefix must be a URL."""
    with pytest.raises(UsageError, match="not a URL"):
        action_output_path("flyte", "a", base, "a0", 1)


@pytest.mark.parametrize("attempt", [0, 1])
def test_new_task_execution_context_first_attempt_no_previous_checkpoint(attempt: int) -> None:
    """Upstream `TestNewTaskExecutionContext_FirstAttempt_NoPreviousCheckpoint`; attempt 0 counts as 1."""
    run = execution(attempt=attempt)
    assert run.previous_checkpoint_prefix == ""
    assert run.generated_name == "rabc-a0-0"


def test_new_task_execution_context_retry_previous_checkpoint_set() -> None:
    """Upstream `TestNewTaskExecutionContext_Retry_*`: the attempt before, in the same shard."""
    run = execution(attempt=2)
    assert run.previous_checkpoint_prefix == "s3://b/ac/p/d/rabc/a0/1/_flytecheckpoints"
    assert run.checkpoint_prefix == "s3://b/ac/p/d/rabc/a0/2/_flytecheckpoints"
    assert run.generated_name == "rabc-a0-1"


def test_start_time_is_utc_and_whole_seconds() -> None:
    """As RFC 3339."""
    start = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=timezone.utc)
    assert execution(start_time=start).start_time_text == "2026-01-02T03:04:05Z"


@pytest.mark.parametrize(
    ("secret", "expected"),
    [
        (security_pb2.Secret(key="my_key"), "nnsxsoraejwxsx2lmv3secq"),
        (security_pb2.Secret(group=";':/\\"), "m4zg54lqhiqceozhhixvyxbcbi"),
        (
            security_pb2.Secret(
                key="OPENAI_API_KEY", mount_requirement=security_pb2.Secret.ENV_VAR, env_var="OPENAI_API_KEY"
            ),
            "nnsxsoraejhvarkoifev5qkqjfpuwrkzeifg122vnz1f53tfof1ws3tfnvsw34b1ebcu3vs6kzavectfnz2f54tboi4caispkbcu3qkj"
            "l4avask6jncvsiqk",
        ),
    ],
)
def test_marshal_secrets_to_map_strings(secret: security_pb2.Secret, expected: str) -> None:
    """Upstream vectors of the secrets annotation."""
    assert encode_secret(secret) == expected


@pytest.mark.parametrize(
    ("text", "seconds", "printed"),
    [("1h", 3600, "1h0m0s"), ("90s", 90, "1m30s"), ("1h30m", 5400, "1h30m0s"), ("500ms", 0.5, "500ms"), ("0", 0, "0s")],
)
def test_durations(text: str, seconds: float, printed: str) -> None:
    """Go's spelling, in and out."""
    assert parse_duration(text) == seconds
    assert duration_text(seconds) == printed


@pytest.mark.parametrize("text", ["", "1", "h", "1h 30m", "1d"])
def test_bad_durations(text: str) -> None:
    """Anything else is refused."""
    with pytest.raises(ValueError, match="not a duration"):
        parse_duration(text)
