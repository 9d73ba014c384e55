"""`flyte.ai.chat`: an app to talk to an agent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly
from flytex_cli.standin.app import AppEnvironment

__all__ = [
    "CHAT_HTML_TEMPLATE",
    "CUSTOM_THEME_CSS_TEMPLATE",
    "DEFAULT_CSS",
    "AgentChatAppEnvironment",
    "CustomTheme",
    "build_chat_html",
]

CHAT_HTML_TEMPLATE = CUSTOM_THEME_CSS_TEMPLATE = DEFAULT_CSS = ""

build_chat_html = RuntimeOnly("flyte.ai.chat.build_chat_html")


@dataclass(kw_only=True)
class CustomTheme:
    """Colours of the app."""

    accent_color: str = "#6F2AEF"
    accent_hover_color: str = "#8B52F2"
    button_text_color: str = "#f3f4f6"


@dataclass(kw_only=True, repr=True)
class AgentChatAppEnvironment(AppEnvironment):
    """An app with a chat page for an agent.

    Attributes:
        agent: the agent.
        title: of the page.
        subtitle: below it.
        theme: its colours.
        custom_css: added to its style.
        logo_url: its logo.
        additional_buttons: added to its buttons.
        prompt_nudges: suggested messages.
        passthrough_auth: whether the caller's credentials are used.
        task_entrypoint: the task that answers.
        uvicorn_config: how uvicorn serves it.
    """

    agent: Any = None
    title: str = "Agent Chat"
    subtitle: str | None = None
    theme: Any | None = None
    custom_css: str = ""
    logo_url: str | None = None
    additional_buttons: list[dict[str, str]] | None = None
    prompt_nudges: list[Any] | None = None
    passthrough_auth: bool = False
    task_entrypoint: Any | None = None
    uvicorn_config: Any | None = None
    type: str | None = "AgentChat"
