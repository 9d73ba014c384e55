"""Messages as documents: sorted where protobuf has no order, integers where a Struct lost them."""

from __future__ import annotations

import pytest
from flyteidl2.task.task_definition_pb2 import TaskSpec
from hypothesis import given
from hypothesis import strategies as st

from flytex_cli.wire.delimited import delimited, from_delimited
from flytex_cli.wire.document import to_document
from flytex_cli.wire.struct import from_struct


def test_a_struct_shows_whole_numbers_and_sorted_keys():
    """8080, not 8080.0; a fraction and a number beyond exact integers stay doubles."""
    spec = TaskSpec()
    spec.task_template.custom.update({"z": 1.5, "port": 8080, "a": [1, {"c": 2.0, "b": True}], "huge": 1e300})
    assert list(to_document(spec)["taskTemplate"]["custom"].items()) == [
        ("a", [1, {"b": True, "c": 2}]),
        ("huge", 1e300),
        ("port", 8080),
        ("z", 1.5),
    ]
    assert type(to_document(spec)["taskTemplate"]["custom"]["port"]) is int


def test_nested_structs_and_maps_are_ordered_too():
    """A Struct in a type's metadata, and the labels of a pod."""
    spec = TaskSpec()
    variable = spec.task_template.interface.inputs.variables.add(key="x")
    variable.value.type.metadata.update({"b": 2, "a": 1})
    spec.task_template.k8s_pod.metadata.labels.update({"z": "1", "a": "2"})
    document = to_document(spec)["taskTemplate"]
    metadata = document["interface"]["inputs"]["variables"][0]["value"]["type"]["metadata"]
    assert list(metadata.items()) == [("a", 1), ("b", 2)]
    assert list(document["k8sPod"]["metadata"]["labels"]) == ["a", "z"]


@given(st.dictionaries(st.text(), st.text()))
def test_maps_are_sorted_whatever_the_order_of_insertion(entries):
    """Same message, same document."""
    one, other = TaskSpec(), TaskSpec()
    one.task_template.config.update(entries)
    other.task_template.config.update(dict(reversed(entries.items())))
    documents = [list(to_document(spec).get("taskTemplate", {}).get("config", {})) for spec in (one, other)]
    assert documents == [sorted(entries)] * 2


def test_both_readers_of_a_struct_agree_on_numbers():
    """2**60 is an integer for Pods, lint and documents alike; 1e21 and above Go prints with an exponent."""
    spec = TaskSpec()
    numbers = {"exact": 2**53, "large": 2**60, "beyond": 1e21, "half": 0.5, "negative": -7}
    spec.task_template.custom.update(numbers)
    document = to_document(spec)["taskTemplate"]["custom"]
    assert document == from_struct(spec.task_template.custom)
    assert {key: type(value) for key, value in document.items()} == {
        "beyond": float,
        "exact": int,
        "half": float,
        "large": int,
        "negative": int,
    }


@given(st.lists(st.binary(max_size=300)))
def test_delimited_messages_come_back(messages: list[bytes]):
    """Writing and reading a stream agree, lengths of several bytes included."""
    assert list(from_delimited(b"".join(map(delimited, messages)))) == messages


def test_a_cut_stream_is_refused():
    """A message that is longer than what is left is no message."""
    with pytest.raises(ValueError, match="longer than the stream"):
        list(from_delimited(delimited(b"abc")[:-1]))
