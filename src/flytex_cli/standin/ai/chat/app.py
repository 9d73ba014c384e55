"""The chat app, and the colours of its page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from typing import Any

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly
from flytex_cli.standin._core.common.repr import short_repr
from flytex_cli.standin._core.context.serialization import SerializationContext
from flytex_cli.standin.ai.agents.protocol import AgentProtocol
from flytex_cli.standin.app import AppEnvironment

_COLOUR = re.compile(r"^#(?:[0-9a-fA-F]{3}){1,2}$")


@dataclass(kw_only=True)
class CustomTheme:
    """Colours of the app, `#` and three or six hex digits."""

    accent_color: str = "#6F2AEF"
    accent_hover_color: str = "#8B52F2"
    button_text_color: str = "#f3f4f6"

    to_css = RuntimeOnly("flyte.ai.chat.CustomTheme.to_css")

    def __post_init__(self) -> None:
        for each in fields(self):
            colour = getattr(self, each.name)
            if not _COLOUR.match(colour):
                raise ValueError(f"CustomTheme.{each.name} must be a hex colour like '#6F2AEF', got {colour!r}")


@short_repr
@dataclass(kw_only=True, repr=True)
class AgentChatAppEnvironment(AppEnvironment):
    """An app with a chat page for an agent.

    Attributes:
        agent: the agent; anything that runs on a message and lists its tools.
        title: of the page.
        subtitle: below it.
        prompt_nudges: suggested messages.
        theme: its colours.
        custom_css: added to its style.
        logo_url: its logo.
        additional_buttons: added to its buttons.
        passthrough_auth: whether the caller's credentials are used.
        passthrough_auth_excluded_paths: paths that need no credentials.
        task_entrypoint: the task that answers.
    """

    agent: Any = None
    title: str | None = None
    subtitle: str | None = None
    prompt_nudges: list[dict[str, str]] = field(default_factory=list)
    theme: CustomTheme | None = None
    custom_css: str = ""
    logo_url: str | None = None
    additional_buttons: list[dict[str, str]] = field(default_factory=list)
    passthrough_auth: bool = False
    passthrough_auth_excluded_paths: frozenset[str] | None = None
    task_entrypoint: Any | None = None
    type: str = "AgentChat"

    build_fastapi_app = RuntimeOnly("flyte.ai.chat.AgentChatAppEnvironment.build_fastapi_app")
    _fastapi_server = RuntimeOnly("flyte.ai.chat.AgentChatAppEnvironment")

    def __post_init__(self) -> None:
        if self.agent is None:
            raise ValueError(f"app {self.name!r}: it needs an agent")
        if not isinstance(self.agent, AgentProtocol):
            raise TypeError(f"app {self.name!r}: agent must have run and tool_descriptions, got {self.agent!r}")
        if self.task_entrypoint is not None and not self.passthrough_auth:
            raise ValueError(f"app {self.name!r}: task_entrypoint needs passthrough_auth=True")
        super().__post_init__()
        self._server = self._fastapi_server

    def container_command(self, serialization_context: SerializationContext) -> list[str]:
        """Return no command: the page is served by `_server`."""
        return []
