"""ENV: environment variables."""

from flytex_cli.lint.rules.env.env001_value_is_no_text import ENV001
from flytex_cli.lint.rules.env.env002_odd_name import ENV002
from flytex_cli.lint.rules.env.env003_reserved_name import ENV003

RULES = (ENV001, ENV002, ENV003)
