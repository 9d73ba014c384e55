"""Rules as Markdown, one page each."""

from __future__ import annotations

from flytex_cli.lint.report import RuleReport
from flytex_cli.lint.rule import Rule
from flytex_cli.render.rules.facts import facts


def render(report: RuleReport) -> bytes:
    """Write the pages."""
    return "\n".join(map(to_page, report.rules)).encode()


def to_page(rule: Rule) -> str:
    """Write the page of one rule."""
    parts = [f"# {rule.code} {rule.slug}", f"{rule.summary}.", facts(rule), rule.why]
    for title, text in (("Bad", rule.bad), ("Good", rule.good)):
        if text:
            parts.append(f"## {title}\n\n```python\n{text.strip()}\n```")
    parts.append(f"Suppress it where it is intended: `# flytex: ignore[{rule.code}] reason`.")
    return "\n\n".join(parts) + "\n"
