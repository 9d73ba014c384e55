"""What stands in an app's message for a value that only a deployment can look up."""

from __future__ import annotations

from collections.abc import Mapping


def placeholder(kind: str, fields: Mapping[str, object]) -> str:
    """Return the text: `<only at deploy: RunOutput(task_name='env.train', type='directory')>`.

    Args:
        kind: the class of the value.
        fields: those that were set, in declared order.
    """
    shown = ", ".join(f"{name}={value!r}" for name, value in fields.items())
    return f"<only at deploy: {kind}({shown})>"
