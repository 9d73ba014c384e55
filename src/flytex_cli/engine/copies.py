"""Stand for `shutil` in the SDK's local builder: note what would be copied into the build context."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any


class Copies:
    """Files as they would be in the context; there, empty ones stand for them.

    Attributes:
        made: of each path in the context the file that is copied, and its size.
    """

    def __init__(self) -> None:
        self._context = Path()
        self.made: dict[str, tuple[Path, int]] = {}

    def begin(self, context: Path) -> None:
        """Forget what was noted; from now on, this is the context."""
        self._context, self.made = context, {}

    def copy(self, src: Any, dst: Any, **options: Any) -> str:
        """Note a file; what does not go into the context is really copied."""
        source, place = Path(src), Path(dst)
        if not place.is_relative_to(self._context):
            return str(shutil.copy(source, place))
        if place.is_dir():
            place /= source.name
        size = source.stat().st_size
        if source.is_dir():
            raise IsADirectoryError(f"{source} is a folder")
        place.touch()
        self.made[os.path.relpath(place, self._context)] = source, size
        return str(place)

    copy2 = copy
    copyfile = copy

    def copytree(self, src: Any, dst: Any, **options: Any) -> str:
        """Note all files of a folder."""
        for folder, _, names in os.walk(src, followlinks=True, onerror=_refuse):
            place = Path(dst, os.path.relpath(folder, src))
            place.mkdir(parents=True, exist_ok=True)
            for name in names:
                self.copy(Path(folder, name), place / name)
        return str(dst)

    def __getattr__(self, name: str) -> Any:
        return getattr(shutil, name)


def _refuse(error: OSError) -> None:
    raise error
