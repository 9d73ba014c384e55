"""The dependencies that a script declares in its PEP 723 block (`# /// script`)."""

from __future__ import annotations

import importlib
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_tomllib = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")

# The names and fields of the next two classes enter the image's hash: SDK 2.12.1 hashes their repr.


@dataclass
class ToolUVConfig:
    """`[tool.uv]` of a script."""

    exclude_newer: str | None = None


@dataclass
class UVScriptMetadata:
    """What uv reads from a script."""

    requires_python: str | None = None
    dependencies: list[str] = field(default_factory=list)
    pyprojects: list[str] = field(default_factory=list)
    tool: dict[str, ToolUVConfig] | None = None


def parse_uv_script(script: Path) -> UVScriptMetadata:
    """Read the block of a uv script; a `file://` dependency is a project of its own."""
    found = re.search(r"# /// script\s*(.*?)# ///", read_script(script), re.DOTALL)
    if found is None:
        raise ValueError(f"script {script} has no block of dependencies: write one between '# /// script' and '# ///'")
    data = parse_toml("\n".join(line.lstrip("# ").rstrip() for line in found[1].splitlines()), script)
    dependencies = data.get("dependencies", [])
    uv = data.get("tool", {}).get("uv", {})
    return UVScriptMetadata(
        requires_python=data.get("requires-python"),
        dependencies=[dependency for dependency in dependencies if "file://" not in dependency],
        pyprojects=[dependency.split("file://")[-1] for dependency in dependencies if "file://" in dependency],
        tool={"uv": ToolUVConfig(exclude_newer=uv.get("exclude-newer"))} if uv else None,
    )


def read_script(script: Path) -> str:
    """Return the text of a script."""
    if not script.is_file():
        raise FileNotFoundError(f"script {script} of the image does not exist (looked for {script.absolute()})")
    return script.read_text(encoding="utf-8")


def parse_toml(text: str, script: Path) -> dict[str, Any]:
    """Parse the block of a script."""
    try:
        parsed: dict[str, Any] = _tomllib.loads(text)
    except _tomllib.TOMLDecodeError as error:
        raise ValueError(f"the block of dependencies in script {script} is not valid TOML: {error}") from error
    return parsed
