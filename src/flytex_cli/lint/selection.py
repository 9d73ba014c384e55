"""Which rules run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from packaging.version import InvalidVersion, Version

from flytex_cli.lint.registry import all_rules
from flytex_cli.lint.rule import Rule
from flytex_cli.lint.selector import ALL, any_covers, covers


@dataclass(frozen=True)
class Layer:
    """One place that selects rules: the configuration, or the command line.

    If several selectors match a rule the longest decides, and of two as long, `ignore`.

    Attributes:
        select: the rules to run, instead of those that run by default; None leaves these as they are.
        extend_select: further rules to run.
        ignore: rules not to run.
    """

    select: Sequence[str] | None = None
    extend_select: Sequence[str] = ()
    ignore: Sequence[str] = ()

    def wants(self, code: str, before: bool) -> bool:
        """Return whether a rule runs, given whether it would without this layer."""
        chosen = [selector for selector in (*(self.select or ()), *self.extend_select) if covers(selector, code)]
        dropped = [selector for selector in self.ignore if covers(selector, code)]
        if not chosen and not dropped:
            return before and self.select is None
        return max(map(_weight, chosen), default=-1) > max(map(_weight, dropped), default=-1)


@dataclass(frozen=True)
class Selection:
    """Which rules run: those that run by default, as each layer changes that, and the mandatory ones.

    Attributes:
        layers: from the weakest to the strongest.
        mandatory: selectors of rules that no layer, comment or baseline turns off.
        own: rules of the project's own, and those of plugins.
    """

    layers: Sequence[Layer] = ()
    mandatory: Sequence[str] = ()
    own: Sequence[Rule] = ()

    def rules(self, sdk_version: str | None = None) -> list[Rule]:
        """Return the rules to run with a release of the SDK; a release that is not known rules none out."""
        return [rule for rule in self.known if self._wants(rule) and applies(rule, sdk_version)]

    @property
    def known(self) -> tuple[Rule, ...]:
        """Every rule there is."""
        return (*all_rules(), *self.own)

    def _wants(self, rule: Rule) -> bool:
        wanted = rule.default
        for layer in self.layers:
            wanted = layer.wants(rule.code, wanted)
        return wanted or any_covers(self.mandatory, rule.code)


def applies(rule: Rule, sdk_version: str | None) -> bool:
    """Return whether a rule is meant for a release of the SDK."""
    if sdk_version is None:
        return True
    try:
        version = Version(sdk_version)
    except InvalidVersion:  # a build of a user's own
        return True
    return Version(rule.since) <= version and (rule.until is None or version < Version(rule.until))


def _weight(selector: str) -> int:
    return 0 if selector == ALL else len(selector)
