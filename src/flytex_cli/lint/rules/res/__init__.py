"""RES: resources."""

from flytex_cli.lint.rules.res.res001_bad_quantity import RES001
from flytex_cli.lint.rules.res.res002_request_over_limit import RES002
from flytex_cli.lint.rules.res.res003_suspicious_unit import RES003
from flytex_cli.lint.rules.res.res004_zero_or_negative import RES004
from flytex_cli.lint.rules.res.res005_empty_quantity import RES005
from flytex_cli.lint.rules.res.res006_fine_cpu import RES006
from flytex_cli.lint.rules.res.res007_shared_memory import RES007
from flytex_cli.lint.rules.res.res008_no_resources import RES008

RULES = (RES001, RES002, RES003, RES004, RES005, RES006, RES007, RES008)
