"""Which release of `flyte` the project asks for, where the stand-in translates as another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flytex_cli import reading

LOCKS = ("uv.lock", "poetry.lock", "pylock.toml")
FLYTE = "flyte"


def other_release(folder: Path, release: str) -> str | None:
    """Say what rules out a release: a lock file with another, or where there is none a requirement.

    The nearest file at or above `folder`, inside the same git repository, decides. One that cannot be read says
    nothing: those who use it will hear of it.
    """
    folders = [folder, *folder.parents]
    top = next((index for index, parent in enumerate(folders) if (parent / ".git").exists()), len(folders))
    for parent in folders[: top + 1]:
        for lock in LOCKS:
            locked = sorted(_locked(_text(parent / lock)))
            if locked:
                return None if release in locked else f"{lock} has {FLYTE} {', '.join(locked)}"
    for parent in folders[: top + 1]:
        asked = [(file.name, each) for file in _requiring(parent) for each in _requirements(file)]
        if asked:
            return next((f"{name} asks for {each}" for name, each in asked if _excludes(each, release)), None)
    return None


def _locked(text: str) -> Iterator[str]:
    """Yield the versions of flyte in a lock file, which may be too long to read whole."""
    for block in text.split("\n[[package")[1:]:
        if f'name = "{FLYTE}"\n' in block:
            table = _toml(f"[[package{block}")
            for package in table.get("package") or table.get("packages") or ():
                if package.get("name") == FLYTE and isinstance(package.get("version"), str):
                    yield package["version"]


def _requiring(folder: Path) -> list[Path]:
    """Return the files of a folder that may name requirements."""
    return [file for file in (folder / "pyproject.toml", *sorted(folder.glob("requirements*.txt"))) if file.is_file()]


def _requirements(file: Path) -> Iterator[str]:
    """Yield what a file asks of flyte."""
    text = _text(file)
    lines = _texts(_dependencies(_toml(text))) if file.suffix == ".toml" else text.splitlines()
    named = [line for line in lines if line.strip().lower().startswith(FLYTE)]
    if not named:
        return
    from packaging.requirements import InvalidRequirement, Requirement

    for line in named:
        try:
            requirement = Requirement(re.split(r" (?:#|--|\\)", line)[0].strip())
        except InvalidRequirement:
            continue
        if requirement.name.lower() == FLYTE:
            yield f"{FLYTE}{requirement.specifier}"


def _dependencies(pyproject: dict[str, Any]) -> list[Any]:
    project = pyproject.get("project")
    tables = (
        [project.get(key) for key in ("dependencies", "optional-dependencies")] if isinstance(project, dict) else []
    )
    return [*tables, pyproject.get("dependency-groups")]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _excludes(requirement: str, release: str) -> bool:
    from packaging.specifiers import SpecifierSet

    return not SpecifierSet(requirement.removeprefix(FLYTE)).contains(release, prereleases=True)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _toml(text: str) -> dict[str, Any]:
    try:
        return reading.read_toml(text)
    except reading.UnreadableError:
        return {}
