"""CAC: caching."""

from flytex_cli.lint.rules.cac.cac001_unknown_ignored_input import CAC001
from flytex_cli.lint.rules.cac.cac002_all_inputs_ignored import CAC002
from flytex_cli.lint.rules.cac.cac003_contradictory_cache import CAC003
from flytex_cli.lint.rules.cac.cac004_empty_version import CAC004
from flytex_cli.lint.rules.cac.cac005_cached_without_output import CAC005
from flytex_cli.lint.rules.cac.cac006_helper_not_in_version import CAC006
from flytex_cli.lint.rules.cac.cac007_disabled_with_settings import CAC007
from flytex_cli.lint.rules.cac.cac008_bad_cache import CAC008

RULES = (CAC001, CAC002, CAC003, CAC004, CAC005, CAC006, CAC007, CAC008)
