"""What both engines do alike: they differ in whose `flyte` it is, and in how one task becomes messages."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import functools
import importlib
import inspect
import os
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from flytex_cli.engine import collect, guard
from flytex_cli.engine.base import CollectedEnvironment, ContextSpec, Problem, Translated
from flytex_cli.engine.context import UnmappedImage, image_uri, serialization_context, settled_image
from flytex_cli.engine.facts import class_name, facts_of, image_facts, names, pod_template_facts, secret_facts
from flytex_cli.engine.plain import plain_object, text, type_text
from flytex_cli.engine.problem import one_line, problem_of
from flytex_cli.engine.source import CreationSites, located
from flytex_cli.facts.overrides import KIND_OF_FUNCTION
from flytex_cli.records import (
    AppFacts,
    AppRecord,
    DeclaredApp,
    DeclaredTask,
    EnvironmentRecord,
    Message,
    SourceLocation,
    SourceRecord,
    TaskRecord,
)

if TYPE_CHECKING:
    from flytex_cli.engine.references import PublicNames
    from flytex_cli.facts.dockerfile import Dockerfile


class FlyteEngine(ABC):
    """Load modules with a `flyte`-shaped package and translate what they define.

    Args:
        flyte: the package.
        image_cache: its `ImageCache` class.
        version: the SDK release whose messages it makes.
        warnings: what to say of it, once.
    """

    name: str
    settles_registry_at_build = True
    """Whether an image that names no registry gets one when it is built, not only when it is made."""

    shares_images = True
    """Whether all environments of one deployment look up each other's images, and not only those that depend on each
    other.
    """

    def __init__(self, flyte: ModuleType, image_cache: Any, version: str, warnings: Iterable[str] = ()) -> None:
        self.flyte = flyte
        self._image_cache = image_cache
        self.version = version
        self.warnings = tuple(warnings)
        self.models = importlib.import_module(f"{flyte.__name__}.models")
        self._environment = importlib.import_module(f"{flyte.__name__}._environment")
        own = os.path.dirname(os.path.dirname(__file__))
        self._creation_sites = CreationSites(os.path.dirname(flyte.__file__ or ""), own)
        self._creation_sites.watch(self._environment.Environment)
        self._creation_sites.watch(flyte.TaskTemplate)
        self._calls: list[tuple[str, str, int]] = []
        self._unfinished: dict[int, Any] = {}
        self._names: PublicNames | None = None
        self._last: str | None = None
        self._specs: dict[int, Any] = {}
        self._uris: dict[int, str | Problem | None] = {}

    @abstractmethod
    def after_fork(self) -> None:
        """Repair, in a forked child, what does not survive a fork."""

    @abstractmethod
    def initialize(self, spec: ContextSpec, root: str) -> None:
        """Do what `flyte.init` does beside connecting."""

    @abstractmethod
    def initialized(self, spec: ContextSpec, root: str) -> contextlib.AbstractContextManager[None]:
        """Initialize within only, and load no type plugin, which is the user's."""

    @abstractmethod
    def default_inputs(self, task: Any) -> list[Any]:
        """Return the defaults of a task as `NamedParameter`s. Raises what a conversion raises."""

    @abstractmethod
    def task_spec(self, task: Any, context: Any, default_inputs: list[Any] | None = None) -> Any:
        """Return the TaskSpec of a task, with its own defaults unless others are given."""

    @abstractmethod
    def task_trigger(self, trigger: Any, task: Any, spec: Any) -> Any:
        """Return the TaskTrigger of one of a task's triggers."""

    @abstractmethod
    def check_deploy(self, task: Any, context: Any, spec: Any | None) -> None:
        """Raise what a deployment of a task raises, at less cost than `deploy`.

        Args:
            spec: the TaskSpec, where a deployment would come to the same; it may be changed.
        """

    @abstractmethod
    def deploy(self, task: Any, context: Any) -> tuple[Any, list[Any]]:
        """Return the TaskSpec and the TaskTriggers that `flyte deploy` sends for a task."""

    @abstractmethod
    def app(self, environment: Any, context: Any) -> Any:
        """Return the App of an app environment; parameters that only a deployment looks up are placeholders."""

    @abstractmethod
    def without_code_bundle(self, image: Any) -> Any:
        """Copy an image without its `with_code_bundle` layers, as a deploy with the default `--copy-style` has it."""

    @abstractmethod
    def dockerfile(self, image: Any) -> Dockerfile:
        """Return the Dockerfile of an image that is built from layers."""

    @abstractmethod
    def learn_stub_types(self, types: Iterable[type]) -> None:
        """Learn the wire types of import stubs for classes that Flyte knows by name."""

    def prepare(self, spec: ContextSpec, root: str) -> None:
        """Initialize, and remember, instead of making, calls like `flyte.run`."""

        def note(name: str, frame: Any) -> None:
            self._calls.append((name, *self._creation_sites.caller(frame)))

        guard.install(self.flyte, note, {"project": spec.project, "domain": spec.domain, "org": spec.org})
        self.initialize(spec, root)

    def calls(self) -> Iterable[tuple[str, str, int]]:
        """Return the calls that were not made."""
        return self._calls

    def collect(self, module: object, file: str) -> list[CollectedEnvironment]:
        """Return the environments `flyte deploy` would reach from a module."""
        every = self._environment.list_loaded_environments()
        made = [environment for environment in every if id(environment) not in self._unfinished]
        return collect.reachable(module, file, made, self._creation_sites)

    def forget_unfinished(self, error: BaseException) -> None:
        """Leave out from now on what an exception ended the making of."""
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_name in ("__init__", "__post_init__"):
                thing = trace.tb_frame.f_locals.get("self")
                self._unfinished[id(thing)] = thing  # kept alive, so that its id stays its own
            trace = trace.tb_next

    def describe(self, collected: CollectedEnvironment, root: str) -> EnvironmentRecord:
        """Describe an environment as plain data."""
        environment = collected.environment
        return EnvironmentRecord(
            name=environment.name,
            kind=type(environment).__name__,
            location=self.location(environment, root),
            description=getattr(environment, "description", None),
            image=image_facts(environment.image),
            resources=plain_object(environment.resources),
            depends_on=tuple(dependency.name for dependency in environment.depends_on),
            include=tuple(map(str, getattr(environment, "include", None) or ())),
            tasks=tuple(task.name for task in collected.tasks.values()),
            secrets=secret_facts(environment.secrets),
            env_vars=names(environment.env_vars),
            reusable=plain_object(getattr(environment, "reusable", None)),
            pod_template=pod_template_facts(getattr(environment, "pod_template", None)),
            plugin_config=class_name(getattr(environment, "plugin_config", None)),
            app=self._app_facts(environment),
        )

    def is_app(self, environment: Any) -> bool:
        """Return whether an environment is an app."""
        apps = sys.modules.get(f"{self.flyte.__name__}.app")  # which whoever made one has imported
        return apps is not None and isinstance(environment, apps.AppEnvironment)

    def _app_facts(self, environment: Any) -> AppFacts | None:
        if not self.is_app(environment):
            return None
        from flytex_cli.engine.app_facts import app_facts

        return app_facts(environment)

    def expect_modules(self) -> None:
        """Import and look up, before any fork, what most modules need and all share; nothing of the user's."""
        from flytex_cli.engine import app_facts, refused  # noqa: F401

        guard.expect(self.flyte)

    @abstractmethod
    def expect_repository(self, folder: str | None) -> None:
        """Ask git, before any fork, what each child would ask it in a working directory (None: the current one)."""

    @contextlib.contextmanager
    def rehearsing(self, spec: ContextSpec, root: str) -> Iterator[None]:
        """Load and translate modules of flytex's own within, before any fork; of what they made nothing is kept."""
        environments = self._environment.list_loaded_environments()
        before = len(environments)
        with self.initialized(dataclasses.replace(spec, image_registry=None, devbox_registry=None), root):
            try:
                yield
            finally:
                del environments[before:]
                self._creation_sites.forget()
                self._specs.clear()
                self._uris.clear()

    def expect_declarations(self) -> None:
        """Import, before any fork, what `declared`, `declared_apps`, `sources` and `deploy_problem` need."""
        from flytex_cli.engine import declare  # noqa: F401
        from flytex_cli.engine.references import PublicNames

        self._names = self._names or PublicNames(self.flyte)

    def all_expected(self) -> None:
        """Take note, before any fork, that all modules loaded by now are none of the user's."""
        if self._names is not None:
            from flytex_cli.engine.references import last_module

            self._names.refresh()
            self._last = last_module()

    def declared(self, found: Sequence[CollectedEnvironment], root: str) -> list[DeclaredTask]:
        """Return every task of some environments as declared, those included that another of the same name replaced."""
        from flytex_cli.engine.declare import declared_task, replaced_tasks

        made = self._creation_sites.made(self.flyte.TaskTemplate)
        every = [(collected, task, False) for collected in found for task in collected.tasks.values()]
        every += [(collected, task, True) for collected, task in replaced_tasks(found, made)]
        pickled: dict[int, str | None] = {}
        return [
            declared_task(task, collected.environment.name, self.location(task, root), replaced, pickled)
            for collected, task, replaced in every
        ]

    def declared_apps(self, found: Sequence[CollectedEnvironment], root: str) -> list[DeclaredApp]:
        """Return every app among some environments as declared."""
        from flytex_cli.engine.declare import bindings, declared_app
        from flytex_cli.engine.references import modules_since

        apps = [collected.environment for collected in found if self.is_app(collected.environment)]
        bound = bindings(apps, modules_since(self._last)[::-1]) if apps else {}
        return [declared_app(app, self.location(app, root), bound.get(id(app), ())) for app in apps]

    def sources(self, file: str, found: Sequence[CollectedEnvironment], root: str) -> list[SourceRecord]:
        """Return the module's file, those of its environments, tasks and apps, and what the names in them stand for."""
        from flytex_cli.engine.app_facts import app_code
        from flytex_cli.engine.references import PublicNames, References

        files = [file]
        for collected in found:
            files += [os.path.join(root, self.location(task, root).file) for task in collected.tasks.values()]
            place = self._creation_sites.place(collected.environment)
            files += [place[0]] if place is not None else []
            if self.is_app(collected.environment):
                files += [os.path.abspath(code.co_filename) for code in app_code(collected.environment)]
        names = self._names or PublicNames(self.flyte)
        return References(self.flyte, names, self._environment.Environment, root, self._last).read(files)

    def location(self, thing: Any, root: str) -> SourceLocation:
        """Return where a task is written: its decorator, or the call that made it; of an environment, that call."""
        func: Any = getattr(thing, "func", None)
        code = getattr(inspect.unwrap(func), "__code__", None)
        if code is not None and not code.co_filename.startswith("<"):  # such a name is made up, of an address perhaps
            return located(os.path.abspath(code.co_filename), code.co_firstlineno, root, code.co_name)
        file, line = self._creation_sites.place(thing) or ("", 0)
        return located(file, line or None, root)

    def places(self, thing: Any) -> tuple[tuple[str, int], ...]:
        """Return where an environment or a task was made, and from where that code was called, from the inside out."""
        return self._creation_sites.places(thing)

    def contexts(
        self, found: Sequence[CollectedEnvironment], spec: ContextSpec, message: Message, root: str, alone: bool
    ) -> dict[int, Any]:
        """Return the context of each environment: those that deploy together look up each other's images."""
        contexts: dict[int, Any] = {}
        environments = [collected.environment for collected in found]
        groups = [environments] if self.shares_images and not alone else collect.plans(environments)
        for group in groups:
            lookup: dict[str, str] = {}
            for environment in group:
                uri = self._image_uri(environment, spec)
                if isinstance(uri, Problem):
                    contexts[id(environment)] = uri
                elif uri is not None:
                    lookup[environment.name] = uri
            cached = message is Message.DEPLOY_REQUEST or bool(spec.images)
            images = self._image_cache(image_lookup=lookup) if cached else None
            context = serialization_context(self.models, spec, root, images)
            for environment in group:
                contexts.setdefault(id(environment), context)
        return contexts

    def _image_uri(self, environment: Any, spec: ContextSpec) -> str | Problem | None:
        """Return the URI of an environment's image, which takes long for one with layers, or why it has none."""
        if id(environment) not in self._uris:
            push_registry = spec.push_registry if self.settles_registry_at_build else None
            try:
                self._settle_image(environment)
                uri: Any = image_uri(self.flyte, spec.images, push_registry, environment.image)
            except Exception as error:  # hashing an image's layers reads files that may be missing
                uri = _image_problem(environment, error)
            self._uris[id(environment)] = uri
        return self._uris[id(environment)]

    def translate(
        self, collected: CollectedEnvironment, task: Any, context: Any, message: Message, root: str
    ) -> Translated:
        """Translate one task to wire messages."""
        if isinstance(context, Problem):
            return Translated(None, (context,))
        problems: list[Problem] = []
        try:
            if message is Message.DEPLOY_REQUEST:
                try:
                    spec, triggers = self.deploy(task, context)
                except IndexError as error:
                    return Translated(None, (self._refused_by_deploy(error),))
                except Exception:  # as below; where a trigger is the reason, it is named
                    if refused := self._refused_triggers(task, context):
                        return Translated(None, refused)
                    raise
            else:
                spec = self._specs[id(task)] = self._spec(task, context, problems)
                triggers = self._triggers(task, spec, problems)
        except Exception as error:  # the translation, and the user's plugin code in it, may raise anything
            return Translated(None, (*problems, problem_of(error, getattr(task, "func", None))))
        record = TaskRecord(
            name=task.name,
            environment=collected.environment.name,
            facts=facts_of(task),
            location=self.location(task, root),
            message=message,
            spec_bytes=spec.SerializeToString(deterministic=True),
            trigger_bytes=tuple(trigger.SerializeToString(deterministic=True) for trigger in triggers),
        )
        return Translated(record, tuple(problems))

    def translate_app(self, collected: CollectedEnvironment, context: Any, message: Message, root: str) -> Translated:
        """Translate an app to its wire message."""
        environment = collected.environment
        if isinstance(context, Problem):
            return Translated(None, (context,))
        if refused := tuple(_refused_app(environment, context, message)):
            return Translated(None, refused)
        try:
            app = self.app(environment, context)
        except Exception as error:  # as of a task
            return Translated(None, (problem_of(error, what="app"),))
        facts = self._app_facts(environment)
        assert facts is not None
        record = AppRecord(
            name=environment.name,
            facts=facts,
            location=self.location(environment, root),
            message=message,
            app_bytes=app.SerializeToString(deterministic=True),
        )
        return Translated(record)

    def images(
        self, found: Sequence[CollectedEnvironment], spec: ContextSpec, root: str
    ) -> Iterator[tuple[Sequence[Any], Callable[[], Translated]]]:
        """Return each image once: the environments that have it, and what describes it."""
        from flytex_cli.engine.images import ImageWriter

        push_registry = spec.push_registry if self.settles_registry_at_build else None
        several: list[tuple[Any, list[Any]]] = []
        for environment in (collected.environment for collected in found):
            image: Any
            try:
                self._settle_image(environment)
                image = settled_image(self.flyte, spec.images, push_registry, environment.image)
            except Exception as error:  # as in contexts
                image = _image_problem(environment, error)
            same = next((owners for other, owners in several if _equal(image, other)), None)
            if same is not None:
                same.append(environment)
            elif image is not None:
                several.append((image, [environment]))
        writer = ImageWriter(self.dockerfile, _files_of_folder, root)
        for image, owners in several:
            places = tuple(self.location(owner, root) for owner in owners)
            names = tuple(owner.name for owner in owners)
            yield owners, functools.partial(writer.write, image, names, places)

    def deploy_problem(self, task: Any, context: Any) -> Problem | None:
        """Return why `flyte deploy` refuses a task whose TaskSpec can be made; None where it takes it."""
        if isinstance(context, Problem):
            return None
        try:
            self.check_deploy(task, context, self._deployed_spec(task, context))
        except Exception as error:  # as in translate
            return self._refused_by_deploy(error)
        return None

    def _deployed_spec(self, task: Any, context: Any) -> Any | None:
        """Return the TaskSpec that was made of a task, where a deployment comes to the same.

        It looks up images, and gives links and plugins a context that they have there only.
        """
        is_plain = type(task).__name__ == KIND_OF_FUNCTION and type(task).__module__.startswith(self.flyte.__name__)
        image, lookup = task.image, context.image_cache.image_lookup
        as_it_stands = isinstance(image, str) or (image and not image._layers and image._ref_name is None)
        image_is_known = as_it_stands or task.parent_env_name in lookup
        return self._specs.get(id(task)) if is_plain and image_is_known and not getattr(task, "links", None) else None

    def _refused_by_deploy(self, error: Exception) -> Problem:
        if isinstance(error, IndexError):  # SDK 2.12.1 `_deploy.py` reads args[-3] of every container
            return Problem(
                f"SDK {self.version} cannot deploy a container whose command line has one or two words: its progress "
                "message reads the third from the end",
                hint="let a shell run it: command=['sh', '-c', '...']",
                field="deploy",
                error=error,
            )
        cause = error.__cause__ or error
        return Problem(f"`flyte deploy` refuses the task: {one_line(cause)}", field="deploy", error=cause)

    def _settle_image(self, environment: Any) -> None:
        """Drop an image's `with_code_bundle` layer: the code travels beside the image, as `flyte deploy` has it."""
        if not isinstance(environment.image, self.flyte.Image):
            return
        image = self.without_code_bundle(environment.image)
        if image is not environment.image:
            for owner in (environment, *(getattr(environment, "tasks", None) or {}).values()):
                owner.image = image

    def _spec(self, task: Any, context: Any, problems: list[Problem]) -> Any:
        """Return the TaskSpec; a default that cannot be converted is reported and left out."""
        try:
            return self.task_spec(task, context)
        except Exception:  # as in translate; raised again unless a default input is the reason
            good, bad = self._sort_defaults(task)
            if not bad:
                raise
            problems += bad
            return self.task_spec(task, context, good)

    def _sort_defaults(self, task: Any) -> tuple[list[Any], list[Problem]]:
        """Convert each default on its own, to keep the good ones and name the bad ones."""
        good: list[Any] = []
        bad: list[Problem] = []
        for name, pair in task.interface.inputs.items():
            probe = copy.copy(task)
            probe.interface = dataclasses.replace(task.interface, inputs={name: pair})
            try:
                good += self.default_inputs(probe)
            except Exception as error:  # any transformer, also a plugin's
                cause = error.__cause__ or error
                bad.append(
                    Problem(
                        f"the default {text(pair[1])} of input {name!r} is not of type {type_text(pair[0])}: "
                        f"{one_line(cause)}",
                        hint=f"give {name!r} a default of its type, or make its type Optional",
                        field=f"default_inputs.{name}",
                        error=cause,
                    )
                )
        return good, bad

    def _trigger_problem(self, trigger: Any, spec: Any, error: BaseException) -> Problem:
        field = f"triggers.{trigger.name}"
        for where in ("env_vars", "labels", "annotations", "custom_context"):
            pairs = getattr(trigger, where, None)
            for name, value in pairs.items() if isinstance(pairs, Mapping) else ():
                if isinstance(name, str) and isinstance(value, str):
                    continue
                bad, what = (value, f"{where}[{name!r}]") if isinstance(name, str) else (name, f"a name in {where}")
                return Problem(
                    f"trigger {trigger.name!r}: {what} is {text(bad)}, not text",
                    hint=f'write "{bad}"' if isinstance(bad, (int, float)) else "write text",
                    field=field,
                    error=error,
                )
        types = {variable.key: variable.value.type for variable in spec.task_template.interface.inputs.variables}
        inputs = trigger.inputs if isinstance(getattr(trigger, "inputs", None), Mapping) else {}
        for name, value in inputs.items():
            if isinstance(value, dict) and value and isinstance(error, TypeError) and is_map(types.get(name)):
                return Problem(
                    f"trigger {trigger.name!r}: SDK {self.version} cannot convert the value of input {name!r}, a dict "
                    "for a dict[str, ...]: it tests values against a generic type",
                    hint="make the input a dataclass or a model, or take it as a list of pairs",
                    field=field,
                    error=error,
                )
        return Problem(one_line(error), field=field, error=error)

    def _refused_triggers(self, task: Any, context: Any) -> tuple[Problem, ...]:
        """Return what is wrong with the triggers of a task whose TaskSpec can be made."""
        problems: list[Problem] = []
        try:
            self._triggers(task, self.task_spec(task, context), problems)
        except Exception:  # as in translate: then the TaskSpec is the reason
            return ()
        return tuple(problems)

    def _triggers(self, task: Any, spec: Any, problems: list[Problem]) -> list[Any]:
        converted = []
        for trigger in getattr(task, "triggers", None) or ():
            try:
                converted.append(self.task_trigger(trigger, task, spec))
            except Exception as error:  # a trigger's values may be of any type
                problems.append(self._trigger_problem(trigger, spec, error.__cause__ or error))
        return converted


def _files_of_folder(folder: Path) -> dict[str, tuple[Path, int]]:
    from flytex_cli.standin._core.for_engine import files_of_folder

    return files_of_folder(folder)


def _equal(image: Any, other: Any) -> bool:
    """Whether two images are one, though a layer may hold what cannot be compared."""
    try:
        return bool(image == other)
    except Exception:  # a user's __eq__ may raise anything
        return image is other


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


def _refused_app(environment: Any, context: Any, message: Message) -> Iterator[Problem]:
    """Yield what the SDK refuses of an app when it deploys it, in words that name the field."""
    from flytex_cli.engine.app_facts import is_parameter

    for parameter in environment.parameters:
        if not is_parameter(parameter):
            yield Problem(
                f"parameters has {text(parameter)}, which is no parameter",
                hint="write a list of flyte.app.Parameter(name=..., value=...)",
                field="parameters",
            )
        elif parameter.value is None:
            yield Problem(
                f"parameter {parameter.name!r} has no value, which a deployment needs",
                hint="give it one; `flyte serve` alone takes values for those that have none",
                field=f"parameters.{parameter.name}",
            )
    bundle = getattr(context, "code_bundle", None)
    if message is not Message.DEPLOY_REQUEST or bundle is None or not bundle.pkl:
        return
    if getattr(environment, "include", None):
        yield Problem("a pickled code bundle has no files to include", hint="use a .tar.gz bundle", field="include")
    elif environment._server is None:
        yield Problem(
            "a pickled code bundle holds a server function, and the app has none",
            hint="decorate it with @env.server, or use a .tar.gz bundle",
            field="server",
        )


def is_map(kind: Any) -> bool:
    """Return whether a `flyteidl2.core.LiteralType` is a map, or a union with one."""
    if kind is None:
        return False
    return kind.HasField("map_value_type") or any(map(is_map, kind.union_type.variants))
