"""Find what stubs left in a task: types nobody can know, and values that became text."""

from __future__ import annotations

import dataclasses
import sys
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flytex_cli.engine.base import Problem, Translated
from flytex_cli.facts.stubs import DEFINED_AS, KNOWN_TO_PLUGIN, SHOWN
from flytex_cli.load.stubs.classes import package_of, shown, stub_of
from flytex_cli.load.stubs.decisions import DECISIONS, Decision
from flytex_cli.records import shown_path

if TYPE_CHECKING:
    from flytex_cli.load.stubs.reach.reach import Reach


class Traces:
    """Find what stubs left in a module's tasks, once the module is imported.

    Args:
        stubbed: the packages that were stubbed.
        here: the working directory, which places are shown relative to.

    Attributes:
        lost: why nothing can be said of any task, where what a stub decided cannot be followed.
    """

    def __init__(self, stubbed: list[str], here: str) -> None:
        self._stubbed = stubbed
        self._here = here
        decisions = DECISIONS.taken
        DECISIONS.stop()
        self._reach: Reach | None = None
        if decisions:
            from flytex_cli.load.stubs.reach.reach import Reach, user_modules

            self._reach = Reach(decisions, user_modules())
        lost = self._reach.lost if self._reach is not None else None
        self.lost = self._decided("the module", lost, ", which cannot be followed further") if lost else None

    def without_stubs(
        self, interface: Any, things: Sequence[tuple[Any, Places]], translate: Callable[[], Translated]
    ) -> Translated:
        """Return what came of a task, an app or an image; problems instead of a guess if a stub left its trace in it.

        Args:
            interface: the task's own; None of an app or an image.
            things: the task and its environment, the app, or the environments of the image, each with the places where
                it was made.
        """
        with DECISIONS.consumed() as consumed:
            result = translate()
        problems = list(unknown_types(interface)) if interface is not None else []
        if result.record is not None and not problems:
            problems = list(stub_values(b"\n".join(result.record.wire_bytes), self._stubbed))
        if not problems and interface is not None:
            problems = list(self._defaults(interface))
        if not problems and result.record is not None and self._reach is not None:
            found = (self._reach.of(thing, places) for thing, places in things)
            problems = [self._decided("the spec", each) for each in found if each is not None][:1]
        if not problems and result.record is None:
            problems = [_reached(shown(stub), str(stub_of(stub))) for thing, _ in things for stub in _given(thing)][:1]
        if not problems and result.record is not None:
            types = {shown(stub) for stub, _ in _types(interface)} if interface is not None else set()
            problems = [_reached(name, package) for name, package in consumed.items() if name not in types][:1]
        return Translated(None, tuple(problems)) if problems else result

    def _defaults(self, interface: Any) -> Iterator[Problem]:
        """Yield a problem for each default input that is a stub's value, or holds one."""
        for name, pair in interface.inputs.items():
            for value in _parts(pair[1], depth=4):
                package = stub_of(value)
                if package is not None:
                    yield Problem(
                        f"the default of input {name!r} is a value of the stubbed package {package!r}: {shown(value)}",
                        hint=f"install {package!r} beside flytex",
                        field=f"default_inputs.{name}",
                    )
                    break

    def _decided(self, what: str, decision: Decision, further: str = "") -> Problem:
        point = decision.points[0]
        place = f"{shown_path(Path(point.file), Path(self._here))}:{point.line}"
        return Problem(
            f"{what} is decided by a value of the stubbed package {decision.package!r}{further}: {decision.name} "
            f"in {place}",
            hint=_HINT.format(decision.package),
        )


Places = tuple[tuple[str, int], ...]
_HINT = "install {!r} beside flytex, or keep its values out of names, images, resources and variables"


def _reached(name: str, package: str) -> Problem:
    return Problem(f"a value of the stubbed package {package!r} reached the spec: {name}", hint=_HINT.format(package))


def _given(thing: Any) -> Iterator[Any]:
    """Yield the stubs that an environment or a task was made with, not those that an app serves: `app=FastAPI()`."""
    bases = [cls for cls in type(thing).__mro__ if cls.__name__ == "AppEnvironment" and cls.__module__[:5] == "flyte"]
    settings = {field.name for cls in bases for field in dataclasses.fields(cls)}
    for name, value in vars(thing).items():
        if not bases or name in settings:
            yield from (each for each in _parts(value, depth=4) if stub_of(each) is not None)


def _parts(value: Any, depth: int) -> Iterator[Any]:
    yield value
    if not depth:
        return
    if isinstance(value, Mapping):
        value = [*value.keys(), *value.values()]
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = list(vars(value).values())
    if isinstance(value, (list, tuple, set, frozenset)):
        for each in value:
            yield from _parts(each, depth - 1)


def known_types(interface: Any) -> Iterator[type]:
    """Yield the stub classes in a task's interface whose wire type is known."""
    for stub, known in _types(interface):
        if known:
            yield stub


def _types(interface: Any) -> Iterator[tuple[type, bool]]:
    """Yield the stub classes in a task's interface, and whether their wire type is known."""
    for annotation in (*(pair[0] for pair in interface.inputs.values()), *interface.outputs.values()):
        yield from _stubs_in(annotation, depth=6, inside=False)


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
        yield _reached(name, package)


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
