"""`--help`: what a command does, then its options by subject; no name is ever cut, however narrow the terminal."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from flytex_cli.cli.setting_types import choices, parameter_types
from flytex_cli.render.common.text import Line

WIDEST = 100
"""Columns that a line of prose has at most."""
GENERAL = "Options"
NAMES = 28
"""Columns of names; what is longer stands on a line of its own."""


def help_lines(command: Any, context: Any) -> list[Line]:
    """Lay out the help of a command in the columns that the terminal has."""
    width = min(shutil.get_terminal_size().columns, WIDEST)
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    words = [each.metavar for each in arguments] or (["COMMAND"] if hasattr(command, "commands") else [])
    lines: list[Line] = [[("Usage: ", "bold"), (" ".join([context.command_path, "[OPTIONS]", *words]), "")], []]
    lines += _prose(command.help or "", width)
    kinds = parameter_types(command.callback)
    groups: dict[str, list[tuple[str, str]]] = {
        "Arguments": [(each.metavar, _about(each)) for each in arguments],
        "Commands": [(name, _first(each.help)) for name, each in getattr(command, "commands", {}).items()],
        GENERAL: [],
    }
    for each in command.get_params(context):
        if each.param_type_name == "option" and not each.hidden:
            row = _names(each, kinds.get(each.name)), _about(each)
            groups.setdefault(getattr(each, "rich_help_panel", None) or GENERAL, []).append(row)
    for title, rows in ((title, rows) for title, rows in groups.items() if rows):
        lines += [[(f"{title}:", "bold")], *_rows(rows, width), []]
    return lines[:-1]


def _names(option: Any, kind: Any) -> str:
    names = ", ".join(sorted(option.opts, key=len)) + "".join(f" / {each}" for each in option.secondary_opts)
    if option.is_flag:
        return names
    return f"{names} {option.metavar or '|'.join(str(each.value) for each in choices(kind)) or 'TEXT'}"


def _about(parameter: Any) -> str:
    default = parameter.show_default if isinstance(parameter.show_default, str) else parameter.default
    if default in (None, False, [], ()) or parameter.required or parameter.name == "help":
        return str(parameter.help)
    shown = (
        "on"
        if default is True
        else f"{default:g}"
        if isinstance(default, float)
        else getattr(default, "value", default)
    )
    return f"{parameter.help} [default: {shown}]"


def _first(text: str | None) -> str:
    return " ".join((text or "").strip().partition("\n\n")[0].split())


def _rows(rows: Iterable[tuple[str, str]], width: int) -> Iterator[Line]:
    for names, about in rows:
        first, *rest = _wrapped(about, width - NAMES - 2)
        if len(names) <= NAMES - 2:
            yield [(f"  {names:<{NAMES}}"[: NAMES + 2], "cyan"), (first, "")]
        else:
            yield [(f"  {names}", "cyan")]
            rest = [first, *rest]
        yield from ([(" " * (NAMES + 2) + line, "")] for line in rest)


def _prose(text: str, width: int) -> Iterator[Line]:
    r"""Fill paragraphs; one that follows `\b` is laid out by hand."""
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        by_hand, lines = "\b" in paragraph, paragraph.replace("\b", "").strip("\n").splitlines()
        for line in lines if by_hand else _wrapped(" ".join(map(str.strip, lines)), width):
            yield [(line, "")]
        yield []


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(width, 20), break_long_words=False, break_on_hyphens=False) or [""]
