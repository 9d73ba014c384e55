"""How the backend names the Service of an app (`KServiceName`, `renderNamespacedSuffix`)."""

from __future__ import annotations

import re
from hashlib import sha256

from flyteidl2.app import app_definition_pb2

MAX_NAME = 63
_HASH = 8
_SERVICE_NAME = re.compile(r"[a-z]([-a-z0-9]*[a-z0-9])?")


def full_name(app: app_definition_pb2.Identifier) -> str:
    """Return `<app>-<project>-<domain>`, however long it is."""
    return f"{app.name}-{app.project}-{app.domain}".lower()


def service_name(app: app_definition_pb2.Identifier) -> str:
    """Return the name of an app's Service; what is too long ends with a hash."""
    name = full_name(app).encode()
    if len(name) <= MAX_NAME:
        return name.decode()
    digest = sha256(f"{app.project}/{app.domain}/{app.name}".encode()).hexdigest()
    return f"{name[: MAX_NAME - _HASH - 1].decode(errors='replace')}-{digest[:_HASH]}"


def name_suffix(template: str, app: app_definition_pb2.Identifier) -> str:
    """Fill project and domain into `namespacedNameSuffixTemplate`; only this spelling of the two is known."""
    values = {"{{ project }}": app.project.lower(), "{{ domain }}": app.domain.lower()}
    return re.sub("|".join(map(re.escape, values)), lambda match: values[match[0]], template)


def is_service_name(name: str) -> bool:
    """Tell whether Knative takes a name for a Service (DNS-1035 label)."""
    return len(name) <= MAX_NAME and _SERVICE_NAME.fullmatch(name) is not None
