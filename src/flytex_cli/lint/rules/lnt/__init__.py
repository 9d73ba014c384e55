"""LNT: suppressions."""

from flytex_cli.lint.rules.lnt.lnt001_unused_suppression import LNT001
from flytex_cli.lint.rules.lnt.lnt002_unknown_rule import LNT002
from flytex_cli.lint.rules.lnt.lnt003_malformed_comment import LNT003

RULES = (LNT001, LNT002, LNT003)
