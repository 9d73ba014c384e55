"""NAM: names."""

from flytex_cli.lint.rules.nam.nam001_long_environment_name import NAM001
from flytex_cli.lint.rules.nam.nam002_long_short_name import NAM002
from flytex_cli.lint.rules.nam.nam003_long_identifier import NAM003
from flytex_cli.lint.rules.nam.nam004_two_environments import NAM004
from flytex_cli.lint.rules.nam.nam005_replaced_task import NAM005
from flytex_cli.lint.rules.nam.nam006_name_of_the_moment import NAM006
from flytex_cli.lint.rules.nam.nam007_two_tasks import NAM007
from flytex_cli.lint.rules.nam.nam008_bad_environment_name import NAM008

RULES = (NAM001, NAM002, NAM003, NAM004, NAM005, NAM006, NAM007, NAM008)
