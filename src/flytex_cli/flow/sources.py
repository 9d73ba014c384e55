"""Which calls of a file give awaitables, and what its functions make of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property, lru_cache
from weakref import WeakKeyDictionary

from flytex_cli.flow.expressions import Expressions
from flytex_cli.flow.origin import NOTHING, Kind, Methods, Misused, Origin, Value
from flytex_cli.flow.statements import Function, Statements
from flytex_cli.project import Project
from flytex_cli.project.calls import Form, called, is_async, is_map, sandboxed_functions, short_name, task_functions
from flytex_cli.project.imports import dotted_name
from flytex_cli.project.source import Source, chain
from flytex_cli.records import Reference, Referent

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)

_KNOWN: WeakKeyDictionary[Project, dict[Source, tuple[Misused, ...]]] = WeakKeyDictionary()
"""What was found, for the rules that ask one after the other of all files."""


def misused(project: Project, source: Source) -> tuple[Misused, ...]:
    """Return, of each call in a file's functions whose result is not used as it must be, what is wrong with it."""
    known = _KNOWN.setdefault(project, {})
    if source not in known:
        known[source] = _misused(project, source)
    return known[source]


def _misused(project: Project, source: Source) -> tuple[Misused, ...]:
    tasks, calls = task_functions(project, source), Calls(project, source)
    skipped = sandboxed_functions(project, source)
    found = []
    giving = calls.functions_with_awaitables()
    for function in source.functions.values():
        if function in giving and function not in skipped and skipped.isdisjoint(source.around(function)):
            found += _followed(function, calls, function in tasks)[0].ledger.result()
    return tuple(sorted(found, key=lambda each: (each.node.lineno, each.node.col_offset)))


def _followed(function: Function, calls: Calls, is_task: bool) -> tuple[Expressions, Statements]:
    expressions = Expressions(calls, frozenset(calls.captured(function)))
    arguments = function.args
    for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        methods = calls.methods(argument.annotation)
        if methods is not None:
            expressions.env[argument.arg] = Value(instance=methods)
    statements = Statements(expressions, is_task)
    statements.body(function.body)
    return expressions, statements


class Calls:
    """What the calls of one file give."""

    def __init__(self, project: Project, source: Source) -> None:
        self._project = project
        self._source = source
        self._sharing: list[ast.AST] = source.of(ast.Global, ast.Nonlocal, ast.Lambda, *_DEFINITIONS)

    @cached_property
    def _bound(self) -> set[str]:
        """Names that the file gives to something of its own."""
        bound = {node.id for node in self._source.of(ast.Name) if isinstance(node.ctx, ast.Store)}
        return bound | {node.name for node in self._sharing if isinstance(node, _DEFINITIONS)}

    def captured(self, function: Function) -> Iterator[str]:
        """Yield the names that functions and classes within a function use, and those that it shares with others."""
        for node in self._sharing:
            if node is not function and function in self._source.around(node):
                if isinstance(node, (ast.Global, ast.Nonlocal)):
                    yield from node.names
                else:
                    yield from (each.id for each in ast.walk(node) if isinstance(each, ast.Name))

    def functions_with_awaitables(self) -> set[ast.AST]:
        """Return the functions in which something may give an awaitable: the others need not be followed."""
        found: set[ast.AST] = set()
        for call in self._source.telling_calls:
            if self._may_give(call):
                found.update(self._source.around(call))
        for argument in self._source.of(ast.arg):
            if self.methods(argument.annotation) is not None:
                found.update(self._source.around(argument))
        return found

    def _may_give(self, call: ast.Call) -> bool:
        known = (reference for part in chain(call.func) if (reference := self._source.reference(part)) is not None)
        return any(each.gives or each.kind in (Referent.TASK, Referent.FUNCTION) for each in known)

    def consumer(self, call: ast.Call) -> str | None:
        """Return the full name of a called function of a library, or the name of a builtin."""
        if isinstance(call.func, ast.Name) and call.func.id not in self._bound:
            return dotted_name(self._source, call.func) or call.func.id
        return dotted_name(self._source, call.func)

    def is_of_task(self, call: ast.Call) -> bool:
        """Return whether the arguments are inputs of a task."""
        return self._task(call) is not None or is_map(self._source, call.func)

    def methods(self, annotation: ast.expr | None) -> Methods | None:
        """Return the methods of a class of `flyte` that an expression names."""
        node = annotation.value if isinstance(annotation, ast.Subscript) else annotation
        reference = self._source.reference(node)
        if reference is None or reference.kind is not Referent.FLYTE or not _is_class(reference):
            return None
        return Methods(reference.name, reference.gives)

    def made(self, call: ast.Call, receiver: Methods | None) -> Value:
        """Return what a call gives.

        Args:
            call: the call.
            receiver: the class of the object whose method is called, if it is known.
        """
        task = self._task(call)
        if task is not None:
            _, form = called(self._source, call)
            is_coroutine = form is Form.AIO or is_async(self._project, task)
            return self._origin(call, Kind.COROUTINE, short_name(task)) if is_coroutine else NOTHING
        function, how = call.func, ""
        if isinstance(function, ast.Attribute) and function.attr == "aio":
            function, how = function.value, "aio"
        if receiver is not None and isinstance(function, ast.Attribute):
            return self._method(call, receiver, function.attr, how)
        if isinstance(function, ast.Attribute):
            methods = self.methods(function.value)
            if methods is not None:
                return self._method(call, methods, function.attr, how)
        if how == "" and (methods := self.methods(function)) is not None:
            return Value(instance=methods)
        reference = self._source.reference(function)
        if reference is None:
            return NOTHING
        if reference.kind is Referent.FUNCTION and how == "" and not reference.gives:
            return self._of_helper(call, reference)
        kind = dict(reference.gives).get(how)
        return self._origin(call, Kind(kind), _name(reference)) if kind is not None else NOTHING

    def _task(self, call: ast.Call) -> Reference | None:
        target, form = called(self._source, call)
        reference = self._source.reference(target)
        is_task = reference is not None and reference.kind is Referent.TASK and form is not Form.MAP
        return reference if is_task else None

    def _method(self, call: ast.Call, methods: Methods, name: str, how: str) -> Value:
        kind = dict(methods.gives).get(f"{name}.{how}" if how else name)
        if kind is None:  # such as `df.open(...)`, which gives the frame again
            return Value(instance=methods) if not how else NOTHING
        return self._origin(call, Kind(kind), f"{methods.name.rpartition('.')[2]}.{name}", methods)

    def _of_helper(self, call: ast.Call, reference: Reference) -> Value:
        """Return what a plain function of the user's gives: a coroutine, if that is what it returns everywhere."""
        home = self._project.sources.get(reference.file or "")
        function = home.functions.get(reference.line or 0) if home is not None else None
        if home is None or function is None or not _gives_coroutine(self._project, home, function):
            return NOTHING
        return self._origin(call, Kind.COROUTINE, function.name)

    @staticmethod
    def _origin(call: ast.Call, kind: Kind, name: str, result: Methods | None = None) -> Value:
        return Value(direct=frozenset({Origin(call, kind, name, result)}))


_ENTERED: set[Function] = set()


@lru_cache(maxsize=1024)
def _gives_coroutine(project: Project, source: Source, function: Function) -> bool:
    """Return whether a plain function gives on a coroutine that it has not awaited."""
    if not isinstance(function, ast.FunctionDef) or function.decorator_list or function in _ENTERED:
        return False
    _ENTERED.add(function)  # functions may call each other in a circle
    try:
        _, statements = _followed(function, Calls(project, source), False)
    finally:
        _ENTERED.discard(function)
    kinds = [{each.kind for each in known.direct} for known in statements.returned]
    return bool(kinds) and all(each == {Kind.COROUTINE} for each in kinds)


def _is_class(reference: Reference) -> bool:
    return any(called not in ("", "aio") for called, _ in reference.gives)


def _name(reference: Reference) -> str:
    return reference.name if reference.kind is Referent.FLYTE else reference.name.rpartition(":")[2]
