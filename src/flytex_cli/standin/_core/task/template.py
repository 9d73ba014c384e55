"""Tasks: everything a task is made of, whatever runs it."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, ParamSpec, TypeVar

from flytex_cli.standin._core.common.beta_names import BetaNamesMeta, accepts_beta_names
from flytex_cli.standin._core.context.serialization import SerializationContext
from flytex_cli.standin._core.image.image import Image
from flytex_cli.standin._core.interface.native import NativeInterface
from flytex_cli.standin._core.pod.template import PodTemplate
from flytex_cli.standin._core.resources.resources import Resources
from flytex_cli.standin._core.settings.docs import Documentation
from flytex_cli.standin._core.settings.limits import MAX_INLINE_IO_BYTES
from flytex_cli.standin._core.settings.link import Link
from flytex_cli.standin._core.settings.retry import RetryStrategy, retries_from_request
from flytex_cli.standin._core.settings.reuse_policy import ReusePolicy
from flytex_cli.standin._core.settings.secret import SecretRequest
from flytex_cli.standin._core.settings.timeout import TimeoutType
from flytex_cli.standin._core.trigger.trigger import Trigger

from .cache import CacheRequest, cache_from_request
from .call import call_task, call_task_aio

if TYPE_CHECKING:
    from flyteidl2.core.tasks_pb2 import DataLoadingConfig

    from flytex_cli.standin._core.environment.task_environment import TaskEnvironment

P = ParamSpec("P")
R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(kw_only=True)
class TaskTemplate(Generic[P, R, F], metaclass=BetaNamesMeta):
    """A task: name, interface, where and how it runs.

    A plugin's template derives from it (or from AsyncFunctionTaskTemplate) and overrides the extension points `config`,
    `custom_config`, `data_loading_config`, `container_args`, `sql`, and `pre`, `execute` and `post`.

    Attributes:
        name: `environment.function`.
        interface: inputs and outputs.
        short_name: shown in the console; the name when empty.
        task_type: routes to what runs it.
        task_type_version: of that type.
        image: an Image, a URI, "auto" for the default image, or None for none.
        resources: requests and limits.
        cache: behaviour or Cache.
        interruptible: may run on machines that can be taken away.
        retries: number or RetryStrategy.
        reusable: policy of the container pool; None for a container per call.
        docs: documentation instead of the docstring.
        env_vars: environment variables.
        secrets: name, Secret, or list of these.
        service_account: Kubernetes service account of the pods.
        timeout: seconds, timedelta or Timeout.
        pod_template: name of a template in the cluster, or a PodTemplate.
        report: whether it writes a report.
        queue: where it waits.
        debuggable: whether a debugger can attach.
        entrypoint: a hint to the console.
        produces_artifacts: whether outputs may be artifacts.
        parent_env: weak reference to its environment.
        parent_env_name: name of its environment.
        max_inline_io_bytes: bound of inputs and outputs that travel inline.
        triggers: what starts it.
        links: shown beside it.
    """

    name: str
    interface: NativeInterface
    short_name: str = ""
    task_type: str = "python"
    task_type_version: int = 0
    image: str | Image | Literal["auto"] | None = "auto"
    resources: Resources | None = None
    cache: CacheRequest = "disable"
    interruptible: bool = False
    retries: int | RetryStrategy = 0
    reusable: ReusePolicy | None = None
    docs: Documentation | None = None
    env_vars: dict[str, str] | None = None
    secrets: SecretRequest | None = None
    service_account: str | None = None
    timeout: TimeoutType | None = None
    pod_template: str | PodTemplate | None = None
    report: bool = False
    queue: str | None = None
    debuggable: bool = False
    entrypoint: bool = False
    produces_artifacts: bool = False

    parent_env: weakref.ReferenceType[TaskEnvironment] | None = None
    parent_env_name: str | None = None
    ref: bool = field(default=False, init=False, repr=False, compare=False)
    max_inline_io_bytes: int = MAX_INLINE_IO_BYTES
    triggers: tuple[Trigger, ...] = field(default_factory=tuple)
    links: tuple[Link, ...] = field(default_factory=tuple)

    _call_as_synchronous: bool = False

    def __post_init__(self) -> None:
        if self.image == "auto":
            self.image = Image.from_debian_base()
        elif isinstance(self.image, str):
            self.image = Image.from_base(self.image)
        self.cache = cache_from_request(self.cache)
        self.retries = retries_from_request(self.retries)
        if self.short_name == "":
            self.short_name = self.name
        if self.service_account is not None and not isinstance(self.service_account, str):
            raise TypeError(f"task {self.name}: service_account must be a str, got {self.service_account!r}")

    def __getstate__(self) -> dict[str, Any]:
        """Leave the environment behind: a weak reference does not travel."""
        return {name: value for name, value in self.__dict__.items() if name != "parent_env"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.parent_env = None

    def __copy__(self) -> TaskTemplate[P, R, F]:
        """Keep the environment: within the process its reference is good."""
        copy = type(self).__new__(type(self))
        copy.__dict__.update(self.__dict__)
        return copy

    def _function(self) -> Any:
        """Return the function that versions the task and names it to the default resolver.

        Only an AsyncFunctionTaskTemplate has one: SDK 2.12.1 does not look into another template's `func`.
        """
        return None

    @property
    def source_file(self) -> str | None:
        """The file the task is written in; None where there is no function."""
        return None

    @property
    def native_interface(self) -> NativeInterface:
        """The inputs and outputs as Python knows them."""
        return self.interface

    async def pre(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Run before the task; what is returned is added to the task context's `data`."""
        return {}

    async def execute(self, *args: Any, **kwargs: Any) -> Any:
        """Run the task."""
        raise NotImplementedError(f"{type(self).__name__} has no execute")

    async def post(self, return_vals: Any) -> Any:
        """Run after the task, with what it returned."""
        return return_vals

    def config(self, sctx: SerializationContext) -> dict[str, str]:
        """Return what goes into `container.config`."""
        return {}

    def custom_config(self, sctx: SerializationContext) -> dict[str, Any]:
        """Return what goes into `custom`."""
        return {}

    def data_loading_config(self, sctx: SerializationContext) -> DataLoadingConfig | None:
        """Return what goes into `container.data_config`: how CoPilot hands over inputs and outputs."""
        return None

    def container_args(self, serialize_context: SerializationContext) -> list[str]:
        """Return the container's arguments."""
        return []

    def sql(self, sctx: SerializationContext) -> Any:
        """Return what goes into `sql`; a task with SQL has no container."""
        return None

    async def aio(self, *args: P.args, **kwargs: P.kwargs) -> Coroutine[Any, Any, R] | R:
        """Call the task, sync or async, from async code.

        Within a task this awaits the call's result. Outside of one it returns what the function returns, which for an
        async function is a coroutine still to be awaited.
        """
        return await call_task_aio(self, args, kwargs)  # type: ignore[no-any-return]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Coroutine[Any, Any, R] | R:
        """Call the task: a value from a sync one, a coroutine from an async one.

        Errors of the user's code arrive as RuntimeUserError, with the error as its cause.
        """
        return call_task(self, args, kwargs)  # type: ignore[no-any-return]

    def forward(self, *args: P.args, **kwargs: P.kwargs) -> Coroutine[Any, Any, R] | R:
        """Call the function itself, as `__call__` does outside of tasks."""
        raise NotImplementedError(f"{type(self).__name__} has no forward")

    @accepts_beta_names
    def override(
        self,
        *,
        short_name: str | None = None,
        resources: Resources | None = None,
        cache: CacheRequest | None = None,
        retries: int | RetryStrategy = 0,
        timeout: TimeoutType | None = None,
        reusable: ReusePolicy | Literal["off"] | None = None,
        env_vars: dict[str, str] | None = None,
        secrets: SecretRequest | None = None,
        service_account: str | None = None,
        max_inline_io_bytes: int | None = None,
        pod_template: str | PodTemplate | None = None,
        queue: str | None = None,
        interruptible: bool | None = None,
        entrypoint: bool | None = None,
        produces_artifacts: bool | None = None,
        links: tuple[Link, ...] = (),
        plugin_config: Any | None = None,
        **kwargs: Any,
    ) -> Any:
        """Return the task with other settings; this one stays as it is.

        A setting that is empty or zero is kept, as in the SDK: `retries=0`, `timeout=0`, `env_vars={}` and `links=()`
        change nothing. `reusable="off"` ends reuse. On a reusable task resources, env_vars, secrets and service_account
        can be changed together with `reusable="off"` only. Name, image, docs and interface cannot be changed.
        """
        from .override import override_task  # few modules override while they load

        return override_task(
            self,
            {
                "short_name": short_name,
                "resources": resources,
                "cache": cache,
                "retries": retries,
                "timeout": timeout,
                "env_vars": env_vars,
                "secrets": secrets,
                "service_account": service_account,
                "max_inline_io_bytes": max_inline_io_bytes,
                "pod_template": pod_template,
                "queue": queue,
                "links": links,
            },
            {"interruptible": interruptible, "entrypoint": entrypoint, "produces_artifacts": produces_artifacts},
            reusable=reusable,
            plugin_config=plugin_config,
            others=kwargs,
        )
