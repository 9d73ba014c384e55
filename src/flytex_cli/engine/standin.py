"""The `standin` engine: flytex's own implementation of the authoring API, for where no SDK is installed."""

from __future__ import annotations

import importlib
import pathlib
from collections.abc import Iterable
from typing import Any

from flytex_cli.engine import alias
from flytex_cli.engine.base import ContextSpec
from flytex_cli.engine.common import FlyteEngine

PRELOADED = ("_task_environment", "types", "_translate._spec")
"""What nearly every module needs: imported once, for the children to share."""


class StandinEngine(FlyteEngine):
    """Give modules the stand-in as `flyte` and translate with its own functions."""

    name = "standin"

    def __init__(self) -> None:
        alias.install()
        flyte = importlib.import_module("flytex_cli.standin")
        self._translate = importlib.import_module("flytex_cli.standin._translate")
        self._initialize = importlib.import_module("flytex_cli.standin._initialize")
        serialization = importlib.import_module("flytex_cli.standin._serialization")
        for name in PRELOADED:
            importlib.import_module(f"flytex_cli.standin.{name}")
        super().__init__(flyte, serialization.ImageCache, str(flyte.version()))

    def after_fork(self) -> None:
        """Nothing to mend: the stand-in starts no thread."""

    def initialize(self, spec: ContextSpec, root: str) -> None:
        """Note what `flyte.init` notes."""
        if spec.image_registry:
            importlib.import_module("flytex_cli.standin._image").use_registry(spec.image_registry)
        self._initialize.note(
            project=spec.project,
            domain=spec.domain,
            org=spec.org,
            root_dir=pathlib.Path(root),
            images=dict(spec.images),
            sync_local_sys_paths=spec.sync_local_sys_paths,
        )

    def default_inputs(self, task: Any) -> list[Any]:
        """The defaults of the task's interface."""
        return list(self._translate.to_default_inputs(task))

    def task_spec(self, task: Any, context: Any, default_inputs: list[Any] | None = None) -> Any:
        """The stand-in's translation."""
        return self._translate.to_task_spec(task, context, default_inputs=default_inputs)

    def task_trigger(self, trigger: Any, task: Any, spec: Any) -> Any:
        """The stand-in's translation."""
        inputs = spec.task_template.interface.inputs
        return self._translate.to_task_trigger(trigger, task.name, inputs, spec.default_inputs)

    def deploy(self, task: Any, context: Any) -> tuple[Any, list[Any]]:
        """The stand-in's translation with what a deployment adds."""
        if self._initialize.get_init_config().sync_local_sys_paths:
            task = self._translate.with_local_sys_paths(task, context.root_dir)
        spec = self._translate.to_task_spec(task, context, task_context=self._translate.deployment_context(context))
        self._translate.add_deployment_details(spec, task)
        return spec, self._translate.to_task_triggers(task, spec)

    def teach(self, types: Iterable[type]) -> None:
        """Nothing to learn: the stand-in knows classes by name, stubs included."""

    def without_code_bundle(self, image: Any) -> Any:
        """As a deploy does."""
        bundle = importlib.import_module("flytex_cli.standin._image._bundle")
        return bundle.resolve_code_bundle_layer(image, "loaded_modules", pathlib.Path())
