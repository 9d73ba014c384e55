"""Rules that installed packages bring, by entry points of the group `flytex.rules`.

An entry point names a `RulePlugin`. Its code runs where lint's own rules run, never in a module's process.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from flytex_cli.errors import UsageError
from flytex_cli.lint.plugin_code import GuardedCheck, foreign, wrong_of_rule
from flytex_cli.lint.rule import Rule, Scope

GROUP = "flytex.rules"
API = 1
"""The version of what a plugin is given: raised where a plugin that was written before would fail."""

CODE = re.compile(r"[A-Z]{2,}[0-9]{1,5}")
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
    names, found = set(taken), list[Rule]()
    for point in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        for rule in _rules(point):
            for word in (rule.code, rule.slug):
                if word in names:
                    raise UsageError(f"{_name(point)}: there is a rule {word!r} already")
            names |= {rule.code, rule.slug}
            found.append(rule)
    return tuple(found)


def _rules(point: EntryPoint) -> tuple[Rule, ...]:
    name = _name(point)
    with foreign(f"{name} cannot be imported", f"mend or uninstall it; it names {point.value}"):
        plugin = point.load()
    if not isinstance(plugin, RulePlugin):
        raise UsageError(f"{name}: {point.value} is a {type(plugin).__name__}, not a flytex.RulePlugin")
    if plugin.api != API:
        raise UsageError(f"{name} is written for version {plugin.api} of a plugin's interface; this is version {API}")
    with foreign(
        f"{name} does not give its rules", "mend or uninstall it; `rules` of a flytex.RulePlugin is a sequence"
    ):
        rules: tuple[Any, ...] = tuple(plugin.rules)
    return tuple(_checked(rule, name) for rule in rules)


def _checked(rule: Any, name: str) -> Rule:
    if not isinstance(rule, Rule):
        raise UsageError(f"{name}: {rule!r} is not a flytex.Rule")
    if (wrong := wrong_of_rule(rule)) is not None:
        raise UsageError(f"{name}: of the rule {rule.code!r} {wrong}")
    if not CODE.fullmatch(rule.code):
        raise UsageError(f"{name}: the code {rule.code!r} is not letters and digits, such as ACM001")
    if rule.scope not in SCOPES:
        words = ", ".join(scope.name for scope in SCOPES)
        raise UsageError(
            f"{name}: {rule.code} has the scope {rule.scope.name}", hint=f"a plugin's rule has one of {words}"
        )
    return dataclasses.replace(rule, check=GuardedCheck(rule.check, rule.code, name), is_own=True)


def _name(point: EntryPoint) -> str:
    distribution = f" ({point.dist.name} {point.dist.version})" if point.dist is not None else ""
    return f"plugin {point.name}{distribution}"
