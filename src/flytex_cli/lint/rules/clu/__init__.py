"""CLU: what the cluster has."""

from flytex_cli.lint.rules.clu.clu001_unknown_queue import CLU001
from flytex_cli.lint.rules.clu.clu002_unknown_pod_template import CLU002
from flytex_cli.lint.rules.clu.clu003_unknown_service_account import CLU003

RULES = (CLU001, CLU002, CLU003)
