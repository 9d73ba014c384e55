"""Running and deploying. Only local runs are done: `flyte.with_runcontext(mode="local").run(task, ...)`."""

from __future__ import annotations

import contextvars
import pathlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly, RuntimeOnlyPlain
from flytex_cli.standin._core.common.syncify import syncify
from flytex_cli.standin._core.context.action import ActionID
from flytex_cli.standin._core.context.context import internal_ctx
from flytex_cli.standin._core.context.paths import RawDataPath
from flytex_cli.standin._core.context.task_context import TaskContext

if TYPE_CHECKING:
    from flytex_cli.standin._core.task.template import TaskTemplate

Mode = Literal["local", "remote", "hybrid"]

_run_mode_var: contextvars.ContextVar[Mode | None] = contextvars.ContextVar("run_mode", default=None)

rerun = RuntimeOnly("flyte.rerun")
run = RuntimeOnly("flyte.run")
serve = RuntimeOnly("flyte.serve")
deploy = RuntimeOnly("flyte.deploy")
build = RuntimeOnly("flyte.build")
build_images = RuntimeOnly("flyte.build_images")
run_python_script = RuntimeOnly("flyte.run_python_script")
load_interactive_ctx = RuntimeOnlyPlain("flyte.load_interactive_ctx")
load_plugin_config = RuntimeOnlyPlain("flyte.load_plugin_config")
with_servecontext = RuntimeOnlyPlain("flyte.with_servecontext")


class AppHandle(Protocol):
    """What serving an app gives."""

    @property
    def name(self) -> str: ...

    @property
    def endpoint(self) -> str: ...

    @property
    def url(self) -> str: ...

    def is_active(self) -> bool: ...

    def is_deactivated(self) -> bool: ...

    def activate(self, wait: bool = False) -> AppHandle: ...

    def deactivate(self, wait: bool = False) -> AppHandle: ...

    def ephemeral_ctx(self) -> Any: ...

    def ephemeral_ctx_sync(self) -> Any: ...


class ActionOutputs(tuple[Any, ...]):
    """What a task returned: a tuple, with the outputs by their names too."""

    def __new__(cls, values: Mapping[str, Any]) -> ActionOutputs:
        made = super().__new__(cls, values.values())
        made.__dict__.update(values)
        return made

    @property
    def named_outputs(self) -> dict[str, Any]:
        """The outputs by their names."""
        return dict(vars(self))

    def __repr__(self) -> str:
        shown = {name: f'"{value}"' if isinstance(value, str) else repr(value) for name, value in vars(self).items()}
        return f"ActionOutputs({', '.join(f'{name}={value}' for name, value in shown.items())})"


@dataclass
class LocalRun:
    """A local run that has ended."""

    name: str
    _outputs: ActionOutputs

    def outputs(self) -> ActionOutputs:
        """Return what the task returned."""
        return self._outputs

    def wait(self, *_args: Any, **_kwargs: Any) -> None:
        """Return at once."""


class _LocalRunner:
    """Runs tasks in this process, in a task context."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings

    @syncify
    async def run(self, task: TaskTemplate[..., Any, Any], *args: Any, **kwargs: Any) -> LocalRun:
        """Run the task and all it calls; errors of the user's code arrive as RuntimeUserError."""
        from flytex_cli.standin._core.context.report import Report
        from flytex_cli.standin._core.task.call import run_action

        action = ActionID.create_random()
        context = TaskContext(
            action=action,
            version=self._settings.get("version") or "local",
            raw_data_path=RawDataPath.from_local_folder(self._settings.get("raw_data_path")),
            output_path="",
            run_base_dir="",
            report=Report(name=action.name),
            mode="local",
            custom_context=dict(self._settings.get("custom_context") or {}),
        )
        _run_mode_var.set("local")
        with internal_ctx().replace_task_context(context):
            value = await run_action(task, args, kwargs)
        names = list(task.native_interface.outputs) or ["o0"]
        values = (value,) if len(names) == 1 else value
        return LocalRun(str(action.run_name), ActionOutputs(dict(zip(names, values, strict=True))))


class _RefusedRunner:
    """Runs nothing: the run would be on a cluster."""

    def __init__(self, name: str) -> None:
        self.run = self.rerun = RuntimeOnly(name)


def with_runcontext(
    mode: Mode | None = None,
    *,
    name: str | None = None,
    service_account: str | None = None,
    version: str | None = None,
    copy_style: str = "loaded_modules",
    dry_run: bool = False,
    copy_bundle_to: pathlib.Path | None = None,
    interactive_mode: bool | None = None,
    raw_data_path: str | None = None,
    run_base_dir: str | None = None,
    run_start_time: datetime | None = None,
    overwrite_cache: bool = False,
    project: str | None = None,
    domain: str | None = None,
    env_vars: dict[str, str] | None = None,
    labels: dict[str, str] | None = None,
    annotations: dict[str, str] | None = None,
    interruptible: bool | None = None,
    log_level: int | None = None,
    log_format: str = "console",
    user_log_level: int | None = None,
    reset_root_logger: bool = False,
    disable_run_cache: bool = False,
    queue: str | None = None,
    max_action_concurrency: int | None = None,
    notifications: Any | None = None,
    custom_context: dict[str, str] | None = None,
    cache_lookup_scope: str = "global",
    preserve_original_types: bool = False,
    debug: bool = False,
    tracked: bool = False,
    tracked_strict: bool = False,
    _tracker: Any = None,
) -> Any:
    """Return a runner; with `mode="local"` it runs tasks in this process, otherwise its `run` is refused."""
    if copy_style == "custom":
        raise ValueError("with_runcontext: copy_style 'custom' is not for runs")
    if copy_style == "none" and not version:
        raise ValueError("with_runcontext: copy_style 'none' needs a version")
    if max_action_concurrency is not None and (max_action_concurrency < 0 or max_action_concurrency == 1):
        raise ValueError(f"with_runcontext: max_action_concurrency is 0 or 2 and more, got {max_action_concurrency}")
    if mode != "local":
        return _RefusedRunner("flyte.with_runcontext(...).run")
    return _LocalRunner({"version": version, "raw_data_path": raw_data_path, "custom_context": custom_context})
