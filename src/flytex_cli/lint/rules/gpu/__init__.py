"""GPU: accelerators."""

from flytex_cli.lint.rules.gpu.gpu001_two_counts import GPU001
from flytex_cli.lint.rules.gpu.gpu002_boolean_count import GPU002
from flytex_cli.lint.rules.gpu.gpu003_unknown_device import GPU003
from flytex_cli.lint.rules.gpu.gpu004_impossible_device import GPU004
from flytex_cli.lint.rules.gpu.gpu005_unlabelled_device import GPU005

RULES = (GPU001, GPU002, GPU003, GPU004, GPU005)
