"""What `[tool.flytex.lint]` says beside the options of the command line."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flytex_cli.bundle.model import CopyStyle
from flytex_cli.cli.settings import defaults, place, shown
from flytex_cli.config import Settings, nearest
from flytex_cli.errors import UsageError
from flytex_cli.lint.cluster import ClusterFacts
from flytex_cli.lint.policy import Policy
from flytex_cli.lint.rule_lookup import known_selectors
from flytex_cli.lint.selection import Layer
from flytex_cli.records import Severity


@dataclass(frozen=True)
class LintSettings:
    """What a project decided about linting.

    Attributes:
        layer: which rules run, before the command line speaks.
        copy_style: which files a deployment ships, as `[tool.flytex.bundle]` says, and `ruff`, whether it finds one.
    """

    layer: Layer = field(default_factory=Layer)
    policy: Policy = field(default_factory=Policy)
    cluster: ClusterFacts = field(default_factory=ClusterFacts)
    copy_style: CopyStyle = CopyStyle.LOADED_MODULES
    ruff: bool | None = None


def read_lint_settings(settings: Settings | None) -> LintSettings:
    """Read what `[tool.flytex.lint]` says; None stands for no settings.

    Raises:
        UsageError: a value of the wrong type, or a word that is not known.
    """
    if settings is None:
        return LintSettings()
    table = settings.table.get("lint", {})
    reader = _Reader(
        f"{shown(settings)}: tool.flytex.lint", {key.replace("_", "-"): value for key, value in table.items()}
    )
    select = reader.selectors("select") if "select" in reader.table else None
    layer = Layer(select, reader.selectors("extend-select"), reader.selectors("ignore"))
    policy = Policy(
        severity=reader.severities("severity"),
        per_file_ignores=reader.ignores("per-file-ignores"),
        per_task_ignores=reader.ignores("per-task-ignores"),
        mandatory=reader.selectors("mandatory"),
        folder=settings.file.parent,
    )
    cluster = dataclasses.replace(reader.cluster("cluster"), base_images=reader.lists("base-images"))
    bundle = defaults(settings, "bundle", {"copy_style": CopyStyle, "ruff": bool})
    style = bundle.get("copy_style", CopyStyle.LOADED_MODULES.value)
    if style not in set(CopyStyle):
        known = ", ".join(CopyStyle)
        raise UsageError(f"{place(settings, 'bundle', 'copy_style')}: {style!r} is none of {known}")
    return LintSettings(layer, policy, cluster, CopyStyle(style), bundle.get("ruff"))


class _Reader:
    """One table; every error says where the value stands."""

    def __init__(self, where: str, table: Mapping[str, Any]) -> None:
        self.where = where
        self.table = table

    def selectors(self, key: str) -> tuple[str, ...]:
        return _selectors(self.table.get(key, []), f"{self.where}.{key}")

    def severities(self, key: str) -> dict[str, Severity]:
        table = self._table(key)
        codes = known_selectors(table, f"{self.where}.{key}")
        return {
            code: self._severity(value, f"{self.where}.{key}.{selector}")
            for code, (selector, value) in zip(codes, table.items(), strict=True)
        }

    def ignores(self, key: str) -> dict[str, tuple[str, ...]]:
        return {name: _selectors(value, f"{self.where}.{key}.{name!r}") for name, value in self._table(key).items()}

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        return {name: _texts(value, f"{self.where}.{key}.{name!r}") for name, value in self._table(key).items()}

    def cluster(self, key: str) -> ClusterFacts:
        known = [each.name.replace("_", "-") for each in dataclasses.fields(ClusterFacts) if each.name != "base_images"]
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


def split_selectors(values: Iterable[str] | None, option: str) -> tuple[str, ...]:
    """Split selectors as given on the command line: one per option, or several with commas between.

    Raises:
        UsageError: one matches no rule.
    """
    return known_selectors(
        (part.strip() for value in values or () for part in value.split(",") if part.strip()), option
    )


def _selectors(value: Any, where: str) -> tuple[str, ...]:
    return known_selectors(_texts(value, where), where)


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UsageError(f"{where}: {value!r} is not a list of text")
    return tuple(value)
