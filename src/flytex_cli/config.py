"""Settings from files: `[tool.flytex]` in pyproject.toml, and the user's own Flyte configuration.

Nothing here reads the environment: the caller passes it in.
"""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from flytex_cli import reading
from flytex_cli.errors import UsageError

DEVBOX_REGISTRY = "localhost:30000"
"""The registry of a devbox on this machine (`flyte start devbox`)."""

LOCAL_BUILDERS = ("local", "local-podman")
"""The values of `image.builder` that build here; the others push from elsewhere."""

Choice = TypeVar("Choice", bound=Enum)


@dataclass(frozen=True)
class FlyteConfig:
    """What flytex takes from Flyte's configuration: no credentials, of the endpoint only whether it is on localhost.

    Attributes:
        images: `image.image_refs`, image URI by reference name.
        registry: `image.registry`, where images that the SDK names itself live.
        devbox_registry: the registry of a devbox on this machine, where `admin.endpoint` names localhost.
        push_registry: where a local build pushes an image that names no registry: `registry`, else the devbox's; None
            where `image.builder` builds elsewhere.
        source: the file, None when there is none.
    """

    project: str | None = None
    domain: str | None = None
    org: str | None = None
    images: Mapping[str, str] = field(default_factory=dict)
    registry: str | None = None
    devbox_registry: str | None = None
    push_registry: str | None = None
    source: Path | None = None


def find_flyte_config(folder: Path, environ: Mapping[str, str], home: Path) -> Path | None:
    """Return the configuration file the SDK would use, in its order (SDK 2.12.1 `config/_reader.py`).

    `./config.yaml`, `./.flyte/config.yaml`, `.flyte/config.yaml` at the top of the git repository, `UCTL_CONFIG`,
    `FLYTECTL_CONFIG`, `~/.union/config.yaml`, `~/.flyte/config.yaml`.
    """
    top = next((parent for parent in (folder, *folder.parents) if (parent / ".git").exists()), None)
    places = [folder / "config.yaml", folder / ".flyte" / "config.yaml"]
    places += [top / ".flyte" / "config.yaml"] if top is not None else []
    for place in places:
        if place.is_file():
            return place
    for variable in ("UCTL_CONFIG", "FLYTECTL_CONFIG"):
        if environ.get(variable):
            return Path(environ[variable])
    for place in (home / ".union" / "config.yaml", home / ".flyte" / "config.yaml"):
        if place.is_file():
            return place
    return None


def read_flyte_config(path: Path | None, environ: Mapping[str, str]) -> FlyteConfig:
    """Read Flyte's configuration; `FLYTE_TASK_PROJECT` and its like win over the file, as in the SDK.

    Raises:
        UsageError: the file cannot be read, or a value has the wrong type.
    """
    data = _yaml(path) if path is not None else {}
    task, image = _section(data, "task", path), _section(data, "image", path)
    images = _section(image, "image_refs", path, "image.")
    for name, uri in images.items():
        _text(uri, f"image.image_refs.{name}", path)
    registry = environ.get("FLYTE_IMAGE_REGISTRY") or _text(image.get("registry"), "image.registry", path)
    builder = environ.get("FLYTE_IMAGE_BUILDER") or _text(image.get("builder"), "image.builder", path)
    admin = _section(data, "admin", path)
    endpoint = environ.get("FLYTE_ADMIN_ENDPOINT") or _text(admin.get("endpoint"), "admin.endpoint", path)
    devbox_registry = DEVBOX_REGISTRY if endpoint and "localhost" in endpoint else None
    return FlyteConfig(
        project=environ.get("FLYTE_TASK_PROJECT") or _text(task.get("project"), "task.project", path),
        domain=environ.get("FLYTE_TASK_DOMAIN") or _text(task.get("domain"), "task.domain", path),
        org=environ.get("FLYTE_TASK_ORG") or _text(task.get("org"), "task.org", path),
        images=dict(images),
        registry=registry,
        devbox_registry=devbox_registry,
        push_registry=(registry or devbox_registry) if builder in (None, *LOCAL_BUILDERS) else None,
        source=path,
    )


@dataclass(frozen=True)
class Settings:
    """The `[tool.flytex]` table of a pyproject.toml.

    Attributes:
        file: the pyproject.toml; paths in the table start at its folder.
    """

    file: Path
    table: Mapping[str, Any]


def find_settings(folder: Path) -> Settings | None:
    """Read the nearest pyproject.toml at or above a folder that has a `[tool.flytex]`, inside the same git repository.

    Raises:
        UsageError: a pyproject.toml on the way cannot be read, or `tool.flytex` is not a table.
    """
    for parent in (folder, *folder.parents):
        file = parent / "pyproject.toml"
        tool = read_toml(file).get("tool") if file.is_file() else None
        if isinstance(tool, dict) and "flytex" in tool:
            if not isinstance(tool["flytex"], dict):
                raise UsageError(f"{file}: tool.flytex is not a table")
            return Settings(file, tool["flytex"])
        if (parent / ".git").exists():
            return None
    return None


def project_name(folder: Path) -> str | None:
    """Return what a project calls itself in the nearest pyproject.toml at or above a folder, in its git repository."""
    for parent in (folder, *folder.parents):
        file = parent / "pyproject.toml"
        with contextlib.suppress(UsageError):  # a file that is no TOML names nobody
            document = read_toml(file) if file.is_file() else {}
            tool = document.get("tool")
            for table in (document.get("project"), tool.get("poetry") if isinstance(tool, dict) else None):
                if isinstance(table, dict) and isinstance(table.get("name"), str):
                    return str(table["name"])
        if (parent / ".git").exists():
            return None
    return None


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        UsageError: it cannot be read or is not TOML.
    """
    try:
        return reading.read_toml(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8") from error
    except reading.UnreadableError as error:
        raise UsageError(f"{path}: {error}") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error


def nearest(word: str, known: Iterable[str]) -> str:
    """`; did you mean X?` for a misspelt word, or nothing."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]}?" if close else ""


def chosen(choices: type[Choice], word: str, where: str) -> Choice:
    """Return the member of a closed choice that a word names.

    Raises:
        UsageError: it names none; with the nearest.
    """
    words = [str(member.value) for member in choices]
    if word not in words:
        raise UsageError(f"unknown {where} {word!r}{nearest(word, words)}", hint=f"one of {', '.join(words)}")
    return choices(word)


def _yaml(path: Path) -> dict[str, Any]:
    try:
        documents = reading.read_yaml(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(
            f"Flyte's configuration file {path} cannot be read: {error.strerror}", hint="check --config"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"Flyte's configuration file {path} is not UTF-8") from error
    except reading.UnreadableError as error:
        raise UsageError(f"Flyte's configuration file {path}: {error}") from error
    if len(documents) > 1:
        raise UsageError(f"Flyte's configuration file {path} holds {len(documents)} documents, not one")
    data = documents[0] if documents else None
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise UsageError(f"Flyte's configuration file {path} is not a mapping")
    return data


def _section(data: Mapping[str, Any], key: str, path: Path | None, prefix: str = "") -> Mapping[str, Any]:
    value = data.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UsageError(f"{path}: {prefix}{key}: {value!r} is not a mapping")
    return value


def _text(value: Any, key: str, path: Path | None) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise UsageError(f"{path}: {key}: {value!r} is not text")
