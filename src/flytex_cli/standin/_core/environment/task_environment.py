"""`flyte.TaskEnvironment`: settings for a set of tasks, and the decorator that makes them."""

from __future__ import annotations

import inspect
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from flytex_cli.standin._core.common.beta_names import accepts_beta_names
from flytex_cli.standin._core.common.repr import short_repr
from flytex_cli.standin._core.image.image import Image
from flytex_cli.standin._core.interface.native import NativeInterface
from flytex_cli.standin._core.pod.template import PodTemplate
from flytex_cli.standin._core.resources.resources import Resources
from flytex_cli.standin._core.settings.docs import Documentation
from flytex_cli.standin._core.settings.limits import MAX_INLINE_IO_BYTES
from flytex_cli.standin._core.settings.link import Link
from flytex_cli.standin._core.settings.retry import RetryStrategy
from flytex_cli.standin._core.settings.reuse_policy import ReusePolicy
from flytex_cli.standin._core.settings.secret import SecretRequest
from flytex_cli.standin._core.settings.timeout import TimeoutType
from flytex_cli.standin._core.task.cache import Cache, CacheRequest
from flytex_cli.standin._core.task.function import AsyncFunctionTaskTemplate
from flytex_cli.standin._core.task.plugins import TaskPluginRegistry
from flytex_cli.standin._core.task.template import TaskTemplate
from flytex_cli.standin._core.trigger.trigger import Trigger

from .environment import Environment

if TYPE_CHECKING:
    from typing import ParamSpec

    from flytex_cli.standin._core.sandbox.orchestrator import OrchestratorNamespace

    P = ParamSpec("P")
    R = TypeVar("R")

AnyTask = TaskTemplate[..., Any, Any]


@short_repr
@dataclass
class TaskEnvironment(Environment):
    """Settings that the environment's tasks share; see Environment for the others.

    Attributes:
        cache: behaviour or Cache.
        reusable: policy of a pool of containers for all of its tasks.
        plugin_config: configuration of a plugin, whose template makes the tasks.
        queue: where its tasks wait.
    """

    cache: CacheRequest = "disable"
    reusable: ReusePolicy | None = None
    plugin_config: Any | None = None
    queue: str | None = None

    _tasks: dict[str, AnyTask] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.reusable is not None and self.plugin_config is not None:
            plugin = TaskPluginRegistry.find(type(self.plugin_config))
            if not getattr(plugin, "supports_reuse_policy", False):
                raise ValueError(
                    f"environment {self.name!r}: plugin_config and reusable exclude each other, because the plugin of "
                    f"{type(self.plugin_config).__name__} does not support reuse"
                )
        self._check_type("reusable", self.reusable or None, ReusePolicy, "a flyte.ReusePolicy")
        self._check_type("cache", self.cache or None, (str, Cache), "a behaviour (str) or a flyte.Cache")

    @property
    def tasks(self) -> dict[str, AnyTask]:
        """The environment's tasks by name."""
        return self._tasks

    @property
    def sandbox(self) -> OrchestratorNamespace:
        """Makes tasks that run in a sandbox: `env.sandbox.orchestrator`."""
        from flytex_cli.standin._core.sandbox.orchestrator import OrchestratorNamespace

        return OrchestratorNamespace(self)

    @accepts_beta_names
    def clone_with(
        self,
        name: str,
        image: str | Image | Literal["auto"] | None = None,
        resources: Resources | None = None,
        env_vars: dict[str, str] | None = None,
        secrets: SecretRequest | None = None,
        depends_on: list[Environment] | None = None,
        description: str | None = None,
        interruptible: bool | None = None,
        include: tuple[str, ...] | None = None,
        service_account: str | None = None,
        **kwargs: Any,
    ) -> TaskEnvironment:
        """Return an environment of another name, without tasks, that differs in what is given.

        Beside the arguments `cache` and `reusable` can be given; `reusable=None` ends reuse.
        """
        changes: dict[str, Any] = {
            "image": image,
            "resources": resources,
            "env_vars": env_vars,
            "secrets": secrets,
            "depends_on": depends_on,
            "description": description,
            "interruptible": interruptible,
            "include": tuple(include) if include is not None else None,
            "service_account": service_account,
            "cache": kwargs.pop("cache", None),
        }
        reuse = {"reusable": kwargs.pop("reusable")} if "reusable" in kwargs else {}
        if kwargs:
            raise TypeError(f"clone_with() got unexpected keyword arguments: {', '.join(kwargs)}")
        given = {key: value for key, value in changes.items() if value is not None}
        return replace(self, **{**self._get_kwargs(), "name": name, **given, **reuse})

    @overload
    def task(self, _func: Callable[P, R], /) -> AsyncFunctionTaskTemplate[P, R, Callable[P, R]]: ...

    @overload
    def task(
        self,
        *,
        short_name: str | None = None,
        cache: CacheRequest | None = None,
        retries: int | RetryStrategy = 0,
        timeout: TimeoutType = 0,
        docs: Documentation | None = None,
        pod_template: str | PodTemplate | None = None,
        report: bool = False,
        interruptible: bool | None = None,
        max_inline_io_bytes: int = MAX_INLINE_IO_BYTES,
        queue: str | None = None,
        service_account: str | None = None,
        triggers: tuple[Trigger, ...] | Trigger = (),
        links: tuple[Link, ...] | Link = (),
        task_resolver: Any | None = None,
        entrypoint: bool = False,
        produces_artifacts: bool = False,
    ) -> Callable[[Callable[P, R]], AsyncFunctionTaskTemplate[P, R, Callable[P, R]]]: ...

    @accepts_beta_names
    def task(
        self,
        _func: Callable[..., Any] | None = None,
        *,
        short_name: str | None = None,
        cache: CacheRequest | None = None,
        retries: int | RetryStrategy = 0,
        timeout: TimeoutType = 0,
        docs: Documentation | None = None,
        pod_template: str | PodTemplate | None = None,
        report: bool = False,
        interruptible: bool | None = None,
        max_inline_io_bytes: int = MAX_INLINE_IO_BYTES,
        queue: str | None = None,
        service_account: str | None = None,
        triggers: tuple[Trigger, ...] | Trigger = (),
        links: tuple[Link, ...] | Link = (),
        task_resolver: Any | None = None,
        entrypoint: bool = False,
        produces_artifacts: bool = False,
    ) -> Any:
        """Make a task of a function: `@env.task`, `@env.task(...)` or `env.task(function)`.

        The settings are TaskTemplate's; what is not given is the environment's.
        """
        if self.reusable is not None:
            if pod_template is not None:
                raise ValueError(
                    f"environment {self.name!r} is reusable: its tasks cannot have a pod_template of their own"
                )
            if service_account is not None and service_account != self.service_account:
                raise ValueError(
                    f"environment {self.name!r} is reusable: its tasks cannot have a service_account of their own"
                )

        def decorate(func: Callable[..., Any]) -> AsyncFunctionTaskTemplate[..., Any, Any]:
            if not hasattr(func, "__name__"):
                raise TypeError(
                    f"environment {self.name!r}: {func!r} has no name to call a task by: write a function that calls it"
                )
            name = f"{self.name}.{func.__name__}"
            self._check_concurrency(func)
            plugin: type[AsyncFunctionTaskTemplate[..., Any, Any]] = AsyncFunctionTaskTemplate
            if self.plugin_config is not None:
                plugin = TaskPluginRegistry.find_for(self.plugin_config)
            task = plugin(
                func=func,
                name=name,
                image=self.image,
                resources=self.resources,
                cache=cache or self.cache,
                retries=retries,
                timeout=timeout,
                reusable=self.reusable,
                docs=docs,
                env_vars=self.env_vars,
                secrets=self.secrets,
                service_account=service_account or self.service_account,
                pod_template=pod_template or self.pod_template,
                parent_env=weakref.ref(self),
                parent_env_name=self.name,
                interface=NativeInterface.from_callable(func),
                report=report,
                short_name=short_name or func.__name__,
                plugin_config=self.plugin_config,
                max_inline_io_bytes=max_inline_io_bytes,
                queue=queue or self.queue,
                interruptible=self.interruptible if interruptible is None else interruptible,
                entrypoint=entrypoint,
                produces_artifacts=produces_artifacts,
                triggers=(triggers,) if isinstance(triggers, Trigger) else tuple(triggers),
                links=tuple(links) if isinstance(links, (list, tuple)) else (links,),
                task_resolver=task_resolver,
            )
            self._tasks[name] = task
            return task

        return decorate if _func is None else decorate(_func)

    def _check_concurrency(self, func: Callable[..., Any]) -> None:
        if self.reusable is not None and self.reusable.concurrency > 1 and not inspect.iscoroutinefunction(func):
            raise ValueError(
                f"task {func.__name__}: a reusable environment with concurrency {self.reusable.concurrency} runs async "
                "tasks only; make the function async, or concurrency 1"
            )

    @classmethod
    def from_task(cls, name: str, *tasks: AnyTask, depends_on: list[Environment] | None = None) -> TaskEnvironment:
        """Return an environment of these tasks, which have none yet and share one image."""
        owners = {task.name: task.parent_env() for task in tasks if task.parent_env}
        owned = [f"{task} ({owner.name})" for task, owner in owners.items() if owner is not None]
        if owned:
            raise ValueError(f"environment {name!r}: these tasks are in an environment already: {', '.join(owned)}")
        images = {task.image for task in tasks}
        if len(images) > 1:
            raise ValueError(
                f"environment {name!r}: its tasks must have the same image, got {len(images)} different ones of "
                f"{', '.join(task.name for task in tasks)}"
            )
        environment = cls(name, image=images.pop() if images else "auto", depends_on=depends_on or [])
        for task in tasks:
            environment._tasks[task.name] = task
            task.parent_env = weakref.ref(environment)
            task.parent_env_name = name
        return environment
