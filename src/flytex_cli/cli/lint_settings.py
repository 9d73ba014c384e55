"""What `[tool.flytex.lint]` says beside the options of the command line."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flytex_cli.bundle.model import CopyStyle
from flytex_cli.cli.profiles import LISTS, chosen_profile, find_profile
from flytex_cli.cli.settings import defaults, place, shown
from flytex_cli.config import Settings, nearest
from flytex_cli.errors import UsageError
from flytex_cli.lint.cluster import ClusterFacts, with_profile
from flytex_cli.lint.policy import Policy
from flytex_cli.lint.rule import Rule
from flytex_cli.lint.rule_lookup import known_selectors
from flytex_cli.lint.selection import Layer
from flytex_cli.records import Severity


@dataclass(frozen=True)
class LintSettings:
    """What a project decided about linting.

    Attributes:
        layer: which rules run, before the command line speaks.
        own: the team's policies as rules, and the rules of plugins.
        copy_style: which files a deployment ships, as `[tool.flytex.bundle]` says, and `ruff`, whether it finds one.
    """

    layer: Layer = field(default_factory=Layer)
    own: tuple[Rule, ...] = ()
    policy: Policy = field(default_factory=Policy)
    cluster: ClusterFacts = field(default_factory=ClusterFacts)
    copy_style: CopyStyle = CopyStyle.LOADED_MODULES
    ruff: bool | None = None


def read_lint_settings(settings: Settings | None, profile: str | None = None) -> LintSettings:
    """Read what `[tool.flytex.lint]` says; None stands for no settings.

    Args:
        profile: the name of the cluster's profile, over the one that the settings choose.

    Raises:
        UsageError: a value of the wrong type, a word that is not known, or a file of the profile cannot be used.
    """
    own = read_own_rules(settings)
    held_against = find_profile(settings, profile) if profile is not None else chosen_profile(settings, "lint")
    if settings is None:
        return LintSettings(own=own)
    reader = _Reader(f"{shown(settings)}: tool.flytex.lint", _table(settings), own)
    select = reader.selectors("select") if "select" in reader.table else None
    layer = Layer(select, reader.selectors("extend-select"), reader.selectors("ignore"))
    policy = Policy(
        severity=reader.severities("severity"),
        per_file_ignores=reader.ignores("per-file-ignores"),
        per_task_ignores=reader.ignores("per-task-ignores"),
        mandatory=reader.selectors("mandatory"),
        folder=settings.file.parent,
    )
    facts = ClusterFacts() if isinstance(reader.table.get("cluster"), str) else reader.cluster("cluster")
    if held_against is not None:
        facts = with_profile(facts, held_against)
    cluster = dataclasses.replace(facts, base_images=reader.lists("base-images"))
    bundle = defaults(settings, "bundle", {"copy_style": CopyStyle, "ruff": bool})
    style = bundle.get("copy_style", CopyStyle.LOADED_MODULES.value)
    if style not in set(CopyStyle):
        known = ", ".join(CopyStyle)
        raise UsageError(f"{place(settings, 'bundle', 'copy_style')}: {style!r} is none of {known}")
    return LintSettings(layer, own, policy, cluster, CopyStyle(style), bundle.get("ruff"))


def read_own_rules(settings: Settings | None) -> tuple[Rule, ...]:
    """Return the rules that are not flytex's: those of plugins, and the team's policies.

    Raises:
        UsageError: a plugin or a policy is wrong.
    """
    from flytex_cli.lint.plugins import plugin_rules
    from flytex_cli.lint.registry import all_rules

    names = [name for rule in all_rules() for name in (rule.code, rule.slug)]
    brought = plugin_rules(names)
    table = _table(settings) if settings is not None else {}
    if settings is None or not {"policy", "extend"} & table.keys():
        return brought
    from flytex_cli.lint.policies.evaluate import to_rules
    from flytex_cli.lint.policies.reader import PolicyText, read_policies, read_shared

    where = f"{shown(settings)}: tool.flytex.lint"
    texts = [*read_shared(_texts(table.get("extend", []), f"{where}.extend"), settings.file.parent, f"{where}.extend")]
    if "policy" in table:
        text = settings.file.read_text(encoding="utf-8")
        texts.append(PolicyText(shown(settings), text, "tool.flytex.lint.policy", table["policy"]))
    taken = [*names, *(name for rule in brought for name in (rule.code, rule.slug))]
    return (*brought, *to_rules(read_policies(texts, taken)))


def read_policy_file(file: Path) -> tuple[Rule, ...]:
    """Return the policies of one file as rules.

    Raises:
        UsageError: it cannot be read, or a policy is wrong.
    """
    from flytex_cli.lint.policies.evaluate import to_rules
    from flytex_cli.lint.policies.reader import read_policies, read_shared
    from flytex_cli.lint.registry import all_rules

    names = [name for rule in all_rules() for name in (rule.code, rule.slug)]
    return to_rules(read_policies([*read_shared([str(file)], Path(), "FILE")], names))


def _table(settings: Settings) -> dict[str, Any]:
    table = settings.table.get("lint", {})
    return {key.replace("_", "-"): value for key, value in table.items()}


class _Reader:
    """One table; every error says where the value stands."""

    def __init__(self, where: str, table: Mapping[str, Any], own: Sequence[Rule]) -> None:
        self.where = where
        self.table = table
        self._own = own

    def selectors(self, key: str) -> tuple[str, ...]:
        return _selectors(self.table.get(key, []), f"{self.where}.{key}", self._own)

    def severities(self, key: str) -> dict[str, Severity]:
        table = self._table(key)
        codes = known_selectors(table, f"{self.where}.{key}", self._own)
        return {
            code: self._severity(value, f"{self.where}.{key}.{selector}")
            for code, (selector, value) in zip(codes, table.items(), strict=True)
        }

    def ignores(self, key: str) -> dict[str, tuple[str, ...]]:
        return {
            name: _selectors(value, f"{self.where}.{key}.{name!r}", self._own)
            for name, value in self._table(key).items()
        }

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        return {name: _texts(value, f"{self.where}.{key}.{name!r}") for name, value in self._table(key).items()}

    def cluster(self, key: str) -> ClusterFacts:
        known = LISTS
        facts: dict[str, Any] = {}
        for name, value in self._table(key).items():
            if name.replace("_", "-") not in known:
                raise UsageError(
                    f"{self.where}.{key}.{name}: no such setting{nearest(name, known)}",
                    hint=f"the keys are {', '.join(known)}",
                )
            facts[name.replace("-", "_")] = _texts(value, f"{self.where}.{key}.{name}")
        return ClusterFacts(**facts)

    def _table(self, key: str) -> Mapping[str, Any]:
        table = self.table.get(key, {})
        if not isinstance(table, dict):
            raise UsageError(f"{self.where}.{key}: {table!r} is not a table")
        return table

    def _severity(self, value: Any, where: str) -> Severity:
        words = [severity.value for severity in Severity]
        if value not in words:
            raise UsageError(f"{where}: {value!r} is none of {', '.join(words)}{nearest(str(value), words)}")
        return Severity(value)


def split_selectors(values: Iterable[str] | None, option: str, own: Sequence[Rule]) -> tuple[str, ...]:
    """Split selectors as given on the command line: one per option, or several with commas between.

    Raises:
        UsageError: one matches no rule.
    """
    return known_selectors(
        (part.strip() for value in values or () for part in value.split(",") if part.strip()), option, own
    )


def _selectors(value: Any, where: str, own: Sequence[Rule]) -> tuple[str, ...]:
    return known_selectors(_texts(value, where), where, own)


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UsageError(f"{where}: {value!r} is not a list of text")
    return tuple(value)
