"""REU: reusable environments."""

from flytex_cli.lint.rules.reu.reu001_no_replica import REU001
from flytex_cli.lint.rules.reu.reu002_reuse_not_installed import REU002
from flytex_cli.lint.rules.reu.reu003_reusable_with_template import REU003
from flytex_cli.lint.rules.reu.reu004_starving_pool import REU004
from flytex_cli.lint.rules.reu.reu005_separate_pools import REU005
from flytex_cli.lint.rules.reu.reu006_bad_reuse_policy import REU006

RULES = (REU001, REU002, REU003, REU004, REU005, REU006)
