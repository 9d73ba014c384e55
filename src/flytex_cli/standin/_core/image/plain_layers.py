"""Layers that need no files: system packages, commands, environment, working directory."""

from __future__ import annotations

from dataclasses import dataclass

from .hashing import Hasher, Ignored, hash_text
from .layer import Layer, SecretMounts


@dataclass(frozen=True)
class AptPackages(Layer):
    """System packages for `apt-get install`."""

    packages: tuple[str, ...]
    secret_mounts: SecretMounts = None

    def update_hash(self, hasher: Hasher, ignore: Ignored | None = None) -> None:
        hash_text(hasher, self.packages, self.secret_mounts)


@dataclass(frozen=True)
class Commands(Layer):
    """Shell commands."""

    commands: tuple[str, ...]
    secret_mounts: SecretMounts = None

    def update_hash(self, hasher: Hasher, ignore: Ignored | None = None) -> None:
        hash_text(hasher, self.commands, self.secret_mounts)


@dataclass(frozen=True)
class WorkDir(Layer):
    """The working directory."""

    workdir: str

    def update_hash(self, hasher: Hasher, ignore: Ignored | None = None) -> None:
        hash_text(hasher, self.workdir)


@dataclass(frozen=True)
class _DockerLines(Layer):
    """Raw Dockerfile lines; only the default images have them."""

    lines: tuple[str, ...]

    def update_hash(self, hasher: Hasher, ignore: Ignored | None = None) -> None:
        hash_text(hasher, self.lines)


@dataclass(frozen=True)
class Env(Layer):
    """Environment variables of the image."""

    env_vars: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_dict(cls, envs: dict[str, str]) -> Env:
        """Make the layer of a dict."""
        return cls(env_vars=tuple(envs.items()))

    def update_hash(self, hasher: Hasher, ignore: Ignored | None = None) -> None:
        hasher.update(" ".join(f"{name}={value}" for name, value in self.env_vars).encode())
