"""The nested parts of an operator's configuration: device classes, co-pilot, storage, apps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from flytex_cli.pods.cluster_config import APPS, AppsConfig, CoPilotConfig, StorageConfig
from flytex_cli.pods.config_keys import (
    APPS_KINDS,
    APPS_OTHER_KINDS,
    CLASS_KINDS,
    COPILOT_KINDS,
    COPILOT_OTHER_KINDS,
    COPILOT_WITHOUT_EFFECT,
    HARMLESS_STOW_KEYS,
)
from flytex_cli.pods.config_section import SectionReader, find, find_section
from flytex_cli.pods.devices import DEVICE_CLASSES, DeviceClass
from flytex_cli.pods.origins import Path

_DEFAULT_STOW = {"region": "us-east-1"}
_TEMPLATE_WITHOUT_EFFECT = dict.fromkeys(("apiversion", "kind", "metadata"), "only the template is used")


def read_device_classes(reader: SectionReader, value: object, path: Path) -> dict[str, DeviceClass]:
    """Read `accelerator-device-classes`; its names are upper-cased. The entries given replace all built-in ones."""
    if not isinstance(value, (dict, list, type(None))):
        raise reader.malformed(path, f"expected a mapping, found {value!r}")
    classes: dict[str, DeviceClass] = {}
    for written, entry in _pairs(value):
        name = str(written).upper()
        where = (*path, name)
        if name not in DEVICE_CLASSES:
            reader.warn_unknown(where, "is not a device class", DEVICE_CLASSES)
        changes: dict[str, Any] = {}
        for key, inner in reader.entries({} if entry is None else entry, where, [*CLASS_KINDS, "pod-template"], {}):
            if key == "pod-template":
                changes["pod_template"] = _read_pod_template(reader, inner, (*where, key))
            else:
                changes[key.replace("-", "_")] = reader.decode_field(inner, CLASS_KINDS[key], (*where, key))
        classes[name] = DeviceClass(**changes)
    return classes


def read_copilot(reader: SectionReader, value: object, path: Path) -> CoPilotConfig:
    """Read `co-pilot`; keys that are not given keep their defaults."""
    changes: dict[str, Any] = {}
    known = [*COPILOT_KINDS, "storage-config-override"]
    for key, inner in reader.entries(value, path, known, COPILOT_WITHOUT_EFFECT, COPILOT_OTHER_KINDS):
        where = (*path, key)
        if key == "timeout":
            changes["timeout_seconds"] = reader.decode_field(inner, COPILOT_KINDS[key], where)
        elif key == "storage-config-override":
            changes["storage_config_override"] = _read_storage(reader, inner, where, "", "", {})
        else:
            changes[key.replace("-", "_")] = reader.decode_field(inner, COPILOT_KINDS[key], where)
    return replace(CoPilotConfig(), **changes)


def read_apps(reader: SectionReader, section: object) -> tuple[AppsConfig, set[str]]:
    """Read `internalApps`; return it, and the keys that are given (`internalApps.enabled`)."""
    changes: dict[str, Any] = {}
    given: set[str] = set()
    for key, inner in reader.entries(section, (APPS,), [*APPS_KINDS, *APPS_OTHER_KINDS], {}):
        if key in APPS_OTHER_KINDS:
            reader.decode(inner, APPS_OTHER_KINDS[key], (APPS, key))
        else:
            changes[_snake(key)] = reader.decode_field(inner, APPS_KINDS[key], (APPS, key))
            given.add(f"{APPS}.{key}")
    return AppsConfig(**changes), given


def read_storage(reader: SectionReader, section: object) -> StorageConfig:
    """Read the `storage` section; credentials stay out of what is read."""
    return _read_storage(reader, section, ("storage",), "stow", "s3", _DEFAULT_STOW)


def _read_storage(
    reader: SectionReader, section: object, path: Path, type_: str, kind: str, stow: Mapping[str, str]
) -> StorageConfig:
    for name, value in (("", section), ("stow", find(section, "stow"))):
        if value is not None and not isinstance(value, dict):
            raise reader.malformed((*path, name) if name else path, f"expected a mapping, found {value!r}")
    own = find_section(section, "stow")
    given = reader.decode(find(own, "config"), "{string}", (*path, "stow", "config"))
    multi = reader.decode(find(section, "enable-multicontainer"), "bool", (*path, "enable-multicontainer"))
    return StorageConfig(
        type=reader.decode(find(section, "type"), "string", (*path, "type")) or type_,
        container=reader.decode(find(section, "container"), "string", (*path, "container")) or "",
        enable_multicontainer=bool(multi),
        stow_kind=reader.decode(find(own, "kind"), "string", (*path, "stow", "kind")) or kind,
        stow_config={
            key: value if key in HARMLESS_STOW_KEYS else f"<storage.stow.config.{key}>"
            for key, value in (stow if given is None else given).items()
        },
    )


def _read_pod_template(reader: SectionReader, value: object, path: Path) -> Any:
    template: object = None
    # Of the object's own metadata nothing is used; its kind and version are inlined, so they are not read.
    for key, inner in reader.entries({} if value is None else value, path, ["template"], _TEMPLATE_WITHOUT_EFFECT):
        template = inner if key == "template" else template
    return reader.decode(template, "PodTemplateSpec", (*path, "template"))


def _snake(key: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in key)


def _pairs(value: object) -> Iterator[tuple[object, object]]:
    """Yield the entries of a mapping, or of a list of one-key mappings."""
    for mapping in value if isinstance(value, list) else [value]:
        if isinstance(mapping, dict):
            yield from mapping.items()
