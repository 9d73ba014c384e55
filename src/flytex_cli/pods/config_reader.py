"""Read an operator's Flyte YAML into a `ClusterConfig`, by the rules viper and mapstructure read it with.

Keys match in any letter case; a mapping may be a list of one-key mappings (which alone keeps the letter case of its
keys); one object stands for a list of one; numbers become text where text is wanted; a mapping or list replaces the
built-in default, and an explicit null empties it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from flytex_cli.pods.cluster_config import (
    NAMESPACE_KEY,
    SERVICE_ACCOUNT_KEY,
    ClusterConfig,
    CoPilotConfig,
    StorageConfig,
)
from flytex_cli.pods.devices import DEVICE_CLASSES, DeviceClass
from flytex_cli.pods.durations import parse_duration
from flytex_cli.pods.errors import ClusterConfigError
from flytex_cli.pods.fields import FieldDecoder, nearest
from flytex_cli.pods.findings import Code, PodFinding, warning
from flytex_cli.pods.jsonish import JsonObject
from flytex_cli.pods.origins import Path, path_text
from flytex_cli.pods.yaml_text import read_documents

_K8S = ("plugins", "k8s")

_K8S_KINDS = {
    "accelerator-devices": "{string}",
    "default-affinity": "Affinity",
    "default-annotations": "{string}",
    "default-cpus": "quantity",
    "default-env-from-configmaps": "[string]",
    "default-env-from-secrets": "[string]",
    "default-env-vars": "{string}",
    "default-env-vars-from-env": "{string}",
    "default-labels": "{string}",
    "default-memory": "quantity",
    "default-node-selector": "{string}",
    "default-pod-dns-config": "PodDNSConfig",
    "default-pod-security-context": "PodSecurityContext",
    "default-pod-template-name": "string",
    "default-security-context": "SecurityContext",
    "default-tolerations": "[Toleration]",
    "disable-inject-owner-references": "bool",
    "enable-host-networking-pod": "bool",
    "gpu-device-node-label": "string",
    "gpu-partition-size-node-label": "string",
    "gpu-resource-name": "string",
    "gpu-unpartitioned-node-selector-requirement": "NodeSelectorRequirement",
    "gpu-unpartitioned-toleration": "Toleration",
    "image-pull-policy": "string",
    "inject-finalizer": "bool",
    "interruptible-node-selector": "{string}",
    "interruptible-node-selector-requirement": "NodeSelectorRequirement",
    "interruptible-tolerations": "[Toleration]",
    "non-interruptible-node-selector-requirement": "NodeSelectorRequirement",
    "resource-tolerations": "{[Toleration]}",
    "scheduler-name": "string",
}
_K8S_WITHOUT_EFFECT = {
    "add-tolerations-for-extended-resources": "it applies to ray, dask, spark and kubeflow tasks only",
    **dict.fromkeys(
        (
            "create-container-config-error-grace-period",
            "create-container-error-grace-period",
            "default-pod-template-resync",
            "delete-resource-on-finalize",
            "image-pull-backoff-grace-period",
            "pod-pending-timeout",
            "send-object-events",
            "update-backoff-retries",
            "update-base-backoff-duration",
        ),
        "it does not change the Pod",
    ),
}
_COPILOT_KINDS = {
    "cpu": "string",
    "default-input-path": "string",
    "default-output-path": "string",
    "image": "string",
    "input-vol-name": "string",
    "memory": "string",
    "name": "string",
    "output-vol-name": "string",
    "storage-config-secret-name": "string",
}
_COPILOT_WITHOUT_EFFECT = dict.fromkeys(("start-timeout", "storage"), "it does not change the Pod")
_CLASS_KINDS = {
    "device-node-label": "string",
    "partition-size-node-label": "string",
    "resource-name": "string",
    "unpartitioned-node-selector-requirement": "NodeSelectorRequirement",
    "unpartitioned-toleration": "Toleration",
}
_EMPTY: dict[str, Any] = {"string": "", "bool": False, "quantity": "0"}
_SECTIONS = ("plugins", "executor", "tasks", "storage", "runs", "actions", "logger")
_HARMLESS_STOW_KEYS = ("region", "endpoint", "auth_type", "disable_ssl", "v2_signing")
"""The values shown in co-pilot's command; any other may be a credential."""


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
    reader = _Reader(source)
    config = ClusterConfig()
    for document in read_documents(text, source):
        config = reader.read(document, config)
    return ConfigReading(config, tuple(reader.findings))


@dataclass
class _Reader:
    source: str
    findings: list[PodFinding] = field(default_factory=list)

    def read(self, document: JsonObject, config: ClusterConfig) -> ClusterConfig:
        root = self._flyte_root(document)
        self._check_sections(root)
        config = self._read_k8s(_section(root, *_K8S), config)
        given = set(config.given)
        changes: dict[str, Any] = {}
        for path, kind, name in (
            (tuple(SERVICE_ACCOUNT_KEY.split(".")), "string", "default_service_account"),
            (tuple(NAMESPACE_KEY.split(".")), "string", "namespace"),
            (("runs", "storagePrefix"), "string", "storage_prefix"),
            (("logger", "level"), "int", "logger_level"),
            (("plugins", "connector-service", "supportedTaskTypes"), "[string]", "connector_task_types"),
            (("tasks", "task-plugins", "default-for-task-types"), "{string}", "default_for_task_types"),
        ):
            value = self._decode(_find(root, *path), kind, path)
            if value is not None:
                changes[name] = tuple(value) if kind.startswith("[") else value
                given.add(".".join(path))
        storage = _section(root, "storage")
        if storage:
            changes["storage"] = self._storage(storage, ("storage",), StorageConfig("stow", "", False, "s3"))
        return replace(config, **changes, given=frozenset(given))

    def _flyte_root(self, document: JsonObject) -> JsonObject:
        if _find(document, "configuration") is None:
            return document
        return _section(document, "configuration", "inline")

    def _check_sections(self, root: JsonObject) -> None:
        for key in map(str, root):
            guess = nearest(key, list(_SECTIONS))
            if key.lower() in _K8S_KINDS:
                self._warn(Code.UNKNOWN_KEY, (key,), "is read under plugins.k8s only", f"move it to plugins.k8s.{key}")
            elif key.lower() not in _SECTIONS and guess:
                self._warn(
                    Code.UNKNOWN_KEY, (key,), "is no section of Flyte's configuration", f"did you mean {guess!r}?"
                )
        if not any(str(key).lower() in _SECTIONS for key in root):
            hint = "Pods are decided on by plugins.k8s, in a Helm values file below configuration.inline"
            self._warn(Code.UNKNOWN_KEY, (), "has no section that decides on Pods", hint)

    def _read_k8s(self, section: JsonObject, config: ClusterConfig) -> ClusterConfig:
        changes: dict[str, Any] = {}
        given: set[str] = set()
        for key, value in self._entries(section, _K8S, _K8S_KINDS, _K8S_WITHOUT_EFFECT, _NESTED):
            path = (*_K8S, key)
            given.add(key)
            if key in _NESTED:
                name, changes_of = _NESTED[key]
                changes[name] = changes_of(self, value, path, config)
                if key == "co-pilot" and isinstance(value, dict):
                    given.update(f"co-pilot.{str(inner).lower()}" for inner in value)
                continue
            kind = _K8S_KINDS[key]
            decoded = self._decode(value, kind, path)
            if kind.startswith("{"):
                decoded = self._keys_as_read(key, value, decoded or {}, path)
            changes[key.replace("-", "_")] = _field_value(decoded, kind)
        return replace(config, **changes, given=config.given | given)

    def _entries(
        self,
        section: JsonObject,
        path: Path,
        kinds: dict[str, str],
        ineffective: dict[str, str],
        nested: dict[str, Any],
    ) -> Iterator[tuple[str, object]]:
        """Yield the known entries of a section by their proper key; speak of the others."""
        known = [*kinds, *ineffective, *nested]
        for written, value in section.items():
            key = str(written).lower()
            if key in ineffective:
                self._warn(Code.INEFFECTIVE_KEY, (*path, key), f"has no effect here: {ineffective[key]}", None)
            elif key in known:
                yield key, value
            else:
                guess = nearest(key, known)
                hint = f"did you mean {guess!r}?" if guess else None
                self._warn(Code.UNKNOWN_KEY, (*path, str(written)), "is no key of Flyte's", hint)

    def _keys_as_read(self, key: str, raw: object, decoded: JsonObject, path: Path) -> JsonObject:
        """Return a mapping with its keys as the backend reads them: in small letters, unless written as a list.

        Keys with a dot keep their letters too.
        """
        if isinstance(raw, list):
            keys = {name: name for name in decoded}
        else:
            keys = {name: name if "." in name else name.lower() for name in decoded}
        if key == "accelerator-devices":
            return self._device_keys(raw, decoded, path)
        for name, read in keys.items():
            if name != read:
                self._warn(
                    Code.LETTER_CASE, (*path, name), f"is read as {read!r}", f"write it as a list: `- {name}: ...`"
                )
        return {keys[name]: value for name, value in decoded.items()}

    def _device_keys(self, raw: object, decoded: JsonObject, path: Path) -> JsonObject:
        """Return the devices by their names in upper case, in which they are looked up."""
        for name in decoded:
            if not isinstance(raw, list) and "." not in name and name != name.lower():
                message = "is read in small letters and never found by the backend (flytex finds it)"
                self._warn(Code.LETTER_CASE, (*path, name), message, f"write it as a list: `- {name.upper()}: ...`")
            elif name != name.upper():
                message = "is never found by the backend, which looks devices up in upper case (flytex finds it)"
                self._warn(Code.LETTER_CASE, (*path, name), message, f"write it as a list: `- {name.upper()}: ...`")
        return {name.upper(): value for name, value in decoded.items()}

    def _device_classes(self, value: object, path: Path, config: ClusterConfig) -> dict[str, DeviceClass]:
        del config  # The entries given replace the built-in ones altogether.
        classes: dict[str, DeviceClass] = {}
        for written, entry in _pairs(value):
            name = str(written).upper()
            where = (*path, name)
            if name not in DEVICE_CLASSES:
                guess = nearest(name, list(DEVICE_CLASSES))
                self._warn(Code.UNKNOWN_KEY, where, "is no device class", f"did you mean {guess!r}?" if guess else None)
            if not isinstance(entry, dict):
                raise self._malformed(where, f"expected a mapping, found {entry!r}")
            changes = {}
            for key, inner in self._entries(entry, where, _CLASS_KINDS, {}, {"pod-template": None}):
                if key == "pod-template":
                    template = _find(inner, "template") if isinstance(inner, dict) else None
                    changes["pod_template"] = self._decode(template, "PodTemplateSpec", (*where, key, "template"))
                else:
                    decoded = self._decode(inner, _CLASS_KINDS[key], (*where, key))
                    changes[key.replace("-", "_")] = _field_value(decoded, _CLASS_KINDS[key])
            classes[name] = DeviceClass(**changes)
        return classes

    def _copilot(self, value: object, path: Path, config: ClusterConfig) -> CoPilotConfig:
        if not isinstance(value, dict):
            raise self._malformed(path, f"expected a mapping, found {value!r}")
        changes: dict[str, Any] = {}
        nested = {"timeout": None, "storage-config-override": None}
        for key, inner in self._entries(value, path, _COPILOT_KINDS, _COPILOT_WITHOUT_EFFECT, nested):
            where = (*path, key)
            if key == "timeout":
                changes["timeout_seconds"] = self._seconds(inner, where)
            elif key == "storage-config-override":
                override = inner if isinstance(inner, dict) else {}
                changes["storage_config_override"] = self._storage(
                    override, where, StorageConfig("", "", False, "", {})
                )
            else:
                changes[key.replace("-", "_")] = self._decode(inner, "string", where) or ""
        return replace(config.co_pilot, **changes)

    def _storage(self, section: JsonObject, path: Path, base: StorageConfig) -> StorageConfig:
        stow = _section(section, "stow")
        stow_config = self._decode(_find(stow, "config"), "{string}", (*path, "stow", "config"))
        default = {"region": "us-east-1"} if path == ("storage",) else {}
        masked = {
            key: value if key in _HARMLESS_STOW_KEYS else f"<storage.stow.config.{key}>"
            for key, value in (default if stow_config is None else stow_config).items()
        }
        multi = self._decode(_find(section, "enable-multicontainer"), "bool", (*path, "enable-multicontainer"))
        return StorageConfig(
            type=self._decode(_find(section, "type"), "string", (*path, "type")) or base.type,
            container=self._decode(_find(section, "container"), "string", (*path, "container")) or "",
            enable_multicontainer=bool(multi),
            stow_kind=self._decode(_find(stow, "kind"), "string", (*path, "stow", "kind")) or base.stow_kind,
            stow_config=masked,
        )

    def _seconds(self, value: object, path: Path) -> float:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value / 1e9  # A bare number is nanoseconds to Go.
        try:
            return parse_duration(str(value))
        except ValueError as problem:
            raise self._malformed(path, str(problem)) from problem

    def _decode(self, value: object, kind: str, path: Path) -> Any:
        return FieldDecoder(self._report, weak=True).decode(value, kind, path)

    def _report(self, code: Code, path: Path, message: str, hint: str | None) -> None:
        if code is not Code.UNKNOWN_FIELD:
            raise self._malformed(path, message, hint)
        self.findings.append(warning(Code.UNKNOWN_KEY, path_text(path), f"{self.source}: {message}", hint))

    def _warn(self, code: Code, path: Path, message: str, hint: str | None) -> None:
        key = path_text(path)
        text = f"{self.source}: {key} {message}" if key else f"{self.source} {message}"
        self.findings.append(warning(code, key, text, hint))

    def _malformed(self, path: Path, message: str, hint: str | None = None) -> ClusterConfigError:
        return ClusterConfigError(f"{self.source}: {path_text(path)}: {message}", hint=hint)


_NESTED: dict[str, tuple[str, Callable[[_Reader, object, Path, ClusterConfig], object]]] = {
    "accelerator-device-classes": ("accelerator_device_classes", _Reader._device_classes),
    "co-pilot": ("co_pilot", _Reader._copilot),
}


def _field_value(decoded: Any, kind: str) -> Any:
    """Return a decoded value as the dataclasses hold it; None (an explicit null) is the kind's empty value."""
    if kind.startswith("["):
        return tuple(decoded or ())
    if kind.startswith("{["):
        return {key: tuple(items) for key, items in (decoded or {}).items()}
    if kind.startswith("{"):
        return decoded or {}
    return _EMPTY.get(kind) if decoded is None else decoded


def _find(node: object, *path: str) -> Any:
    """Return the value at a path of keys, in any letter case, or None."""
    for wanted in path:
        if not isinstance(node, dict):
            return None
        node = next((value for key, value in node.items() if str(key).lower() == wanted.lower()), None)
    return node


def _section(node: object, *path: str) -> JsonObject:
    found = _find(node, *path)
    return found if isinstance(found, dict) else {}


def _pairs(value: object) -> Iterator[tuple[object, object]]:
    """Yield the entries of a mapping, or of a list of one-key mappings."""
    for mapping in value if isinstance(value, list) else [value]:
        if isinstance(mapping, dict):
            yield from mapping.items()
