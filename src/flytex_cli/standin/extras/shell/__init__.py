"""`flyte.extras.shell`: a command-line tool in an image as a task, its command a template over typed inputs."""

from __future__ import annotations

from ._task import create
from ._types import DictMode, FlagSpec, Glob, OutputSpec, Stderr, Stdout, listMode

__all__ = ["DictMode", "FlagSpec", "Glob", "OutputSpec", "Stderr", "Stdout", "create", "listMode"]
