"""An older `flyteidl2` serves for all that it knows; a field it lacks is named only where it is set."""

from __future__ import annotations

import pytest
from flyteidl2.core import tasks_pb2
from google.protobuf.duration_pb2 import Duration

from flytex_cli.standin._core.translate import message as _message


def test_an_unknown_field_that_says_nothing_is_left_out():
    """None, empty, false and empty messages."""
    made = _message.message(
        tasks_pb2.TaskMetadata, discoverable=True, later=None, other=[], more=Duration(), flag=False
    )
    assert made == tasks_pb2.TaskMetadata(discoverable=True)


def test_an_unknown_field_that_is_set_is_named():
    """With the release that has it."""
    with pytest.raises(RuntimeError, match=r"later of TaskMetadata needs flyteidl2 2\.0\.51 or newer, installed is \d"):
        _message.message(tasks_pb2.TaskMetadata, later="x")


def test_an_unknown_message_is_named():
    """Where a setting needs a message of its own."""
    _message.need(tasks_pb2, "Container")
    with pytest.raises(RuntimeError, match="the message Later needs flyteidl2"):
        _message.need(tasks_pb2, "Later")
