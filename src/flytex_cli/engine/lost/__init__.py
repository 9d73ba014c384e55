"""What of a task's interface does not come back from a task as it was sent.

Measured by sending values through SDK 2.0.0 to 2.12.1: a dataclass travels as mashumaro writes and reads it, a model as
`model_dump_json` writes and `model_validate` reads it, a dict without text as keys as mashumaro and MessagePack do.
"""

from __future__ import annotations

import dataclasses
import functools
import sys
from collections.abc import Iterator
from typing import Any, get_args, get_origin

from flytex_cli.engine.lost.loss import Lost, is_model, keyed, parts, plain_type
from flytex_cli.records import LostValue


def lost_values(interface: Any) -> Iterator[LostValue]:
    """Look at each input and output; user code may have made its type in any way."""
    for variable, annotation in variables(interface):
        try:
            found = _lost(annotation)
        except TypeError:  # a type that cannot be hashed
            found = _lost.__wrapped__(annotation)
        for each in found:
            yield LostValue(variable, each.loss, each.fails, each.holder, each.field, each.text)


def variables(interface: Any) -> Iterator[tuple[str, Any]]:
    """Yield each variable as `inputs.x` or `outputs.o0`, and its type."""
    for name, pair in interface.inputs.items():
        yield f"inputs.{name}", pair[0]
    for name, annotation in interface.outputs.items():
        yield f"outputs.{name}", annotation


@functools.cache
def _lost(annotation: Any) -> tuple[Lost, ...]:
    try:
        return tuple(dict.fromkeys(_of_type(annotation)))
    except Exception:  # metaclasses, generics and hooks of user code; what cannot be read is not judged
        return ()


def _of_type(annotation: Any) -> Iterator[Lost]:
    """Go where Flyte itself goes: into lists, maps and unions; a class of its own travels as a whole."""
    annotation = plain_type(annotation)
    if _has_own_conversion(annotation):
        return
    is_written_dict = keyed(annotation) and plain_type(get_args(annotation)[0]) is not str
    if is_written_dict or dataclasses.is_dataclass(get_origin(annotation) or annotation):
        from flytex_cli.engine.lost.dataclass import of_written

        yield from of_written(annotation)
    elif is_model(annotation):
        from flytex_cli.engine.lost.model import of_model

        yield from of_model(annotation)
    else:
        for part in parts(annotation):
            yield from _of_type(part)


def _has_own_conversion(annotation: Any) -> bool:
    """Return whether Flyte, or a plugin, converts exactly this type in a way of its own."""
    if str(getattr(annotation, "__module__", "")).partition(".")[0] in ("flyte", "flytex_cli"):
        return True
    engine = getattr(sys.modules.get("flyte.types"), "TypeEngine", None)
    return engine is not None and isinstance(annotation, type) and annotation in engine.get_available_transformers()
