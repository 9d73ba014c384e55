"""Follow decisions through the user's modules until nothing new is found."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from flytex_cli.load.stubs.decisions import CALL, Decision, is_foreign
from flytex_cli.load.stubs.reach.source import SourceFile
from flytex_cli.load.stubs.reach.syntax import ROUNDS


class Reach:
    """Follow decisions through the user's modules.

    Args:
        decisions: the answers that stubs gave.
        modules: the user's loaded modules by their file.

    Attributes:
        lost: a decision whose way could not be followed.
    """

    def __init__(self, decisions: Sequence[Decision], modules: Mapping[str, ModuleType]) -> None:
        self.lost: Decision | None = None
        asked = {decision.points[0].file for decision in decisions}
        self._files = {file: SourceFile(file, module) for file, module in modules.items() if file in asked}
        self._decisions = [decision for decision in decisions if self._counts(decision)]
        if self._decisions:
            self._files |= {file: SourceFile(file, module) for file, module in modules.items() if file not in asked}
        self.attributes: dict[str, Decision] = {}
        """Attributes that some object got by a decision."""
        self.methods: dict[str, Decision] = {}
        """Methods that return what was decided."""
        self._follow()

    def lose(self, decision: Decision) -> None:
        """Note that the way of a decision cannot be followed further."""
        self.lost = self.lost or decision

    def of(self, thing: Any, places: Sequence[tuple[str, int]]) -> Decision | None:
        """Return the decision that an environment or a task depends on.

        Args:
            places: where it was made, from the inside out.
        """
        for index, (path, line) in enumerate(places):
            file = self._files.get(path)
            found = file.decided_at(line, tuple(places[index + 1 :])) if file is not None else None
            if found is not None:
                return found
        return next((found for file in self._files.values() if (found := file.decided_value(thing))), None)

    def force(self, called: Any, decision: Decision) -> bool:
        """Note that a function is called because of a decision; return whether it is the user's."""
        code = getattr(called, "__code__", None)
        file = self._files.get(os.path.abspath(code.co_filename)) if code is not None else None
        function = file.defined.get(code.co_name) if file is not None and code is not None else None
        if file is None or function is None:
            return False
        file.forced.setdefault(id(function), decision)
        return True

    def _counts(self, decision: Decision) -> bool:
        """Whether a decision can reach anything: one in an annotation does not, a call only where it may raise."""
        point = decision.points[0]
        file = self._files.get(point.file)
        if file is None or file.tree is None:
            if decision.kind != CALL:
                self.lose(decision)
            return False
        nodes = file.at(point)
        if decision.kind == CALL:
            return any(file.guarding(node) for node in nodes)
        return bool(nodes) and not all(map(file.in_annotation, nodes))

    def _follow(self) -> None:
        for _ in range(ROUNDS):
            before = self._size()
            for decision in self._decisions:
                self._mark(decision)
            for file in self._files.values():
                file.link(self._files)
                file.visit(self)
            if self._size() == before:
                return
        if self._decisions:
            self.lose(self._decisions[0])

    def _size(self) -> int:
        return len(self.attributes) + len(self.methods) + sum(file.size() for file in self._files.values())

    def _mark(self, decision: Decision) -> None:
        """Mark where a decision was taken, then each call that returns, or changes its arguments, by it."""
        for index, point in enumerate(decision.points):
            file = self._files.get(point.file)
            if file is None or file.tree is None:
                self.lose(decision)
                return
            calls = tuple((outer.file, outer.line) for outer in decision.points[index + 1 :])
            nodes = file.at(point)
            for node in nodes:
                asks = index == 0 and decision.kind == CALL
                for marked in file.guarding(node) if asks else (node,):
                    file.mark(marked, calls, decision)
            function = next((found for node in nodes if (found := file.function_of(node))), None)
            leaks = file.leaks.get((id(function), calls), frozenset())
            if "raise" in leaks and index + 1 < len(decision.points):
                self._mark_guards(decision, index + 1)
            if function is None or not leaks & {"value", "arguments"}:
                return
        self.lose(decision)  # in a thread, whose caller is not known

    def _mark_guards(self, decision: Decision, index: int) -> None:
        """Mark what handles an exception that a call raises by a decision."""
        point = decision.points[index]
        file = self._files.get(point.file)
        if file is None:
            return
        calls = tuple((outer.file, outer.line) for outer in decision.points[index + 1 :])
        for node in file.at(point):
            for guard in file.guarding(node):
                file.mark(guard, calls, decision)


def user_modules() -> dict[str, ModuleType]:
    """Return the loaded modules of the user by their file."""
    found = {}
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if isinstance(module, ModuleType) and isinstance(file, str) and not is_foreign(os.path.abspath(file)):
            found[os.path.abspath(file)] = module
    return found
