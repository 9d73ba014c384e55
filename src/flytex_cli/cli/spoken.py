"""Commands whose help and errors are said in flytex's own words."""

from __future__ import annotations

import functools
import math
import sys
from collections.abc import Sequence
from typing import Any

import typer

from flytex_cli.cli.color import ColorChoice
from flytex_cli.cli.exits import ExitCode, say
from flytex_cli.cli.quick import QuickCommand, QuickGroup
from flytex_cli.cli.setting_types import choices, parameter_types
from flytex_cli.cli.settings import place
from flytex_cli.config import nearest
from flytex_cli.errors import OptionError, UsageError

REFUSAL: type[Exception] = typer.BadParameter.__mro__[1]
"""What Typer raises for a command line that it does not understand."""


class SpokenCommand(QuickCommand):
    """One command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse; a value that is none of its option's is said with those that are."""
        kinds = parameter_types(self.callback) if self.callback is not None else {}
        for parameter in self.params:
            parameter.process_value = functools.partial(  # type: ignore[method-assign]
                _process_value, parameter, kinds.get(parameter.name or ""), parameter.process_value
            )
        try:
            return super().parse_args(ctx, args)
        except OptionError as error:
            raise self._placed(error, ctx) from error

    def invoke(self, ctx: Any) -> Any:
        """Run; a value that turns out wrong is said with the place where it was set."""
        try:
            return super().invoke(ctx)
        except OptionError as error:
            raise self._placed(error, ctx) from error

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Show the help."""
        _write_help(self, ctx, formatter)

    def _placed(self, error: OptionError, context: Any) -> UsageError:
        """Name the file and key instead of the option where the value came from there."""
        name = next((each.name for each in self.params if error.option in (each.name, *each.opts)), None)
        source = context.get_parameter_source(name) if name is not None else None
        if name is None or source is None or source.name != "DEFAULT_MAP":
            return error
        where = place(context.find_root().obj, context.info_name, name)
        return UsageError(f"{where}: {error.problem}", hint=error.hint)


class SpokenGroup(QuickGroup):
    """`flytex` itself."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run, and say what is wrong with the command line in one sentence."""
        try:
            code = super().main(*args, **{**options, "standalone_mode": False})
        except UsageError as error:
            code = say(error, ExitCode.USAGE)
        except REFUSAL as error:
            code = _refuse(error)
        sys.exit(code)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; if there is none, the nearest is named."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            hint = f"one of {', '.join(self.commands)}"
            raise UsageError(f"no command {args[0]!r}{nearest(args[0], self.commands)}", hint=hint)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Show the help."""
        _write_help(self, ctx, formatter)


def _process_value(parameter: Any, kind: Any, process: Any, context: Any, value: Any) -> Any:
    for each in value if isinstance(value, (list, tuple)) and choices(kind) else [value]:
        if isinstance(each, (str, int, float)) and (problem := _problem(parameter, kind, each)):
            raise OptionError(max(parameter.opts, key=len), problem)
    return process(context, value)


def _problem(parameter: Any, kind: Any, value: Any) -> str | None:
    """Say why a text is no value of an option."""
    words = [str(each.value) for each in choices(kind)]
    if words:
        text = str(getattr(value, "value", value))
        return None if text in words else f"{text!r} is none of {', '.join(words)}{nearest(text, words)}"
    if kind not in (int, float):
        return None
    try:
        number = kind(value)
    except (ValueError, OverflowError):
        number = math.nan
    if math.isnan(number):
        return f"{value!r} is not a {'whole number' if kind is int else 'number'}"
    least = getattr(parameter if hasattr(parameter, "min") else parameter.type, "min", None)
    return None if least is None or number >= least else f"{value} is less than {least}"


def _refuse(error: Any) -> ExitCode:
    """Say what Typer has found."""
    context, said = error.ctx, error.format_message()
    if type(error).__name__ == "NoArgsIsHelpError":
        print(said, file=sys.stderr)
        return ExitCode.USAGE
    text = said.rstrip(".")
    name = str(getattr(error, "option_name", ""))
    if hasattr(error, "possibilities"):
        text = f"no option {name}{nearest(name, _names(context.command.get_params(context)))}"
    elif name:
        text = f"{name}: {'takes no value' if 'not take' in text else 'a value is missing'}"
    elif getattr(error, "param", None) is not None:
        text = f"{error.param.metavar or error.param.name} is missing"
    else:
        text = text[:1].lower() + text[1:]
    hint = None if context is None else f"see {context.command_path} --help"
    return say(UsageError(text, hint=hint), ExitCode.USAGE)


def _names(parameters: Sequence[Any]) -> list[str]:
    return [name for each in parameters for name in (*each.opts, *each.secondary_opts) if name.startswith("--")]


def _write_help(command: Any, context: Any, formatter: Any) -> None:
    from flytex_cli.cli.help import help_lines
    from flytex_cli.cli.output import Output

    formatter.write(Output(ColorChoice.AUTO).to_bytes(help_lines(command, context)).decode())
