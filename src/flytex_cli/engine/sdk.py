"""The `sdk` engine: the user's own installed Flyte SDK, so that every message is that release's by construction.

What depends on the SDK's private names is in the modules that `tests/engine/test_private_names.py` lists.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import gc
import importlib
import importlib.metadata
import os
import pathlib
import re
import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from flytex_cli.engine import git_root, submodules
from flytex_cli.engine.base import ContextSpec
from flytex_cli.engine.common import FlyteEngine
from flytex_cli.engine.deploy import DryDeployer
from flytex_cli.engine.parameters import parameters
from flytex_cli.errors import EngineError
from flytex_cli.facts.releases import COMPARED

if TYPE_CHECKING:
    from flytex_cli.engine.apps import AppTranslator
    from flytex_cli.engine.image_builder import ImageBuilder
    from flytex_cli.facts.dockerfile import Dockerfile

"""The oldest and newest SDK release the tests run with; another one gives a warning, not a failure."""


class SdkEngine(FlyteEngine):
    """Load modules with the installed `flyte` and translate with its own functions."""

    name = "sdk"

    def __init__(self) -> None:
        os.environ.setdefault("FLYTE_DISABLE_SENTRY", "true")
        try:
            flyte = importlib.import_module("flyte")
            self._serde = importlib.import_module("flyte._internal.runtime.task_serde")
            self._convert = importlib.import_module("flyte._internal.runtime.convert")
            self._trigger_serde = importlib.import_module("flyte._internal.runtime.trigger_serde")
            self._image = importlib.import_module("flyte._image")
            self._initialize: Any = importlib.import_module("flyte._initialize")
            self._types: Any = importlib.import_module("flyte.types")
            self._extras = importlib.import_module("flyte.extras")
            image_builder = importlib.import_module("flyte._internal.imagebuild.image_builder")
            if not hasattr(flyte, "TaskTemplate"):
                flyte.TaskTemplate = importlib.import_module("flyte._task").TaskTemplate  # type: ignore[attr-defined]
        except ImportError as error:
            raise EngineError(
                f"the installed Flyte SDK cannot be imported: {error}",
                hint="install a 2.x release (pip install 'flytex[sdk]'), or use --engine standin",
            ) from error
        version = str(flyte.version() if hasattr(flyte, "version") else flyte.__version__)
        super().__init__(flyte, image_builder.ImageCache, version, _untried(version))
        self.settles_registry_at_build = hasattr(self._image, "_get_push_registry")  # 2.6 and later
        deploy = importlib.import_module("flyte._deploy")
        self.shares_images = hasattr(deploy, "_build_images_for_plans")  # 2.9 and later
        self._loops = _background_loops()
        self._dry: DryDeployer | None = None
        self._apps: AppTranslator | None = None
        self._builder: ImageBuilder | None = None

    def after_fork(self) -> None:
        """Restart the SDK's background event loops: their threads do not survive a fork."""
        for loop in self._loops:
            loop.loop = asyncio.new_event_loop()
            loop.thread = threading.Thread(name=loop.thread.name, target=loop._run, daemon=True)
            loop.thread.start()

    def initialize(self, spec: ContextSpec, root: str) -> None:
        """Set what `flyte.init` sets, and load the type plugins, without a client."""
        self._note_settings(spec, root)
        if spec.devbox_registry:
            self._build_for_devbox(spec.devbox_registry, spec.image_registry)
        self._put_aside()
        self._types._load_custom_type_transformers()

    @contextlib.contextmanager
    def initialized(self, spec: ContextSpec, root: str) -> Iterator[None]:
        """Initialize within only, and take the type plugins for loaded there."""
        settings, load_plugins = self._initialize._init_config, self._types._load_custom_type_transformers
        self._note_settings(spec, root)
        self._types._load_custom_type_transformers = lambda: None
        try:
            yield
        finally:
            self._initialize._init_config, self._types._load_custom_type_transformers = settings, load_plugins
            if self._dry is not None:
                self._dry.stop()
            self._put_aside()

    def _note_settings(self, spec: ContextSpec, root: str) -> None:
        config = self._initialize._InitConfig
        values = {
            "project": spec.project,
            "domain": spec.domain,
            "org": spec.org,
            "root_dir": pathlib.Path(root),
            "images": dict(spec.images),
            "image_registry": spec.image_registry,
            "sync_local_sys_paths": spec.sync_local_sys_paths,
        }
        known = parameters(config)
        self._initialize._init_config = config(**{name: value for name, value in values.items() if name in known})

    def _put_aside(self) -> None:
        if _parts(self.version) >= (2, 12):  # releases to 2.9 load them all when they deploy
            submodules.put_aside(self.flyte)

    def _build_for_devbox(self, devbox: str, configured: str | None) -> None:
        """Name images as the release does whose client's endpoint is on this machine."""
        if hasattr(self._image, "_get_push_registry"):
            setattr(self._image, "_get_push_registry", lambda: configured or devbox)  # noqa: B010  (mypy knows no such name)
        elif hasattr(self._image, "_get_base_registry"):  # 2.3.9 looks at the endpoint alone
            setattr(self._image, "_get_base_registry", lambda: devbox)  # noqa: B010

    def default_inputs(self, task: Any) -> list[Any]:
        """Convert them as `flyte.extras.serialize` and `flyte deploy` do."""
        return list(asyncio.run(self._convert.convert_upload_default_inputs(task.interface)))

    def task_spec(self, task: Any, context: Any, default_inputs: list[Any] | None = None) -> Any:
        """Return what `flyte.extras.serialize` gives (2.5.18 and later), else the release's own translation."""
        if default_inputs is None and hasattr(self._extras, "serialize"):
            return self._extras.serialize(task, context)
        defaults = self.default_inputs(task) if default_inputs is None else default_inputs
        return self._serde.translate_task_to_wire(task, context, default_inputs=defaults)

    def task_trigger(self, trigger: Any, task: Any, spec: Any) -> Any:
        """Convert it as `flyte deploy` does."""
        conversion = self._trigger_serde.to_task_trigger(
            t=trigger,
            task_name=task.name,
            task_inputs=spec.task_template.interface.inputs,
            task_default_inputs=list(spec.default_inputs),
        )
        return asyncio.run(conversion)

    def expect_modules(self) -> None:
        """Let the SDK also look through what is installed, where it does so once a process."""
        super().expect_modules()
        entry_points = getattr(self._types, "entry_points", None)
        if entry_points is not None and entry_points is not importlib.metadata.entry_points:  # 2.12 and later
            if not hasattr(entry_points, "cache_info"):  # of a run before
                self._types.entry_points = functools.cache(entry_points)
            self._types.entry_points(group="flyte.plugins.types")

    def expect_repository(self, folder: str | None) -> None:
        """Ask it for the top of the repository, where the SDK looks for a configuration file."""
        git_root.ask_once(folder)

    def expect_declarations(self) -> None:
        """Import, before any fork, what `declared`, `sources` and `deploy_problem` need."""
        super().expect_declarations()
        self._dry = DryDeployer()

    def deploy(self, task: Any, context: Any) -> tuple[Any, list[Any]]:
        """Return what the release's own deploy function hands to its client."""
        if self._dry is None:
            self._dry = DryDeployer()
        return self._dry.deploy(task, context)

    def check_deploy(self, task: Any, context: Any, spec: Any | None) -> None:
        """Raise what the release's own deploy function raises."""
        if self._dry is None:
            self._dry = DryDeployer()
        self._dry.check(task, context, spec)

    def learn_stub_types(self, types: Iterable[type]) -> None:
        """Register the stubs with the SDK: it knows such classes by the class objects of the installed package."""
        from flytex_cli.standin._core.for_engine import to_literal_type

        base = self._types.TypeTransformer

        class StubTransformer(base):  # type: ignore[misc,valid-type]
            """Gives a stub class the wire type of the class it stands for."""

            def get_literal_type(self, t: type) -> Any:
                return to_literal_type(t)

        known = self._types.TypeEngine._REGISTRY  # by a type plugin, which found the same stub
        for cls in [cls for cls in types if cls not in known]:
            self._types.TypeEngine.register_additional_type(StubTransformer(cls.__name__, cls), cls, override=True)

    def app(self, environment: Any, context: Any) -> Any:
        """Translate an app as the release does."""
        if self._apps is None:
            from flytex_cli.engine.apps import AppTranslator

            self._apps = AppTranslator()
        return self._apps.translate(environment, context)

    def dockerfile(self, image: Any) -> Dockerfile:
        """Write it as the release's local builder does."""
        if self._builder is None:
            from flytex_cli.engine.image_builder import ImageBuilder

            self._builder = ImageBuilder()
        return self._builder.dockerfile(image)

    def without_code_bundle(self, image: Any) -> Any:
        """Drop them as a deploy does; releases without such layers leave the image as it is."""
        resolve = getattr(self._image, "resolve_code_bundle_layer", None)
        return image if resolve is None else resolve(image, "loaded_modules", pathlib.Path())


def _untried(version: str) -> Iterable[str]:
    parts = _parts(version.partition("+")[0])
    low, high = COMPARED[0], COMPARED[-1]
    if not _parts(low) <= parts <= _parts(high):
        yield f"Flyte SDK {version} has not been tested with this flytex (tested: {low} to {high})"


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _background_loops() -> list[Any]:
    """Every background event loop `flyte.syncify` has started."""
    cls = importlib.import_module("flyte.syncify._api")._BackgroundLoop
    return [instance for instance in gc.get_objects() if type(instance) is cls]
