"""The page on every command and option, from the command line itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import typer

from flytex_cli.cli.app import build, command
from flytex_cli.cli.exits import ExitCode
from flytex_cli.cli.setting_types import choices, parameter_types
from flytex_cli.commands import COMMANDS

CODES = {
    ExitCode.OK: "Everything is fine.",
    ExitCode.FINDINGS: "Findings at or above the threshold, or differences (`--check`, `diff --fail-on`).",
    ExitCode.USAGE: "The command line or a configuration file is wrong, or the engine is missing.",
    ExitCode.INPUT: "A module or task could not be loaded, translated or written. All others were.",
    ExitCode.BUG: "A bug in flytex. It prints what to report.",
    ExitCode.INTERRUPTED: "Interrupted by Ctrl-C.",
    ExitCode.HUNG_UP: "Ended by SIGHUP: the terminal was closed.",
    ExitCode.TERMINATED: "Ended by SIGTERM.",
    ExitCode.BROKEN_PIPE: "The reader of stdout went away (`| head`).",
}
VARIABLES = {
    "NO_COLOR": "Any value turns colours off, unless `--color always` asks for them.",
    "PAGER": "The program that shows what does not fit on the screen.",
    "UCTL_CONFIG, FLYTECTL_CONFIG": "Flyte's configuration file, where `--config` names none.",
    "FLYTE_TASK_PROJECT, FLYTE_TASK_DOMAIN, FLYTE_TASK_ORG": "Win over the configuration file; options win over them.",
    "FLYTE_IMAGE_REGISTRY": "The registry of images that name none, as for the SDK.",
}
INTRODUCTION = """\
# Commands and options

This page is generated from the command line. `flytex COMMAND --help` shows the same in a terminal.

Every option can be set in `pyproject.toml` too: see [settings](../settings.md).
"""
GENERAL = "Options"


def page() -> str:
    """Return the whole page, in Markdown."""
    commands = typer.main.get_command(build([])).commands  # type: ignore[attr-defined]
    summary = [f"[`flytex {name}`](#flytex-{name}) | {_summary(commands[name].help)}" for name in COMMANDS]
    parts = [
        INTRODUCTION,
        _table("command | what it does", summary),
        "## Exit codes\n",
        _table("code | meaning", [f"{code.value} | {CODES[code]}" for code in ExitCode]),
        "## Environment variables\n",
        _table(
            "variable | effect",
            [", ".join(f"`{each}`" for each in names.split(", ")) + f" | {text}" for names, text in VARIABLES.items()],
        ),
    ]
    for name in COMMANDS:
        parts.extend(_command(name, commands[name]))
    return "\n".join(parts)


def _command(name: str, shown: Any) -> Iterator[str]:
    yield f"## flytex {name}\n"
    yield _prose(shown.help)
    kinds = parameter_types(command(name))
    arguments = [each for each in shown.params if each.param_type_name == "argument"]
    words = " ".join(each.metavar for each in arguments)
    yield f"```text\nflytex {name} [OPTIONS] {words}\n```\n"
    if arguments:
        yield _table("argument | meaning", [f"`{each.metavar}` | {_escaped(each.help)}" for each in arguments])
    panels: dict[str, list[str]] = {}
    for each in shown.params:
        if each.param_type_name == "option" and not each.hidden:
            panels.setdefault(each.rich_help_panel or GENERAL, []).append(_option(each, kinds.get(each.name)))
    for title, rows in panels.items():
        yield f"**{title}**\n"
        yield _table("option | default | meaning", rows)


def _option(option: Any, kind: Any) -> str:
    names = ", ".join(f"`{each}`" for each in [*option.opts, *option.secondary_opts])
    value = "" if kind is bool else f" `{option.metavar or _placeholder(kind)}`"
    words = ", ".join(f"`{each.value}`" for each in choices(kind))
    meaning = _escaped(option.help) + (f" One of {words}." if words and "One of " not in option.help else "")
    return f"{names}{value} | {_default(option)} | {meaning}"


def _placeholder(kind: Any) -> str:
    return {int: "NUMBER", float: "NUMBER"}.get(kind, "CHOICE" if choices(kind) else "TEXT")


def _default(option: Any) -> str:
    if isinstance(option.show_default, str):
        return _escaped(option.show_default)
    default = option.default
    if default is None or default is False or default in ([], ()):
        return ""
    if default is True:
        return "on"
    if isinstance(default, (list, tuple)):
        return ", ".join(f"`{getattr(each, 'value', each)}`" for each in default)
    return f"`{getattr(default, 'value', default)}`"


def _summary(text: str) -> str:
    return _escaped(text.strip().partition("\n\n")[0].replace("\n", " "))


def _prose(text: str) -> str:
    r"""Write a command's help as Markdown: what follows `\b` is laid out by hand."""
    parts = []
    for paragraph in re.split(r"\n\s*\n", text.replace("\b", "").strip("\n")):
        lines = paragraph.strip("\n").splitlines()
        if lines[0] == "Examples:":
            lines, width = lines[1:], min(len(line) - len(line.lstrip()) for line in lines[1:])
            parts.append("```sh\n" + "\n".join(_example(line[width:]) for line in lines) + "\n```")
        else:
            parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _example(line: str) -> str:
    """With a comment sign before the description of the command."""
    said, gap, about = re.fullmatch(r"(.*?\S)(?:(\s{2,})(\S.*))?", line.rstrip()).groups()  # type: ignore[union-attr]
    return f"{said}{gap}# {about}" if about and said.startswith(("flytex", "  ")) else line.rstrip()


def _escaped(text: str | None) -> str:
    return (text or "").replace("|", r"\|").replace("<", "&lt;")


def _table(heading: str, rows: list[str]) -> str:
    rule = "|".join("---" for _ in heading.split(" | "))
    return "\n".join([f"| {heading} |", f"|{rule}|", *(f"| {row} |" for row in rows)]) + "\n"
