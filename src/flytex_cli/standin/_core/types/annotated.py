"""`Annotated` types: mostly they are what they wrap."""

from __future__ import annotations

from typing import Annotated, Any, get_args, get_origin


def unannotated(python_type: Any) -> Any:
    """Return what an `Annotated` type wraps, or the type itself."""
    return get_args(python_type)[0] if get_origin(python_type) is Annotated else python_type
