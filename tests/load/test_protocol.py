"""Messages survive any cut of the stream, and what is not a message is refused."""

from __future__ import annotations

import dataclasses
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytex_cli.engine.base import ContextSpec, EngineChoice
from flytex_cli.load import framing, protocol
from flytex_cli.load.framing import Decoder, Frame, ProtocolError
from flytex_cli.load.protocol import KIND, LoadRequest
from flytex_cli.load.target import ModuleTarget
from flytex_cli.records import (
    Access,
    AppFacts,
    AppRecord,
    Build,
    ContextFile,
    DeclaredApp,
    DeclaredTask,
    Diagnostic,
    EngineInfo,
    EnvironmentRecord,
    Facts,
    ImageLayer,
    ImageRecord,
    Input,
    Inputs,
    LoadedModule,
    Message,
    Parameter,
    Reference,
    Referent,
    Severity,
    ShownLocation,
    SourceLocation,
    SourceRecord,
    Tag,
    TaskRecord,
)

frames = st.lists(st.builds(Frame, st.integers(0, 255), st.integers(0, 2**32 - 1), st.binary(), st.binary()))
PLACE = SourceLocation("a.py", 3, "t")
FACTS = Facts("K", "def t()", (Parameter("x", "int", "1"),), secrets=({"key": "a"},), cache={"behavior": "auto"})
TARGET = ModuleTarget("/p/a.py", "a", "/p", "/p", "a.py", True, True)
LOAD = LoadRequest(
    EngineChoice.STANDIN, ContextSpec(project="p", images={"a": "b"}), stub_imports=["torch"], timeout=None
)
MESSAGES = [
    protocol.Run((TARGET,), LOAD),
    protocol.Job(TARGET, LOAD),
    protocol.EngineUp(EngineInfo("sdk", "2.12.1", "3.11.7"), ("a warning",)),
    protocol.EngineFailed("no SDK", None),
    protocol.Started(),
    protocol.Running(7),
    protocol.Alive(),
    protocol.Phase("importing"),
    protocol.EnvironmentFound(EnvironmentRecord("e", "TaskEnvironment", PLACE, depends_on=("d",))),
    protocol.ModulesLoaded((LoadedModule("a", "/repo/a.py"),)),
    protocol.SourceRead(SourceRecord("a.py", "a", "00", (Reference(Referent.TASK, "e.t"),), {"1:2": 0})),
    protocol.TaskDeclared(DeclaredTask("e.t", "e", PLACE, FACTS)),
    protocol.AppDeclared(DeclaredApp("a", PLACE, ("m:a",))),
    protocol.RecordFound(TaskRecord("e.t", None, FACTS, PLACE, Message.TASKSPEC, b"\n\x00", (b"", b"trigger"))),
    protocol.AppFound(AppRecord("a", AppFacts("AppEnvironment", port=8080), PLACE, Message.APP, b"\n\x00")),
    protocol.ImageFound(
        ImageRecord(
            *(("e",), (PLACE,), "x:1", Build.LAYERS, Tag.HASH),
            head="FROM a\n",
            layers=(ImageLayer("PipPackages", {"packages": ["b"]}, "RUN c\n", (ContextFile("d", "d", 3),), ("S",)),),
        )
    ),
    protocol.DiagnosticReported(Diagnostic(Severity.WARNING, "said \udc80", location=ShownLocation("a.py"))),
    protocol.Stubbed(("torch",)),
    protocol.InputsRead(Inputs((Input("/p/b.yaml", Access.READ, ShownLocation("a.py", 3)),), ("b",))),
    protocol.Finished(),
    protocol.Crashed("Traceback"),
    protocol.Done("signal", -9, "importing", None, 1.5, "printed"),
]
"""One of each; text that is not Unicode included, which user code may hold."""


@given(frames, st.lists(st.integers(1, 50), min_size=1))
def test_frames_come_back_however_the_stream_is_cut(sent, sizes):
    """Also empty ones, and several in one piece."""
    data = b"".join(frame.pack() for frame in sent)
    received: list[Any] = []
    decoder, position = Decoder(), 0
    for size in sizes * (len(data) // sum(sizes) + 1):
        received += decoder.feed(data[position : position + size])
        position += size
    assert received == sent
    stream = io.BytesIO(data)
    assert list(iter(lambda: framing.read(stream), None)) == sent


def test_each_message_is_tried_here():
    """A new one must be added to the list above."""
    assert [type(message) for message in MESSAGES] == list(protocol.MESSAGES)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_comes_back(message):
    """Nested dataclasses, tuples and enums, from what `asdict` makes of them."""
    assert protocol.from_frame(protocol.to_frame(message, 7)) == message


@pytest.mark.parametrize(
    "frame",
    [
        Frame(200, 0, b"{}"),
        Frame(KIND[protocol.Phase], 0, b"null"),
        Frame(KIND[protocol.Phase], 0, b"{"),
        Frame(KIND[protocol.Phase], 0, b"\xff"),
        Frame(KIND[protocol.Phase], 0, b'{"nonsense": 1}'),
        Frame(KIND[protocol.DiagnosticReported], 0, b'{"diagnostic": {"severity": "loud", "message": "x"}}'),
        Frame(
            KIND[protocol.DiagnosticReported],
            0,
            b'{"diagnostic": {"severity": "error", "message": "x", "location": 3}}',
        ),
        Frame(KIND[protocol.DiagnosticReported], 0, b'{"diagnostic": {"severity": "error", "message": null}}'),
        Frame(KIND[protocol.DiagnosticReported], 0, b'{"diagnostic": {"severity": ["error"], "message": "x"}}'),
        Frame(KIND[protocol.Running], 0, b'{"pid": true}'),
        Frame(KIND[protocol.Stubbed], 0, b'{"packages": "abc"}'),
        Frame(KIND[protocol.Stubbed], 0, b'{"packages": [3]}'),
        Frame(KIND[protocol.SourceRead], 0, b'{"source": {"file": "a", "module": "a", "digest": "0", "uses": [1]}}'),
        Frame(
            KIND[protocol.SourceRead], 0, b'{"source": {"file": "a", "module": "a", "digest": "0", "uses": {"1": "a"}}}'
        ),
        Frame(KIND[protocol.Stubbed], 0, b'{"packages": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        Frame(KIND[protocol.EnvironmentFound], 0, b'{"environment": {"image": {"a": ' + b"[" * 60 + b"]" * 60 + b"}}}"),
        Frame(KIND[protocol.RecordFound], 0, b'{"record": {}, "sizes": [3]}', b"ab"),
        Frame(KIND[protocol.RecordFound], 0, b'{"record": {}, "sizes": [-1, 3]}', b"ab"),
        Frame(KIND[protocol.RecordFound], 0, b'{"record": {}}', b"ab"),
        Frame(KIND[protocol.RecordFound], 0, b'{"record": 3, "sizes": [2]}', b"ab"),
        Frame(KIND[protocol.RecordFound], 0, b'{"record": {}, "sizes": ["a"]}', b"ab"),
        Frame(KIND[protocol.AppFound], 0, b'{"app": 3}', b"ab"),
        Frame(KIND[protocol.AppFound], 0, b'{"app": {"name": "a"}}', b"ab"),
    ],
    ids=lambda frame: json.dumps(str(frame.json[:100])),
)
def test_a_forged_message_is_refused(frame):
    """Unknown kinds, fields and enum members, wrong shapes: one error type, for the parent to name the module."""
    with pytest.raises(ProtocolError):
        protocol.from_frame(frame)


def test_a_length_out_of_range_is_refused():
    """User code wrote into the stream."""
    with pytest.raises(ProtocolError, match="out of range"):
        list(Decoder().feed(b"\xff" * 64))


@pytest.mark.parametrize("left_out", [1, 9])
def test_a_cut_off_message_is_refused(left_out):
    """A stream that ends within a message, or with its head."""
    data = protocol.to_frame(protocol.Phase("x")).pack()
    with pytest.raises(ProtocolError, match="ends within"):
        framing.read(io.BytesIO(data[:-left_out]))


def test_a_message_is_what_dataclasses_make_of_it() -> None:
    """As JSON: records in records, lists and maps of them, enums."""
    things = (Reference(Referent.FLYTE, "flyte.map", gives=(("", "generator"),)), Reference(Referent.TASK, "a.b"))
    record = SourceRecord("a.py", "a", "0f", things, {"1:2": 0, "2:3": 1})

    frame = protocol.to_frame(protocol.SourceRead(record))
    assert json.loads(frame.json) == json.loads(json.dumps({"source": dataclasses.asdict(record)}))


def test_equal_parameters_are_kept_once() -> None:
    """Tasks have many: of thousands of tasks, what is kept of each counts."""
    frame = protocol.to_frame(next(each for each in MESSAGES if isinstance(each, protocol.RecordFound)))
    one, other = (protocol.from_frame(frame) for _ in range(2))
    assert isinstance(one, protocol.RecordFound)
    assert isinstance(other, protocol.RecordFound)
    assert one.record.facts.inputs
    assert one.record.facts.inputs is other.record.facts.inputs
