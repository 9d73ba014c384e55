"""POD: pod templates."""

from flytex_cli.lint.rules.pod.pod001_no_primary import POD001
from flytex_cli.lint.rules.pod.pod002_discarded_setting import POD002
from flytex_cli.lint.rules.pod.pod003_invalid_pod import POD003
from flytex_cli.lint.rules.pod.pod004_shared_memory_twice import POD004
from flytex_cli.lint.rules.pod.pod005_bad_kubernetes_name import POD005
from flytex_cli.lint.rules.pod.pod006_pod_altered import POD006

RULES = (POD001, POD002, POD003, POD004, POD005, POD006)
