"""ENV: environment variables."""

from flytex_cli.lint.rules.env.env001_value_is_no_text import ENV001
from flytex_cli.lint.rules.env.env002_odd_name import ENV002
from flytex_cli.lint.rules.env.env003_reserved_name import ENV003
from flytex_cli.lint.rules.env.env004_value_of_the_moment import ENV004

RULES = (ENV001, ENV002, ENV003, ENV004)
