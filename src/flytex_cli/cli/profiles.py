"""`[tool.flytex.clusters.NAME]`: the profiles of clusters, and which of them is meant."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flytex_cli.cli.settings import shown
from flytex_cli.config import Settings, nearest
from flytex_cli.errors import OptionError, UsageError

if TYPE_CHECKING:
    from flytex_cli.cluster.profile import ProfileFiles

TEXTS = ("cluster-config", "gpu-key", "release-name", "release-namespace", "namespace")
FILES = ("pod-template-file", "objects", "settings")
LISTS = ("queues", "pod-templates", "service-accounts", "accelerators", "priority-classes", "runtime-classes")
KEYS = (*TEXTS, *FILES, *LISTS)


def find_profile(settings: Settings | None, name: str | None) -> ProfileFiles | None:
    """Return the profile of a name; None where none is named.

    Raises:
        UsageError: there is no such profile, or it says something wrong.
    """
    if name is None:
        return None
    tables = settings.table.get("clusters", {}) if settings is not None else {}
    if settings is None or not isinstance(tables, dict) or name not in tables:
        known = list(tables) if isinstance(tables, dict) else []
        hint = f"profiles: {', '.join(known)}" if known else "write [tool.flytex.clusters.NAME] in pyproject.toml"
        raise OptionError("--cluster", f"no profile {name!r}{nearest(name, known)}", hint=hint)
    return _read(settings, name, tables[name])


def chosen_profile(settings: Settings | None, command: str) -> ProfileFiles | None:
    """Return the profile that the settings choose by `cluster`, of the command or of all; None where they choose none.

    Raises:
        UsageError: there is no such profile, or it says something wrong.
    """
    if settings is None:
        return None
    section = settings.table.get(command)
    own = section.get("cluster") if isinstance(section, dict) else None
    name = own if isinstance(own, str) else settings.table.get("cluster")
    try:
        return find_profile(settings, name) if isinstance(name, str) else None
    except OptionError as error:
        where = f"{shown(settings)}: tool.flytex.{f'{command}.' if name is own else ''}cluster"
        raise UsageError(f"{where}: {error.problem}", hint=error.hint) from error


def _read(settings: Settings, name: str, table: Any) -> ProfileFiles:
    from flytex_cli.cluster.profile import ProfileFiles

    where = f"{shown(settings)}: tool.flytex.clusters.{name}"
    if not isinstance(table, dict):
        raise UsageError(f"{where}: {table!r} is not a table")
    values: dict[str, Any] = {}
    for key, value in ((key.replace("_", "-"), value) for key, value in table.items()):
        if key not in KEYS:
            hint = f"the keys are {', '.join(KEYS)}"
            raise UsageError(f"{where}.{key}: no such setting{nearest(key, KEYS)}", hint=hint)
        values[key] = _text(value, f"{where}.{key}") if key in TEXTS else _texts(value, f"{where}.{key}")
    folder = Path(os.path.relpath(settings.file.parent))
    config = values.get("cluster-config")
    return ProfileFiles(
        name=name,
        where=where,
        config=None if config is None else folder / config,
        pod_templates=tuple(folder / each for each in values.get("pod-template-file", ())),
        gpu_key=values.get("gpu-key"),
        release_name=values.get("release-name"),
        release_namespace=values.get("release-namespace"),
        namespace=values.get("namespace"),
        objects=tuple(folder / each for each in values.get("objects", ())),
        settings=tuple(folder / each for each in values.get("settings", ())),
        names={key: values[key] for key in LISTS if key in values},
    )


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise UsageError(f"{where}: {value!r} is not text in quotes")
    return value


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UsageError(f"{where}: {value!r} is not a list of text")
    return tuple(value)
