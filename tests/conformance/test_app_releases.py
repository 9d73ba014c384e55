"""Every fixture's apps are what the SDK at hand makes of them, or both refuse a fixture that it is too old for."""

from __future__ import annotations

import pytest

from tests.conformance.app_releases import APPS, NEWER, AppFile, app_files, compare

pytestmark = [pytest.mark.sdk, pytest.mark.xdist_group("app_releases")]

FILES = [path.relative_to(APPS).as_posix() for path in app_files(APPS)]


@pytest.fixture(scope="module")
def found() -> dict[str, AppFile]:
    """Every fixture's apps on both sides."""
    return {file.path: file for file in compare(APPS)}


@pytest.mark.parametrize("path", FILES)
def test_the_apps_of_a_fixture_are_what_the_sdk_makes_of_them(found, path):
    """Message for message; a fixture of what a release lacks is refused, by the name of that."""
    file = found[path]
    assert [row.app for row in file.rows if not row.identical] == []
    if file.loads:
        assert file.refused is None
        assert file.rows
    else:
        assert file.refused is not None
        assert NEWER[path][1] in file.refused
        assert file.code == 3


def test_eight_kinds_are_compared_in_every_release():
    """Fixtures that no release refuses."""
    assert len(set(FILES) - set(NEWER)) >= 8
