"""`flyte.config`: the part of Flyte's configuration file that modules may ask for."""

from __future__ import annotations

from flytex_cli.standin._core.setup.config import Config, auto, get_config_file, set_if_exists
from flytex_cli.standin._core.setup.config import ImageConfig as ImageConfig
from flytex_cli.standin._core.setup.config import PlatformConfig as PlatformConfig
from flytex_cli.standin._core.setup.config import TaskConfig as TaskConfig

__all__ = ["Config", "auto", "get_config_file", "set_if_exists"]
