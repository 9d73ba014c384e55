"""The heart of the `sdk` engine: what flytex writes is what the SDK itself makes, message for message."""

from __future__ import annotations

import pytest
from releases import FIXTURES, compare, task_files

pytestmark = pytest.mark.sdk


@pytest.mark.parametrize("file", task_files(FIXTURES), ids=lambda path: path.stem)
def test_a_fixture_is_what_the_sdk_makes_of_it(file):
    """Every task of every fixture, the package under src/ included."""
    rows = compare(file, FIXTURES)
    assert rows, "neither side could load it"
    assert [row.task for row in rows if not row.identical] == []
