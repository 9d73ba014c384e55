"""CON: the limits that Flyte's messages declare."""

from flytex_cli.lint.rules.con.con001_over_limit import CON001

RULES = (CON001,)
