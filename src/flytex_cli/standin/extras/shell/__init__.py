"""`flyte.extras.shell`: a command-line tool in an image as a task, its command a template over typed inputs."""

from __future__ import annotations

import sys

from flytex_cli.standin._core import sdk_modules
from flytex_cli.standin._core.shell.task import create
from flytex_cli.standin._core.shell.types import DictMode, FlagSpec, Glob, OutputSpec, Stderr, Stdout, listMode

__all__ = ["DictMode", "FlagSpec", "Glob", "OutputSpec", "Stderr", "Stdout", "create", "listMode"]

sdk_modules.bind(sys.modules[__name__])
