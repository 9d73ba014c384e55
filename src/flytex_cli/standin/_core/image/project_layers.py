"""Layers that install a uv, Poetry or pixi project: its dependencies, or the project as well."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .hashing import Hasher, Ignored, hash_file, hash_source, hash_text
from .ignore import DockerignoreFile
from .layer import InstallMode, Layer, SecretMounts, require_file
from .pip_layers import PipOption


@dataclass(frozen=True)
class UVProject(PipOption, Layer):
    """A project with a `pyproject.toml` and mostly a `uv.lock`."""

    pyproject: Path
    uvlock: Path | None = None
    project_install_mode: InstallMode = "dependencies_only"

    def validate(self) -> None:
        require_file(self.pyproject, "uv project file")
        if self.uvlock is not None:
            require_file(self.uvlock, "uv lock file")

    def update_hash(self, hasher: Hasher, ignore: Ignored | None = None) -> None:
        self._hash_options(hasher)
        if self.project_install_mode == "dependencies_only":
            if self.uvlock is not None:
                hash_file(hasher, self.uvlock, "uv lock file")
            hash_file(hasher, self.pyproject, "uv project file")
        else:
            folder = self.pyproject.parent
            hash_source(hasher, folder, ignore or DockerignoreFile(folder))


@dataclass(frozen=True)
class PoetryProject(Layer):
    """A project with a `pyproject.toml` and a `poetry.lock`."""

    pyproject: Path
    poetry_lock: Path
    extra_args: str | None = None
    project_install_mode: InstallMode = "dependencies_only"
    secret_mounts: SecretMounts = None

    def validate(self) -> None:
        require_file(self.pyproject, "Poetry project file")
        require_file(self.poetry_lock, "Poetry lock file")

    def update_hash(self, hasher: Hasher, ignore: Ignored | None = None) -> None:
        hash_text(hasher, self.extra_args, self.secret_mounts)
        if self.project_install_mode == "dependencies_only":
            hash_file(hasher, self.poetry_lock, "Poetry lock file")
            hash_file(hasher, self.pyproject, "Poetry project file")
        else:
            # Unlike the other projects: SDK 2.12.1 does not look for a .dockerignore beside a Poetry project.
            hash_source(hasher, self.pyproject.parent, ignore)


@dataclass(frozen=True)
class PixiProject(Layer):
    """A project with a `pixi.toml`, or a `pyproject.toml` with a `[tool.pixi]` table."""

    manifest: Path
    pixi_lock: Path | None = None
    environment: str = "default"
    extra_args: str | None = None
    project_install_mode: InstallMode = "dependencies_only"
    secret_mounts: SecretMounts = None

    def validate(self) -> None:
        require_file(self.manifest, "pixi manifest")
        if self.manifest.name not in ("pixi.toml", "pyproject.toml"):
            raise ValueError(f"pixi manifest {self.manifest} of the image must be named pixi.toml or pyproject.toml")
        if self.pixi_lock is not None:
            require_file(self.pixi_lock, "pixi lock file")

    def update_hash(self, hasher: Hasher, ignore: Ignored | None = None) -> None:
        hash_text(hasher, self.environment, self.extra_args, self.secret_mounts)
        if self.project_install_mode == "dependencies_only":
            if self.pixi_lock is not None:
                hash_file(hasher, self.pixi_lock, "pixi lock file")
            hash_file(hasher, self.manifest, "pixi manifest")
        else:
            folder = self.manifest.parent
            hash_source(hasher, folder, ignore or DockerignoreFile(folder))
