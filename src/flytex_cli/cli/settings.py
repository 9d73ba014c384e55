"""`[tool.flytex]` as default values of the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from flytex_cli.cli.lint_settings import KEYS
from flytex_cli.cli.setting_types import checked
from flytex_cli.config import nearest, tool_settings
from flytex_cli.errors import UsageError

PATH_KEYS = frozenset(
    {"paths", "root_dir", "output_dir", "config", "cluster_config", "pod_template_file", "output_file", "baseline"}
)
"""Settings that are paths: relative ones start at the folder of pyproject.toml."""

OUTPUT_KEYS = frozenset({"format", "output_dir", "output_file", "check"})
"""Settings of what is written and where. Under `[tool.flytex]` they are for `serialize`: no other command may write its
own files over the specs."""


OWN_KEYS = {"lint": KEYS}
"""Settings that a command reads itself."""


def defaults(file: Path, commands: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Default values by command and parameter name, for the command line to override.

    `[tool.flytex]` speaks to every command that has the option (output settings aside), `[tool.flytex.COMMAND]` to one.

    Args:
        file: the pyproject.toml.
        commands: the type of each parameter, by command and parameter name.

    Raises:
        UsageError: a key that no command has, or a value of another type than its option.
    """
    table = {key.replace("-", "_"): value for key, value in tool_settings(file).items()}
    sections = {name: table.pop(name) for name in commands if isinstance(table.get(name), dict)}
    commands = {
        command: {key: kind for key, kind in names.items() if key not in OWN_KEYS.get(command, ())}
        for command, names in commands.items()
    }
    everywhere = {name for names in commands.values() for name in names}
    for key in table:
        _known(key, everywhere, f"{file}: [tool.flytex]")
    result: dict[str, dict[str, Any]] = {}
    for command, names in commands.items():
        own = {key.replace("-", "_"): value for key, value in sections.get(command, {}).items()}
        itself = OWN_KEYS.get(command, frozenset())
        for key in own:
            _known(key, {*names, *itself}, f"{file}: [tool.flytex.{command}]")
        own = {key: value for key, value in own.items() if key not in itself}
        shared = set(names) if command == "serialize" else set(names) - OUTPUT_KEYS
        merged = {key: value for key, value in table.items() if key in shared} | own
        if isinstance(merged.get("stub_imports"), list):  # `stub-imports = ["torch"]` reads as --stub torch
            merged["stub"] = merged.pop("stub_imports")
        result[command] = {
            key: _value(key, checked(key, value, names[key], str(file)), file.parent) for key, value in merged.items()
        }
    return result


def _known(key: str, names: Iterable[str], where: str) -> None:
    known = sorted(name.replace("_", "-") for name in names)
    if key.replace("_", "-") not in known:
        raise UsageError(
            f"{where} has an unknown key {key.replace('_', '-')!r}{nearest(key.replace('_', '-'), known)}",
            hint="the keys are the long names of the options, and `paths`",
        )


def _value(key: str, value: Any, folder: Path) -> Any:
    if key not in PATH_KEYS:
        return value
    return [str(folder / item) for item in value] if isinstance(value, list) else str(folder / value)
