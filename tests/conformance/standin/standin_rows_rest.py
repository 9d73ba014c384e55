"""Rows: contexts, errors, maps, and what a deployment adds."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

from tests.conformance.standin.standin_harness import ROOT, Row, context
from tests.conformance.standin.standin_helpers import Call, with_task
from tests.conformance.standin.standin_rows_task import greet, task

SMALL = Row("Documentation, Link, SerializationContext, CodeBundle, ctx, group, map, logger")


def mapped(flyte: Any, **settings: Any) -> Any:
    return list(flyte.map(task(flyte), [1, 2, 3], **settings))


def partial_map(flyte: Any, **bound: Any) -> Any:
    import functools

    return list(flyte.map(functools.partial(task(flyte), **bound), [1, 2]))


class Console:
    name = "console"
    icon_uri = "icon"

    def get_link(self, **place: Any) -> str:
        return "https://" + "/".join(f"{key}={place[key]}" for key in sorted(place) if key != "context")


SMALL.table(
    {
        "documentation": lambda flyte: flyte.Documentation("words").description,
        "docs": with_task(docs=lambda flyte: flyte.Documentation("words")),
        "links": with_task(links=lambda flyte: Console()),
        "signature of SerializationContext": lambda flyte: inspect.signature(flyte.models.SerializationContext),
        "signature of CodeBundle": lambda flyte: inspect.signature(flyte.models.CodeBundle),
        "signature of TaskContext": lambda flyte: inspect.signature(flyte.models.TaskContext),
        "signature of NativeInterface": lambda flyte: inspect.signature(flyte.models.NativeInterface),
        "entry point": lambda flyte: context(flyte).get_entrypoint_path(),
        "entry point of an interpreter": lambda flyte: context(flyte).get_entrypoint_path("/usr/bin/python"),
        "outside of a task": lambda flyte: [bool(flyte.ctx()), flyte.ctx().action, repr(flyte.ctx())],
        "custom context outside": lambda flyte: flyte.get_custom_context(),
        "map": lambda flyte: mapped(flyte),
        "map with a limit": lambda flyte: mapped(flyte, concurrency=2, group_name="g"),
        "map of errors": lambda flyte: [
            type(each).__name__ for each in flyte.map(task(flyte, failing_number), [1, 2], return_exceptions=True)
        ],
        "map that raises": lambda flyte: list(flyte.map(task(flyte, failing_number), [1], return_exceptions=False)),
        "map of a partial": lambda flyte: partial_map(flyte, y=5),
        "map of a full partial": lambda flyte: partial_map(flyte, x=1, y=5),
        "loggers": lambda flyte: [flyte.logger.name, flyte.system_logger.name],
        "phases": lambda flyte: [
            (each.name, each.value, each.to_protobuf_value(), each.is_terminal) for each in flyte.models.ActionPhase
        ],
        "phase of a number": lambda flyte: flyte.models.ActionPhase.from_protobuf(4),
        "phase of no number": lambda flyte: flyte.models.ActionPhase.from_protobuf(99),
        "phase of nothing": lambda flyte: flyte.models.ActionPhase.from_protobuf(0),
        "sub-action": lambda flyte: flyte.models.ActionID(name="a").new_sub_action_from(1, "t", "i", "g").name,
        "path rewrite": lambda flyte: flyte.models.PathRewrite.from_str("a->b"),
        "path rewrite refused": lambda flyte: flyte.models.PathRewrite.from_str("a"),
        "release": lambda flyte: [flyte.version(), flyte.__version__],
        "public names": lambda flyte: sorted(flyte.__all__),
        "public names of extend": lambda flyte: sorted(flyte.extend.__all__),
        "errors": lambda flyte: errors_of(flyte),
    }
)


DEPLOYMENT = Row("what a deployment adds")


def described(x: int, y: int = 2) -> int:
    """Add two numbers, at some length.

    The long description has
    two lines.

    Args:
        x: the first.
        z: nobody.

    Returns:
        o0: the sum.
    """
    return x + y


def deployed(func: Any = described, env: dict[str, Any] | None = None, **settings: Any) -> Call:
    """Return a task's spec as it is deployed: with links, documentation and descriptions."""

    def call(flyte: Any) -> Any:
        made = task(flyte, func, env={"description": "words", **(env or {})}, **settings)
        sctx = context(flyte)
        if flyte.__name__ == "flyte":
            return _deployed_by_sdk(flyte, made, sctx)
        from flytex_cli.standin._core import translate as _translate

        message = _translate.to_task_spec(made, sctx, task_context=_translate.deployment_context(sctx))
        _translate.add_deployment_details(message, made)
        return [message, _translate.with_local_sys_paths(made, ROOT).env_vars]

    return call


def _deployed_by_sdk(flyte: Any, made: Any, sctx: Any) -> Any:
    """Take the steps of the SDK's deployment that come before the first call to the backend."""
    import flyte.report
    from flyte._deploy import _get_documentation_entity, _update_interface_inputs_and_outputs_docstring
    from flyte._internal.runtime.convert import convert_upload_default_inputs
    from flyte._internal.runtime.task_serde import translate_task_to_wire
    from flyte._utils import local_sys_paths_env
    from flyte.models import ActionID, RawDataPath, TaskContext

    place = {"project": "{{.executionProject}}", "domain": "{{.executionDomain}}", "org": "{{.executionOrg}}"}
    action = ActionID(name="{{.actionName}}", run_name="{{.runName}}", **place)
    task_context = TaskContext(
        action=action,
        output_path=sctx.output_path,
        version=sctx.version,
        raw_data_path=RawDataPath(path=""),
        run_base_dir="",
        report=flyte.report.Report(name=action.name),
    )
    defaults = flyte.syncify.syncify(convert_upload_default_inputs)(made.interface)
    message = translate_task_to_wire(made, sctx, default_inputs=defaults, task_context=task_context)
    message.environment.description = made.parent_env().description
    message.documentation.CopyFrom(_get_documentation_entity(made))
    interface = _update_interface_inputs_and_outputs_docstring(message.task_template.interface, made.native_interface)
    message.task_template.interface.CopyFrom(interface)
    return [message, {**(made.env_vars or {}), **local_sys_paths_env(ROOT)}]


DEPLOYMENT.table(
    {
        "documentation, and the link to the source": deployed(),
        "without docstring": deployed(greet),
        "link": deployed(links=(Console(),)),
        "variables": deployed(env={"env_vars": {"A": "1"}}),
        "git": lambda flyte: git_status(flyte),
        "git of a host with links": lambda flyte: linked(flyte, "https://github.com/o/r"),
        "git of another host": lambda flyte: linked(flyte, "https://gitlab.com/o/r"),
        "git of an unknown host": lambda flyte: linked(flyte, "https://example.com/o/r"),
    }
)


def git_status(flyte: Any) -> Any:
    status = _git(flyte).from_current_repo()
    return [status, status.build_url(__file__, 7), status.build_url("/elsewhere.py", 7)]


def linked(flyte: Any, url: str) -> list[str]:
    made = [_git(flyte)(True, clean, url, ROOT, "abc") for clean in (True, False)]
    return [status.build_url(__file__, 7) for status in made]


def _git(flyte: Any) -> Any:
    return importlib.import_module(f"{flyte.__name__}.git").GitStatus


def errors_of(flyte: Any) -> list[Any]:
    """Return the public errors with what they can be caught as."""
    found = {name: each for name, each in vars(flyte.errors).items() if isinstance(each, type) and name[0] != "_"}
    named = {name: each for name, each in found.items() if issubclass(each, Exception) and name not in ONLY_STANDIN}
    return sorted(
        [name, *(base.__name__ for base in each.__mro__ if base.__name__[0] != "_")] for name, each in named.items()
    )


ONLY_STANDIN = ("StandinRunsNothingError",)


def failing_number(x: int) -> int:
    raise ValueError(x)


ROWS = [SMALL, DEPLOYMENT]
