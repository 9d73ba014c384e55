"""Names that Flyte does not have, and those of Flyte 1."""

from __future__ import annotations

import ast
import re
from types import ModuleType
from typing import Any

from flytex_cli.engine.refused.call import is_api, parsed
from flytex_cli.engine.refused.refusal import Refusal
from flytex_cli.engine.refused.words import nearest
from flytex_cli.facts.libraries import FLYTE_1

NOW = {
    "task": "@env.task of an env = flyte.TaskEnvironment('name')",
    "workflow": "a task that calls tasks (@env.task)",
    "dynamic": "a task that calls tasks (@env.task)",
    "eager": "a task that calls tasks (@env.task)",
    "map_task": "flyte.map",
    "map": "flyte.map",
    "ImageSpec": "flyte.Image",
    "Resources": "flyte.Resources",
    "Secret": "flyte.Secret",
    "PodTemplate": "flyte.PodTemplate",
    "Cache": "flyte.Cache",
    "Deck": "flyte.report",
    "LaunchPlan": "flyte.Trigger",
    "CronSchedule": "flyte.Cron",
    "FixedRate": "flyte.FixedRate",
    "current_context": "flyte.ctx",
    "conditional": "an if statement in a task",
    "ActorEnvironment": "flyte.TaskEnvironment(reusable=flyte.ReusePolicy(...))",
    "ContainerTask": "flyte.extras.ContainerTask",
    "FlyteFile": "flyte.io.File",
    "FlyteDirectory": "flyte.io.Dir",
    "StructuredDataset": "flyte.io.DataFrame",
    "FlyteRemote": "flyte.remote",
}
"""What Flyte 1 has, and what stands in its place."""
_OF_1_ONLY = frozenset(NOW) - {"Resources", "Secret", "PodTemplate", "Cache", "FixedRate", "map"}
_NO_MEMBER = re.compile(r"^(?:type object )?'(\w+)'(?: object)? has no attribute '(\w+)'")
_NO_NAME = re.compile(r"^cannot import name '(\w+)' from '([\w.]+)'")


def refused_name(error: BaseException, file: str, line: int) -> Refusal | None:
    """Tell of a module of Flyte 1, or of a name that Flyte does not have.

    Args:
        file: the user's file that failed.
        line: where in it.
    """
    if isinstance(error, ModuleNotFoundError):
        package = error.name.partition(".")[0] if isinstance(error.name, str) else ""
        return _flyte_1_import(package, file, line) if package in FLYTE_1 else None
    if isinstance(error, ImportError):
        match = _NO_NAME.match(str(error))
        if match is None or not is_api(match[2]):
            return None
        module = match[2].replace("flytex_cli.standin", "flyte")
        return _no_name(f"from {module} import {match[1]}", module, match[1], _public(_module(match[2])), file, line)
    if not isinstance(error, AttributeError) or not isinstance(error.name, str):
        return None
    owner = error.obj
    if isinstance(owner, ModuleType):
        if not is_api(owner.__name__):
            return None
        module = owner.__name__.replace("flytex_cli.standin", "flyte")
        return _no_name(f"{module}.{error.name}", module, error.name, _public(owner), file, line)
    kind = owner if isinstance(owner, type) else type(owner)
    if not is_api(kind.__module__) or not kind.__module__.startswith(("flyte.", "flytex_cli.standin")):
        return None
    meant = nearest(error.name, _public(kind))
    if kind.__name__ == "Environment" and error.name == "task":
        return Refusal("an Environment has no tasks", "write flyte.TaskEnvironment(...)", "unknown name", file, line)
    return Refusal(
        f"{kind.__name__} has no {error.name!r}",
        f"did you mean {meant!r}?" if meant else f"see the documentation of flyte.{kind.__name__}",
        "unknown name",
        file,
        line,
    )


def _no_name(what: str, module: str, name: str, known: list[str], file: str, line: int) -> Refusal:
    if name in _OF_1_ONLY:
        return Refusal(
            f"{name!r} is of Flyte 1, and {module} of Flyte 2 has no such name",
            f"use {NOW[name]}",
            "Flyte 1",
            file,
            line,
        )
    meant = nearest(name, known)
    hint = f"did you mean {meant!r}?" if meant else f"look for it in the documentation of {module}"
    return Refusal(f"{module} has no {name!r}", hint, "unknown name", file, line)


def _flyte_1_import(package: str, file: str, line: int) -> Refusal:
    imported = [name for name in _imported(package, file, line) if name in NOW]
    hints = [f"{NOW[name]} for {name}" for name in imported[:3]]
    return Refusal(
        f"{package!r} is of Flyte 1, and Flyte 2 has another API",
        "write " + ", ".join(hints) if hints else f"write import flyte for import {package}",
        "Flyte 1",
        file,
        line,
    )


def _imported(package: str, file: str, line: int) -> list[str]:
    tree = parsed(file)
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.ImportFrom) and node.lineno == line and (node.module or "").startswith(package):
            return [alias.name for alias in node.names]
    return []


def _module(name: str) -> Any:
    import sys

    return sys.modules.get(name)


def _public(owner: Any) -> list[str]:
    return [name for name in dir(owner) if not name.startswith("_")]
