"""What stands in an `App` message for a value that only a deployment can look up in the cluster."""

from __future__ import annotations

from collections.abc import Mapping


def placeholder(kind: str, fields: Mapping[str, object]) -> str:
    """Return the text for a value: its class, and what is set of it, `type` last.

    Args:
        kind: the name of the class, `RunOutput` or `ArtifactValue`.
        fields: its fields in the order of the class; what is None is left out.
    """
    said = {name: value for name, value in fields.items() if value is not None}
    if "type" in said:  # the classes inherit it, so that it comes before their own fields
        said["type"] = said.pop("type")
    return f"<only at deploy: {kind}({', '.join(f'{name}={value!r}' for name, value in said.items())})>"
