"""DEP: dependencies between environments."""

from flytex_cli.lint.rules.dep.dep001_undeclared_environment import DEP001
from flytex_cli.lint.rules.dep.dep002_circle import DEP002
from flytex_cli.lint.rules.dep.dep003_missing_include import DEP003

RULES = (DEP001, DEP002, DEP003)
