"""How a module process ended, in a sentence that says when and what to do."""

from __future__ import annotations

import pytest

from flytex_cli.load.ending import ended, ending_diagnostic
from flytex_cli.load.protocol import Done
from flytex_cli.load.target import ModuleTarget

TARGET = ModuleTarget("/repo/flows/a.py", "a", "/repo/flows", "/repo/flows", "flows/a.py", named=True, alone=True)
FAULT = 'Fatal Python error: Segmentation fault\n\n  File "/repo/flows/a.py", line 7 in crash\n'


@pytest.mark.parametrize(
    ("how", "code", "phase", "said", "hint"),
    [
        (
            "timeout", -9, "importing", "the module took too long while it was imported and was stopped",
            "raise --timeout, or move slow work out of the module's top level",
        ),
        (
            "broken", 0, "translating e.t", "the module wrote into flytex's own channel while translating e.t: no JSON",
            "it must not write to, or close, file descriptors that it did not open",
        ),
        (
            "signal", -9, "importing", "the module's process was killed by SIGKILL while it was imported",
            "a crash in native code, or the system ran out of memory",
        ),
        ("signal", -15, "starting", "the module's process was killed by SIGTERM before it was imported", None),
        (
            "exit", 3, "", "the module ended its process while it was loaded with status 3 (os._exit)",
            "a module that is imported must not end the process",
        ),
        (
            "exit", 70, "importing", "flytex could not go on with the module while it was imported",
            "the module took away what flytex works with: file descriptors, builtins, sys.modules, Python's library",
        ),
        (
            "lost", 0, "", "the process that loads modules no JSON while it loaded this one",
            "a module must not signal processes that it did not start; or the system ran out of memory",
        ),
    ],
)  # fmt: skip
def test_each_way_is_said(how, code, phase, said, hint):
    diagnostic = ending_diagnostic(Done(how=how, code=code, phase=phase, broken="no JSON"), TARGET, "")
    assert diagnostic is not None
    assert (diagnostic.message, diagnostic.hint, str(diagnostic.location)) == (said, hint, "flows/a.py")


def test_a_process_that_ended_as_it_should_is_not_mentioned():
    assert ending_diagnostic(Done(how="ok"), TARGET, "") is None


def test_a_crash_is_located_where_the_fault_handler_saw_the_users_code():
    diagnostic = ending_diagnostic(Done(how="signal", code=-11, phase="importing"), TARGET, FAULT)
    assert diagnostic is not None
    assert str(diagnostic.location) == "flows/a.py:7"


@pytest.mark.parametrize(
    ("status", "said"), [(0, "ended with status 0"), (-9, "was killed by SIGKILL"), (-99, "was killed by signal 99")]
)
def test_a_status_in_words(status, said):
    assert ended(status) == said
