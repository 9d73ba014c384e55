"""The app that receives webhooks."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flytex_cli.standin._core.app.settings import Link
from flytex_cli.standin._core.app.webhook_receiver import make_receiver
from flytex_cli.standin._core.settings.secret import Secret, secrets_from_request
from flytex_cli.standin.app.extras._fastapi import FastAPIAppEnvironment

from ._event import WebhookEvent
from ._event_type import EventType
from ._provider import Provider

EventHandler = Callable[[WebhookEvent], Awaitable["dict[str, Any] | None"]]


@dataclass(kw_only=True)
class WebhookAppEnvironment(FastAPIAppEnvironment):
    """An app with an endpoint for each provider; the secrets of the providers are mounted.

    Attributes:
        app: the application, if not the one that is made.
        providers: the services.
        scopes: the places whose events are handled; without any, all.
        webhook_prefix: where the endpoints are.
        require_signature: whether what is not authentic is refused.
        max_recent_events: how many events are shown.
        event_handlers: names of events with what handles them; see `on_event`.
        recent_events: the events shown.
    """

    app: Any = None
    providers: Sequence[Provider] = ()
    scopes: list[str] = field(default_factory=list)
    webhook_prefix: str = "/webhook"
    require_signature: bool = True
    max_recent_events: int = 200
    event_handlers: list[tuple[str, EventHandler]] = field(default_factory=list)
    recent_events: deque[WebhookEvent] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._check_providers()
        self.secrets = self._with_secrets_of_providers()
        self.recent_events = deque(maxlen=self.max_recent_events)
        if self.app is None:
            self.app = make_receiver(self.name, self.webhook_prefix)
        super().__post_init__()
        self.links = [Link(path="/", title="Setup Dashboard", is_relative=True), *self.links]

    def _check_providers(self) -> None:
        if not self.providers:
            raise ValueError(f"app {self.name!r}: it needs a provider, providers=[...]")
        for provider in self.providers:
            if not isinstance(provider, Provider):
                raise TypeError(f"app {self.name!r}: providers must be Provider objects, got {provider!r}")
        names = [provider.name for provider in self.providers]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"app {self.name!r}: two providers are named {twice[0]!r}")

    def _with_secrets_of_providers(self) -> list[str | Secret]:
        secrets: list[str | Secret] = list(secrets_from_request(self.secrets or []))
        mounted = {_variable(secret) for secret in secrets if isinstance(secret, Secret)}
        for provider in self.providers:
            if provider.secret_env not in mounted:
                secrets.append(Secret(key=provider.secret_env, as_env_var=provider.secret_env))
                mounted.add(provider.secret_env)
        return secrets

    def on_event(
        self, event_type: str | type[EventType] = "", *, action: str | None = None
    ) -> Callable[[EventHandler], EventHandler]:
        """Handle events of a kind, or of a kind and an action; without a kind, all."""
        pattern = _pattern(event_type, action)

        def register(handler: EventHandler) -> EventHandler:
            self.event_handlers.append((pattern, handler))
            return handler

        return register


def _variable(secret: Secret) -> str:
    return (secret.as_env_var or secret.key).replace("-", "_").upper()


def _pattern(event_type: str | type[EventType], action: str | None) -> str:
    if isinstance(event_type, type) and issubclass(event_type, EventType):
        if "ANY" not in event_type.__members__:
            raise ValueError(f"{event_type.__name__} has no member ANY: name one of its events")
        kind = str(event_type.__members__["ANY"].value)
    else:
        kind = str(event_type)
    if action is None:
        return kind
    if not kind:
        raise ValueError(f"action {action!r} needs an event type")
    if "." in kind:
        raise ValueError(f"event type {kind!r} names an action already, so action {action!r} cannot be given")
    return f"{kind}.{action.lstrip('/')}"
