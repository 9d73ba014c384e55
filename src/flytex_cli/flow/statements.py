"""A function's statements in order, over every branch, each loop twice."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from flytex_cli.flow.expressions import GATHER, Env, Expressions, merged
from flytex_cli.flow.origin import NOTHING, Kind, Misuse, Value

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Statements:
    """Go through a function's body.

    Args:
        expressions: evaluates what stands in them.
        is_task: whether what it returns is the output of a task.

    Attributes:
        returned: what is known of each returned value.
    """

    def __init__(self, expressions: Expressions, is_task: bool) -> None:
        self._expressions = expressions
        self._is_task = is_task
        self.returned: list[Value] = []

    def body(self, statements: Sequence[ast.stmt]) -> None:
        """Go through statements in order."""
        for statement in statements:
            self._statement(statement)

    def _statement(self, node: ast.stmt) -> None:
        on, ledger = self._expressions, self._expressions.ledger
        match node:
            case ast.Expr():
                self._alone(node.value)
            case ast.Assign():
                known = on.value(node.value)
                for target in node.targets:
                    on.assign(target, known, node.value)
            case ast.AnnAssign(value=ast.expr() as value):
                on.assign(node.target, on.value(value), value)
            case ast.AugAssign():
                known = on.value(node.value)
                ledger.misuse(known.direct, Misuse.VALUE, node.value)
                if isinstance(node.target, ast.Name):
                    on.assign(node.target, on.value(node.target) | Value(held=known.held))
                else:
                    ledger.settle(known.held)
            case ast.Return():
                self._return(node)
            case ast.If():
                on.tested(node.test)
                self._branches([node.body, node.orelse])
            case ast.While():
                on.tested(node.test)
                self._loop(node.body, lambda: on.tested(node.test))
                self.body(node.orelse)
            case ast.For() | ast.AsyncFor():
                self._for(node)
            case ast.With() | ast.AsyncWith():
                for item in node.items:
                    ledger.settle(on.value(item.context_expr).origins)
                    if item.optional_vars is not None:
                        on.assign(item.optional_vars, NOTHING)
                self.body(node.body)
            case ast.Try():
                self._try(node)
            case ast.Match():
                ledger.settle(on.value(node.subject).origins)
                self._branches([case.body for case in node.cases] + [[]])
            case ast.Assert():
                on.tested(node.test)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                on.env.pop(node.name, None)
            case _:
                self._rest(node)

    def _rest(self, node: ast.stmt) -> None:
        """Take what stands in a raise, a del and the like for out of sight."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                self._statement(child)
            elif isinstance(child, ast.expr):
                self._expressions.ledger.settle(self._expressions.value(child).origins)

    def _alone(self, node: ast.expr) -> None:
        known = self._expressions.value(node)
        for origins, several in ((known.direct, False), (known.held, True)):
            lost = [each for each in origins if each.kind is not Kind.FUTURE or each.name == GATHER]
            self._expressions.ledger.misuse(lost, Misuse.NEVER, node, several)

    def _return(self, node: ast.Return) -> None:
        if node.value is None:
            return
        known = self._expressions.value(node.value)
        self.returned.append(known)
        ledger = self._expressions.ledger
        if self._is_task:
            ledger.misuse(known.direct, Misuse.RETURNED, node.value)
            ledger.misuse(known.held, Misuse.RETURNED, node.value, several=True)
        else:
            ledger.settle(known.origins)

    def _for(self, node: ast.For | ast.AsyncFor) -> None:
        is_async = isinstance(node, ast.AsyncFor)
        self._loop(
            node.body,
            lambda: self._expressions.assign(node.target, self._expressions.iterated(node.iter, is_async=is_async)),
        )
        self.body(node.orelse)

    def _loop(self, body: Sequence[ast.stmt], before: Callable[[], None]) -> None:
        """Go through a loop twice: the second time sees what the first bound; then it may not have run at all."""
        skipped = dict(self._expressions.env)
        for _ in range(2):
            before()
            self.body(body)
            self._expressions.env = merged([skipped, self._expressions.env])

    def _branches(self, bodies: Sequence[Sequence[ast.stmt]]) -> None:
        before, ends = self._expressions.env, list[Env]()
        for body in bodies:
            self._expressions.env = dict(before)
            self.body(body)
            if not _leaves(body):
                ends.append(self._expressions.env)
        self._expressions.env = merged(ends)

    def _try(self, node: ast.Try) -> None:
        before = dict(self._expressions.env)
        self.body(node.body)
        after = merged([before, self._expressions.env])
        self.body(node.orelse)
        ends = [self._expressions.env]
        for handler in node.handlers:
            self._expressions.env = dict(after)
            self.body(handler.body)
            if not _leaves(handler.body):
                ends.append(self._expressions.env)
        self._expressions.env = merged(ends)
        self.body(node.finalbody)


def _leaves(body: Sequence[ast.stmt]) -> bool:
    """Whether nothing after these statements is reached from them."""
    return bool(body) and isinstance(body[-1], (ast.Return, ast.Raise, ast.Continue, ast.Break))
