"""`flytex rule`."""

from __future__ import annotations

from typing import Annotated

import typer

from flytex_cli.cli.console import ColorChoice, write_stdout
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.options import Color
from flytex_cli.render.rule_formats import RuleFormat


@exiting
def rule(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="A rule's code.", show_default="all")] = None,
    format: Annotated[RuleFormat, typer.Option("--format", "-f", help="Form of the answer.")] = RuleFormat.TEXT,
    color: Color = ColorChoice.AUTO,
) -> ExitCode:
    """Explain a rule of `flytex lint`, or list them all.

    \b
    Examples:
      flytex rule                 all rules, a line each
      flytex rule RES001          why, with a bad and a good example
      flytex rule --format json   all that is known of them, for tools
    """
    from flytex_cli.lint.codes import rule_of
    from flytex_cli.lint.registry import all_rules

    shown = all_rules() if code is None else (rule_of(code),)
    if format is RuleFormat.TEXT:
        from flytex_cli.cli.rule_output import print_list, print_rule

        if code is None:
            print_list(shown, color)
        else:
            print_rule(shown[0], color)
    else:
        write_stdout(format.render(shown))
    return ExitCode.OK
