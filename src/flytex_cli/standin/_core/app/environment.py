"""`flyte.app.AppEnvironment`: a service with its settings."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from inspect import Traceback
from typing import Any, TypeVar

from flytex_cli.standin._core.common.repr import short_repr
from flytex_cli.standin._core.context.serialization import SerializationContext
from flytex_cli.standin._core.environment.environment import Environment
from flytex_cli.standin._core.errors import StandinRunsNothingError

from .caller import calling_frame
from .context import ctx
from .parameter import Parameter
from .settings import Domain, Link, Port, Scaling, Timeouts

F = TypeVar("F", bound=Callable[..., Any])

# SDK 2.12.1 means to accept dots, but its expression asks for a backslash before them: a dotted name is refused.
_NAME = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")

_CLONED = (
    "image",
    "resources",
    "env_vars",
    "secrets",
    "depends_on",
    "description",
    "interruptible",
    "service_account",
)
_CLONED_BY_NAME = (
    "type",
    "port",
    "args",
    "command",
    "requires_auth",
    "scaling",
    "domain",
    "links",
    "include",
    "parameters",
    "cluster_pool",
    "cluster",
    "pod_template",
    "timeouts",
)
"""What `clone_with` takes, by position too or by name only."""


@short_repr
@dataclass
class AppEnvironment(Environment):
    """An app; see Environment for the settings it shares with tasks' environments.

    Attributes:
        type: of the app, for the console.
        port: where it listens.
        args: of its container.
        command: of its container.
        requires_auth: whether callers must be signed in.
        scaling: number of replicas.
        domain: its address.
        links: shown beside it.
        parameters: given to it.
        cluster_pool: the clusters it may run in.
        cluster: the cluster it must run in.
        timeouts: of requests.
    """

    type: str | None = None
    port: int | Port = 8080
    args: list[str] | str | None = None
    command: list[str] | str | None = None
    requires_auth: bool = True
    scaling: Scaling = field(default_factory=Scaling)
    domain: Domain | None = field(default_factory=Domain)
    links: list[Link] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)
    cluster_pool: str = "default"
    cluster: str | None = None
    timeouts: Timeouts = field(default_factory=Timeouts)

    _server: Callable[..., Any] | None = field(init=False, default=None)
    _on_startup: Callable[..., Any] | None = field(init=False, default=None)
    _on_shutdown: Callable[..., Any] | None = field(init=False, default=None)
    _caller_frame: Traceback | None = field(init=False, default=None, repr=False, compare=False)

    def _validate_name(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(
                f"app name {self.name!r}: it must be lower case letters, digits and '-', the last not at an end"
            )

    def __post_init__(self) -> None:
        super().__post_init__()
        self._check_type("args", self.args, (list, str), "a list of strings or a str")
        self._check_type("command", self.command, (list, str), "a list of strings or a str")
        self._check_type("scaling", self.scaling, Scaling, "a flyte.app.Scaling")
        self._check_type("domain", self.domain, Domain, "a flyte.app.Domain")
        self._check_type("timeouts", self.timeouts, Timeouts, "a flyte.app.Timeouts")
        for link in self.links:
            self._check_type("links", link, Link, "a list of flyte.app.Link")
        if isinstance(self.port, int):
            self.port = Port(port=self.port)
        if self.cluster and self.cluster_pool and self.cluster_pool != "default":
            raise ValueError(
                f"app {self.name!r}: cluster {self.cluster!r} and cluster_pool {self.cluster_pool!r} exclude each other"
            )
        self._check_command()
        self._caller_frame = calling_frame()

    def _check_command(self) -> None:
        if not self.parameters or self.command is None:
            return
        head = self.command.split()[0] if isinstance(self.command, str) else self.command[0]
        if head != "fserve":
            raise ValueError(
                f"app {self.name!r}: parameters need the command 'fserve', got {head!r}; use args=, or @app.server"
            )

    def get_port(self) -> Port:
        """Return the port."""
        return self.port if isinstance(self.port, Port) else Port(self.port)

    def on_startup(self, fn: F) -> F:
        """Run a function before the server."""
        self._on_startup = fn
        return fn

    def server(self, fn: F) -> F:
        """Run a function as the server."""
        self._server = fn
        return fn

    def on_shutdown(self, fn: F) -> F:
        """Run a function after the server."""
        self._on_shutdown = fn
        return fn

    def container_args(self, serialize_context: SerializationContext) -> list[str]:
        """Return the container's arguments."""
        return shlex.split(self.args) if isinstance(self.args, str) else list(self.args or [])

    def container_cmd(
        self, serialize_context: SerializationContext, parameter_overrides: list[Parameter] | None = None
    ) -> list[str]:
        """Return the container's command: it starts the server, unless the app has a command of its own.

        Args:
            serialize_context: version, place, code bundle and images.
            parameter_overrides: parameters to give instead of the app's.
        """
        from .command import container_command

        return container_command(self, serialize_context, parameter_overrides)

    @property
    def endpoint(self) -> str:
        """The app's address, where it is known without a cluster: of a local app, or by the cluster's own pattern."""
        if ctx().mode == "local":
            return f"http://localhost:{self.get_port().port}"
        pattern = os.environ.get("INTERNAL_APP_ENDPOINT_PATTERN")
        if pattern is None:
            raise StandinRunsNothingError("flyte.app.AppEnvironment.endpoint")
        return pattern.format(app_fqdn=self.name)

    def clone_with(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Return an app of another name that differs in what is given; None leaves a setting as it is."""
        given = dict(zip(_CLONED, args, strict=False)) | kwargs
        unknown = sorted(given.keys() - {*_CLONED, *_CLONED_BY_NAME})
        if unknown or len(args) > len(_CLONED):
            raise TypeError(
                f"app {self.name!r}: clone_with takes no {', '.join(map(repr, unknown)) or 'more arguments'}"
            )
        changed = {key: value for key, value in given.items() if value is not None}
        return replace(self, **{**self._get_kwargs(), "name": name, **changed})
