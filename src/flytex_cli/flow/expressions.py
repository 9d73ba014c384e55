"""What expressions give, and what they do to the awaitables in them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from flytex_cli.flow.origin import NOTHING, Kind, Ledger, Misuse, Origin, Value

if TYPE_CHECKING:
    from flytex_cli.flow.sources import Calls

OF_GENERATORS = frozenset({"send", "throw", "close", "asend", "athrow", "aclose", "__next__", "__anext__", "__iter__"})
"""Methods that coroutines and generators really have; attributes such as `cr_frame` count too."""
AS_VALUES = frozenset(
    {
        "str",
        "int",
        "float",
        "bool",
        "complex",
        "bytes",
        "len",
        "abs",
        "round",
        "repr",
        "format",
        "print",
        "hash",
        "divmod",
    }
    | {"range", "chr", "ord", "pow"}
)
"""Builtins that compute with the value they are given."""
READERS = frozenset(
    {"list", "tuple", "set", "frozenset", "sorted", "reversed", "enumerate", "zip", "sum", "any", "all", "max", "min"}
    | {"iter", "next", "dict", "filter"}
)
"""Builtins that iterate over what they are given."""
KEEPERS = frozenset({"list", "tuple", "set", "frozenset", "sorted", "reversed", "enumerate", "zip", "iter", "filter"})
"""Those of them whose result holds the same items."""
ADDERS = frozenset({"append", "add", "insert", "extend", "appendleft", "update", "setdefault"})
GATHER = "asyncio.gather"
AWAITABLES = {"asyncio.wait_for": Kind.COROUTINE, "asyncio.shield": Kind.FUTURE}
"""Functions of asyncio that give an awaitable of their own."""
STARTED = frozenset({"asyncio.create_task", "asyncio.ensure_future"})

Env = dict[str, Value]


class Expressions:
    """Evaluate expressions over what is known of the names.

    Args:
        calls: what calls give.
        captured: names that a function within uses: what they hold is out of sight.
    """

    def __init__(self, calls: Calls, captured: frozenset[str]) -> None:
        self.calls = calls
        self.captured = captured
        self.ledger = Ledger()
        self.env: Env = {}
        self._rules: dict[type[ast.expr], Callable[[Any], Value]] = {
            ast.Name: self._name, ast.Await: self._await, ast.Call: self._call, ast.Attribute: self._attribute,
            ast.Subscript: self._subscript, ast.BinOp: self._operation, ast.UnaryOp: self._unary,
            ast.Compare: self._comparison, ast.BoolOp: self._boolean, ast.IfExp: self._conditional,
            ast.FormattedValue: self._formatted, ast.List: self._display, ast.Tuple: self._display,
            ast.Set: self._display, ast.Dict: self._mapping, ast.ListComp: self._comprehension,
            ast.SetComp: self._comprehension, ast.GeneratorExp: self._comprehension,
            ast.DictComp: self._comprehension, ast.NamedExpr: self._named, ast.Lambda: lambda node: NOTHING,
            ast.Starred: self._starred, ast.Constant: lambda node: NOTHING,
        }  # fmt: skip

    def value(self, node: ast.expr) -> Value:
        """Return what is known of an expression."""
        rule = self._rules.get(type(node))
        if rule is not None:
            return rule(node)
        for child in ast.iter_child_nodes(node):  # yield, f-strings, slices: what they hold is passed on
            if isinstance(child, ast.expr):
                kept = self.value(child)
                self.ledger.settle(kept.origins)
        return NOTHING

    def used(self, node: ast.expr) -> None:
        """Evaluate what is computed with: no awaitable may be it."""
        self._as_value(self.value(node), node)

    def tested(self, node: ast.expr) -> None:
        """Evaluate a condition: an awaitable is always true."""
        known = self.value(node)
        self.ledger.misuse((each for each in known.direct if each.kind is not Kind.FUTURE), Misuse.TESTED, node)
        self.ledger.settle(known.held)

    def iterated(self, node: ast.expr, *, is_async: bool) -> Value:
        """Evaluate what a loop reads, and return what its variable is."""
        known = self.value(node)
        self._iterate(known, node, is_async=is_async)
        return known.element()

    def assign(self, target: ast.expr, known: Value, value: ast.expr | None = None) -> None:
        """Bind a target to what is known of its value."""
        if isinstance(target, ast.Name):
            if target.id in self.captured:
                self.ledger.settle(known.origins)
                known = NOTHING
            self.env[target.id] = known
        elif isinstance(target, (ast.Tuple, ast.List)):
            self._unpack(target, known, value)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, known.inside())
        elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            self.used(target.slice)
            self._absorb(target.value, known)
        else:
            for child in ast.iter_child_nodes(target):
                if isinstance(child, ast.expr):
                    self.value(child)
            self.ledger.settle(known.origins)

    def _as_value(self, known: Value, node: ast.expr) -> None:
        """Note what is computed with; a future may be looked at, compared and printed."""
        self.ledger.misuse((each for each in known.direct if each.kind is not Kind.FUTURE), Misuse.VALUE, node)

    def _iterate(self, known: Value, node: ast.expr, *, is_async: bool) -> None:
        right = Kind.ASYNC_GENERATOR if is_async else Kind.GENERATOR
        self.ledger.settle(each for each in known.direct if each.kind is right)
        self.ledger.misuse((each for each in known.direct if each.kind is not right), Misuse.ITERATED, node)

    def _unpack(self, target: ast.Tuple | ast.List, known: Value, value: ast.expr | None) -> None:
        plain = not any(isinstance(each, ast.Starred) for each in target.elts)
        if isinstance(value, (ast.Tuple, ast.List)) and plain and len(value.elts) == len(target.elts):
            for each, item in zip(target.elts, value.elts, strict=True):
                self.assign(each, self.value(item), item)
            return
        if value is not None:
            self._iterate(known, value, is_async=False)
        for each in target.elts:
            self.assign(each, known.element())

    def _absorb(self, container: ast.Name, known: Value) -> None:
        """Let a container hold more."""
        if container.id in self.captured or container.id not in self.env:
            self.ledger.settle(known.origins)
        else:
            self.env[container.id] |= known.inside()

    def _name(self, node: ast.Name) -> Value:
        return self.env.get(node.id, NOTHING)

    def _named(self, node: ast.NamedExpr) -> Value:
        known = self.value(node.value)
        self.assign(node.target, known, node.value)
        return known

    def _await(self, node: ast.Await) -> Value:
        known = self.value(node.value)
        good = [each for each in known.direct if each.kind in (Kind.COROUTINE, Kind.FUTURE)]
        self.ledger.settle(good)
        self.ledger.misuse((each for each in known.direct if each not in good), Misuse.AWAITED, node.value)
        self.ledger.misuse(known.held, Misuse.AWAITED, node.value, several=True)
        return Value(instance=good[0].result) if len(good) == 1 and good[0].result is not None else NOTHING

    def _attribute(self, node: ast.Attribute) -> Value:
        known = self.value(node.value)
        if node.attr in OF_GENERATORS or node.attr.startswith(("cr_", "gi_", "ag_")):
            self.ledger.settle(known.direct)
        else:
            started = {each for each in known.direct if each.kind is Kind.FUTURE}
            self.ledger.settle(started)
            self.ledger.misuse(known.direct - started, Misuse.VALUE, node)
        return NOTHING

    def _subscript(self, node: ast.Subscript) -> Value:
        known = self.value(node.value)
        self._as_value(known, node)
        self.used(node.slice)
        return known if isinstance(node.slice, ast.Slice) else known.element()

    def _operation(self, node: ast.BinOp) -> Value:
        left, right = self.value(node.left), self.value(node.right)
        self.ledger.misuse(left.direct | right.direct, Misuse.VALUE, node)
        return Value(held=left.held | right.held) if left.held or right.held else NOTHING

    def _unary(self, node: ast.UnaryOp) -> Value:
        if isinstance(node.op, ast.Not):
            self.tested(node.operand)
        else:
            self.used(node.operand)
        return NOTHING

    def _comparison(self, node: ast.Compare) -> Value:
        sides = [node.left, *node.comparators]
        known = [self.value(side) for side in sides]
        if all(isinstance(operator, (ast.Is, ast.IsNot)) for operator in node.ops):
            return NOTHING
        for each in known:
            self._as_value(each, node)
        return NOTHING

    def _boolean(self, node: ast.BoolOp) -> Value:
        result = NOTHING
        for each in node.values[:-1]:
            known = self.value(each)
            self.ledger.misuse((one for one in known.direct if one.kind is not Kind.FUTURE), Misuse.TESTED, each)
            result |= known
        return result | self.value(node.values[-1])

    def _conditional(self, node: ast.IfExp) -> Value:
        self.tested(node.test)
        return self.value(node.body) | self.value(node.orelse)

    def _formatted(self, node: ast.FormattedValue) -> Value:
        known = self.value(node.value)
        self._as_value(known, node.value)
        self.ledger.misuse(known.held, Misuse.VALUE, node.value, several=True)
        return NOTHING

    def _starred(self, node: ast.Starred) -> Value:
        """Return what the items are, as of a list of them."""
        known = self.value(node.value)
        self._iterate(known, node.value, is_async=False)
        return Value(held=known.held) if known.held else NOTHING

    def _display(self, node: ast.List | ast.Tuple | ast.Set) -> Value:
        result = NOTHING
        for each in node.elts:
            known = self.value(each)
            result |= known if isinstance(each, ast.Starred) else known.inside()
        return result

    def _mapping(self, node: ast.Dict) -> Value:
        result = NOTHING
        for key, each in zip(node.keys, node.values, strict=True):
            known = self.value(each)
            if key is None:
                result |= known
            else:
                self.used(key)
                result |= known.inside()
        return result

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Value:
        outer = dict(self.env)
        for generator in node.generators:
            self.assign(generator.target, self.iterated(generator.iter, is_async=bool(generator.is_async)))
            for condition in generator.ifs:
                self.tested(condition)
        if isinstance(node, ast.DictComp):
            self.used(node.key)
            result = self.value(node.value).inside()
        else:
            result = self.value(node.elt).inside()
        self.env = outer
        return result

    def _call(self, node: ast.Call) -> Value:
        receiver = self._receiver(node)
        function = self.calls.consumer(node)
        if function == GATHER:
            return self._gather(node)
        if function in STARTED or (isinstance(node.func, ast.Attribute) and node.func.attr == "create_task"):
            return self._started(node, Kind.FUTURE, "create_task")
        if function in AWAITABLES:
            return self._started(node, AWAITABLES[function], function)
        if function in AS_VALUES or function in READERS:
            return self._builtin(node, function)
        if function in ("isinstance", "type", "id", "hasattr", "callable"):
            for argument in self._arguments(node):
                self.value(argument)
            return NOTHING
        if (
            isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.attr in ADDERS
            and node.func.value.id in self.env
        ):
            self._add(node, node.func.value, spread=node.func.attr in ("extend", "update"))
            return NOTHING
        if self.calls.is_of_task(node):
            self._inputs(node)
        else:
            for argument in self._arguments(node):
                self.ledger.settle(self.value(argument).origins)
        return self._made(node, receiver) | self._of_container(node, receiver)

    def _of_container(self, node: ast.Call, receiver: Value) -> Value:
        """Return what a method gives out of a container; by others what it holds goes out of sight."""
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if method in ("values", "copy"):
            return Value(held=receiver.held) if receiver.held else NOTHING
        if method in ("pop", "popleft", "get"):
            return receiver.element()
        self.ledger.settle(receiver.held)
        return NOTHING

    def _made(self, node: ast.Call, receiver: Value) -> Value:
        """Return what the call gives; the same origin however often a loop is gone through."""
        known = self.ledger.made.get(node)
        if known is not None:
            return Value(direct=frozenset({known}))
        made = self.calls.made(node, receiver.instance)
        for origin in made.direct:
            self.ledger.made[node] = origin
        return made

    def _receiver(self, node: ast.Call) -> Value:
        """Evaluate the object whose method is called."""
        function = node.func
        if isinstance(function, ast.Attribute) and function.attr == "aio" and isinstance(function.value, ast.Attribute):
            function = function.value
        if not isinstance(function, ast.Attribute):
            if not isinstance(function, ast.Name):
                self.used(function)
            return NOTHING
        known = self.value(function.value)
        if known.direct:
            self._attribute(function)
        return known

    def _inputs(self, node: ast.Call) -> None:
        for argument in self._arguments(node):
            known = self.value(argument)
            self.ledger.misuse(known.direct, Misuse.INPUT, argument)
            self.ledger.misuse(known.held, Misuse.INPUT, argument, several=True)

    def _gather(self, node: ast.Call) -> Value:
        followed = False
        for argument in node.args:
            known = self.value(argument)
            followed = followed or bool(known.origins)
            if isinstance(argument, ast.Starred):
                self.ledger.settle(known.held)
                continue
            good = {each for each in known.direct if each.kind in (Kind.COROUTINE, Kind.FUTURE)}
            self.ledger.settle(good)
            self.ledger.misuse(known.direct - good, Misuse.GATHERED, argument)
            self.ledger.misuse(known.held, Misuse.GATHERED, argument, several=True)
        for keyword in node.keywords:
            self.value(keyword.value)
        return self._own(node, Kind.FUTURE, GATHER) if followed else NOTHING

    def _started(self, node: ast.Call, kind: Kind, name: str) -> Value:
        followed = False
        for argument in self._arguments(node):
            known = self.value(argument)
            followed = followed or bool(known.direct)
            self.ledger.settle(known.origins)
        return self._own(node, kind, name) if followed else NOTHING

    def _own(self, node: ast.Call, kind: Kind, name: str) -> Value:
        """Follow what a function of asyncio gives for awaitables that are followed."""
        origin = self.ledger.made.setdefault(node, Origin(node, kind, name))
        return Value(direct=frozenset({origin}))

    def _builtin(self, node: ast.Call, function: str) -> Value:
        result = NOTHING
        for argument in self._arguments(node):
            known = self.value(argument)
            if function in AS_VALUES:
                self._as_value(known, argument)
                continue
            self._iterate(known, argument, is_async=False)
            if function in KEEPERS:
                result |= Value(held=known.held) if known.held else NOTHING
            elif function == "next":
                result |= known.element()
            elif function in ("sum", "max", "min"):
                self.ledger.misuse(known.held, Misuse.VALUE, argument, several=True)
            else:
                self.ledger.settle(known.held)
        return result

    def _add(self, node: ast.Call, container: ast.Name, *, spread: bool) -> None:
        for argument in self._arguments(node):
            known = self.value(argument)
            if spread:
                self._iterate(known, argument, is_async=False)
                known = known.element()
            self._absorb(container, known)

    @staticmethod
    def _arguments(node: ast.Call) -> Sequence[ast.expr]:
        return [*node.args, *(keyword.value for keyword in node.keywords)]


def merged(envs: Iterable[Env]) -> Env:
    """Return what is known where several ways meet."""
    result: Env = {}
    for env in envs:
        for name, known in env.items():
            result[name] = result.get(name, NOTHING) | known
    return result
