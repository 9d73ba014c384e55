"""BND: the code that a deployment ships."""

from flytex_cli.lint.rules.bnd.bnd001_secret_shipped import BND001
from flytex_cli.lint.rules.bnd.bnd002_link_leaves_root import BND002
from flytex_cli.lint.rules.bnd.bnd003_large_file import BND003
from flytex_cli.lint.rules.bnd.bnd004_module_not_shipped import BND004
from flytex_cli.lint.rules.bnd.bnd005_module_left_out import BND005
from flytex_cli.lint.rules.bnd.bnd006_data_not_shipped import BND006

RULES = (BND001, BND002, BND003, BND004, BND005, BND006)
