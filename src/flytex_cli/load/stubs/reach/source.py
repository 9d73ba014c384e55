"""A source file of the user, and what decisions reach in it."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

from flytex_cli.load.stubs.decisions import Decision, Point
from flytex_cli.load.stubs.reach.syntax import (
    TRIES,
    Calls,
    Chain,
    Function,
    first_line,
    handles,
    head_end,
    is_kept,
    is_task,
)
from flytex_cli.load.stubs.reach.walk import Walk
from flytex_cli.syntax import parsed

if TYPE_CHECKING:
    from flytex_cli.load.stubs.reach.reach import Reach


class SourceFile:
    """A source file of the user, and what decisions reach in it."""

    def __init__(self, path: str, module: ModuleType) -> None:
        self.module = module
        self.live: dict[str, Any] = vars(module)
        self.tree = parsed(path)
        self.marks: dict[int, dict[Calls, dict[int, Decision]]] = {}
        """By function (0: none), by how it was called: the nodes that a decision was taken at."""
        self.names: dict[Chain, Decision] = {}
        self.functions: dict[str, Decision] = {}
        """Functions that return what was decided, however they are called."""
        self.leaks: dict[tuple[int, Calls], frozenset[str]] = {}
        self.statements: dict[tuple[int, Calls | None], Decision] = {}
        """Statements that depend on a decision, by how their function was called."""
        self.forced: dict[int, Decision] = {}
        """Functions that are called because of a decision."""
        self._parents: dict[int, ast.AST] = {}
        self._at: dict[Point, list[ast.AST]] = {}
        self.defined: dict[str, Function] = {}
        if self.tree is not None:
            for parent in ast.walk(self.tree):
                for child in ast.iter_child_nodes(parent):
                    self._parents[id(child)] = parent
            self.defined = {each.name: each for each in self._all_functions()}

    def size(self) -> int:
        """Return a number that grows with what is known."""
        marks = sum(len(nodes) for calls in self.marks.values() for nodes in calls.values())
        leaks = sum(map(len, self.leaks.values()))
        return marks + leaks + len(self.names) + len(self.functions) + len(self.statements) + len(self.forced)

    def _all_functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree or ast.Module([], [])) if isinstance(node, Function)]

    def mark(self, node: ast.AST, calls: Calls, decision: Decision) -> None:
        """Note that a decision was taken at a node, in a function called from some places."""
        function = self.function_of(node)
        by_calls = self.marks.setdefault(0 if function is None else id(function), {})
        by_calls.setdefault(() if function is None else calls, {}).setdefault(id(node), decision)

    def parents(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield what a node is inside of, from the inside out."""
        while (parent := self._parents.get(id(node))) is not None:
            yield parent
            node = parent

    def function_of(self, node: ast.AST) -> Function | None:
        """Return the function whose body a node is in."""
        child: ast.AST = node
        for parent in self.parents(node):
            if isinstance(parent, Function) and any(child is each for each in parent.body):
                return parent
            child = parent
        return None

    def at(self, point: Point) -> list[ast.AST]:
        """Return the expression at a point, or the innermost statements on its line."""
        if point not in self._at:
            self._at[point] = self._find(point)
        return self._at[point]

    def _find(self, point: Point) -> list[ast.AST]:
        if self.tree is None:
            return []
        if point.span is not None:
            line, end_line, column, end_column = point.span
            exact: list[ast.AST] = [
                node
                for node in ast.walk(self.tree)
                if isinstance(node, ast.expr)
                and (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset)
                == (line, end_line, column, end_column)
            ]
            if exact:
                return exact[-1:]
        return self.statements_at(point.line)

    def statements_at(self, line: int) -> list[ast.AST]:
        """Return the innermost statements on a line, and those whose head is on it."""
        found = [
            node
            for node in ast.walk(self.tree or ast.Module([], []))
            if isinstance(node, ast.stmt) and first_line(node) <= line <= (node.end_lineno or node.lineno)
        ]
        inner = {id(parent) for node in found for parent in self.parents(node)}
        return [node for node in found if id(node) not in inner or line <= head_end(node)]

    def in_annotation(self, node: ast.AST) -> bool:
        """Whether a node is (in) an annotation."""
        child = node
        for parent in self.parents(node):
            if child in (getattr(parent, "annotation", None), getattr(parent, "returns", None)):
                return True
            if isinstance(parent, ast.stmt):
                return False
            child = parent
        return False

    def guarding(self, node: ast.AST) -> list[ast.AST]:
        """Return the `try` statements, inside the node's function, that handle what it may raise."""
        found: list[ast.AST] = []
        child: ast.AST = node
        for parent in self.parents(node):
            if isinstance(parent, Function):
                break
            if isinstance(parent, TRIES) and any(child is each for each in parent.body) and handles(parent):
                found.append(parent)
            child = parent
        return found

    def link(self, files: Mapping[str, SourceFile]) -> None:
        """Take over what is decided in the modules that are imported here."""
        by_name = {file.module.__name__: file for file in files.values()}
        for node in ast.walk(self.tree or ast.Module([], [])):
            if isinstance(node, ast.ImportFrom):
                home = by_name.get(self._absolute(node))
                if home is None or home is self:
                    continue
                for alias in node.names:
                    local = alias.asname or alias.name
                    for chain, decision in list(home.names.items()):
                        if alias.name == "*":
                            self.names.setdefault(chain, decision)
                        elif chain[0] == alias.name:
                            self.names.setdefault((local, *chain[1:]), decision)
                    for name, decision in home.functions.items():
                        if name == alias.name or alias.name == "*":
                            self.functions.setdefault(local if alias.name != "*" else name, decision)
                    submodule = by_name.get(f"{home.module.__name__}.{alias.name}")
                    if submodule is not None:
                        self._adopt((local,), submodule)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    home = by_name.get(alias.name)
                    if home is not None and home is not self:
                        self._adopt((alias.asname,) if alias.asname else tuple(alias.name.split(".")), home)

    def _adopt(self, prefix: Chain, home: SourceFile) -> None:
        for chain, decision in list(home.names.items()):
            self.names.setdefault((*prefix, *chain), decision)
        for name, decision in home.functions.items():
            self.functions.setdefault(".".join((*prefix, name)), decision)

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        try:
            return importlib.util.resolve_name("." * node.level + (node.module or ""), self.module.__package__ or "")
        except ImportError:
            return ""

    def visit(self, reach: Reach) -> None:
        """Spread what is known through the module's statements and its functions."""
        if self.tree is None:
            return
        Walk(self, reach, None, None, self.marks.get(0, {}).get((), {})).run(self.tree.body)
        for function in self._all_functions():
            by_calls = self.marks.get(id(function), {})
            for calls, marks in by_calls.items():
                walk = Walk(self, reach, function, calls, marks)
                walk.run(function.body)
                self.leaks[id(function), calls] = frozenset(walk.leaks) | self.leaks.get(
                    (id(function), calls), frozenset()
                )
                if "value" in walk.leaks and is_kept(function):
                    self._returns(function, walk.leaks["value"], reach)
            if not (self.names or self.functions or reach.attributes or reach.methods or id(function) in self.forced):
                continue
            if is_task(function):
                continue
            walk = Walk(self, reach, function, None, {})
            walk.run(function.body, self.forced.get(id(function)))
            if "value" in walk.leaks and id(function) not in self.forced:
                self._returns(function, walk.leaks["value"], reach)

    def _returns(self, function: Function, decision: Decision, reach: Reach) -> None:
        parent = self._parents.get(id(function))
        if isinstance(parent, ast.ClassDef):
            reach.methods.setdefault(function.name, decision)
        else:
            self.functions.setdefault(function.name, decision)

    def decided_at(self, line: int, calls: Calls) -> Decision | None:
        """Return the decision that the statement on a line depends on, called from some places."""
        for statement in self.statements_at(line):
            for key in (calls, None) if self.function_of(statement) is not None else ((),):
                if (id(statement), key) in self.statements:
                    return self.statements[id(statement), key]
        return None

    def decided_value(self, thing: Any) -> Decision | None:
        """Return the decision that made or changed a global that is, or directly holds, something."""
        for chain, decision in self.names.items():
            if chain[0] in self.live and any(each is thing for each in _held(self.live[chain[0]])):
                return decision
        return None

    def value_of(self, chain: Chain) -> Any:
        """Return what a dotted name stands for; None where that is not known."""
        value = self.live.get(chain[0])
        for name in chain[1:]:
            value = getattr(value, "__dict__", {}).get(name) if value is not None else None
        return value

    def same(self, name: str) -> Iterator[str]:
        """Yield the other globals that are the same object."""
        value = self.live.get(name)
        if value is None or isinstance(value, (str, int, float, bytes, tuple, type, ModuleType)):
            return
        yield from (other for other, each in list(self.live.items()) if each is value and other != name)


def _held(value: Any, depth: int = 3) -> Iterator[Any]:
    """Yield a value and what it holds."""
    yield value
    if not depth or isinstance(value, (str, bytes)):
        return
    items: Iterable[Any] = ()
    if isinstance(value, Mapping):
        items = list(value.values())
    elif isinstance(value, (list, tuple, set, frozenset)):
        items = list(value)
    elif not isinstance(value, (type, ModuleType)) and not hasattr(value, "depends_on"):
        items = list(getattr(value, "__dict__", {}).values())
    for item in items:
        yield from _held(item, depth - 1)


def statements_at(path: str, line: int) -> list[ast.AST]:
    """Return the innermost statements on a line of a file."""
    return list(SourceFile(path, ModuleType("")).statements_at(line))
