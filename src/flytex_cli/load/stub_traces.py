"""Find what stubs left in a task: types nobody can know, and values that became text."""

from __future__ import annotations

import dataclasses
import sys
import typing
from collections.abc import Iterator, Mapping
from typing import Any

from flytex_cli.engine.base import Problem, Translated
from flytex_cli.facts.stubs import DEFINED_AS, KNOWN_TO_PLUGIN
from flytex_cli.load.stubs import SHOWN, package_of


def without_stubs(task: Any, result: Translated, stubbed: list[str]) -> Translated:
    """Return a task's translation, or problems instead of a guess if a stub left its trace in it."""
    problems = list(unknown_types(task.native_interface))
    if result.record is not None and not problems:
        problems = list(stub_values(result.record.spec_bytes, stubbed))
    return Translated(None, tuple(problems)) if problems else result


def known_types(interface: Any) -> Iterator[type]:
    """Yield the stub classes in a task's interface whose wire type is known."""
    for annotation in (*(pair[0] for pair in interface.inputs.values()), *interface.outputs.values()):
        for stub, known in _stubs_in(annotation, depth=6, inside=False):
            if known:
                yield stub


def unknown_types(interface: Any) -> Iterator[Problem]:
    """Yield a problem for each input and output whose type a stubbed package would have to explain."""
    inputs = {name: pair[0] for name, pair in interface.inputs.items()}
    for kind, types in (("input", inputs), ("output", interface.outputs)):
        for name, annotation in types.items():
            for stub, known in _stubs_in(annotation, depth=6, inside=False):
                if not known:
                    package = package_of(stub)
                    yield Problem(
                        f"{kind} {name!r} has type {stub.__module__}.{stub.__qualname__} of the stubbed package "
                        f"{package!r}, so how Flyte carries it cannot be known",
                        hint=f"install {package!r} beside flytex",
                        field=f"interface.{kind}s.{name}",
                    )
                    break


def stub_values(spec_bytes: bytes, stubbed: list[str]) -> Iterator[Problem]:
    """Yield a problem for each stub value that reached a spec as text: in a name, an image, a resource, a variable."""
    found = [name for name in SHOWN.findall(spec_bytes.decode("utf-8", "replace")) if name not in DEFINED_AS]
    for name in sorted({name for name in found if any(name == p or name.startswith(f"{p}.") for p in stubbed)}):
        package = next(p for p in stubbed if name == p or name.startswith(f"{p}."))
        yield Problem(
            f"a value of the stubbed package {package!r} reached the spec: {name}",
            hint=f"install {package!r} beside flytex, or keep its values out of names, images, resources and variables",
        )


def _stubs_in(annotation: Any, depth: int, *, inside: bool) -> Iterator[tuple[type, bool]]:
    """Yield the stub classes in an annotation; a known type is only known on its own, not inside a record."""
    if package_of(annotation) is not None:
        yield annotation, not inside and _is_known(f"{annotation.__module__}.{annotation.__qualname__}")
    elif depth:
        for argument in typing.get_args(annotation):
            yield from _stubs_in(argument, depth - 1, inside=inside)
        if isinstance(annotation, type) and _has_fields(annotation):
            for hint in _hints(annotation).values():
                yield from _stubs_in(hint, depth - 1, inside=True)


def _is_known(name: str) -> bool:
    """Whether a class's wire type is known: by its name, or by a plugin that is loaded."""
    plugin, _ = KNOWN_TO_PLUGIN.get(name, (None, None))
    return name in DEFINED_AS or plugin in sys.modules


def _has_fields(cls: type) -> bool:
    """Whether a class is a record whose fields reach the wire: a dataclass, a pydantic model, a typed dict or tuple."""
    return dataclasses.is_dataclass(cls) or any(hasattr(cls, name) for name in ("model_fields", "__total__", "_fields"))


def _hints(cls: type) -> Mapping[str, Any]:
    try:
        return typing.get_type_hints(cls)
    except Exception:  # an annotation that cannot be evaluated is the translation's business
        return {}
