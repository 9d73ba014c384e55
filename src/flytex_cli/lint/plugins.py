"""Rules that installed packages bring, by entry points of the group `flytex.rules`.

An entry point names a `RulePlugin`. Its code runs where lint's own rules run, never in a module's process.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from flytex_cli.errors import UsageError
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope

GROUP = "flytex.rules"
API = 1
"""The version of what a plugin is given: raised where a plugin that was written before would fail."""

SCOPES = (Scope.TASK, Scope.APP, Scope.WORKLOAD, Scope.ENVIRONMENT, Scope.PROJECT)
"""What a plugin's rule may be called with."""


@dataclass(frozen=True)
class RulePlugin:
    """What an entry point of the group `flytex.rules` names.

    Attributes:
        rules: the rules it brings; their codes must be none of flytex's.
        api: the version of the interface that it was written for.
    """

    rules: Sequence[Rule]
    api: int = API


def plugin_rules(taken: Sequence[str]) -> tuple[Rule, ...]:
    """Return the rules of all plugins that are installed, in the order of their names.

    Args:
        taken: codes and slugs that rules have already.

    Raises:
        UsageError: a plugin cannot be imported, or brings what is no rule or has a name that is taken.
    """
    found: list[Rule] = []
    for point in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        for rule in _plugin(point).rules:
            found.append(
                _checked(rule, _name(point), [*taken, *(name for each in found for name in (each.code, each.slug))])
            )
    return tuple(found)


def _plugin(point: EntryPoint) -> RulePlugin:
    name = _name(point)
    try:
        plugin = point.load()
    except Exception as error:  # whatever the package raises when it is imported
        raise UsageError(
            f"{name} cannot be imported: {type(error).__name__}: {error}",
            hint=f"mend or uninstall it; it names {point.value}",
        ) from error
    if not isinstance(plugin, RulePlugin):
        raise UsageError(f"{name}: {point.value} is a {type(plugin).__name__}, not a flytex.RulePlugin")
    if plugin.api != API:
        raise UsageError(f"{name} is written for version {plugin.api} of a plugin's interface; this is version {API}")
    return plugin


def _checked(rule: Any, name: str, taken: Sequence[str]) -> Rule:
    if not isinstance(rule, Rule):
        raise UsageError(f"{name}: {rule!r} is not a flytex.Rule")
    if rule.scope not in SCOPES:
        words = ", ".join(scope.name for scope in SCOPES)
        raise UsageError(
            f"{name}: {rule.code} has the scope {rule.scope.name}", hint=f"a plugin's rule has one of {words}"
        )
    for word in (rule.code, rule.slug):
        if word in taken:
            raise UsageError(f"{name}: there is a rule {word!r} already")
    return dataclasses.replace(rule, check=functools.partial(_guarded, rule.check, rule.code, name), is_own=True)


def _guarded(check: Callable[[Any], Iterator[Hit]], code: str, name: str, subject: Any) -> Iterator[Hit]:
    """Run a check; what it raises is the plugin's."""
    try:
        for hit in check(subject):
            if not isinstance(hit, Hit):
                raise TypeError(f"it yields {hit!r}, not a flytex.Hit")
            yield hit
    except Exception as error:  # whatever the plugin's code raises
        about = f" on {subject.name}" if hasattr(subject, "name") else ""
        message = f"rule {code} of {name} failed{about}: {type(error).__name__}: {error}"
        raise UsageError(message, hint=f"turn it off with --ignore {code}, and tell its authors") from error


def _name(point: EntryPoint) -> str:
    distribution = f" ({point.dist.name} {point.dist.version})" if point.dist is not None else ""
    return f"plugin {point.name}{distribution}"
