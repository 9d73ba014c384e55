"""LOD: loading and translating."""

from flytex_cli.lint.rules.lod.lod001_module_does_not_load import LOD001
from flytex_cli.lint.rules.lod.lod002_task_does_not_translate import LOD002
from flytex_cli.lint.rules.lod.lod003_runs_while_imported import LOD003
from flytex_cli.lint.rules.lod.lod004_flyte_1 import LOD004

RULES = (LOD001, LOD002, LOD003, LOD004)
