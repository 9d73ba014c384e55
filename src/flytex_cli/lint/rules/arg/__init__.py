"""ARG: arguments and names that Flyte does not have, or refuses."""

from flytex_cli.lint.rules.arg.arg001_unknown_argument import ARG001
from flytex_cli.lint.rules.arg.arg002_refused_argument import ARG002
from flytex_cli.lint.rules.arg.arg003_unknown_name import ARG003

RULES = (ARG001, ARG002, ARG003)
