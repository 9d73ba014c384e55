"""RSV: how the container finds a task."""

from flytex_cli.lint.rules.rsv.rsv001_not_found_in_container import RSV001

RULES = (RSV001,)
