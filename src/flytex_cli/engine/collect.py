"""Find what `flyte deploy` would reach from a loaded module, in any `flyte`-shaped package."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flytex_cli.engine.base import CollectedEnvironment
from flytex_cli.engine.source import CreationSites


def reachable(module: object, file: str, loaded: Iterable[Any], sites: CreationSites) -> list[CollectedEnvironment]:
    """Return the environments of a module: its globals, those made in its file, and all they depend on.

    Args:
        module: the loaded module, or what it has put in its place in `sys.modules`. Its globals are told apart by
            identity alone: to ask a lazy object what it is may make it load, and fail.
        file: the module's file.
        loaded: every environment made so far, in the order they were made.
        sites: where each was made.
    """
    wanted = {id(value) for value in getattr(module, "__dict__", {}).values()}
    found: dict[int, Any] = {}
    for environment in loaded:
        place = sites.place(environment)
        if id(environment) in wanted or (place is not None and place[0] == file):
            _with_dependencies(environment, found)
    return [
        CollectedEnvironment(environment, dict(getattr(environment, "tasks", None) or {}))
        for environment in found.values()
    ]


def plans(environments: Sequence[Any]) -> list[list[Any]]:
    """Group environments as `flyte deploy FILE ENV` does: one that no other depends on, with all it depends on.

    An environment that several of them depend on is in the first one's group. Of a cycle the first made comes first.
    """
    needed = {id(dependency) for environment in environments for dependency in _depends_on(environment)}
    groups: list[list[Any]] = []
    seen: set[int] = set()
    for environment in sorted(environments, key=lambda environment: id(environment) in needed):
        if id(environment) not in seen:
            group: dict[int, Any] = {}
            _with_dependencies(environment, group)
            groups.append(list(group.values()))
            seen.update(group)
    return groups


def _depends_on(environment: Any) -> list[Any]:
    return list(getattr(environment, "depends_on", None) or [])


def _with_dependencies(environment: Any, found: dict[int, Any]) -> None:
    """Add an environment and all it depends on, by identity, in the order they are met."""
    stack = [environment]
    while stack:
        current = stack.pop()
        if id(current) not in found:
            found[id(current)] = current
            stack.extend(reversed(_depends_on(current)))
