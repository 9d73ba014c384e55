"""CON: limits of the wire messages."""

from flytex_cli.lint.rules.con.con001_over_limit import CON001

RULES = (CON001,)
