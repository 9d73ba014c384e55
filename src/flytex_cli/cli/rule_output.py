"""Rules in the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from flytex_cli.cli.console import ColorChoice, write_stdout
from flytex_cli.lint.rule import Rule
from flytex_cli.render.lint_text import STYLES
from flytex_cli.render.rule_formats import RuleFormat, facts, plain

if TYPE_CHECKING:
    from rich.console import Console


def print_list(rules: Sequence[Rule], color: ColorChoice) -> None:
    """A line a rule: on a terminal a table, else plain."""
    if not sys.stdout.isatty():
        write_stdout(RuleFormat.TEXT.render(rules))
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("code", "severity", "default", "slug", "finds"):
        table.add_column(heading, no_wrap=heading != "finds")
    for rule in rules:
        severity = Text(rule.severity.value, STYLES[rule.severity])
        table.add_row(Text(rule.code, "bold"), severity, "on" if rule.default else "off", rule.slug, Text(rule.summary))
    _console(color).print(table)


def print_rule(rule: Rule, color: ColorChoice) -> None:
    """What a rule finds, why, and its two examples."""
    console = _console(color)
    if not console.is_terminal:
        write_stdout(plain(rule).encode())
        return
    from rich.markdown import Markdown
    from rich.syntax import Syntax
    from rich.text import Text

    console.print(Text.assemble((rule.code, STYLES[rule.severity]), (f" {rule.slug}", "bold")))
    console.print(Markdown(f"{rule.summary}.\n\n{facts(rule)}\n\n{rule.why}"))
    for title, text in (("Bad", rule.bad), ("Good", rule.good)):
        if text:
            console.print(Text(f"\n{title}\n", "bold"))
            console.print(
                Syntax(
                    text.strip(),
                    "python",
                    theme="ansi_dark",
                    background_color="default",
                    padding=(0, 2),
                    word_wrap=True,
                )
            )
    console.print(
        Text(f"\nsuppress it where it is meant: # flytex: ignore[{rule.code}] reason\npage: {rule.url}", "dim")
    )


def _console(color: ColorChoice) -> Console:
    from rich.console import Console

    colored = color is ColorChoice.ALWAYS or (
        color is ColorChoice.AUTO and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    )
    return Console(force_terminal=colored or None, no_color=not colored, highlight=False)
