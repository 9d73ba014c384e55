"""One list of releases: what is built, compared and told follows it."""

from __future__ import annotations

import re

import pytest

from flytex_cli.facts.releases import COMPARED, STANDIN
from tests.harness import REPOSITORY

MAKEFILE = (REPOSITORY / "Makefile").read_text()


def test_the_makefile_compares_with_these_releases() -> None:
    assert re.search(r"^RELEASES +\?= (.*)$", MAKEFILE, re.MULTILINE)[1].split() == list(COMPARED)  # type: ignore[index]
    assert re.search(r"^SDK +\?= (.*)$", MAKEFILE, re.MULTILINE)[1] == STANDIN  # type: ignore[index]


@pytest.mark.parametrize("release", COMPARED)
def test_each_release_is_pinned_and_told_of(release: str) -> None:
    """Its constraints, and its row in the page on conformance."""
    constraints = (REPOSITORY / "constraints" / f"sdk-{release}.txt").read_text()
    assert f"flyte=={release}\n" in constraints
    assert f"| {release} |" in (REPOSITORY / "docs" / "conformance.md").read_text()


@pytest.mark.parametrize("page", ["README.md", "docs/conformance.md", "docs/development/architecture.md"])
def test_the_pages_name_the_stand_ins_release(page: str) -> None:
    """And no other as its."""
    assert f"SDK {STANDIN}" in (REPOSITORY / page).read_text()
