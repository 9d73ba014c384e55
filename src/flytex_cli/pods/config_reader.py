"""Read an operator's Flyte YAML into a `ClusterConfig`, by the rules the backend reads it with.

Keys match in any letter case; a mapping may be a list of one-key mappings (which alone keeps the letter case of its
keys); one object stands for a list of one; numbers become text where text is wanted; a mapping or list replaces the
built-in default, and an explicit null empties it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flytex_cli.pods.cluster_config import NAMESPACE_KEY, SERVICE_ACCOUNT_KEY, ClusterConfig
from flytex_cli.pods.config_keys import K8S_KINDS, K8S_WITHOUT_EFFECT, SECTIONS
from flytex_cli.pods.config_nested import read_copilot, read_device_classes, read_storage
from flytex_cli.pods.config_section import SectionReader, find, find_section
from flytex_cli.pods.fields import nearest
from flytex_cli.pods.findings import Code, PodFinding
from flytex_cli.pods.origins import Path
from flytex_cli.pods.yaml_text import read_documents
from flytex_cli.wire.struct import JsonObject

_K8S = ("plugins", "k8s")
_NESTED = ("accelerator-device-classes", "co-pilot")

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
    """A cluster's configuration, and what in its file is unknown or has no effect."""

    config: ClusterConfig
    findings: tuple[PodFinding, ...]


def read_cluster_config(text: str, source: str = "cluster config") -> ConfigReading:
    """Read Flyte's YAML, or Helm values with it in `configuration.inline`.

    Raises:
        ClusterConfigError: no YAML, or a value the backend would not start with.
    """
    reader = SectionReader(source)
    config = ClusterConfig()
    for document in read_documents(text, source):
        is_helm = find(document, "configuration") is not None
        root = find_section(document, "configuration", "inline") if is_helm else document
        _check_sections(reader, root)
        config = _read_other_keys(reader, root, _read_k8s(reader, find(root, *_K8S), config))
    return ConfigReading(config, tuple(reader.findings))


def _check_sections(reader: SectionReader, root: JsonObject) -> None:
    """Say which outer keys are misplaced or misspelled; Flyte has many more sections, which are no concern here."""
    for key in map(str, root):
        if key.lower() in K8S_KINDS:
            reader.warn(
                Code.UNKNOWN_KEY, (key,), "is only read under plugins.k8s", f"move it to plugins.k8s.{key.lower()}"
            )
        elif key.lower() not in SECTIONS and nearest(key, list(SECTIONS)):
            reader.warn_unknown((key,), "is not a section of Flyte's configuration", SECTIONS)
    if not any(str(key).lower() in SECTIONS for key in root):
        hint = "plugins.k8s decides about Pods; in a Helm values file it is below configuration.inline"
        reader.warn(Code.UNKNOWN_KEY, (), "no section affects Pods", hint)


def _read_other_keys(reader: SectionReader, root: JsonObject, config: ClusterConfig) -> ClusterConfig:
    changes: dict[str, Any] = {}
    given = set(config.given)
    for key, (kind, name) in _OTHER_KEYS.items():
        path = tuple(key.split("."))
        value = find(root, *path)
        if value is not None:
            changes[name] = reader.decode_field(value, kind, path)
            given.add(key)
    storage = find(root, "storage")
    if storage is not None:
        changes["storage"] = read_storage(reader, storage)
    return replace(config, **changes, given=frozenset(given))


def _read_k8s(reader: SectionReader, section: object, config: ClusterConfig) -> ClusterConfig:
    changes: dict[str, Any] = {}
    given: set[str] = set()
    for key, value in reader.entries(section or {}, _K8S, [*K8S_KINDS, *_NESTED], K8S_WITHOUT_EFFECT):
        path = (*_K8S, key)
        given.add(key)
        if key == "co-pilot":
            changes["co_pilot"] = read_copilot(reader, value, path)
            given.update(f"co-pilot.{str(inner).lower()}" for inner in find_section(section, key))
        elif key == "accelerator-device-classes":
            changes["accelerator_device_classes"] = read_device_classes(reader, value, path)
        else:
            decoded = reader.decode_field(value, K8S_KINDS[key], path)
            is_mapping = K8S_KINDS[key].startswith("{")
            changes[key.replace("-", "_")] = _as_read(reader, decoded, value, path) if is_mapping else decoded
    return replace(config, **changes, given=config.given | given)


def _as_read(reader: SectionReader, decoded: JsonObject, raw: object, path: Path) -> JsonObject:
    """Return a mapping with its keys as the backend reads them: in lowercase, unless written as a list.

    Keys with a dot keep their letters too. Devices are looked up in upper case, so those in lowercase, which the
    backend never finds, are given in upper case here: the operator means them to be found.
    """
    is_devices = path[-1] == "accelerator-devices"
    keys = {}
    for name in decoded:
        read = name if isinstance(raw, list) or "." in name else name.lower()
        keys[name] = name.upper() if is_devices else read
        if is_devices and read != name.upper():
            message = f"is read as {read!r} and never found by the backend (flytex finds it)"
            reader.warn(Code.LETTER_CASE, (*path, name), message, f"write it as a list: `- {name.upper()}: ...`")
        elif not is_devices and read != name:
            message = f"is read as {read!r}"
            reader.warn(Code.LETTER_CASE, (*path, name), message, f"write it as a list: `- {name}: ...`")
    return {keys[name]: value for name, value in decoded.items()}
