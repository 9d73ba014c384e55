"""The `sdk` engine: the user's own installed Flyte SDK, so that every message is that release's by construction.

All that depends on an SDK's private names is here. Tried with 2.0.0, 2.3.9, 2.6.13, 2.9.0 and 2.12.1.
"""

from __future__ import annotations

import asyncio
import dataclasses
import gc
import importlib
import inspect
import os
import pathlib
import re
import threading
from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Any

from flytex_cli.engine import collect, guard
from flytex_cli.engine.base import ContextSpec, Live, Problem, Translated
from flytex_cli.engine.context import UnmappedImage, image_uri, serialization_context
from flytex_cli.engine.deploy import DryDeployer
from flytex_cli.engine.facts import class_name, facts_of, image_facts, names, pod_template_facts, secret_facts
from flytex_cli.engine.plain import plain_object, text, type_text
from flytex_cli.engine.problem import one_line, problem_of
from flytex_cli.engine.source import Births, located
from flytex_cli.errors import EngineError
from flytex_cli.records import EnvironmentRecord, Message, SourceLocation, TaskRecord

TRIED_FROM, TRIED_TO = (2, 0, 0), (2, 12, 1)
"""The oldest and newest SDK release the tests run with; another one gives a warning, not a failure."""


class SdkEngine:
    """Load modules with the installed `flyte` and translate with its own functions."""

    name = "sdk"

    def __init__(self) -> None:
        os.environ.setdefault("FLYTE_DISABLE_SENTRY", "true")
        try:
            self.flyte = importlib.import_module("flyte")
            self.models = importlib.import_module("flyte.models")
            self._serde = importlib.import_module("flyte._internal.runtime.task_serde")
            self._convert = importlib.import_module("flyte._internal.runtime.convert")
            self._triggers = importlib.import_module("flyte._internal.runtime.trigger_serde")
            self._environment = importlib.import_module("flyte._environment")
            self._task = importlib.import_module("flyte._task")
            self._image = importlib.import_module("flyte._image")
            self._initialize: Any = importlib.import_module("flyte._initialize")
            self._types: Any = importlib.import_module("flyte.types")
            self._extras = importlib.import_module("flyte.extras")
            image_builder = importlib.import_module("flyte._internal.imagebuild.image_builder")
        except ImportError as error:
            raise EngineError(
                f"the installed Flyte SDK cannot be imported: {error}",
                hint="install a 2.x release (pip install 'flytex[sdk]'), or use --engine standin",
            ) from error
        if not hasattr(self.models, "ImageCache"):
            self.models.ImageCache = image_builder.ImageCache  # type: ignore[attr-defined]
        self.version = str(self.flyte.version() if hasattr(self.flyte, "version") else self.flyte.__version__)
        self.warnings = tuple(_untried(self.version))
        self._births = Births(os.path.dirname(self.flyte.__file__ or ""), os.path.dirname(os.path.dirname(__file__)))
        self._births.watch(self._environment.Environment)
        self._births.watch(self._task.TaskTemplate)
        self._calls: list[tuple[str, str, int]] = []
        self._loops = _background_loops()
        self._dry: DryDeployer | None = None

    def after_fork(self) -> None:
        """Restart the SDK's background event loops: their threads do not survive a fork."""
        for loop in self._loops:
            loop.loop = asyncio.new_event_loop()
            loop.thread = threading.Thread(name=loop.thread.name, target=loop._run, daemon=True)
            loop.thread.start()

    def prepare(self, spec: ContextSpec, root: str) -> None:
        """Take the client out of `flyte.init*` and remember, instead of making, calls like `flyte.run`.

        What `flyte.init` does beside connecting is done: the settings are there, type plugins are loaded.
        """

        def note(name: str, frame: Any) -> None:
            self._calls.append((name, *self._births.caller(frame)))

        guard.install(self.flyte, note)
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
        known = inspect.signature(config).parameters
        self._initialize._init_config = config(**{name: value for name, value in values.items() if name in known})
        self._types._load_custom_type_transformers()

    def calls(self) -> Iterable[tuple[str, str, int]]:
        """The calls that were not made."""
        return self._calls

    def collect(self, module: ModuleType) -> list[Live]:
        """The environments `flyte deploy` would reach from a module."""
        loaded = self._environment.list_loaded_environments()
        return collect.reachable(module, self._environment.Environment, loaded, self._births)

    def describe(self, live: Live, root: str) -> EnvironmentRecord:
        """An environment as plain data."""
        environment = live.environment
        file, line = self._births.place(environment) or ("", 0)
        return EnvironmentRecord(
            name=environment.name,
            kind=type(environment).__name__,
            location=located(file, line or None, root),
            description=getattr(environment, "description", None),
            image=image_facts(environment.image),
            resources=plain_object(environment.resources),
            depends_on=tuple(dependency.name for dependency in environment.depends_on),
            tasks=tuple(task.name for task in live.tasks.values()),
            secrets=secret_facts(environment.secrets),
            env_vars=names(environment.env_vars),
            reusable=plain_object(getattr(environment, "reusable", None)),
            pod_template=pod_template_facts(getattr(environment, "pod_template", None)),
            plugin_config=class_name(getattr(environment, "plugin_config", None)),
        )

    def location(self, task: Any, root: str) -> SourceLocation:
        """Where a task is written: its decorator, or the call that made it."""
        func = getattr(task, "func", None)
        code = getattr(func, "__code__", None) or getattr(getattr(func, "__wrapped__", None), "__code__", None)
        if code is not None:
            return located(os.path.abspath(code.co_filename), code.co_firstlineno, root, code.co_name)
        file, line = self._births.place(task) or ("", 0)
        return located(file, line or None, root)

    def contexts(self, lives: Sequence[Live], spec: ContextSpec, message: Message, root: str) -> dict[int, Any]:
        """The context of each environment: those that deploy together look up each other's images."""
        contexts: dict[int, Any] = {}
        for group in collect.plans([live.environment for live in lives]):
            lookup: dict[str, str] = {}
            for environment in group:
                try:
                    self._resolve_code_bundle(environment, spec, root)
                    uri = image_uri(self.flyte, spec, environment.image)
                except Exception as error:  # hashing an image's layers reads files that may be missing
                    contexts[id(environment)] = _image_problem(environment, error)
                else:
                    if uri is not None:
                        lookup[environment.name] = uri
            cached = message is Message.DEPLOY_REQUEST or bool(spec.images)
            context = serialization_context(self.models, spec, root, lookup if cached else None)
            for environment in group:
                contexts.setdefault(id(environment), context)
        return contexts

    def translate(self, live: Live, task: Any, context: Any, message: Message, root: str) -> Translated:
        """One task as wire messages, by the SDK's own functions."""
        if isinstance(context, Problem):
            return Translated(None, (context,))
        problems: list[Problem] = []
        try:
            if message is Message.DEPLOY_REQUEST:
                spec, triggers = self._deployer().deploy(task, context)
            else:
                spec = self._task_spec(task, context, problems)
                triggers = self._task_triggers(task, spec, problems)
        except Exception as error:  # the SDK's translation and the user's plugin code may raise anything
            return Translated(None, (*problems, problem_of(error)))
        record = TaskRecord(
            name=task.name,
            environment=live.environment.name,
            facts=facts_of(task),
            location=self.location(task, root),
            message=message,
            spec_bytes=spec.SerializeToString(deterministic=True),
            trigger_bytes=tuple(trigger.SerializeToString(deterministic=True) for trigger in triggers),
        )
        return Translated(record, tuple(problems))

    def _resolve_code_bundle(self, environment: Any, spec: ContextSpec, root: str) -> None:
        """Replace an image's `with_code_bundle` layer as a deploy does: by the source, or by the bundle given."""
        resolve = getattr(self._image, "resolve_code_bundle_layer", None)
        if resolve is None or not isinstance(environment.image, self.flyte.Image):
            return
        style = "none" if spec.code_bundle_uri is None else "loaded_modules"
        image = resolve(environment.image, style, pathlib.Path(root))
        for owner in (environment, *environment.tasks.values()) if image is not environment.image else ():
            owner.image = image

    def _task_spec(self, task: Any, context: Any, problems: list[Problem]) -> Any:
        """What `flyte.extras.serialize` gives; a default that cannot be converted is reported and left out."""
        try:
            if hasattr(self._extras, "serialize"):
                return self._extras.serialize(task, context)
            defaults = self._default_inputs(task.interface)
            return self._serde.translate_task_to_wire(task, context, default_inputs=defaults)
        except Exception:  # as in translate; raised again unless a default input is the reason
            good, bad = self._sort_defaults(task.interface)
            if not bad:
                raise
            problems += bad
            return self._serde.translate_task_to_wire(task, context, default_inputs=good)

    def _default_inputs(self, interface: Any) -> list[Any]:
        return list(asyncio.run(self._convert.convert_upload_default_inputs(interface)))

    def _sort_defaults(self, interface: Any) -> tuple[list[Any], list[Problem]]:
        """Convert each default on its own, to keep the good ones and name the bad ones."""
        good: list[Any] = []
        bad: list[Problem] = []
        for name, pair in interface.inputs.items():
            try:
                good += self._default_inputs(dataclasses.replace(interface, inputs={name: pair}))
            except Exception as error:  # any transformer, also a plugin's
                cause = error.__cause__ or error
                bad.append(
                    Problem(
                        f"the default {text(pair[1])} of input {name!r} is not a {type_text(pair[0])}: "
                        f"{one_line(cause)}",
                        hint=f"give {name!r} a default of its type, or make its type Optional",
                        field=f"default_inputs.{name}",
                        error=cause,
                    )
                )
        return good, bad

    def _task_triggers(self, task: Any, spec: Any, problems: list[Problem]) -> list[Any]:
        converted = []
        for trigger in getattr(task, "triggers", None) or ():
            try:
                converted.append(
                    asyncio.run(
                        self._triggers.to_task_trigger(
                            t=trigger,
                            task_name=task.name,
                            task_inputs=spec.task_template.interface.inputs,
                            task_default_inputs=list(spec.default_inputs),
                        )
                    )
                )
            except Exception as error:  # a trigger's values may be of any type
                cause = error.__cause__ or error
                problems.append(Problem(one_line(cause), field=f"triggers.{trigger.name}", error=cause))
        return converted

    def _deployer(self) -> DryDeployer:
        if self._dry is None:
            self._dry = DryDeployer()
        return self._dry


def _image_problem(environment: Any, error: Exception) -> Problem:
    if isinstance(error, UnmappedImage):
        name = error.args[0]
        return Problem(
            f"environment {environment.name!r} uses Image.from_ref_name({name!r}), which nothing maps to an image",
            hint=f"give --image {name}=URI, or set image.image_refs.{name} in Flyte's configuration file",
            field="image",
        )
    return Problem(
        f"the image of environment {environment.name!r} has no URI: {one_line(error)}", field="image", error=error
    )


def _untried(version: str) -> Iterable[str]:
    parts = tuple(int(part) for part in re.findall(r"\d+", version.partition("+")[0])[:3])
    if not TRIED_FROM <= parts <= TRIED_TO:
        low, high = (".".join(map(str, bound)) for bound in (TRIED_FROM, TRIED_TO))
        yield f"Flyte SDK {version} has not been tried with this flytex (tried: {low} to {high})"


def _background_loops() -> list[Any]:
    """Every background event loop `flyte.syncify` has started."""
    cls = importlib.import_module("flyte.syncify._api")._BackgroundLoop
    return [instance for instance in gc.get_objects() if type(instance) is cls]
