"""Settings of an app: port, address, replicas, links."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from flytex_cli.standin._core.common.repr import short_repr

RESERVED_PORTS = (8012, 8022, 8112, 9090, 9091)
_LONGEST_REQUEST = timedelta(hours=1)


@short_repr
@dataclass(frozen=True)
class Port:
    """The port an app listens on, with the protocol's name (`h2c`, `http1`) where it matters."""

    port: int
    name: str | None = None

    def __post_init__(self) -> None:
        if self.port in RESERVED_PORTS:
            raise ValueError(
                f"port {self.port} is reserved, as are {', '.join(map(str, RESERVED_PORTS))}: choose another"
            )


@short_repr
@dataclass(frozen=True)
class Link:
    """A link shown beside an app."""

    path: str
    title: str
    is_relative: bool = False


@short_repr
@dataclass
class Scaling:
    """How many replicas an app has.

    Attributes:
        replicas: a number, or `(min, max)`.
        metric: what makes it scale up.
        scaledown_after: seconds or timedelta without requests after which it scales down.
    """

    @dataclass(frozen=True)
    class Concurrency:
        """Scale up at so many requests at a time per replica."""

        val: int

        def __post_init__(self) -> None:
            if self.val < 1:
                raise ValueError(f"Scaling.Concurrency must be 1 or more, got {self.val}")

    @dataclass
    class RequestRate:
        """Scale up at so many requests per second per replica."""

        val: int

        def __post_init__(self) -> None:
            if self.val < 1:
                raise ValueError(f"Scaling.RequestRate must be 1 or more, got {self.val}")

    replicas: int | tuple[int, int] = (0, 1)
    metric: Concurrency | RequestRate | None = None
    scaledown_after: int | timedelta | None = None

    def __post_init__(self) -> None:
        replicas: Any = self.replicas
        if isinstance(replicas, int):
            if replicas < 0:
                raise ValueError(f"Scaling.replicas must be 0 or more, got {replicas}")
            self.replicas = (replicas, replicas)
        elif not isinstance(replicas, tuple):
            raise TypeError(f"Scaling.replicas must be an int or a (min, max) tuple, got {replicas!r}")
        elif len(replicas) != 2:
            raise ValueError(f"Scaling.replicas must be an int or a (min, max) tuple, got {replicas!r}")
        elif replicas[0] < 0 or replicas[1] < 1 or replicas[1] < replicas[0]:
            raise ValueError(f"Scaling.replicas must have 0 <= min <= max and max >= 1, got {replicas!r}")
        if self.metric and not isinstance(self.metric, (Scaling.Concurrency, Scaling.RequestRate)):
            raise TypeError(f"Scaling.metric must be Scaling.Concurrency or Scaling.RequestRate, got {self.metric!r}")
        if self.scaledown_after:
            self.scaledown_after = _duration("Scaling.scaledown_after", self.scaledown_after)

    def get_replicas(self) -> tuple[int, int]:
        """Return smallest and largest number."""
        return (self.replicas, self.replicas) if isinstance(self.replicas, int) else self.replicas


@short_repr
@dataclass
class Timeouts:
    """How long a request may take, an hour at most."""

    request: int | timedelta | None = None

    def __post_init__(self) -> None:
        if self.request is None:
            return
        self.request = _duration("Timeouts.request", self.request)
        if not timedelta(0) <= self.request <= _LONGEST_REQUEST:
            raise ValueError(f"Timeouts.request must be between zero and one hour, got {self.request}")


def _duration(field: str, value: Any) -> timedelta:
    if isinstance(value, int):
        return timedelta(seconds=value)
    if not isinstance(value, timedelta):
        raise TypeError(f"{field} must be seconds (int) or a timedelta, got {value!r}")
    return value


@short_repr
@dataclass(frozen=True)
class Subdomain:
    """A subdomain made at deployment: of the app's name and place, or by a function."""

    app_name: str | None = None
    project_domain_suffix: Literal["hash", "default"] = "hash"
    function: Callable[..., str] | None = None

    def __post_init__(self) -> None:
        if (self.app_name is None) == (self.function is None):
            raise ValueError("Subdomain needs exactly one of app_name and function")
        if self.project_domain_suffix not in ("hash", "default"):
            raise ValueError(
                f"Subdomain.project_domain_suffix must be 'hash' or 'default', got {self.project_domain_suffix!r}"
            )

    @classmethod
    def from_app_name(cls, app_name: str, project_domain_suffix: Literal["hash", "default"] = "hash") -> Subdomain:
        """Return a subdomain of the app's name, project and domain."""
        return cls(app_name=app_name, project_domain_suffix=project_domain_suffix)

    @classmethod
    def from_function(cls, function: Callable[..., str]) -> Subdomain:
        """Return a subdomain that a function makes."""
        return cls(function=function)

    def resolve(self, app_env: Any, serialization_context: Any) -> str:
        """Return the subdomain of an app at its deployment: of its place, or what the function makes of it."""
        if self.function is not None:
            made: Any = self.function(app_env, serialization_context)
            if not isinstance(made, str) or not made:
                raise ValueError(f"the subdomain of app {app_env.name!r} must be a str that is not empty, got {made!r}")
            return made
        project, domain = serialization_context.project, serialization_context.domain
        if not project or not domain:
            raise ValueError(f"the subdomain of {self.app_name!r} needs a project and a domain")
        place = f"{project}-{domain}"
        if self.project_domain_suffix == "hash":
            place = hashlib.sha256(place.encode()).hexdigest()[:8]
        return f"{self.app_name}-{place}"


@short_repr
@dataclass
class Domain:
    """The address of an app."""

    subdomain: str | Subdomain | None = None
    custom_domain: str | None = None
