"""CAL: the arguments of calls between tasks."""

from flytex_cli.lint.rules.cal.cal001_wrong_arguments import CAL001
from flytex_cli.lint.rules.cal.cal002_literal_of_other_type import CAL002
from flytex_cli.lint.rules.cal.cal003_refused_override import CAL003
from flytex_cli.lint.rules.cal.cal004_map_of_no_task import CAL004

RULES = (CAL001, CAL002, CAL003, CAL004)
