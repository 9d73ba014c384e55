"""The Python packages an image installs, for rebuilding its environment on a Mac."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from flytex_cli.standin._core.common.loggers import logger
from flytex_cli.standin._core.image import layers


def host_packages(image: Any, owner: str) -> tuple[list[str], list[str]]:
    """Return requirements and index options of the image's layers; what cannot be rebuilt is named in a warning."""
    found = _Found()
    for layer in getattr(image, "_layers", ()):
        try:
            found.add(layer)
        except (OSError, ValueError) as error:
            found.left_out.append(f"{type(layer).__name__} ({error})")
    if found.left_out:
        logger.warning(
            f"{owner}: gpu='AppleSilicon' runs on the Mac with the image's Python packages, without "
            f"{'; '.join(found.left_out)}"
        )
    return [package for package in found.packages if _project(package) != "flyte"], found.options


class _Found:
    """What the layers say, one after the other."""

    def __init__(self) -> None:
        self.packages: list[str] = []
        self.options: list[str] = []
        self.left_out: list[str] = []

    def add(self, layer: Any) -> None:
        if isinstance(layer, layers.Requirements):
            requirements, options = _read_requirements(Path(layer.file), set())
            self.packages += requirements
            self.options += [option for option in options if option not in self.options or option.startswith("--")]
        elif isinstance(layer, layers.PipPackages):
            self.packages += layer.packages or ()
        elif isinstance(layer, (layers.UVProject, layers.PoetryProject)):
            self.packages += _read_project(Path(layer.pyproject))
            if layer.project_install_mode == "install_project":
                self.left_out.append(f"the project in {layer.pyproject} itself (only its dependencies)")
        elif isinstance(layer, layers.UVScript):
            self.packages += _read_script(Path(layer.script))
        elif isinstance(layer, layers.PythonWheels) and layer.package_name != "flyte":
            self.left_out.append(f"local wheels in {layer.wheel_dir}")
        if isinstance(layer, layers.PipOption) and not isinstance(layer, (layers.PoetryProject, layers.PythonWheels)):
            self._add_options(layer)

    def _add_options(self, layer: Any) -> None:
        if layer.index_url and "--index-url" not in self.options:
            self.options += ["--index-url", layer.index_url]
        for url in layer.extra_index_urls or ():
            if url not in self.options:
                self.options += ["--extra-index-url", url]
        if layer.pre and "--prerelease" not in self.options:
            self.options += ["--prerelease", "allow"]
        if layer.extra_args:
            self.left_out.append(f"pip extra_args {layer.extra_args!r}")


def _read_requirements(path: Path, seen: set[Path]) -> tuple[list[str], list[str]]:
    path = path.resolve()
    if path in seen:
        return [], []
    seen.add(path)
    requirements: list[str] = []
    options: list[str] = []
    for line in _requirement_lines(path):
        option, value = re.match(r"(\S*?)[ =]\s*(.*)|", line).group(1, 2)  # type: ignore[union-attr]
        if not line.startswith("-"):
            requirements.append(line.split(" --hash", 1)[0].strip())
        elif option in ("-r", "--requirement"):
            more, more_options = _read_requirements(path.parent / value, seen)
            requirements += more
            options += more_options
        elif option in ("-i", "--index-url"):
            options += ["--index-url", value]
        elif option == "--extra-index-url":
            options += ["--extra-index-url", value]
        elif option in ("-f", "--find-links"):
            options += ["--find-links", value]
        elif line == "--pre":
            options += ["--prerelease", "allow"]
    return requirements, options


def _requirement_lines(path: Path) -> Iterator[str]:
    for line in path.read_text().replace("\\\n", " ").splitlines():
        text = "" if line.lstrip().startswith("#") else line.split(" #", 1)[0].strip()
        if text:
            yield text


def _read_project(path: Path) -> list[str]:
    content = _toml()(path.read_text())
    poetry = content.get("tool", {}).get("poetry", {}).get("dependencies", {})
    return [
        *content.get("project", {}).get("dependencies", []),
        *(name + _poetry_bound(spec) for name, spec in poetry.items() if name != "python"),
    ]


def _poetry_bound(spec: Any) -> str:
    version = spec.get("version", "*") if isinstance(spec, dict) else spec if isinstance(spec, str) else "*"
    if version in ("*", ""):
        return ""
    if version.startswith(("^", "~")):
        return f">={version[1:]}"
    return version if version[:1] in "<>=!" else f"=={version}"


def _read_script(path: Path) -> list[str]:
    """Return the dependencies in a script's inline metadata (PEP 723)."""
    block = re.search(r"(?ms)^# /// script\s*$(.*?)^# ///\s*$", path.read_text())
    if block is None:
        return []
    text = "\n".join(re.sub(r"^# ?", "", line) for line in block.group(1).splitlines())
    return list(_toml()(text).get("dependencies", []))


def _toml() -> Callable[[str], dict[str, Any]]:
    module = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    loads: Callable[[str], dict[str, Any]] = module.loads
    return loads


def _project(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", requirement.strip())
    return re.sub(r"[-_.]+", "-", match.group(0)).lower() if match else ""
