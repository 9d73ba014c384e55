"""Every rule, in the order of their codes."""

from __future__ import annotations

from functools import cache

from flytex_cli.lint.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """All rules, each once."""
    from flytex_cli.lint.rules import lnt, res

    groups = (lnt.RULES, res.RULES)
    return tuple(sorted((rule for group in groups for rule in group), key=lambda rule: rule.code))
