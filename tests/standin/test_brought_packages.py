"""Packages that the SDK would have brought: where it is not installed, they are stubbed without being asked."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import subprocess
import sys

import pytest

from flytex_cli.facts.sdk_packages import BROUGHT_BY_SDK, SDK_RELEASE, SHARED_NAMES

MODULE = """
import asyncio
import flyte
{line}

env = flyte.TaskEnvironment("jobs")

@env.task
async def work(x: int) -> int:
    return x
"""


def flytex(tmp_path, line, *options):
    (tmp_path / "module.py").write_text(MODULE.format(line=line))
    command = [sys.executable, "-m", "flytex_cli", "serialize", "module.py", "--engine", "standin", *options]
    return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)


def absent(name: str) -> str:
    """A package of those that is not installed here."""
    if importlib.util.find_spec(name) is not None:
        pytest.skip(f"{name} is installed here")
    return name


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("aiofiles", "import aiofiles"),
        ("aiolimiter", "from aiolimiter import AsyncLimiter\nlimiter = AsyncLimiter(10, 1)"),
        ("async_lru", "from async_lru import alru_cache\n@alru_cache\nasync def cached(x): return x"),
        ("httpx", "import httpx\nclient = httpx.AsyncClient(timeout=httpx.Timeout(3))"),
    ],
)
def test_a_package_that_the_sdk_brings_is_stubbed(tmp_path, name, line):
    """And said, as every stub is."""
    absent(name)
    result = flytex(tmp_path, line)
    assert result.returncode == 0, result.stderr
    assert f"not installed, stubbed: {name}" in result.stderr


def test_beside_one_that_is_asked_for(tmp_path):
    """`--stub` adds to them."""
    absent("aiofiles")
    result = flytex(tmp_path, "import aiofiles, nowhere", "--stub", "nowhere")
    assert result.returncode == 0, result.stderr
    assert "not installed, stubbed: aiofiles, nowhere" in result.stderr


@pytest.mark.parametrize("line", ["import nowhere", "import google.cloud.nowhere"])
def test_any_other_package_is_missing(tmp_path, line):
    """Nothing else is made up unasked."""
    result = flytex(tmp_path, line)
    assert result.returncode == 3
    assert "no module named" in result.stderr


@pytest.mark.sdk
def test_the_list_is_what_the_sdk_requires():
    """With what its requirements require; a platform may lack some of them, and have none besides."""
    from packaging.requirements import Requirement

    assert importlib.metadata.version("flyte") == SDK_RELEASE
    found: dict[str, set[str]] = {}

    def walk(name: str) -> None:
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            return
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            return
        files = [file for file in distribution.files or () if file.suffix in (".py", ".so", ".pyi")]
        found[key] = {file.parts[0].partition(".")[0] for file in files}
        for text in distribution.requires or ():
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                walk(requirement.name)

    walk("flyte")
    names = {name for names in found.values() for name in names if re.fullmatch(r"[A-Za-z]\w*", name)}
    assert names - {"flyte", "flyteidl2"} - SHARED_NAMES <= set(BROUGHT_BY_SDK)
    if sys.platform == "linux" and sys.version_info[:2] == (3, 11):
        assert names - {"flyte", "flyteidl2"} - SHARED_NAMES == set(BROUGHT_BY_SDK)
