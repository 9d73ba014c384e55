"""Exceptions whose own words do not say what is wrong, told in the user's: what it is, and what to write."""

from __future__ import annotations

import ast
import re
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType, TracebackType
from typing import Any

from flytex_cli.engine.source import is_library
from flytex_cli.syntax import parsed

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Reason:
    """Why something failed."""

    sentence: str
    hint: str


def reason_of(error: BaseException, function: Any = None) -> Reason | None:
    """Return the reason behind an exception; None where its own words will do.

    Args:
        function: the task's function, where it is known.
    """
    for each in _chain(error):
        found = _unknown_type(each, function) or _bad_literal(each) or _no_context(each)
        if found is not None:
            return found
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _unknown_type(error: BaseException, function: Any) -> Reason | None:
    """Tell of a name in an annotation that is imported for type checkers only."""
    if not isinstance(error, NameError) or not error.name:
        return None
    frames = list(_user_frames(error.__traceback__))
    files = [frame.f_code.co_filename for frame, _ in reversed(frames)]
    code = getattr(function, "__code__", None)
    files += [code.co_filename] if code is not None else []
    for file in dict.fromkeys(files):
        tree = parsed(file)
        if tree is None or not _is_for_type_checkers(tree, error.name):
            continue
        where = next(_uses(tree, error.name), "an annotation")
        return Reason(
            f"{where} has the type {error.name}, which is imported for type checkers only (under TYPE_CHECKING)",
            f"import {error.name} outside of `if TYPE_CHECKING:`, as Flyte evaluates annotations; for ruff's TC rules, "
            "list the task decorator in runtime-evaluated-decorators",
        )
    return None


def _is_for_type_checkers(tree: ast.Module, name: str) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            for each in (inner for statement in node.body for inner in ast.walk(statement)):
                if isinstance(each, ast.Import | ast.ImportFrom):
                    names = {alias.asname or alias.name.partition(".")[0] for alias in each.names}
                    if name in names:
                        return True
                elif isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store) and each.id == name:
                    return True
    return False


def _uses(tree: ast.Module, name: str) -> Iterator[str]:
    """Yield what is annotated with a name: parameters and results of tasks first, then fields and other functions."""
    functions = [node for node in ast.walk(tree) if isinstance(node, Function)]
    for node in sorted(functions, key=lambda each: not each.decorator_list):
        args = node.args
        for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs):
            if _names(arg.annotation, name):
                yield f"parameter {arg.arg!r} of {node.name}"
        if _names(node.returns, name):
            yield f"the result of {node.name}"
    for each in ast.walk(tree):
        if isinstance(each, ast.ClassDef):
            for field in each.body:
                if isinstance(field, ast.AnnAssign) and _names(field.annotation, name):
                    yield f"field {ast.unparse(field.target)!r} of {each.name}"


def _names(annotation: ast.expr | None, name: str) -> bool:
    for each in ast.walk(annotation) if annotation is not None else ():
        if isinstance(each, ast.Name) and each.id == name:
            return True
        quoted = each.value if isinstance(each, ast.Constant) and isinstance(each.value, str) else ""
        if re.search(rf"\b{re.escape(name)}\b", quoted):
            return True
    return False


_BAD_MEMBER = re.compile(r"[Ii]nvalid enum member name(?:\(s\))?:? (.*)")


def _bad_literal(error: BaseException) -> Reason | None:
    """Tell of a Literal whose values cannot be the members of the enum that Flyte makes of it."""
    match = _BAD_MEMBER.match(str(error)) if isinstance(error, ValueError) else None
    if match is None:
        return None
    said = match[1].split(",")  # of Python 3.10, which names them without quotes
    for frame, line in reversed(list(_user_frames(error.__traceback__))):
        for function in _functions_at(frame.f_code.co_filename, line):
            args = function.args
            annotated = [
                (f"parameter {arg.arg!r} of {function.name}", arg.annotation)
                for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs)
            ]
            for where, annotation in [*annotated, (f"the result of {function.name}", function.returns)]:
                for values in _literals(annotation, frame):
                    bad = next((each for each in values if repr(each) in match[1] or str(each) in said), None)
                    if bad is not None:
                        what = "an empty text" if bad == "" else repr(bad)
                        shown = ", ".join(map(repr, values))
                        return Reason(
                            f"{where} takes Literal[{shown}], and {what} cannot be one of its values: Flyte makes an "
                            "enum of a Literal, whose members have the values as their names",
                            "write a word, such as 'none', in its place, or take a str",
                        )
    return None


def _literals(annotation: ast.expr | None, frame: FrameType) -> Iterator[tuple[Any, ...]]:
    """Yield the values of each Literal in an annotation, also of one that has a name."""
    for each in ast.walk(annotation) if annotation is not None else ():
        if isinstance(each, ast.Subscript) and ast.unparse(each.value).rpartition(".")[2] == "Literal":
            inner = each.slice.elts if isinstance(each.slice, ast.Tuple) else [each.slice]
            yield tuple(value.value for value in inner if isinstance(value, ast.Constant))
        elif isinstance(each, ast.Name):
            value = frame.f_locals.get(each.id, frame.f_globals.get(each.id))
            if typing.get_origin(value) is typing.Literal:
                yield typing.get_args(value)


_NO_CONTEXT = re.compile(
    r"^(Domain|Project|Org(?:anization)?) has not been initialized|^there is no (domain|project|org)"
)


def _no_context(error: BaseException) -> Reason | None:
    """Tell of `flyte.current_domain()` without a domain, which `flyte deploy` knows and flytex is told."""
    match = _NO_CONTEXT.match(str(error)) if type(error).__name__ == "InitializationError" else None
    if match is None:
        return None
    what = (match[1] or match[2]).lower()
    option = {"domain": "--domain (-d)", "project": "--project (-p)"}.get(what, "--org")
    return Reason(
        f"the module asks for the {what} while it is imported, and none is given",
        f"give {option}, or set {what} in [tool.flytex]",
    )


def _user_frames(trace: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if not is_library(file) and "flytex_cli" not in file:
            yield trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next


def _functions_at(file: str, line: int) -> list[Function]:
    tree = parsed(file)
    return [
        node
        for node in (ast.walk(tree) if tree is not None else ())
        if isinstance(node, Function)
        and min([node.lineno, *(each.lineno for each in node.decorator_list)]) <= line <= node.body[0].lineno
    ]
