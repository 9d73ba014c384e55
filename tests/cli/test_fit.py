"""What fits a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytex_cli.cli.fit import fitting, folded


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one", "two"]),
        ("a taskTemplate.container.args", 15, ["a", "taskTemplate.", "container.args"]),
        ("ghcr.io/acme/flow:1", 11, ["ghcr.io/", "acme/flow:1"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
    ],
)
def test_a_text_breaks_where_it_hurts_least(text, width, lines):
    assert folded(text, width).split("\n") == lines


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" ./")), st.integers(1, 30))
def test_nothing_is_lost_and_no_line_is_too_long(text, width):
    lines = folded(text, width).split("\n")
    assert max(map(len, lines)) <= width
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (40, {0: 9, 1: 3, 2: 12}),
        (28, {0: 9, 1: 3, 2: 12}),
        (23, {0: 9, 1: 3, 2: 7}),
        (22, {0: 9, 1: 3}),
        (9, {0: 9}),
        (4, {0: 4}),
    ],
)
def test_the_most_useful_columns_stay(width, widths):
    """Each at least as wide as its longest word; what is left goes to those that want more."""
    cells = [["name", "flow.main"], ["cpu", "1"], ["cache", "auto 1234567"]]
    assert fitting(cells, [0, 1, 2], width) == widths
