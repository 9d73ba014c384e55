"""Decorators that fail for what the environment is, or was given where it was made."""

from __future__ import annotations

import ast
from types import TracebackType

from flytex_cli.engine.refused import settings
from flytex_cli.engine.refused.call import decorators_at, evaluated, parsed
from flytex_cli.engine.refused.refusal import Refusal


def refused_decorator(error: BaseException, link: TracebackType) -> Refusal | None:
    """Tell of `@env` in place of `@env.task`, and of an environment's cache, which Flyte reads at its first task."""
    file, line = link.tb_frame.f_code.co_filename, link.tb_lineno
    tree = parsed(file)
    for decorator in decorators_at(tree, line) if tree is not None else ():
        written = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(error, TypeError) and "Environment' object is not callable" in str(error):
            name = ast.unparse(written)
            return Refusal(
                f"{name} is an environment, which is no decorator",
                f"write @{name}.task",
                "unknown name",
                file,
                decorator.lineno,
            )
        if isinstance(written, ast.Attribute) and written.attr == "task" and isinstance(written.value, ast.Name):
            environment = evaluated(written.value, link.tb_frame)
            told = settings.cache_of(getattr(environment, "cache", "auto"))
            if told is not None and tree is not None and "cache" in str(error):
                place = _cache_of(tree, written.value.id)
                return Refusal(told.problem, told.hint, "TaskEnvironment.cache", file, place or decorator.lineno)
    return None


def _cache_of(tree: ast.Module, name: str) -> int | None:
    """Return the line of the cache that an environment is made with."""
    for node in (each for each in tree.body if isinstance(each, ast.Assign)):
        if any(isinstance(target, ast.Name) and target.id == name for target in node.targets):
            keywords = node.value.keywords if isinstance(node.value, ast.Call) else []
            return next((each.value.lineno for each in keywords if each.arg == "cache"), None)
    return None
