"""RES: resources."""

from flytex_cli.lint.rules.res.res001_bad_quantity import RES001

RULES = (RES001,)
