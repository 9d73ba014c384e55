"""Secrets as the Pod carries them: encoded requests in annotations, which the admission webhook answers."""

from __future__ import annotations

from collections.abc import Iterable

from flyteidl2.core import security_pb2

from flytex_cli.pods.names import base32

INJECT_LABEL = "inject-flyte-secrets"
_FIELDS = ("group", "group_version", "key", "mount_requirement", "env_var")


def secret_annotations(secrets: Iterable[security_pb2.Secret]) -> dict[str, str]:
    """Return `flyte.secrets/s<i>` -> the secret request, as the backend writes them."""
    return {f"flyte.secrets/s{index}": encode_secret(secret) for index, secret in enumerate(secrets)}


def encode_secret(secret: security_pb2.Secret) -> str:
    """Return the protobuf text form of a request in Flyte's base 32; fields at their default are left out."""
    lines = []
    for name in _FIELDS:
        value = getattr(secret, name)
        if name == "mount_requirement" and value:
            choices = secret.DESCRIPTOR.fields_by_name[name].enum_type
            known = choices.values_by_number.get(value) if choices else None
            lines.append(f"{name}: {known.name if known else value}\n")
        elif value:
            lines.append(f"{name}: {_quote(value)}\n")
    return base32("".join(lines).encode())


def _quote(text: str) -> str:
    """Quote a text as Go's protobuf text format does: all that is not printable ASCII becomes octal, byte by byte."""
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    quoted = (
        escapes.get(chr(byte)) or (chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03o}") for byte in text.encode()
    )
    return f'"{"".join(quoted)}"'
