"""Running and deploying. Only local runs are done: `flyte.with_runcontext(mode="local").run(task, ...)`."""

from __future__ import annotations

import contextvars
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly
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
load_interactive_ctx = RuntimeOnly("flyte.load_interactive_ctx")
load_plugin_config = RuntimeOnly("flyte.load_plugin_config")
with_servecontext = RuntimeOnly("flyte.with_servecontext")


class AppHandle(Protocol):
    """What serving an app gives."""

    @property
    def name(self) -> str: ...

    @property
    def endpoint(self) -> str: ...


@dataclass
class LocalRun:
    """A local run that has ended."""

    name: str
    _value: Any

    def outputs(self) -> Any:
        """Return what the task returned."""
        return self._value

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
            return LocalRun(name=str(action.run_name), _value=await run_action(task, args, kwargs))


class _RefusedRunner:
    """Runs nothing: the run would be on a cluster."""

    def __init__(self, name: str) -> None:
        self.run = self.rerun = RuntimeOnly(name)


def with_runcontext(mode: Mode | None = None, **settings: Any) -> Any:
    """Return a runner; with `mode="local"` it runs tasks in this process, otherwise its `run` is refused."""
    if mode not in (None, "local", "remote", "hybrid"):
        raise ValueError(f'the run mode is "local", "remote" or "hybrid", got {mode!r}')
    return _LocalRunner(settings) if mode == "local" else _RefusedRunner("flyte.with_runcontext(...).run")
