"""What comes of modules, from what the processes say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from flytex_cli.load import protocol, runner
from flytex_cli.load.framing import Frame
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.load.target import ModuleTarget
from flytex_cli.records import Diagnostic, EngineInfo, Severity

TARGET = ModuleTarget("/repo/flow.py", "flow", "/repo", "/repo", "flow.py", named=True, alone=True)


def warned(text: str) -> Frame:
    return protocol.to_frame(protocol.DiagnosticReported(Diagnostic(Severity.WARNING, text)))


class Connection:
    """A warm process in which user code says more of a module that has ended."""

    def __init__(self, engine: str, run: protocol.Run) -> None:
        pass

    def events(self) -> Iterator[tuple[int, Any]]:
        yield 0, protocol.EngineUp(EngineInfo("standin", "2.12.1", "3.11.7"))
        yield 0, protocol.Started()
        yield 0, warned("first")
        yield 0, protocol.Done("ok", seconds=1.0)
        yield 0, warned("late")
        yield 0, protocol.Done("exit", 3)

    def stop(self) -> None:
        pass


def test_a_module_that_has_ended_says_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its report is made when it ends."""
    monkeypatch.setattr(runner, "Connection", Connection)
    done: list[int] = []
    (report,) = runner.Run([TARGET], LoadRequest()).results(done.append).reports
    assert [each.message for each in report.diagnostics] == ["first"]
    assert report.seconds == 1.0
    assert done == [0]
