"""NTF: notifications."""

from flytex_cli.lint.rules.ntf.ntf001_undeliverable import NTF001

RULES = (NTF001,)
