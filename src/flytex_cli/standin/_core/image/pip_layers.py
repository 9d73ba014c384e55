"""Layers that `pip install` something."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from .hashing import Hasher, Ignored, hash_file, hash_text
from .layer import SDK_MODULE, Layer, SecretMounts, require_file


@dataclass(frozen=True, kw_only=True)
class PipOption:
    """What `pip install` is told besides the packages."""

    __module__ = SDK_MODULE  # as for layers

    index_url: str | None = None
    extra_index_urls: tuple[str, ...] | list[str] | None = None
    pre: bool = False
    extra_args: str | None = None
    secret_mounts: SecretMounts = None

    def get_pip_install_args(self) -> list[str]:
        """Return the options as pip takes them."""
        args = [f"--index-url {self.index_url}"] if self.index_url else []
        args += [f"--extra-index-url {url}" for url in self.extra_index_urls or ()]
        args += ["--pre"] if self.pre else []
        return args + ([self.extra_args] if self.extra_args else [])

    def _hash_options(self, hasher: Hasher) -> None:
        hash_text(hasher, self.index_url, self.extra_index_urls, self.pre, self.extra_args, self.secret_mounts)


@dataclass(frozen=True, kw_only=True)
class PipPackages(PipOption, Layer):
    """Packages by name."""

    packages: tuple[str, ...] | None = None

    def update_hash(self, hasher: Hasher, ignore: Ignored | None = None) -> None:
        self._hash_options(hasher)
        hash_text(hasher, self.packages)


@dataclass(frozen=True, kw_only=True)
class Requirements(PipPackages):
    """Packages listed in a requirements file."""

    file: Path

    def validate(self) -> None:
        require_file(self.file, "requirements file")

    def update_hash(self, hasher: Hasher, ignore: Ignored | None = None) -> None:
        super().update_hash(hasher, ignore)
        hash_file(hasher, self.file, "requirements file")


@dataclass(frozen=True, kw_only=True)
class PythonWheels(PipOption, Layer):
    """A package from the wheels in a local folder."""

    wheel_dir: Path
    wheel_dir_name: str = field(init=False)
    package_name: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "wheel_dir_name", self.wheel_dir.name)

    def update_hash(self, hasher: Hasher, ignore: Ignored | None = None) -> None:
        self._hash_options(hasher)
        for wheel in self.wheel_dir.glob("*.whl"):  # unsorted, as in SDK 2.12.1
            if wheel.is_file():
                hash_file(hasher, wheel, "wheel")
