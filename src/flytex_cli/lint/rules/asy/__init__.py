"""ASY: calls between tasks."""

from flytex_cli.lint.rules.asy.asy001_never_awaited import ASY001
from flytex_cli.lint.rules.asy.asy002_coroutine_as_value import ASY002
from flytex_cli.lint.rules.asy.asy003_sync_task_in_async import ASY003
from flytex_cli.lint.rules.asy.asy004_task_in_trace import ASY004
from flytex_cli.lint.rules.asy.asy005_blocking_map import ASY005
from flytex_cli.lint.rules.asy.asy006_not_awaitable import ASY006
from flytex_cli.lint.rules.asy.asy007_unread_map import ASY007
from flytex_cli.lint.rules.asy.asy008_blocking_flyte_call import ASY008

RULES = (ASY001, ASY002, ASY003, ASY004, ASY005, ASY006, ASY007, ASY008)
