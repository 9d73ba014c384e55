"""CTR: container tasks."""

from flytex_cli.lint.rules.ctr.ctr001_undeclared_placeholder import CTR001

RULES = (CTR001,)
