"""What every layer of an image is: a frozen value that can be hashed and validated."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Union

from flytex_cli.standin._core.sdk_modules import sdk_module

if TYPE_CHECKING:
    from flytex_cli.standin._core.settings.secret import Secret

    from .hashing import Hasher, Ignored

SecretMounts = Union["tuple[str | Secret, ...]", None]
InstallMode = Literal["dependencies_only", "install_project"]
PathType = Literal[0, 1]

SDK_MODULE = sdk_module("_image").__name__

FILE: PathType = 0
FOLDER: PathType = 1


@dataclasses.dataclass(frozen=True, kw_only=True)
class Layer:
    """One step of building an image."""

    def __init_subclass__(cls) -> None:
        """Pickled classes and printed types say where the SDK has them: in one module."""
        cls.__module__ = SDK_MODULE

    def __post_init__(self) -> None:
        """Refuse lists: a layer must be hashable, and `["a", "b"]` is mostly meant as `"a", "b"`."""
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, list):
                    raise TypeError(
                        f"{type(self).__name__}.{field.name} contains the list {item!r}: "
                        "pass the items as separate arguments, 'a', 'b' instead of ['a', 'b']"
                    )

    def update_hash(self, hasher: Hasher, ignore: Ignored | None = None) -> None:
        """Add to the hash whatever makes this layer differ from another."""
        raise NotImplementedError(f"{type(self).__name__} does not implement update_hash")

    def validate(self) -> None:
        """Refuse a layer that cannot be built, such as one whose files are missing."""


def as_tuple(value: Any) -> tuple[Any, ...]:
    """Return a list or tuple as a tuple, anything else as a tuple of one."""
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


def secret_mounts(request: Any) -> SecretMounts:
    """Return a secret request as the tuple that a layer keeps."""
    return as_tuple(request) if request else None


def require_file(path: Path, what: str) -> None:
    """Refuse a path that is not a file."""
    if not path.exists():
        raise FileNotFoundError(f"{what} {path} of the image does not exist (looked for {path.absolute()})")
    if not path.is_file():
        raise ValueError(f"{what} {path} of the image is a folder, not a file")
