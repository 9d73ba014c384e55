"""`flyte.notify`: whom to tell when a run ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flytex_cli.standin._core.context.action import ActionPhase

__all__ = ["Email", "NamedDelivery", "NamedRule", "Notification", "Slack", "Teams", "Webhook"]

_ENDS = (ActionPhase.FAILED, ActionPhase.SUCCEEDED, ActionPhase.ABORTED, ActionPhase.TIMED_OUT)

# Texts of notifications that give none; they go on the wire as the SDK has them.
_SUBJECT = "Run {{.Run.Name}} {{.Phase}}"
_LONG_TEXT = (
    "Run: {{.Run.Name}}\nProject/Domain: {{.Run.Project}}/{{.Run.Domain}}\nPhase: {{.Phase}}\nError: {{.Error}}\n"
)
_SHORT_TEXT = "Run: {{.Run.Name}} finished with phase {{.Phase}}\n | {{.Run.Project}}/{{.Run.Domain}}\n"
_FIELDS = {
    "run": "{{.Run.Name}}",
    "project": "{{.Run.Project}}",
    "domain": "{{.Run.Domain}}",
    "phase": "{{.Phase}}",
    "error": "{{.Error}}",
}


def _required(what: str, name: str, value: Any) -> None:
    if not value:
        raise ValueError(f"{what} needs {name}, got {value!r}")


@dataclass(frozen=True)
class NamedRule:
    """A rule that an administrator has set up: phases and recipients together."""

    name: str

    def __post_init__(self) -> None:
        _required("NamedRule", "name", self.name)


@dataclass(frozen=True, kw_only=True)
class Notification:
    """What all notifications have: the ends of a run they are sent at."""

    on_phase: ActionPhase | tuple[ActionPhase, ...]

    def __post_init__(self) -> None:
        phases: Any = self.on_phase
        if isinstance(phases, str):
            phases = (phases,)
        elif isinstance(phases, (list, tuple)):
            phases = tuple(phases)
        _required(type(self).__name__, "on_phase", phases)
        for phase in phases:
            if phase not in _ENDS:
                raise ValueError(
                    f"{type(self).__name__}: on_phase must be of {', '.join(end.name for end in _ENDS)}, got {phase!r}"
                )
        object.__setattr__(self, "on_phase", phases)

    @property
    def phases(self) -> tuple[ActionPhase, ...]:
        """The phases, always as a tuple."""
        return self.on_phase if isinstance(self.on_phase, tuple) else (self.on_phase,)

    def _make_tuple(self, *names: str) -> None:
        for name in names:
            if isinstance(getattr(self, name), list):
                object.__setattr__(self, name, tuple(getattr(self, name)))


@dataclass(frozen=True, kw_only=True)
class NamedDelivery(Notification):
    """Send by a channel that an administrator has set up."""

    name: str

    def __post_init__(self) -> None:
        super().__post_init__()
        _required("NamedDelivery", "name", self.name)


@dataclass(frozen=True, kw_only=True)
class Email(Notification):
    """Send mail; subject and bodies may hold the templates `{{.Run.Name}}`, `{{.Phase}}`, `{{.Error}}` and so on."""

    recipients: tuple[str, ...]
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    subject: str = _SUBJECT
    body: str = _LONG_TEXT
    html_body: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        self._make_tuple("recipients", "cc", "bcc")
        _required("Email", "recipients", self.recipients)


@dataclass(frozen=True, kw_only=True)
class Slack(Notification):
    """Send to a Slack webhook: blocks, or else a message."""

    webhook_url: str
    message: str | None = None
    blocks: tuple[dict[str, Any], ...] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        _required("Slack", "webhook_url", self.webhook_url)
        self._make_tuple("blocks")
        if self.message is None and self.blocks is None:
            object.__setattr__(self, "message", _SHORT_TEXT)


@dataclass(frozen=True, kw_only=True)
class Teams(Notification):
    """Send to a Microsoft Teams webhook: a card, or else title and message."""

    webhook_url: str
    title: str = _SUBJECT
    message: str | None = None
    card: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        _required("Teams", "webhook_url", self.webhook_url)
        if self.message is None and self.card is None:
            object.__setattr__(self, "message", _LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class Webhook(Notification):
    """Send to any address, as JSON."""

    url: str
    method: str = "POST"
    headers: dict[str, str] | None = None
    body: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        _required("Webhook", "url", self.url)
        if self.body is None:
            object.__setattr__(self, "body", dict(_FIELDS))
