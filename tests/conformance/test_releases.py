"""The heart of the `sdk` engine: what flytex writes is what the SDK itself makes, message for message."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.releases import Row, compare, task_files
from tests.harness import FIXTURES

pytestmark = [pytest.mark.sdk, pytest.mark.xdist_group("releases")]


FILES = task_files(FIXTURES)


@pytest.fixture(scope="module")
def rows() -> dict[Path, list[Row] | None]:
    """Every fixture's tasks on both sides."""
    return dict(compare(FILES, FIXTURES))


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_a_fixture_is_what_the_sdk_makes_of_it(file, rows):
    """Every task of every fixture, the package under src/ included."""
    assert rows[file], "neither side could load it"
    assert [row.task for row in rows[file] if not row.identical] == []
