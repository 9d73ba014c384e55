"""Layers that become instructions as they are."""

from __future__ import annotations

from collections.abc import Iterable

from flytex_cli.standin._core.image.plain_layers import AptPackages, Commands, Env, WorkDir, _DockerLines

from .context import Context
from .lines import cache, run, secrets, words


def apt(layer: AptPackages, _: Context) -> str:
    """Install system packages."""
    install = "apt-get update && apt-get install -y --no-install-recommends"
    return run(cache("/var/cache/apt", "apt"), secrets(layer.secret_mounts), install, words(layer.packages))


def commands(layer: Commands, _: Context) -> str:
    """Run each command."""
    return _instructions(f"RUN {secrets(layer.secret_mounts)} {command}" for command in layer.commands)


def variables(layer: Env, _: Context) -> str:
    """Set each variable, its value as it is."""
    return _instructions(f"ENV {name}={value}" for name, value in layer.env_vars)


def workdir(layer: WorkDir, _: Context) -> str:
    """Change the folder."""
    return _instructions([f"WORKDIR {layer.workdir}"])


def docker_lines(layer: _DockerLines, _: Context) -> str:
    """Write raw lines."""
    return _instructions(layer.lines)


def _instructions(lines: Iterable[str]) -> str:
    return "".join(f"\n{line}\n" for line in lines)
