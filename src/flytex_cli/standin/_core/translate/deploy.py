"""What a deployment adds to a TaskSpec: documentation, descriptions, links, and the import path."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flyteidl2.task import task_definition_pb2

from flytex_cli.standin._core.context.action import ActionID
from flytex_cli.standin._core.context.paths import RawDataPath
from flytex_cli.standin._core.context.report import Report
from flytex_cli.standin._core.context.serialization import SerializationContext
from flytex_cli.standin._core.context.task_context import TaskContext
from flytex_cli.standin._core.settings.docs import LONG_DESCRIPTION_LENGTH, SHORT_DESCRIPTION_LENGTH, cut_description
from flytex_cli.standin._core.setup.git import GitStatus

from .sys_paths import local_sys_paths

if TYPE_CHECKING:
    from flytex_cli.standin._core.task.template import TaskTemplate


def deployment_context(sctx: SerializationContext) -> TaskContext:
    """Return the context that links of a deployed task are made for: every place is a template of the backend."""
    action = ActionID(
        name="{{.actionName}}",
        run_name="{{.runName}}",
        project="{{.executionProject}}",
        domain="{{.executionDomain}}",
        org="{{.executionOrg}}",
    )
    return TaskContext(
        action=action,
        output_path=sctx.output_path,
        version=sctx.version,
        raw_data_path=RawDataPath(path=""),
        compiled_image_cache=sctx.image_cache,
        run_base_dir="",
        report=Report(name=action.name),
    )


def with_local_sys_paths(task: TaskTemplate[..., Any, Any], root_dir: Path) -> TaskTemplate[..., Any, Any]:
    """Return a copy whose environment names the entries of `sys.path` below the root folder, relative to it."""
    clone = copy.copy(task)
    clone.env_vars = {**(task.env_vars or {}), **local_sys_paths(root_dir)}
    return clone


def add_deployment_details(spec: task_definition_pb2.TaskSpec, task: TaskTemplate[..., Any, Any]) -> None:
    """Add the environment's description, the documentation, and the descriptions of inputs and outputs."""
    environment = task.parent_env() if task.parent_env else None
    if environment is not None and environment.description:
        spec.environment.description = environment.description
    spec.documentation.CopyFrom(_to_documentation(task))
    docstring = task.interface.docstring
    if docstring is None:
        return
    interface = spec.task_template.interface
    for variables, descriptions in (
        (interface.inputs.variables, docstring.input_descriptions),
        (interface.outputs.variables, docstring.output_descriptions),
    ):
        for entry in variables:
            description = descriptions.get(entry.key)
            if description is not None:
                entry.value.description = description


def _to_documentation(task: TaskTemplate[..., Any, Any]) -> task_definition_pb2.DocumentationEntity:
    docstring = task.interface.docstring
    short = docstring.short_description if docstring else None
    long = docstring.long_description if docstring else None
    link = _source_link(task)
    return task_definition_pb2.DocumentationEntity(
        short_description=cut_description(short, SHORT_DESCRIPTION_LENGTH) if short else None,
        long_description=cut_description(long, LONG_DESCRIPTION_LENGTH) if long else None,
        source_code=task_definition_pb2.SourceCode(link=link) if link else None,
    )


def _source_link(task: TaskTemplate[..., Any, Any]) -> str:
    code = getattr(getattr(task, "func", None), "__code__", None)
    if not code:
        return ""
    # One line below the decorator, where the function begins.
    return GitStatus.from_current_repo().build_url(code.co_filename, code.co_firstlineno + 1)
