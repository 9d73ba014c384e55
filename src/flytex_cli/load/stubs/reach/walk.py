"""One pass over statements: from what is known to depend on a decision to what else does."""

from __future__ import annotations

import ast
import builtins
import os
from collections.abc import Iterable, Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING

from flytex_cli.load.stubs.classes import stub_of
from flytex_cli.load.stubs.decisions import Decision
from flytex_cli.load.stubs.reach.syntax import (
    ROUNDS,
    TRIES,
    Calls,
    Chain,
    Function,
    dotted,
    jumps,
    scope,
    signature,
)

if TYPE_CHECKING:
    from flytex_cli.load.stubs.reach.reach import Reach
    from flytex_cli.load.stubs.reach.source import SourceFile

BY_OTHER_MEANS = frozenset({"eval", "exec", "globals", "locals", "setattr", "vars"})
"""Calls that bind names unseen."""


class Walk:
    """One pass over the statements of a module or of a function.

    Args:
        function: None for the module.
        calls: how the function was called; None for any way.
        marks: the nodes that a decision was taken at.
    """

    def __init__(
        self,
        file: SourceFile,
        reach: Reach,
        function: Function | None,
        calls: Calls | None,
        marks: Mapping[int, Decision],
    ) -> None:
        self._file = file
        self._reach = reach
        self._function = function
        self._calls = calls if function is not None else ()
        self._marks = dict(marks)
        self.leaks: dict[str, Decision] = {}
        self._local: dict[Chain, Decision] = {}
        self._class: str | None = None
        self._globals: set[str] = set()
        self._bound: set[str] = set()
        self._parameters: set[str] = set()
        if function is not None:
            self._parameters, self._globals, bound = scope(function)
            self._bound = (bound | self._parameters) - self._globals

    def run(self, body: Sequence[ast.stmt], region: Decision | None = None) -> None:
        """Visit the statements until nothing new is found."""
        for _ in range(ROUNDS):
            before = len(self._local) + len(self._marks)
            self._block(body, region)
            if len(self._local) + len(self._marks) == before:
                return

    def _block(self, body: Sequence[ast.stmt], region: Decision | None) -> None:
        for statement in body:
            found = self._statement(statement, region)
            if found is not None:
                self._file.statements.setdefault((id(statement), self._calls), found)
                if region is None and jumps(statement):
                    region = found

    def _statement(self, node: ast.stmt, region: Decision | None) -> Decision | None:
        """Visit a statement; return the decision that it depends on."""
        own = region or self._marks.get(id(node))
        if own is not None:
            for each in ast.walk(node):
                if isinstance(each, ast.NamedExpr):
                    self._target(each.target, own)
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                closure = node.body if self._function is not None else []
                found = own or self._any([*node.decorator_list, *signature(node), *closure])
                self._bind((node.name,), found)
                return found
            case ast.ClassDef():
                found = own or self._any([*node.decorator_list, *node.bases, *(each.value for each in node.keywords)])
                outer, self._class = self._class, node.name
                self._block(node.body, found)
                self._class = outer
                for each in node.body:
                    found = found or self._file.statements.get((id(each), self._calls))
                self._bind((node.name,), found)
                return found
            case ast.If() | ast.While():
                found = own or self._expression(node.test)
                self._block(node.body, found)
                self._block(node.orelse, found)
                return found
            case ast.For() | ast.AsyncFor():
                found = own or self._expression(node.iter)
                self._target(node.target, found)
                self._block(node.body, found)
                self._block(node.orelse, found)
                return found
            case ast.With() | ast.AsyncWith():
                found = own
                for item in node.items:
                    entered = own or self._expression(item.context_expr)
                    found = found or entered
                    if item.optional_vars is not None:
                        self._target(item.optional_vars, entered)
                self._block(node.body, region)
                return found
            case ast.Match():
                found = own or self._expression(node.subject) or self._any([*ast.walk(node)], expressions=False)
                for case in node.cases:
                    for pattern in ast.walk(case.pattern):
                        name = getattr(pattern, "name", None) or getattr(pattern, "rest", None)
                        if isinstance(name, str):
                            self._bind((name,), found)
                    self._block(case.body, found)
                return found
            case _ if isinstance(node, TRIES):
                for body in (node.body, *(each.body for each in node.handlers), node.orelse, node.finalbody):
                    self._block(body, own)
                return own
            case ast.Return():
                found = own or (self._expression(node.value) if node.value is not None else None)
                self._leak("value", found)
                return found
            case ast.Raise():
                if own is not None:
                    self._leak("raise", own)
                    self._marks |= {id(guard): own for guard in self._file.guarding(node)}
                return own
            case ast.Import() | ast.ImportFrom():
                for alias in node.names:
                    self._bind((alias.asname or alias.name.partition(".")[0],), own)
                return own
            case ast.Assign():
                found = own or self._expression(node.value)
                for target in node.targets:
                    self._target(target, found or self._subscripts(target))
                return found
            case ast.AnnAssign():
                found = own or (self._expression(node.value) if node.value is not None else None)
                self._target(node.target, found)
                return found
            case ast.AugAssign():
                found = own or self._expression(node.value)
                self._target(node.target, found)
                return found or self._expression(node.target)
            case ast.Delete():
                for target in node.targets:
                    self._target(target, own)
                return own
            case ast.Expr():
                found = own or self._expression(node.value)
                if found is not None:
                    for call in [each for each in ast.walk(node.value) if isinstance(each, ast.Call)]:
                        self._effects(call, found)
                return found
            case ast.Assert():
                return own
            case _:
                return own

    def _any(self, nodes: Iterable[ast.AST | None], expressions: bool = True) -> Decision | None:
        for node in nodes:
            if node is None:
                continue
            found = self._expression(node) if expressions else self._marks.get(id(node))
            if found is not None:
                return found
        return None

    def _expression(self, node: ast.AST) -> Decision | None:
        """Return the decision that an expression depends on."""
        found: Decision | None = None
        stack: list[ast.AST] = [node]
        while stack:
            each = stack.pop()
            here = self._marks.get(id(each))
            if isinstance(each, ast.Call):
                here = here or self._called(each)
            if isinstance(each, ast.Name | ast.Attribute):
                chain = dotted(each)
                if chain is not None:
                    here = here or self._lookup(chain)
                    found = found or here
                    continue
            if isinstance(each, ast.NamedExpr):
                self._target(each.target, here or self._expression(each.value))
            if isinstance(each, ast.Yield | ast.YieldFrom) and each.value is not None:
                self._leak("value", self._expression(each.value))
            found = found or here
            stack += [child for child in ast.iter_child_nodes(each) if not self._is_mere_dependency(child)]
        return found

    def _is_mere_dependency(self, node: ast.AST) -> bool:
        """Whether a node is a `depends_on` of names: another environment does not change the specs of this one."""
        return (
            isinstance(node, ast.keyword)
            and node.arg == "depends_on"
            and not any(id(each) in self._marks for each in ast.walk(node))
        )

    def _called(self, call: ast.Call) -> Decision | None:
        """Return the decision that a call's result depends on by the function alone."""
        for each in (call.func, *call.args, *(keyword.value for keyword in call.keywords)):
            chain = dotted(each)
            if chain is None:
                continue
            found = self._file.functions.get(".".join(chain)) or self._reach.methods.get(
                chain[-1] if len(chain) > 1 else ""
            )
            if found is not None:
                return found
        return None

    def _lookup(self, chain: Chain) -> Decision | None:
        names = self._local if chain[0] in self._bound else self._file.names
        if self._class is not None and (self._class, chain[0]) in names:
            return names[self._class, chain[0]]
        for known, decision in names.items():
            if known == chain[: len(known)] or chain == known[: len(chain)]:
                return decision
        for attribute in chain[1:]:
            found = self._reach.attributes.get(attribute)
            if found is not None:
                return found
        return None

    def _target(self, target: ast.expr, found: Decision | None) -> None:
        if found is None:
            return
        if isinstance(target, ast.Tuple | ast.List):
            for each in target.elts:
                self._target(each, found)
        elif isinstance(target, ast.Starred):
            self._target(target.value, found)
        elif isinstance(target, ast.Name):
            self._bind((target.id,), found)
        else:
            self._change(target, found)

    def _subscripts(self, target: ast.expr) -> Decision | None:
        return self._any(each.slice for each in ast.walk(target) if isinstance(each, ast.Subscript))

    def _bind(self, chain: Chain, found: Decision | None) -> None:
        if found is None:
            return
        if chain[0] in self._bound:
            self._local.setdefault(chain, found)
        elif self._function is None or chain[0] in self._globals:
            if self._class is not None:
                chain = (self._class, *chain)
            if stub_of(self._file.live.get(chain[0])) is None:
                self._file.names.setdefault(chain, found)

    def _change(self, target: ast.AST, found: Decision) -> None:
        """Note that an object is changed: an attribute or an item of it, or by a method."""
        inner = target
        while isinstance(inner, ast.Subscript | ast.Call):
            inner = inner.value if isinstance(inner, ast.Subscript) else inner.func
        chain = dotted(inner)
        if chain is None:
            return
        if inner is not target and len(chain) == 1 and chain[0] in BY_OTHER_MEANS and chain[0] not in self._bound:
            self._reach.lose(found)
        if isinstance(target, ast.Attribute) and (len(chain) > 1) and chain[0] in self._parameters:
            self._reach.attributes.setdefault(chain[-1], found)
        if chain[0] in self._bound:
            self._local.setdefault(chain, found)
            if chain[0] in self._parameters:
                self._leak("arguments", found)
            return
        value = self._file.live.get(chain[0])
        if stub_of(value) is not None or (isinstance(value, ModuleType) and len(chain) == 1):
            return
        if self._file.value_of(chain) is os.environ:
            for name in ("environ", "getenv"):
                self._reach.attributes.setdefault(name, found)
                self._file.names.setdefault((name,), found)
        self._file.names.setdefault(chain, found)
        for other in self._file.same(chain[0]):
            self._file.names.setdefault((other,), found)

    def _effects(self, call: ast.Call, found: Decision) -> None:
        """Note what a call for its effect, made by a decision or with what was decided, may change."""
        chain = dotted(call.func)
        if chain is not None and len(chain) == 1:
            if chain[0] in BY_OTHER_MEANS and chain[0] not in self._bound:
                self._reach.lose(found)
            value = self._file.live.get(chain[0])
            if value is None and chain[0] in vars(builtins):
                return
        if isinstance(call.func, ast.Attribute):
            self._change(call.func.value, found)
        is_own = chain is not None and self._reach.force(self._file.value_of(chain), found)
        if chain is not None and not is_own and isinstance(self._file.live.get(chain[0]), ModuleType):
            return
        for each in (*call.args, *(keyword.value for keyword in call.keywords)):
            argument = dotted(each)
            if argument is not None:
                self._change(each, found)

    def _leak(self, what: str, found: Decision | None) -> None:
        if found is not None:
            self.leaks.setdefault(what, found)
