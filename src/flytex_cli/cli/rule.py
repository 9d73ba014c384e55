"""`flytex rule`."""

from __future__ import annotations

from typing import Annotated

import typer

from flytex_cli.cli.color import ColorChoice
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.options import Color
from flytex_cli.cli.output import Output
from flytex_cli.render.rules import RuleFormat


@exiting
def rule(
    context: typer.Context,
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="A rule's code or slug, or a group.", show_default="all")
    ] = None,
    format: Annotated[RuleFormat, typer.Option("--format", "-f", help="Output format.")] = RuleFormat.TEXT,
    color: Color = ColorChoice.AUTO,
) -> ExitCode:
    """Explain a rule of `flytex lint`, or list them all.

    \b
    Examples:
      flytex rule                 all rules, one line each
      flytex rule RES             those of a group
      flytex rule RES001          why, with a bad and a good example
      flytex rule --format json   everything about them, for tools
    """
    from flytex_cli.cli.lint_settings import read_own_rules
    from flytex_cli.lint.registry import all_rules
    from flytex_cli.lint.report import RuleReport
    from flytex_cli.lint.rule_lookup import rules_of

    own = read_own_rules(context.find_root().obj)
    rules = (*all_rules(), *own) if code is None else rules_of(code, own)
    report = RuleReport(rules, detailed=len(rules) == 1)
    output = Output(color)
    if format is RuleFormat.TEXT and output.is_terminal:
        from flytex_cli.cli.rule_output import print_rules

        print_rules(report, output)
    else:
        output.write(format.render(report))
    return ExitCode.OK
