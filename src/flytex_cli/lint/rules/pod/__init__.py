"""POD: pod templates, and the Pod that a task becomes."""

from flytex_cli.lint.rules.pod.pod010_pod_refused import POD010
from flytex_cli.lint.rules.pod.pod011_pod_altered import POD011

RULES = (POD010, POD011)
