"""The pinned versions say what `pyproject.toml` says."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

from tests.harness import REPOSITORY

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PINNED_BY_THE_SDK = "flyteidl2"
"""Each SDK release pins one, so the bound is the oldest release's; `make conformance` tries that one, without the rest."""
LOWEST = REPOSITORY / "constraints" / "lowest.txt"


def test_the_lowest_versions_are_the_bounds_of_the_dependencies():
    """`make test-lowest` installs each dependency's lower bound, and every dependency has one."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    bounds = [re.fullmatch(r"([\w-]+)>=([\d.]+)(; .*)?", dependency) for dependency in project["dependencies"]]
    assert all(bounds), "a dependency has no lower bound"
    pinned = [re.fullmatch(r"([\w-]+)==([\d.]+)(; .*)?", line) for line in LOWEST.read_text().splitlines()]
    assert listed(pinned) == listed(bounds)


def test_constraints_are_names_and_versions_only():
    """No address and no hash: they are for whichever registry installs them."""
    for file in sorted((REPOSITORY / "constraints").glob("*.txt")):
        for line in file.read_text().splitlines():
            assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+]+(; python_version < .*)?", line), (
                f"{file.name}: {line}"
            )


def listed(matches: Iterable[re.Match[str] | None]) -> list[tuple[str, str, str]]:
    return sorted(parts(match) for match in matches if match is not None and match[1] != PINNED_BY_THE_SDK)


def parts(match: re.Match[str]) -> tuple[str, str, str]:
    """A dependency's name, its version without zeros at the end, and its marker."""
    return match[1], re.sub(r"(\.0)+$", "", match[2]), match[3] or ""
