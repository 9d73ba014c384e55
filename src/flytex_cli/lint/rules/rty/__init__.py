"""RTY: retries and timeouts."""

from flytex_cli.lint.rules.rty.rty001_override_without_effect import RTY001
from flytex_cli.lint.rules.rty.rty002_override_replaces import RTY002
from flytex_cli.lint.rules.rty.rty003_bad_timeout import RTY003
from flytex_cli.lint.rules.rty.rty004_odd_retries import RTY004
from flytex_cli.lint.rules.rty.rty005_many_retries import RTY005

RULES = (RTY001, RTY002, RTY003, RTY004, RTY005)
