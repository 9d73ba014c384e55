"""`flyte.ai.chat`: an app to talk to an agent."""

from __future__ import annotations

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly

from .app import AgentChatAppEnvironment, CustomTheme

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
