"""The `standin` engine: flytex's own implementation of the authoring API, for where no SDK is installed."""

from __future__ import annotations

import contextlib
import pathlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flytex_cli.engine import alias
from flytex_cli.engine.base import ContextSpec
from flytex_cli.engine.common import FlyteEngine

if TYPE_CHECKING:
    from flytex_cli.facts.dockerfile import Dockerfile


class StandinEngine(FlyteEngine):
    """Give modules the stand-in as `flyte` and translate with its own functions."""

    name = "standin"

    def __init__(self) -> None:
        alias.install()
        from flytex_cli.standin._core import for_engine  # once it bears the name `flyte`

        self._standin = for_engine
        super().__init__(for_engine.flyte, for_engine.ImageCache, for_engine.version())

    def after_fork(self) -> None:
        """Do nothing: the stand-in starts no thread."""

    def initialized(self, spec: ContextSpec, root: str) -> contextlib.AbstractContextManager[None]:
        """Note it within only; type plugins are looked for where the stand-in is loaded as the SDK."""
        return self._standin.noted(**_settings(spec, root))

    def initialize(self, spec: ContextSpec, root: str) -> None:
        """Note what `flyte.init` notes."""
        self._standin.load_as_the_sdk()
        if spec.image_registry:
            self._standin.use_registry(spec.image_registry)
        self._standin.note_settings(**_settings(spec, root))

    def default_inputs(self, task: Any) -> list[Any]:
        """Return the defaults of the task's interface."""
        return list(self._standin.to_default_inputs(task))

    def task_spec(self, task: Any, context: Any, default_inputs: list[Any] | None = None) -> Any:
        """Translate a task."""
        return self._standin.to_task_spec(task, context, default_inputs=default_inputs)

    def task_trigger(self, trigger: Any, task: Any, spec: Any) -> Any:
        """Translate a trigger."""
        return self._standin.to_task_trigger(trigger, task, spec)

    def expect_modules(self) -> None:
        """Import what few modules need, but some of many do."""
        super().expect_modules()
        self._standin.expect_modules()

    def expect_repository(self, folder: str | None) -> None:
        """Ask nothing: the stand-in finds the top of the repository without git."""

    def expect_declarations(self) -> None:
        """Import, before any fork, what `declared`, `sources` and `deploy_problem` need."""
        super().expect_declarations()
        self._standin.expect_deployments()

    def deploy(self, task: Any, context: Any) -> tuple[Any, list[Any]]:
        """Translate a task and its triggers with what a deployment adds."""
        return self._standin.deploy(task, context)

    def check_deploy(self, task: Any, context: Any, spec: Any | None) -> None:
        """Raise what a deployment raises."""
        self._standin.deploy(task, context, documented=False, made=spec)

    def learn_stub_types(self, types: Iterable[type]) -> None:
        """Learn nothing: the stand-in knows classes by name, stubs included."""

    def app(self, environment: Any, context: Any) -> Any:
        """Translate an app."""
        return self._standin.to_app(environment, context)

    def dockerfile(self, image: Any) -> Dockerfile:
        """Write it as the SDK's local builder does."""
        return self._standin.to_dockerfile(image)

    def without_code_bundle(self, image: Any) -> Any:
        """Drop the code-bundle layers, as a deploy does."""
        return self._standin.without_code_bundle(image)


def _settings(spec: ContextSpec, root: str) -> dict[str, Any]:
    return {
        "project": spec.project,
        "domain": spec.domain,
        "org": spec.org,
        "root_dir": pathlib.Path(root),
        "images": dict(spec.images),
        "sync_local_sys_paths": spec.sync_local_sys_paths,
    }
