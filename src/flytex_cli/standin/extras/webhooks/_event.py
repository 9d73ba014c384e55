"""What arrives: one event, in the same words for every service."""

from __future__ import annotations

import hashlib
from datetime import datetime, timezone
from typing import Any

from pydantic import BaseModel, Field, computed_field


class WebhookEvent(BaseModel):
    """An event of a service.

    Attributes:
        provider: the service.
        event_type: the kind of event.
        action: what happened, where the service says it apart.
        delivery_id: the service's number of the delivery.
        resource_id: what it happened to.
        occurred_at: when, in the service's words.
        scope: where: a repository, a channel, a project.
        title: a short text.
        url: where to look at it.
        actor: who did it.
        received_at: when it arrived.
        payload: the whole message.
    """

    provider: str
    event_type: str
    action: str | None = None
    delivery_id: str = ""
    resource_id: str | None = None
    occurred_at: str | None = None
    scope: str | None = None
    title: str | None = None
    url: str | None = None
    actor: str | None = None
    received_at: datetime = Field(default_factory=lambda: datetime.now(timezone.utc))
    payload: dict[str, Any] = Field(default_factory=dict)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def qualified_type(self) -> str:
        """The kind with the action, `pull_request.opened`."""
        return f"{self.event_type}.{self.action}" if self.action else self.event_type

    def dedupe_key(self) -> str:
        """Return what is the same when an event is delivered again."""
        parts = [self.provider, self.qualified_type]
        parts += [self.resource_id, self.occurred_at or ""] if self.resource_id else [self.delivery_id]
        return hashlib.sha256(":".join(parts).encode()).hexdigest()[:32]
