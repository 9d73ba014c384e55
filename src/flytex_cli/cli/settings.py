"""`[tool.flytex]` as default values of the command line."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from flytex_cli.cli.setting_names import NAMES, OWN
from flytex_cli.cli.setting_types import checked
from flytex_cli.config import Settings, nearest
from flytex_cli.errors import UsageError

PATH_KEYS = frozenset(
    {
        "paths",
        "root_dir",
        "output_dir",
        "config",
        "cluster_config",
        "pod_template_file",
        "output_file",
        "baseline",
        "accept",
        "relative_to",
        "rates",
        "cache_dir",
    }
)
"""Settings that are paths: relative ones start at the folder of pyproject.toml."""

OUTPUT_KEYS = frozenset({"format", "output_dir", "output_file", "check"})
"""Settings of what is written and where. Under `[tool.flytex]` they are for `serialize`: no other command may write its
own files over the specs."""


PROFILES = "clusters"
"""The table of `profiles.py`."""

OPTIONS_TOO = frozenset({"image"})
"""Commands whose name is an option's: a table of that name is the option's value, unless all its keys are options."""

OF_A_CLUSTER = frozenset(
    {"cluster_config", "gpu_key", "namespace", "pod_template_file", "release_name", "release_namespace"}
)
"""Options that a profile answers: where the command line names one, no setting does."""

ONE_QUESTION = (frozenset({"stub", "stub_imports"}), frozenset({"cluster", "cluster_config"}))
"""Options that answer one question together: where the command line gives one of them, no setting gives the others."""


def defaults(settings: Settings, command: str, types: Mapping[str, Any], given: Collection[str] = ()) -> dict[str, Any]:
    """Return the default values of a command by parameter name, for the command line to override.

    `[tool.flytex]` speaks to every command that has the option (output settings aside), `[tool.flytex.COMMAND]` to one.

    Args:
        settings: the table.
        command: the command that runs.
        types: the type of each of its parameters, by name; what is not among them is left out.
        given: the parameters that the command line gives.

    Raises:
        UsageError: a key that no command has, or a value of another type than its option.
    """
    table = {key.replace("-", "_"): value for key, value in settings.table.items()}
    table.pop(PROFILES, None)
    sections = {name: table.pop(name) for name in NAMES if _is_section(name, table.get(name))}
    _known(
        table, {name for each, names in NAMES.items() for name in names - _own(each)}, f"{shown(settings)}: tool.flytex"
    )
    for name, section in sections.items():
        _known(section, NAMES[name] | _own(name), f"{shown(settings)}: tool.flytex.{name}")
    usable = NAMES[command] - _own(command)
    shared = usable if command == "serialize" else usable - OUTPUT_KEYS
    merged = {key: value for key, value in table.items() if key in shared}
    merged |= {key.replace("-", "_"): value for key, value in sections.get(command, {}).items()}
    if isinstance(merged.get("stub_imports"), list):  # `stub-imports = ["torch"]` reads as --stub torch
        merged["stub"] = merged.pop("stub_imports")
    for options in ONE_QUESTION:
        if options & set(given):
            merged = {key: value for key, value in merged.items() if key not in options}
    if "cluster" in given:
        merged = {key: value for key, value in merged.items() if key not in OF_A_CLUSTER}
    return {
        key: _value(key, checked(key, value, types[key], place(settings, command, key)), settings.file.parent)
        for key, value in merged.items()
        if key in usable and key in types
    }


def place(settings: Settings, command: str, name: str) -> str:
    """Return where a command's setting stands: the file and the whole key."""
    section = settings.table.get(command)
    keys = [key.replace("-", "_") for key in section] if _is_section(command, section) and section else []
    inside = f"{command}." if name in keys or (name == "stub" and "stub_imports" in keys) else ""
    return f"{shown(settings)}: tool.flytex.{inside}{name.replace('_', '-')}"


def shown(settings: Settings) -> str:
    """Return the name of the file as seen from the working directory."""
    return os.path.relpath(settings.file)


def _is_section(name: str, value: Any) -> bool:
    """Whether a value under `[tool.flytex]` is the settings of a command."""
    if not isinstance(value, dict):
        return False
    return name not in OPTIONS_TOO or {key.replace("-", "_") for key in value} <= NAMES[name]


def _own(command: str) -> frozenset[str]:
    return OWN.get(command, frozenset())


def _known(keys: Iterable[str], names: Iterable[str], where: str) -> None:
    known = sorted(name.replace("_", "-") for name in names)
    for key in (key.replace("_", "-") for key in keys):
        if key not in known:
            raise UsageError(
                f"{where}.{key}: no such setting{nearest(key, known)}",
                hint="the keys are the long names of the options, and `paths`",
            )


def _value(key: str, value: Any, folder: Path) -> Any:
    if key not in PATH_KEYS:
        return value
    if value == "-":  # stdout
        return value
    return [str(folder / item) for item in value] if isinstance(value, list) else str(folder / value)
