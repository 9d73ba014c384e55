"""PLG: plugins."""

from flytex_cli.lint.rules.plg.plg001_plugin_not_installed import PLG001
from flytex_cli.lint.rules.plg.plg002_nested_ray import PLG002

RULES = (PLG001, PLG002)
