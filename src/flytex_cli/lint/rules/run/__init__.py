"""RUN: what a task's code does when it runs."""

from flytex_cli.lint.rules.run.run001_global_between_tasks import RUN001
from flytex_cli.lint.rules.run.run002_chance_decides import RUN002
from flytex_cli.lint.rules.run.run003_blocking_call import RUN003
from flytex_cli.lint.rules.run.run004_unpicklable_global import RUN004

RULES = (RUN001, RUN002, RUN003, RUN004)
