"""Requirements as pip takes them: in a call, in a file, in a list of a project."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

from flytex_cli.lint.installs.files import read_text

MAX_FILES = 50
_CONTINUED = re.compile(r"\\\r?\n")
_COMMENT = re.compile(r"(^|\s)#.*$")
_FILE = re.compile(r"(?:-r|--requirement)[\s=]*(\S.*)")
_EGG = re.compile(r"[#&]egg=([A-Za-z0-9._-]+)")
_HASH = re.compile(r"\s--(?:hash|config-settings|global-option)[\s=]\S+")


_requirement = functools.lru_cache(maxsize=4096)(Requirement)
"""Distributions ask for the same ones, and images for the same distributions."""


@dataclass
class Wanted:
    """Distributions that are asked for.

    Attributes:
        python: the version in the image; the one that runs flytex when None.
        extra: what markers take for the extra that is asked for.
        extras: of each distribution, by its normalized name.
        pins: exact versions, of distributions that are asked for by one.
        known: whether nothing else is asked for: no path, no link without a name, no file that cannot be read.
    """

    python: tuple[int, int] | None = None
    extra: str = ""
    extras: dict[str, set[str]] = field(default_factory=dict)
    known: bool = True
    pins: dict[str, str] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Take one requirement; a link or path of no known name makes the rest unknown."""
        text = _HASH.sub("", text).strip()
        try:
            requirement = _requirement(text)
        except InvalidRequirement:
            self._add_link(text)
            return
        if requirement.marker is None or requirement.marker.evaluate(self._environment()):
            self.add_name(requirement.name, requirement.extras)
            exact = [each.version for each in requirement.specifier if each.operator == "=="]
            if len(exact) == 1:
                self.pins[canonicalize_name(requirement.name)] = exact[0]

    def add_all(self, texts: Any) -> None:
        """Take a list of requirements, as a TOML document has it."""
        for text in texts if isinstance(texts, (list, tuple)) else ():
            if isinstance(text, str):
                self.add(text)

    def add_name(self, name: str, extras: Iterable[str] = ()) -> None:
        """Take a distribution by its name."""
        self.extras.setdefault(canonicalize_name(name), set()).update(canonicalize_name(each) for each in extras)

    def add_file(self, path: Path, seen: set[Path] | None = None) -> None:
        """Take a requirements file and those that it names; constraints ask for nothing."""
        seen = set() if seen is None else seen
        text = read_text(path)
        if text is None or len(seen) > MAX_FILES:
            self.known = False
            return
        if path in seen:
            return
        seen.add(path)
        for line in _CONTINUED.sub(" ", text).splitlines():
            written = _COMMENT.sub("", line).strip()
            other = _FILE.fullmatch(written)
            if other:
                self.add_file(path.parent / other[1].strip("\"' "), seen)
            elif written.startswith(("-e", "--editable")):
                self.add(re.sub(r"^(?:-e|--editable)[\s=]*", "", written))
            elif written and not written.startswith("-"):
                self.add(written)

    def _add_link(self, text: str) -> None:
        egg = _EGG.search(text)
        wheel = text.partition("#")[0].rpartition("/")[2]
        if egg is not None:
            self.add_name(egg[1])
            return
        try:
            self.add_name(parse_wheel_filename(wheel)[0])
        except InvalidWheelFilename:
            self.known = False

    def _environment(self) -> Mapping[str, str]:
        """Return what markers ask, of a Linux container."""
        linux = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "extra": self.extra}
        if self.python is None:
            return linux
        version = ".".join(map(str, self.python))
        return {**linux, "python_version": version, "python_full_version": f"{version}.0"}
