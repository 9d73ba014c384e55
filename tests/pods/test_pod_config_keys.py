"""A key that is listed is read: each with a value of its kind, in each section."""

from __future__ import annotations

import dataclasses

import pytest
import yaml

from flytex_cli.pods.cluster_config import ClusterConfig, CoPilotConfig
from flytex_cli.pods.config_keys import (
    CLASS_KINDS,
    COPILOT_KINDS,
    COPILOT_OTHER_KINDS,
    COPILOT_WITHOUT_EFFECT,
    K8S_KINDS,
    K8S_OTHER_KINDS,
    K8S_WITHOUT_EFFECT,
)
from flytex_cli.pods.config_reader import read_cluster_config
from flytex_cli.pods.devices import NVIDIA_CLASS, DeviceClass

VALUES = {
    "string": "text",
    "bool": True,
    "quantity": "2",
    "{string}": {"a": "b"},
    "[string]": ["a"],
    "[Toleration]": [{"key": "a", "operator": "Exists"}],
    "{[Toleration]}": {"nvidia.com/gpu": [{"key": "a", "operator": "Exists"}]},
    "Toleration": {"key": "a", "operator": "Exists"},
    "NodeSelectorRequirement": {"key": "a", "operator": "In", "values": ["b"]},
    "Affinity": {"nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": []}},
    "PodDNSConfig": {"nameservers": ["1.1.1.1"]},
    "PodSecurityContext": {"runAsUser": 1000},
    "SecurityContext": {"runAsUser": 1000},
}


def read(section: dict[str, object]) -> ClusterConfig:
    """The configuration of an operator who writes one section of `plugins.k8s`; nothing in it is unknown."""
    reading = read_cluster_config(yaml.safe_dump({"plugins": {"k8s": section}}))
    assert [found for found in reading.findings if found.code.value == "unknown-config-key"] == []
    return reading.config


@pytest.mark.parametrize(("key", "kind"), K8S_KINDS.items())
def test_a_key_of_plugins_k8s_fills_its_field(key: str, kind: str) -> None:
    name = key.replace("-", "_")
    assert name in {field.name for field in dataclasses.fields(ClusterConfig)}
    config = read({key: VALUES[kind]})
    assert getattr(config, name) != getattr(ClusterConfig(), name) or kind in ("quantity", "bool")
    assert key in config.given


@pytest.mark.parametrize(("key", "kind"), COPILOT_KINDS.items())
def test_a_key_of_co_pilot_fills_its_field(key: str, kind: str) -> None:
    name = {"timeout": "timeout_seconds"}.get(key, key.replace("-", "_"))
    assert name in {field.name for field in dataclasses.fields(CoPilotConfig)}
    value = {"cpu": "2", "memory": "2", "timeout": 0}.get(key, VALUES.get(kind))
    assert getattr(read({"co-pilot": {key: value}}).co_pilot, name) == value


@pytest.mark.parametrize(("key", "kind"), CLASS_KINDS.items())
def test_a_key_of_a_device_class_fills_its_field(key: str, kind: str) -> None:
    name = key.replace("-", "_")
    assert name in {field.name for field in dataclasses.fields(DeviceClass)}
    classes = read({"accelerator-device-classes": {NVIDIA_CLASS: {key: VALUES[kind]}}}).accelerator_device_classes
    assert getattr(classes[NVIDIA_CLASS], name) == VALUES[kind]


def test_a_key_without_effect_is_not_read_too() -> None:
    assert K8S_OTHER_KINDS.keys() == K8S_WITHOUT_EFFECT.keys()
    assert COPILOT_OTHER_KINDS.keys() == COPILOT_WITHOUT_EFFECT.keys()
    assert not {*K8S_WITHOUT_EFFECT} & {*K8S_KINDS}
    assert not {*COPILOT_WITHOUT_EFFECT} & {*COPILOT_KINDS}
