"""What an image installs, as far as its layers and the files they name say."""

from flytex_cli.lint.installs.image import Installs, installs, plugin_distribution

__all__ = ["Installs", "installs", "plugin_distribution"]
