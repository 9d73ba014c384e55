"""`--accept`: changes that are meant, as `flytex diff` and `flytex plan --against` take them."""

from __future__ import annotations

from flytex_cli.cli.conversation import Conversation
from flytex_cli.diff.comparison import Comparison
from flytex_cli.render.common.escape import escape_line


def say_expired(comparison: Comparison, talk: Conversation) -> None:
    """Say which accepted changes are gone."""
    if expired := comparison.accepted.expired(comparison.changes, comparison.all_effects):
        talk.note(f"accepted, and gone: {escape_line(', '.join(expired))}; flytex diff --write-accept leaves them out")
