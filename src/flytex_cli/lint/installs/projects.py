"""Dependencies of a project or script, as the layer that installs them asks for them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from flytex_cli.lint.installs.files import parse_table, read_table, read_text, table_at
from flytex_cli.lint.installs.requirements import Wanted

_SCRIPT = re.compile(r"^# /// script\s*$\n(?P<content>(?:^#(?: .*)?$\n)+?)^# ///\s*$", re.MULTILINE)


def add_uv_project(wanted: Wanted, pyproject: Path, arguments: str) -> None:
    """Take what `uv sync` installs: the dependencies, the default groups, and the extras and groups asked for."""
    document, asked = read_table(pyproject), _Asked(arguments)
    project = table_at(document, "project")
    if document is None or "dependencies" in (project.get("dynamic") or ()) or not asked.known:
        wanted.known = False
        return
    groups = {**table_at(document, "dependency-groups"), **_legacy_uv(document)}
    default = table_at(document, "tool", "uv").get("default-groups", ["dev"])
    chosen = set(asked.values("--group") + asked.values("--only-group"))
    if "--all-groups" in asked or default == "all":
        chosen |= set(groups)
    elif isinstance(default, list) and not asked.any("--no-default-groups", "--only-group"):
        chosen |= set(map(str, default))
    chosen -= set(asked.values("--no-group")) | ({"dev"} if "--no-dev" in asked else set())
    if not asked.values("--only-group") and "--only-dev" not in asked:
        wanted.add_all(project.get("dependencies"))
        _add_extras(wanted, project, asked)
    for name in chosen | ({"dev"} & set(groups) if "--only-dev" in asked else set()):
        _add_group(wanted, groups, name, set())


def add_poetry_project(wanted: Wanted, pyproject: Path, arguments: str) -> None:
    """Take what `poetry install` installs: the main group, groups that are not optional, and what is asked for."""
    document, asked = read_table(pyproject), _Asked(arguments)
    if document is None or not asked.known:
        wanted.known = False
        return
    poetry, project = table_at(document, "tool", "poetry"), table_at(document, "project")
    only, without, with_ = asked.values("--only"), asked.values("--without"), asked.values("--with")
    groups = table_at(poetry, "group")
    if "dev-dependencies" in poetry:
        groups = {"dev": {"dependencies": table_at(poetry, "dev-dependencies")}, **groups}
    if not only or "main" in only:
        wanted.add_all(project.get("dependencies"))
        _add_extras(wanted, project, asked)
        of_extras = {name for extra in _extras(asked, table_at(poetry, "extras")) for name in extra}
        _add_poetry(wanted, table_at(poetry, "dependencies"), of_extras)
    for name, group in groups.items():
        optional = isinstance(group, dict) and group.get("optional") is True
        if name in only if only else (not optional or name in with_) and name not in without:
            _add_poetry(wanted, table_at(group, "dependencies"), set())


def add_script(wanted: Wanted, script: Path) -> None:
    """Take the dependencies that a script's own metadata names."""
    found = _SCRIPT.search((read_text(script) or "").replace("\r\n", "\n"))
    lines = found["content"].splitlines() if found else []
    document = parse_table("\n".join(line[2:] for line in lines)) if found else None
    if document is None:
        wanted.known = False
        return
    wanted.add_all(document.get("dependencies"))


class _Asked:
    """The options of an installing command."""

    def __init__(self, arguments: str) -> None:
        self.known = True
        try:
            words = shlex.split(arguments)
        except ValueError:
            words, self.known = [], False
        self._words = [part for word in words for part in (word.split("=", 1) if word.startswith("--") else [word])]

    def __contains__(self, option: str) -> bool:
        return option in self._words

    def any(self, *options: str) -> bool:
        return any(option in self for option in options)

    def values(self, option: str) -> list[str]:
        """Return the values of an option, given several times or with commas between."""
        pairs = zip(self._words, self._words[1:], strict=False)
        return [part.strip() for word, value in pairs if word == option for part in value.replace(" ", ",").split(",")]


def _extras(asked: _Asked, table: Mapping[str, Any]) -> Iterator[list[str]]:
    chosen = asked.values("--extra") + asked.values("--extras") + asked.values("-E")
    names = {canonicalize_name(name) for name in chosen}
    for name, entries in table.items():
        if "--all-extras" in asked or canonicalize_name(name) in names:
            yield [str(entry) for entry in entries] if isinstance(entries, list) else []


def _add_extras(wanted: Wanted, project: Mapping[str, Any], asked: _Asked) -> None:
    for entries in _extras(asked, table_at(project, "optional-dependencies")):
        wanted.add_all(entries)


def _add_poetry(wanted: Wanted, dependencies: Mapping[str, Any], of_extras: Iterable[str]) -> None:
    for name, constraint in dependencies.items():
        optional = isinstance(constraint, dict) and constraint.get("optional") is True and name not in of_extras
        if name != "python" and not optional:
            extras = constraint.get("extras") if isinstance(constraint, dict) else None
            wanted.add_name(name, map(str, extras) if isinstance(extras, list) else ())


def _add_group(wanted: Wanted, groups: Mapping[str, Any], name: str, seen: set[str]) -> None:
    entries = {canonicalize_name(key): value for key, value in groups.items()}.get(canonicalize_name(name))
    if name in seen or not isinstance(entries, list):
        return
    seen.add(name)
    for entry in entries:
        if isinstance(entry, str):
            wanted.add(entry)
        elif isinstance(entry, dict) and isinstance(entry.get("include-group"), str):
            _add_group(wanted, groups, entry["include-group"], seen)


def _legacy_uv(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return uv's own older list of development dependencies, which it takes for the group `dev`."""
    listed = table_at(document, "tool", "uv").get("dev-dependencies")
    if not isinstance(listed, list):
        return {}
    return {"dev": [*listed, *(table_at(document, "dependency-groups").get("dev") or ())]}
