"""Text of user code in one harmless line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytex_cli.render.common.escape import escape_block, escape_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain größe 漢字 🙂", "plain größe 漢字 🙂"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\u202eright to left", "\\u202eright to left"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("\udc80", "\\udc80"),
        ("\u2028", "\\u2028"),
    ],
)
def test_only_what_could_deceive_is_escaped(text, shown):
    """Letters of every language stay; control and invisible characters do not."""
    assert escape_line(text) == shown


@given(st.text())
def test_the_result_is_one_printable_line_that_can_be_encoded(text):
    """Whatever comes in."""
    line = escape_line(text)
    assert len(line.splitlines()) <= 1
    assert line.encode().decode() == line
    assert escape_line(line) == line
    assert escape_block(text).count("\n") == text.count("\n")
