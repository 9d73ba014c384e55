"""CLU: what the cluster has."""

from flytex_cli.lint.rules.clu.clu001_unknown_queue import CLU001
from flytex_cli.lint.rules.clu.clu002_unknown_pod_template import CLU002
from flytex_cli.lint.rules.clu.clu003_unknown_service_account import CLU003
from flytex_cli.lint.rules.clu.clu004_over_quota import CLU004
from flytex_cli.lint.rules.clu.clu005_out_of_limit_range import CLU005
from flytex_cli.lint.rules.clu.clu006_no_node import CLU006
from flytex_cli.lint.rules.clu.clu007_over_platform_maximum import CLU007
from flytex_cli.lint.rules.clu.clu008_unknown_priority_class import CLU008
from flytex_cli.lint.rules.clu.clu009_unknown_runtime_class import CLU009
from flytex_cli.lint.rules.clu.clu010_fan_out_over_quota import CLU010

RULES = (CLU001, CLU002, CLU003, CLU004, CLU005, CLU006, CLU007, CLU008, CLU009, CLU010)
