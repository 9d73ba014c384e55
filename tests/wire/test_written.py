"""What is read as a side of a comparison: what serialize writes, and what the SDK's client says of a cluster."""

from __future__ import annotations

import json

import pytest
from flyteidl2.app.app_definition_pb2 import App
from flyteidl2.task.task_definition_pb2 import TaskDetails
from flyteidl2.task.task_service_pb2 import DeployTaskRequest
from google.protobuf.json_format import MessageToDict, MessageToJson
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.pretty import pretty_repr

from flytex_cli.errors import UsageError
from flytex_cli.reading import UnreadableError
from flytex_cli.records import Message
from flytex_cli.wire.printed import is_printed, read_printed
from flytex_cli.wire.written import Written, is_written, read_written

LEAVES = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    LEAVES | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


def details() -> TaskDetails:
    found = TaskDetails()
    found.task_id.name = found.spec.task_template.id.name = "shop.train"
    found.spec.task_template.type = "python"
    found.metadata.deployed_at.FromSeconds(1)
    found.metadata.short_name = "train"
    return found


def app() -> App:
    found = App()
    found.metadata.id.name = "api"
    found.spec.container.image = "a:1"
    return found


SPEC = {"taskTemplate": {"id": {"name": "shop.train"}, "type": "python"}}
DEPLOYED = Written(Message.DEPLOY_REQUEST, SPEC, triggers=False)
DICT = MessageToDict(details())


@pytest.mark.parametrize(
    "data",
    [
        details().SerializeToString(),
        MessageToJson(details()).encode(),
        (json.dumps(DICT) + "\n").encode(),
        json.dumps([DICT]).encode(),
        pretty_repr([DICT]).encode(),
        f"\x1b[1m[\x1b[0m{DICT}\x1b[1m]\x1b[0m\n".encode(),
        MessageToJson(details().spec).replace("{", '{"documentation": {},', 1).encode(),
    ],
    ids=["binary", "to_json", "a line", "json-raw", "printed", "colored", "its spec"],
)
def test_what_a_cluster_says_of_a_task_is_the_spec_that_was_deployed(data):
    """Without its triggers; no file that serialize wrote, so that none is stale."""
    (found,) = read_written(data, "x")
    assert (found.message, found.triggers) == (DEPLOYED.message, DEPLOYED.triggers)
    assert {**found.document, "documentation": {}} == {**SPEC, "documentation": {}}
    if "documentation" not in found.document:
        assert not is_written(data)


def test_several_documents_one_after_the_other():
    """As `to_json()` of each in one file, tasks and apps."""
    text = MessageToJson(details()) + MessageToJson(app()) + "\n"
    assert read_written(text.encode(), "x") == [DEPLOYED, Written(Message.APP, MessageToDict(app()), triggers=True)]


def test_a_deploy_request_is_told_from_it():
    """Both begin with the identifier of a task."""
    request = DeployTaskRequest(task_id=details().task_id, spec=details().spec)
    request.triggers.add(name="nightly")
    for data in (request.SerializeToString(), MessageToJson(request).encode()):
        assert read_written(data, "x") == [Written(Message.DEPLOY_REQUEST, MessageToDict(request), triggers=True)]
        assert is_written(data)


def test_a_summary_has_no_spec():
    found = details()
    found.ClearField("spec")
    with pytest.raises(UsageError, match="x lists tasks without their specs"):
        read_written(MessageToJson(found).encode(), "x")


@settings(max_examples=30)
@given(st.dictionaries(st.text(), VALUES, min_size=1))
def test_what_python_prints_is_read(value):
    """On one line and laid out over several; only a text that would need a half of a surrogate pair is refused."""
    for text in (repr(value), pretty_repr([value])):
        read = read_printed(text)
        assert (read[0] if isinstance(read, list) else read) == value


@pytest.mark.parametrize(
    "text",
    [
        "{'a': __import__('os')}",
        "{'a': b'x'}",
        "{'a': 'x' 'y'}",
        "{'a': f'{1}'}",
        "{'a': nan}",
        "{'a': 'cut\nin two'}",
        "{'a': '\\xzz'}",
        "{'a': 1",
        "{'a': " * 10_000,
    ],
)
def test_what_is_no_plain_value_is_refused(text):
    """Nothing is evaluated."""
    assert is_printed(text)
    with pytest.raises(UnreadableError):
        read_printed(text)
