"""What has the right shape and cannot be so all the same."""

from __future__ import annotations

import dataclasses

import pytest
from flyteidl2.task.task_definition_pb2 import TaskSpec

from flytex_cli.load import protocol
from flytex_cli.load.credible import check
from flytex_cli.load.framing import ProtocolError
from flytex_cli.records import (
    Build,
    ContextFile,
    DeclaredApp,
    DeclaredTask,
    Diagnostic,
    EnvironmentRecord,
    Facts,
    ImageRecord,
    Message,
    Reference,
    Referent,
    Severity,
    ShownLocation,
    SourceLocation,
    SourceRecord,
    Tag,
    TaskRecord,
)

PLACE = SourceLocation("a.py", 3)
FACTS = Facts("K", "def t()", image={"layers": [{"kind": "PipPackages", "packages": ["a"]}]})
SPEC = TaskSpec()
SPEC.task_template.id.name = "e.t"
RECORD = TaskRecord("e.t", "e", FACTS, PLACE, Message.TASKSPEC, SPEC.SerializeToString())
TRIGGER = {"automation": {"kind": "Cron", "expression": "* * * * *"}, "inputs": {}, "env_vars": {}}
TASK = DeclaredTask("e.t", "e", PLACE, FACTS, triggers=(TRIGGER,))
APP = DeclaredApp("a", PLACE)
ENVIRONMENT = EnvironmentRecord("e", "TaskEnvironment", PLACE)
SOURCE = SourceRecord("a.py", "a", "0", (Reference(Referent.TASK, "e.t", "a.py", 3),), {"1:4": 0})
IMAGE = ImageRecord(("e",), (PLACE,), "x:1", Build.LAYERS, Tag.HASH, files=(ContextFile("a/b", "b", 1),))
DIAGNOSTIC = Diagnostic(Severity.ERROR, "odd", location=ShownLocation("a.py", 1))
NOWHERE = SourceLocation("a.py", -1)


def test_what_flytex_sends_is_believed():
    """Each kind of message that is looked into."""
    check(protocol.RecordFound(RECORD))
    check(protocol.TaskDeclared(TASK))
    check(protocol.AppDeclared(APP))
    check(protocol.EnvironmentFound(ENVIRONMENT))
    check(protocol.ImageFound(IMAGE))
    check(protocol.SourceRead(SOURCE))
    check(protocol.DiagnosticReported(DIAGNOSTIC))


@pytest.mark.parametrize(
    "event",
    [
        protocol.RecordFound(dataclasses.replace(RECORD, spec_bytes=b"\xff")),
        protocol.RecordFound(dataclasses.replace(RECORD, trigger_bytes=(b"\xff",))),
        protocol.RecordFound(dataclasses.replace(RECORD, name="e.other")),
        protocol.RecordFound(dataclasses.replace(RECORD, location=NOWHERE)),
        protocol.RecordFound(dataclasses.replace(RECORD, facts=dataclasses.replace(FACTS, image={"layers": 1}))),
        protocol.TaskDeclared(dataclasses.replace(TASK, location=NOWHERE)),
        protocol.TaskDeclared(dataclasses.replace(TASK, triggers=({},))),
        protocol.TaskDeclared(dataclasses.replace(TASK, triggers=({**TRIGGER, "inputs": []},))),
        protocol.TaskDeclared(dataclasses.replace(TASK, triggers=({**TRIGGER, "automation": {"kind": 3}},))),
        protocol.AppDeclared(dataclasses.replace(APP, location=NOWHERE)),
        protocol.EnvironmentFound(dataclasses.replace(ENVIRONMENT, image={"layers": [{"kind": 3}]})),
        protocol.EnvironmentFound(dataclasses.replace(ENVIRONMENT, image={"layers": [{"kind": "A", "packages": 1}]})),
        protocol.ImageFound(dataclasses.replace(IMAGE, environments=())),
        protocol.ImageFound(dataclasses.replace(IMAGE, locations=(NOWHERE,))),
        protocol.ImageFound(dataclasses.replace(IMAGE, files=(ContextFile("a", "a", -1),))),
        protocol.ImageFound(dataclasses.replace(IMAGE, files=(ContextFile("/a", "a", 1),))),
        protocol.ImageFound(dataclasses.replace(IMAGE, files=(ContextFile("b/../../a", "a", 1),))),
        protocol.SourceRead(dataclasses.replace(SOURCE, uses={"1:4": 1})),
        protocol.SourceRead(dataclasses.replace(SOURCE, uses={"1:4": -1})),
        protocol.SourceRead(dataclasses.replace(SOURCE, things=(Reference(Referent.TASK, "e.t", "a.py", 10**30),))),
        protocol.DiagnosticReported(dataclasses.replace(DIAGNOSTIC, location=ShownLocation("a.py", -1))),
    ],
)
def test_what_cannot_be_so_is_refused(event):
    """Messages that do not parse or are another task's, lines and names that are nowhere, odd facts."""
    with pytest.raises(ProtocolError):
        check(event)
