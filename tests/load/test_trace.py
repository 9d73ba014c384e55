"""A traceback is cut to the user's frames, and the innermost of them is the place."""

from __future__ import annotations

import json
import os
from pathlib import Path

from flytex_cli.load.trace import trace_of
from flytex_cli.records import ShownLocation


def caught(text: str, file: Path) -> BaseException:
    """What code raises that is written in a file."""
    file.write_text(text)
    try:
        exec(compile(text, str(file), "exec"), {"json": json})
    except BaseException as error:
        return error
    raise AssertionError("it raises nothing")


def test_the_innermost_frame_of_the_user(tmp_path):
    """Frames of Python's library are in the full trace only."""
    error = caught("def read():\n    json.loads('{')\n\nread()\n", tmp_path / "flow.py")
    trace = trace_of(error, str(tmp_path))
    assert trace.location == ShownLocation("flow.py", 2, "read")
    assert trace.short is not None
    assert trace.short.splitlines()[-1].startswith("json.decoder.JSONDecodeError: ")
    assert os.sep + "json" + os.sep not in trace.short
    assert os.sep + "json" + os.sep in trace.full


def test_a_syntax_error_is_where_it_says(tmp_path):
    """The compiler has no frame in the file."""
    trace = trace_of(caught("x = 1\ny = = 2\n", tmp_path / "flow.py"), str(tmp_path))
    assert trace.location == ShownLocation("flow.py", 2)


def test_the_causes_are_in_the_full_trace(tmp_path):
    text = "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('later') from e\n"
    trace = trace_of(caught(text, tmp_path / "flow.py"), str(tmp_path))
    assert trace.short is not None
    assert "ZeroDivisionError" not in trace.short.splitlines()[-1]
    assert "ZeroDivisionError: division by zero" in trace.full
    assert trace.full.splitlines()[-1] == "ValueError: later"
