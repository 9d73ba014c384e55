"""Rules as plain text: one line each, or one page each."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from flytex_cli.lint.report import RuleReport
from flytex_cli.lint.rule import Rule
from flytex_cli.render.rules.facts import facts


def render(report: RuleReport) -> bytes:
    """Write one line per rule, or the pages of a detailed report."""
    if report.detailed:
        return "\n".join(map(_page, report.rules)).encode()
    return "".join(f"{line}\n" for line in _list(report.rules)).encode()


def _list(rules: Sequence[Rule]) -> list[str]:
    """One line each: code, severity, whether it is opt-in, slug, summary."""
    width = max(len(rule.slug) for rule in rules)
    return [
        f"{rule.code}  {rule.severity.value:<7}  {'' if rule.default else 'opt-in':<6}  "
        f"{rule.slug:<{width}}  {rule.summary}"
        for rule in rules
    ]


def _page(rule: Rule) -> str:
    """Write a page without any markup."""
    parts = [f"{rule.code} {rule.slug}\n{rule.summary}.", facts(rule).replace("**", ""), rule.why]
    parts += [
        f"{title}:\n\n{textwrap.indent(text.strip(), '    ')}"
        for title, text in (("Bad", rule.bad), ("Good", rule.good))
        if text
    ]
    parts.append(f"Suppress it where it is intended: # flytex: ignore[{rule.code}] reason")
    parts += [f"Page: {rule.url}"] if rule.url else []
    return "\n\n".join(parts) + "\n"
