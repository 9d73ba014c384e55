"""Read an operator's Flyte YAML into a `ClusterConfig`, by the rules the backend reads it with.

Keys match in any letter case; a mapping may be a list of one-key mappings (which alone keeps the letter case of its
keys); one object stands for a list of one; numbers become text where text is wanted; a mapping or list replaces the
built-in default; null and `{}` are as if the key were not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from flytex_cli.pods.cluster_config import APPS, NAMESPACE_KEY, SERVICE_ACCOUNT_KEY, ClusterConfig
from flytex_cli.pods.config_keys import (
    K8S_KINDS,
    K8S_OTHER_KINDS,
    K8S_WITHOUT_EFFECT,
    SECTIONS,
    WITHOUT_CONFIG,
)
from flytex_cli.pods.config_nested import read_apps, read_copilot, read_device_classes, read_storage
from flytex_cli.pods.config_section import SectionReader, find, find_section
from flytex_cli.pods.fields import nearest
from flytex_cli.pods.findings import Code, PodFinding
from flytex_cli.pods.helm import DEFAULT_NAMESPACE, Release, Rendering, render
from flytex_cli.pods.helm_charts import chart_values
from flytex_cli.pods.origins import Path
from flytex_cli.pods.viper import settings, written
from flytex_cli.pods.yaml_text import Dialect, count_documents, read_document
from flytex_cli.wire.struct import JsonObject

_K8S = ("plugins", "k8s")
_NESTED = ("accelerator-device-classes", "co-pilot")
_SECTIONS = [section.lower() for section in SECTIONS]

_OTHER_KEYS = {
    SERVICE_ACCOUNT_KEY: ("string", "default_service_account"),
    NAMESPACE_KEY: ("string", "namespace"),
    "runs.storagePrefix": ("string", "storage_prefix"),
    "logger.level": ("int", "logger_level"),
    "plugins.connector-service.supportedTaskTypes": ("[string]", "connector_task_types"),
    "tasks.task-plugins.default-for-task-types": ("{string}", "default_for_task_types"),
}
"""Keys outside `plugins.k8s`: their kind, and the field of ClusterConfig they fill."""


@dataclass(frozen=True)
class ConfigReading:
    """A cluster's configuration, and what in its file is unknown or has no effect.

    Attributes:
        backend_namespace: where the backend itself runs, if the file or the release says so.
    """

    config: ClusterConfig
    findings: tuple[PodFinding, ...]
    backend_namespace: str | None = None


_RELEASE = Release()


def read_cluster_config(text: str, source: str = "cluster config", release: Release = _RELEASE) -> ConfigReading:
    """Read Flyte's YAML, or Helm values of the chart `flyte-binary` or `flyte-devbox`.

    Raises:
        ClusterConfigError: no YAML, a value the backend would not start with, or values the chart does not render.
    """
    reader = SectionReader(source)
    if count_documents(text) > 1:
        message = "only the first document of the file is read by the backend"
        reader.warn(Code.DOCUMENT_NOT_READ, (), message, "merge the documents")
    chart = chart_values(read_document(text, source, Dialect.KUBERNETES), release.name)
    if chart is None:
        document = read_document(text, source, Dialect.BACKEND)
        _check_sections(reader, document)
        return ConfigReading(_read([document], reader), tuple(reader.findings), release.namespace)
    rendering = render(chart, reader, release)
    for part in rendering.own:
        _check_sections(reader, part, whole=False)
    config = _read(rendering.files, reader)
    by_chart = frozenset(key for key in config.given if not _is_own(rendering, key))
    config = replace(config, by_chart=by_chart, chart=rendering.chart)
    return ConfigReading(config, tuple(reader.findings), release.namespace or DEFAULT_NAMESPACE)


def _read(files: Iterable[JsonObject], reader: SectionReader) -> ClusterConfig:
    root = settings(files)
    return _read_other_keys(reader, root, _read_k8s(reader, find(root, *_K8S), ClusterConfig(is_known=True)))


def _is_own(rendering: Rendering, key: str) -> bool:
    """Tell whether the user's own values set a key, rather than the chart."""
    is_whole = key in _OTHER_KEYS or key.startswith(f"{APPS}.")
    path = key.split(".") if is_whole else [*_K8S, *key.split(".")]
    return any(find(part, *path) is not None for part in rendering.own)


def _check_sections(reader: SectionReader, root: JsonObject, *, whole: bool = True) -> None:
    """Say which outer keys are misplaced or misspelled; Flyte has many more sections, which are no concern here."""
    for key in root:
        if key.lower() in K8S_KINDS:
            reader.warn(
                Code.UNKNOWN_KEY, (key,), "is only read under plugins.k8s", f"move it to plugins.k8s.{key.lower()}"
            )
        elif key.lower() not in _SECTIONS and nearest(key, list(SECTIONS)):
            reader.warn_unknown((key,), "is not a section of Flyte's configuration", SECTIONS)
    if whole and not any(str(key).lower() in _SECTIONS for key in root):
        hint = "plugins.k8s decides about Pods; in a Helm values file it is below configuration.inline"
        reader.warn(Code.UNKNOWN_KEY, (), "no section affects Pods", hint)


def _read_other_keys(reader: SectionReader, root: JsonObject, config: ClusterConfig) -> ClusterConfig:
    changes: dict[str, Any] = {}
    given = set(config.given)
    for key, (kind, name) in _OTHER_KEYS.items():
        path = tuple(key.split("."))
        value = _find(reader, root, path)
        if value is not None:
            changes[name] = reader.decode_field(value, kind, path)
            given.add(key)
    storage = find(root, "storage")
    if storage is not None:
        changes["storage"] = read_storage(reader, storage)
    apps = find(root, APPS)
    if apps is not None:
        changes["apps"], apps_given = read_apps(reader, apps)
        given |= apps_given
    return replace(config, **changes, given=frozenset(given))


def _read_k8s(reader: SectionReader, section: object, config: ClusterConfig) -> ClusterConfig:
    changes: dict[str, Any] = {}
    given: set[str] = set()
    section = {} if section is None else section
    for key, value in reader.entries(section, _K8S, [*K8S_KINDS, *_NESTED], K8S_WITHOUT_EFFECT, K8S_OTHER_KINDS):
        path = (*_K8S, key)
        given.add(key)
        if key == "co-pilot":
            changes["co_pilot"] = read_copilot(reader, value, path)
            given.update(f"co-pilot.{str(inner).lower()}" for inner in find_section(section, key))
        elif key == "accelerator-device-classes":
            changes["accelerator_device_classes"] = read_device_classes(reader, value, path)
        else:
            if key == "accelerator-devices":
                value = _devices(reader, value, path)
            changes[key.replace("-", "_")] = reader.decode_field(value, K8S_KINDS[key], path)
    return replace(config, **changes, given=config.given | given)


def _find(reader: SectionReader, root: JsonObject, path: Path) -> object:
    """Return the value at a path, None if it is not set; a section that must be a mapping and is none is refused."""
    node: object = root
    for depth, key in enumerate(map(str, path)):
        if not isinstance(node, dict):
            if path[0] in WITHOUT_CONFIG and depth < 2:
                return None
            raise reader.malformed(path[:depth], f"expected a mapping, found {node!r}")
        node = find(node, key)
        if node is None:
            return None
    return node


def _devices(reader: SectionReader, value: object, path: Path) -> object:
    """Say which devices are never found: the backend looks them up in upper case, and viper has lowercased them."""
    for mapping in value if isinstance(value, list) else [value]:
        for key in mapping if isinstance(mapping, dict) else ():
            name = written(key)
            if key != name.upper():
                message = f"is read as {str(key)!r}, which the backend never finds: it looks for {name.upper()!r}"
                reader.warn(Code.LETTER_CASE, (*path, name), message, f"write it as a list: `- {name.upper()}: ...`")
    if isinstance(value, dict):
        return {str(key): child for key, child in value.items()}
    return value
