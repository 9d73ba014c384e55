"""Where the awaitables of a function go: what is awaited, what is used as its value, and what nobody reads."""

from flytex_cli.flow.origin import Kind, Misuse, Misused, Origin
from flytex_cli.flow.sources import misused

__all__ = ["Kind", "Misuse", "Misused", "Origin", "misused"]
