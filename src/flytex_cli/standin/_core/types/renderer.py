"""What a type or an annotation offers to appear in a task's report."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class Renderable(Protocol):
    """Anything that shows a value as HTML."""

    def to_html(self, python_value: Any) -> str:
        """Return the HTML of a value."""
        ...
