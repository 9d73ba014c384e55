"""OUT: reports and artifacts."""

from flytex_cli.lint.rules.out.out001_report_not_enabled import OUT001
from flytex_cli.lint.rules.out.out002_artifacts_not_enabled import OUT002

RULES = (OUT001, OUT002)
