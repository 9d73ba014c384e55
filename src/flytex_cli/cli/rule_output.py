"""Rules for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flytex_cli.cli.output import Output
from flytex_cli.lint.report import RuleReport
from flytex_cli.lint.rule import Rule
from flytex_cli.render.findings.text import STYLES
from flytex_cli.render.rules.facts import facts

if TYPE_CHECKING:
    from rich.console import RenderableType


def print_rules(report: RuleReport, output: Output) -> None:
    """Print a table of rules, or each at length."""
    if report.detailed:
        output.show(*(part for rule in report.rules for part in _page(rule)))
    else:
        output.show(_table(report.rules))


def _table(rules: Sequence[Rule]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("code", "severity", "default", "slug", "finds"):
        table.add_column(heading, no_wrap=heading != "finds")
    for rule in rules:
        severity = Text(rule.severity.value, STYLES[rule.severity])
        table.add_row(Text(rule.code, "bold"), severity, "on" if rule.default else "off", rule.slug, Text(rule.summary))
    return table


def _page(rule: Rule) -> Iterator[RenderableType]:
    """Yield what a rule finds, why, and its two examples."""
    from rich.markdown import Markdown
    from rich.syntax import Syntax
    from rich.text import Text

    yield Text.assemble((rule.code, STYLES[rule.severity]), (f" {rule.slug}", "bold"))
    yield Markdown(f"{rule.summary}.\n\n{facts(rule)}\n\n{rule.why}")
    for title, text in (("Bad", rule.bad), ("Good", rule.good)):
        if text:
            yield Text(f"\n{title}\n", "bold")
            yield Syntax(
                text.strip(),
                "python",
                theme="ansi_dark",
                background_color="default",
                padding=(0, 2),
                word_wrap=True,
            )
    yield Text(f"\nsuppress it where it is intended: # flytex: ignore[{rule.code}] reason", "dim")
    if rule.url:
        yield Text(f"page: {rule.url}", "dim")
