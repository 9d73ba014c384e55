"""Apps: their wire message, and what was declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from flytex_cli.records.base import Json, Message, SourceLocation

if TYPE_CHECKING:
    from flyteidl2.app.app_definition_pb2 import App
    from flyteidl2.app.app_payload_pb2 import CreateRequest


@dataclass(frozen=True)
class AppFacts:
    """What the user declared for an app, before any translation.

    Mappings hold the constructor fields that were set, by the SDK's own names, as JSON values; durations are seconds.

    Attributes:
        kind: the class of the environment, `FastAPIAppEnvironment`.
        type: what the platform is told it is, `FastAPI`.
        command: as given, split into words; None where the SDK's `fserve` starts the app.
        parameters: of each its fields. A value that is looked up is `{"kind": "RunOutput", ...}`, with what was set.
        server, on_startup, on_shutdown: `module:qualname` of the decorated functions.
    """

    kind: str
    type: str | None = None
    description: str | None = None
    image: Mapping[str, Json] | None = None
    resources: Mapping[str, Json] | None = None
    port: int | None = None
    port_name: str | None = None
    args: tuple[str, ...] | None = None
    command: tuple[str, ...] | None = None
    requires_auth: bool = True
    replicas: tuple[int, ...] = ()
    scaling: Mapping[str, Json] | None = None
    domain: Mapping[str, Json] | None = None
    links: tuple[Mapping[str, Json], ...] = ()
    parameters: tuple[Mapping[str, Json], ...] = ()
    cluster_pool: str | None = None
    cluster: str | None = None
    timeouts: Mapping[str, Json] | None = None
    secrets: tuple[Mapping[str, Json], ...] = ()
    env_vars: tuple[str, ...] = ()
    pod_template: Mapping[str, Json] | None = None
    include: tuple[str, ...] = ()
    server: str | None = None
    on_startup: str | None = None
    on_shutdown: str | None = None

    @property
    def pending(self) -> tuple[str, ...]:
        """The parameters whose value only a deployment can look up."""
        values = ((str(each.get("name")), each.get("value")) for each in self.parameters)
        return tuple(name for name, value in values if isinstance(value, Mapping) and value.get("kind") in LOOKED_UP)


LOOKED_UP = frozenset({"ArtifactValue", "RunOutput"})
"""The values that a deployment asks the cluster for; an `AppEndpoint` is looked up by the running app."""


@dataclass(frozen=True)
class AppRecord:
    """One app: its wire message, what was declared, and where. Its name is its environment's."""

    name: str
    facts: AppFacts
    location: SourceLocation
    message: Message
    app_bytes: bytes = field(repr=False)

    @property
    def environment(self) -> str:
        """The environment's name."""
        return self.name

    @cached_property
    def app(self) -> App:
        """The `flyteidl2.app.App`, kept: for those who look at it again and again."""
        return self.parsed()

    def parsed(self) -> App:
        """Return its message, parsed anew."""
        from flyteidl2.app.app_definition_pb2 import App

        return App.FromString(self.app_bytes)

    @property
    def wire_bytes(self) -> tuple[bytes, ...]:
        """All its messages, serialized."""
        return (self.app_bytes,)

    @property
    def wire(self) -> App | CreateRequest:
        """The message this record stands for, made anew: the App, or the CreateRequest around it."""
        if self.message is not Message.DEPLOY_REQUEST:
            return self.parsed()
        from flyteidl2.app.app_payload_pb2 import CreateRequest

        return CreateRequest(app=self.parsed())
