"""RSV: how the container finds a task."""

from flytex_cli.lint.rules.rsv.rsv001_not_found_in_container import RSV001
from flytex_cli.lint.rules.rsv.rsv002_not_found_by_deploy import RSV002
from flytex_cli.lint.rules.rsv.rsv003_name_of_another_module import RSV003

RULES = (RSV001, RSV002, RSV003)
