"""The API server's rules for variables of a container (`ValidateEnv`, `ValidateEnvFrom`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from flytex_cli.pods.findings import Code, PodFinding, error, warning
from flytex_cli.pods.names import is_dns_subdomain
from flytex_cli.pods.validation_common import divisor, field_reference, is_local_path, one_of, required
from flytex_cli.wire.struct import JsonObject

_SOURCES = ("fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef")
_NAME = re.compile(r"[ -<>-~]+")
"""Since Kubernetes 1.30 any printable ASCII but "=" may be in a name."""

_KEY = re.compile(r"(?!\.\.|\.$)[-._a-zA-Z0-9]{1,253}")
_FIELD = re.compile(
    r"metadata\.(name|namespace|uid)|metadata\.(labels|annotations)\['[^']+'\]"
    r"|spec\.(nodeName|host|serviceAccountName)|status\.(hostIPs?|podIPs?)"
)
_RESOURCE = re.compile(r"(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)")


def validate_env(path: str, container: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of one container's `env` and `envFrom`."""
    for index, variable in enumerate(container.get("env", [])):
        where = f"{path}.env[{index}]"
        name = variable.get("name", "")
        if not _NAME.fullmatch(name):
            yield error(Code.BAD_ENV, f"{where}.name", f"{name!r} is not the name of a variable")
        source = variable.get("valueFrom")
        if variable.get("value") and source is not None:
            yield error(Code.BAD_ENV, f"{where}.valueFrom", f"{name} has both value and valueFrom")
        if source is not None:
            yield from one_of(Code.BAD_ENV, source, _SOURCES, f"{where}.valueFrom", f"the source of {name}")
            yield from _value_from(f"{where}.valueFrom", source)
    for index, source in enumerate(container.get("envFrom", [])):
        where = f"{path}.envFrom[{index}]"
        prefix = source.get("prefix")
        if prefix and not _NAME.fullmatch(prefix):
            yield error(Code.BAD_ENV, f"{where}.prefix", f"{prefix!r} cannot begin the name of a variable")
        yield from one_of(Code.BAD_ENV, source, ("configMapRef", "secretRef"), where, "a source")
        for kind in ("configMapRef", "secretRef"):
            if source.get(kind) is not None:
                yield from _object_name(f"{where}.{kind}", source[kind])


def find_duplicates(path: str, container: JsonObject) -> Iterator[PodFinding]:
    """Yield a warning for each variable that is set more than once, which the API server allows."""
    names = Counter(variable.get("name", "") for variable in container.get("env", []))
    for name, count in names.items():
        if count > 1:
            message = f"{name} is set {count} times; the container sees the last one"
            yield warning(Code.DUPLICATE_ENV, f"{path}.env", message, "set it in one place")


def _value_from(path: str, source: JsonObject) -> Iterator[PodFinding]:
    field = source.get("fieldRef")
    if field is not None and not _FIELD.fullmatch(field.get("fieldPath", "")):
        message = f"{field.get('fieldPath', '')!r} is not a field a variable can show"
        yield error(Code.BAD_ENV, f"{path}.fieldRef.fieldPath", message)
    if field is not None:
        yield from field_reference(Code.BAD_ENV, field, f"{path}.fieldRef")
    resource = source.get("resourceFieldRef")
    if resource is not None and not _RESOURCE.fullmatch(resource.get("resource", "")):
        message = f"{resource.get('resource', '')!r} is not a resource a variable can show"
        yield error(Code.BAD_ENV, f"{path}.resourceFieldRef.resource", message)
    if resource is not None:
        yield from divisor(Code.BAD_ENV, resource, f"{path}.resourceFieldRef")
    file = source.get("fileKeyRef")
    if file is not None:
        yield from required(file, ["key", "path", "volumeName"], f"{path}.fileKeyRef")
        if not is_local_path(file.get("path", "")):
            message = f"{file['path']!r} must be a relative path without '..'"
            yield error(Code.BAD_ENV, f"{path}.fileKeyRef.path", message)
    for kind in ("configMapKeyRef", "secretKeyRef"):
        reference = source.get(kind)
        if reference is not None:
            yield from _object_name(f"{path}.{kind}", reference)
            if not _KEY.fullmatch(reference.get("key", "")):
                yield error(Code.BAD_ENV, f"{path}.{kind}.key", f"{reference.get('key', '')!r} is not a key")


def _object_name(path: str, reference: JsonObject) -> Iterator[PodFinding]:
    name = reference.get("name", "")
    if not is_dns_subdomain(name):
        yield error(Code.BAD_ENV, f"{path}.name", f"{name!r} is not a DNS-1123 subdomain")
