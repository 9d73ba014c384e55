"""Messages survive any cut of the stream, and what is not a message is refused."""

from __future__ import annotations

import dataclasses
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytex_cli.load import protocol
from flytex_cli.records import Diagnostic, Facts, Message, Parameter, Severity, SourceLocation, TaskRecord

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
messages = st.lists(st.tuples(st.dictionaries(st.text(), json_values), st.binary()))


@given(messages, st.lists(st.integers(1, 50), min_size=1))
def test_messages_come_back_however_the_stream_is_cut(sent, sizes):
    """Also lone surrogates, empty blobs and several messages in one piece."""
    sent = [({**header, "kind": "x"}, blob) for header, blob in sent]
    data = b"".join(protocol.encode(header, blob) for header, blob in sent)
    decoder, received, position = protocol.Decoder(), [], 0
    for size in sizes * (len(data) // sum(sizes) + 1):
        received += decoder.feed(data[position : position + size])
        position += size
    assert received == sent
    stream = io.BytesIO(data)
    assert list(iter(lambda: protocol.read(stream), None)) == sent


def test_a_lone_surrogate_survives():
    """User code may hold text that is not Unicode."""
    ((header, _),) = protocol.Decoder().feed(protocol.encode({"kind": "x", "text": "\udc80"}))
    assert header["text"] == "\udc80"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff" * 64,
        protocol.HEADER.pack(4, 0) + b"null",
        protocol.HEADER.pack(2, 0) + b"{}",
        protocol.HEADER.pack(1, 0) + b"{",
    ],
    ids=["length", "not an object", "no kind", "not JSON"],
)
def test_what_is_not_a_message_is_refused(data):
    """As one error type, for the server to name the module."""
    with pytest.raises(protocol.ProtocolError):
        list(protocol.Decoder().feed(data))


def test_a_cut_off_message_is_refused():
    """A stream that ends within a message."""
    with pytest.raises(protocol.ProtocolError, match="ends within"):
        protocol.read(io.BytesIO(protocol.encode({"kind": "x"}, b"blob")[:-1]))


def test_records_come_back_from_json():
    """Nested dataclasses, tuples and enums, from what `asdict` makes of them."""
    record = TaskRecord(
        name="e.t",
        environment=None,
        facts=Facts("K", "def t()", (Parameter("x", "int", "1"),), secrets=({"key": "a"},), cache={"behavior": "auto"}),
        location=SourceLocation("a.py", 3, "t"),
        message=Message.TASKSPEC,
        spec_bytes=b"\n\x00",
    )
    assert protocol.from_json(TaskRecord, dataclasses.asdict(record)) == record
    diagnostic = Diagnostic(Severity.WARNING, "said", location=SourceLocation("a.py"))
    assert protocol.from_json(Diagnostic, dataclasses.asdict(diagnostic)) == diagnostic


@pytest.mark.parametrize(
    "data",
    [{"nonsense": 1}, {"severity": "loud", "message": "x"}, {"severity": "error", "message": "x", "location": 3}],
)
def test_a_forged_record_is_refused(data):
    """Unknown fields, unknown enum members, wrong shapes."""
    with pytest.raises(protocol.ProtocolError):
        protocol.from_json(Diagnostic, data)
