"""The options of `flytex lint` that no other command has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from flytex_cli.cli.options import OUTPUT
from flytex_cli.config import nearest
from flytex_cli.errors import OptionError, UsageError
from flytex_cli.records import Severity
from flytex_cli.render.findings import LintFormat

RULES, RESULT = "Rules", "Result"
Selectors = list[str] | None


@dataclass(frozen=True)
class RuleOptions:
    """Which rules run, over what the configuration says."""

    select: Annotated[
        Selectors,
        typer.Option(
            metavar="CODE",
            help="Run only these rules: ALL, a group (RES) or a code (RES001); repeatable, or separated by commas.",
            show_default="those on by default",
            rich_help_panel=RULES,
        ),
    ] = None
    extend_select: Annotated[
        Selectors, typer.Option(metavar="CODE", help="Run these rules too.", rich_help_panel=RULES)
    ] = None
    ignore: Annotated[
        Selectors, typer.Option(metavar="CODE", help="Do not run these rules.", rich_help_panel=RULES)
    ] = None


@dataclass(frozen=True)
class ResultOptions:
    """What findings mean for the exit code, and which of them are known."""

    fail_on: Annotated[
        Severity, typer.Option(help="Exit 1 for findings of this severity or higher.", rich_help_panel=RESULT)
    ] = Severity.ERROR
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Only report: exit 0 whatever is found.", rich_help_panel=RESULT)
    ] = False
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Leave out the findings listed in this file.", rich_help_panel=RESULT),
    ] = None
    write_baseline: Annotated[
        bool,
        typer.Option("--write-baseline", help="Write the current findings to --baseline.", rich_help_panel=RESULT),
    ] = False
    fix: Annotated[
        bool, typer.Option("--fix", help="Fix what has exactly one right answer.", rich_help_panel=RESULT)
    ] = False
    diff: Annotated[
        bool,
        typer.Option(
            "--diff",
            help="Show what --fix would change, without writing; exit 1 if it would change anything.",
            rich_help_panel=RESULT,
        ),
    ] = False

    def check(self) -> None:
        """Refuse what contradicts itself.

        Raises:
            UsageError: with what to do instead.
        """
        if self.fix and self.diff:
            raise UsageError("--fix and --diff contradict each other", hint="--diff shows, --fix writes")
        if self.write_baseline and self.baseline is None:
            raise UsageError("--write-baseline needs a file to write", hint="add --baseline FILE")
        if self.write_baseline and (self.fix or self.diff):
            raise UsageError(
                "--write-baseline cannot be combined with --fix or --diff", hint="run them one after the other"
            )


def _formats(incomplete: str) -> list[str]:
    """Complete a format's name."""
    return [each.value for each in LintFormat if each.value.startswith(incomplete)]


@dataclass(frozen=True)
class FormatOptions:
    """How findings are shown, and where."""

    format: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT[=FILE]",
            help=f"{', '.join(each.value for each in LintFormat)}; on stdout or in a file; repeatable.",
            show_default="text",
            rich_help_panel=OUTPUT,
            autocompletion=_formats,
        ),
    ] = None
    output_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the output to this file; for a single --format.",
            show_default="stdout",
            rich_help_panel=OUTPUT,
        ),
    ] = None
    relative_to: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder that paths in results start at, such as the top of the repository.",
            show_default="the working directory",
            rich_help_panel=OUTPUT,
        ),
    ] = None
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Show how often each rule found something.", rich_help_panel=OUTPUT)
    ] = False

    @property
    def written(self) -> list[Path]:
        """The files that results go to."""
        return [file for file in self.files().values() if file is not None]

    def files(self) -> dict[LintFormat, Path | None]:
        """Return where each format goes; None is stdout.

        Raises:
            UsageError: no such format, or two of them on stdout.
        """
        files: dict[LintFormat, Path | None] = {}
        for value in self.format or ["text"]:
            name, equals, file = value.partition("=")
            words = [each.value for each in LintFormat]
            if name not in words or (equals and not file):
                raise OptionError(
                    "--format",
                    f"no format {value!r}{nearest(name, words)}",
                    hint=f"one of {', '.join(words)}, alone or as FORMAT=FILE",
                )
            files[LintFormat(name)] = Path(file) if equals else None
        bare = [each for each, file in files.items() if file is None]
        if self.output_file is not None and len(bare) == 1:
            files[bare[0]] = self.output_file
        elif self.output_file is not None or len(bare) > 1:
            names = " and ".join(each.value for each in bare)
            raise UsageError(
                f"--output-file is for one format, not for {names}"
                if self.output_file
                else f"--format: {names} would be mixed on stdout",
                hint="write --format FORMAT=FILE for each that goes into a file",
            )
        return files
