"""Links a task shows in the console. Fill `metadata.log_links` at deployment."""

from __future__ import annotations

from typing import Any, Protocol


class Link(Protocol):
    """What a link must offer: a name, an icon, and the address for an action."""

    name: str
    icon_uri: str | None = ""

    def get_link(
        self,
        run_name: str,
        project: str,
        domain: str,
        context: dict[str, str],
        parent_action_name: str,
        action_name: str,
        pod_name: str,
        **kwargs: Any,
    ) -> str:
        """Return the address; `{{.actionName}}`-style templates in it are filled by the backend."""
        raise NotImplementedError
