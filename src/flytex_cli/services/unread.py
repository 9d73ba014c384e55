"""What an App says and the open-source backend never reads, so that it is lost on the way to the Service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flyteidl2.app import app_definition_pb2
from google.protobuf.message import Message

from flytex_cli.pods.findings import Code, PodFinding, warning

_DEFAULT_POOL = "default"
_UNREAD = {
    "ingress.private": "the app is reached as any other",
    "ingress.subdomain": "the address begins with the name of the Service",
    "ingress.cname": "the address begins with the name of the Service",
    "cluster": "the app runs where the backend does",
    "cluster_pool": "the app runs where the backend does",
    "extended_resources.gpu_accelerator": "no node is chosen for it",
    "extended_resources.shared_memory": "nothing is mounted at /dev/shm",
    "pod.metadata.labels": "the Pods do not get them",
    "pod.metadata.annotations": "the Pods do not get them",
}


def find_unread(spec: app_definition_pb2.Spec) -> Iterator[PodFinding]:
    """Yield a warning for each field that has no effect."""
    for path, effect in _UNREAD.items():
        value = _value(spec, path)
        if value is not None and value != _DEFAULT_POOL:
            yield warning(Code.APP_FIELD_NOT_READ, f"spec.{path}", f"the backend does not read it: {effect}")


def _value(message: Message, path: str) -> Any:
    """Return what stands at a path, None where nothing is set."""
    name, _, rest = path.partition(".")
    value = {field.name: value for field, value in message.ListFields()}.get(name)
    return _value(value, rest) if rest and value is not None else value
