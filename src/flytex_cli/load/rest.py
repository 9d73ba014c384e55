"""Run the rest of a module: a mistake in one environment is no reason to be silent about the others."""

from __future__ import annotations
import __future__

import ast
from collections.abc import Callable
from types import FrameType, ModuleType

from flytex_cli.load.importer import Importer, enter

_FUTURES = sum({getattr(__future__, name).compiler_flag for name in __future__.all_feature_names})


def run_rest(
    importer: Importer, file: str, error: BaseException, told: Callable[[BaseException], bool]
) -> ModuleType | None:
    """Run the statements after the one that raised; those that need what it did not make are left out.

    Args:
        importer: what imported the module.
        file: the module's own.
        error: what ended the import.
        told: says why a statement raised, and whether that is something that Flyte refuses.
    """
    module, place = importer.unfinished, _place(error, file)
    if module is None or place is None:
        return None
    frame, line = place
    with open(file, "rb") as stream:
        tree = ast.parse(stream.read())
    enter(module.__name__, module)
    lost: set[str] = set()
    for statement in tree.body:
        if _last(statement) < line:
            continue
        if _first(statement) <= line:
            lost |= _bound(statement)
            continue
        try:
            code = compile(
                ast.Module([statement], []), file, "exec", frame.f_code.co_flags & _FUTURES, dont_inherit=True
            )
            exec(code, module.__dict__)
        except Exception as again:  # whatever the user's code raises
            lost |= _bound(statement)
            if not (isinstance(again, NameError) and again.name in lost) and _is_refused(again):
                told(again)
    return module


def _is_refused(error: Exception) -> bool:
    from flytex_cli.load.failure import refused

    return refused(error) is not None


def _place(error: BaseException, file: str) -> tuple[FrameType, int] | None:
    """Return the frame of the module's own code, and the line it came to."""
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file and trace.tb_frame.f_code.co_name == "<module>":
            return trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next
    return None


def _first(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(each.lineno for each in decorators)])


def _last(statement: ast.stmt) -> int:
    return statement.end_lineno or statement.lineno


def _bound(statement: ast.stmt) -> set[str]:
    """Return the names that a statement would have bound."""
    names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        names.add(statement.name)
    if isinstance(statement, ast.Import | ast.ImportFrom):
        names |= {alias.asname or alias.name.partition(".")[0] for alias in statement.names}
    return names
