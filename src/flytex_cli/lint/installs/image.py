"""What an image installs, layer by layer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from packaging.utils import canonicalize_name

from flytex_cli.facts.base_images import FLYTE, brings_nothing
from flytex_cli.facts.distributions import OFTEN_BROUGHT
from flytex_cli.facts.sdk_packages import BROUGHT_BY_SDK, SHARED_NAMES
from flytex_cli.lint.cluster import ClusterFacts
from flytex_cli.lint.image import image, words
from flytex_cli.lint.installs.locks import locked
from flytex_cli.lint.installs.metadata import closure, distributions_of
from flytex_cli.lint.installs.projects import add_poetry_project, add_script, add_uv_project
from flytex_cli.lint.installs.requirements import Wanted
from flytex_cli.project import Project, Workload

WITH_SDK = frozenset({"flyte", "flyteidl2", *BROUGHT_BY_SDK})
ALWAYS_THERE = frozenset({"pip", "setuptools", "pkg_resources", "wheel", "_distutils_hack"})
INSTALLS_NOTHING = frozenset({"WorkDir", "Env", "DockerIgnore", "CopyConfig", "CodeBundleLayer", "_DockerLines"})
INSTALLS = re.compile(
    r"\b(?:pip3?|pipx|uv|conda|mamba|micromamba|poetry|pdm|pixi|rye|apk|dnf|yum|apt|apt-get|install|curl|wget|git|make"
    r"|python[0-9.]*|setup\.py|\w+\.sh)\b"
)
"""Words of commands that may install a package."""
FLYTE_USER = "if ! id -u flyte "
"""How the command begins by which the SDK makes its user (2.12.1 `_image.py`, `_CREATE_FLYTE_USER_CMD`)."""
COMMON_WORDS = frozenset({"python", "py", "core", "client", "sdk", "api", "utils", "io"})


@dataclass(frozen=True)
class Installs:
    """What an image is known to install.

    Attributes:
        distributions: with those that they require, normalized.
        packages: further packages, by the names that are imported.
        vague: distributions of which it is not known what they bring beside their own packages.
        flyte: the exact version of the SDK, where one is asked for.
    """

    distributions: frozenset[str]
    packages: frozenset[str]
    vague: frozenset[str]
    flyte: str | None = None

    def may_have(self, module: str) -> bool:
        """Return whether a module may be there: False only where it is missing for certain, or as good as."""
        package, _, rest = module.partition(".")
        if package == "flyteplugins":
            return not rest or any(name.startswith(plugin_distribution(module)) for name in self.distributions)
        named = canonicalize_name(package) in self.distributions
        if named or package in self.packages or package in SHARED_NAMES:
            return True
        if distributions_of(package) & self.distributions:
            return True
        if not self.vague:
            return False
        return package in OFTEN_BROUGHT or any(_is_akin(canonicalize_name(package), name) for name in self.vague)

    @property
    def may_have_flyte(self) -> bool:
        """Whether the SDK may be there."""
        return "flyte" in self.packages or bool(self.vague)


def plugin_distribution(module: str) -> str:
    """Return the distribution of a module of `flyteplugins`."""
    return canonicalize_name("-".join(module.split(".")[:2]))


_KNOWN: WeakKeyDictionary[Project, dict[str, Installs | None]] = WeakKeyDictionary()
"""What was found out, for the rules that ask one after the other of all tasks and apps."""


def installs(workload: Workload, cluster: ClusterFacts) -> Installs | None:
    """Return what the image of a task or an app installs; None where its base, a file or a command may bring anything.

    Args:
        workload: the task or app.
        cluster: tells what other base images bring.
    """
    known = _KNOWN.setdefault(workload.project, {})
    fields = image(workload)
    key = repr((fields, cluster.base_images))
    if key not in known:
        known[key] = _installs(fields, cluster.base_images)
    return known[key]


def _installs(image: Mapping[str, Any], base_images: Mapping[str, Iterable[str]]) -> Installs | None:
    wanted = Wanted(_python(image.get("python_version")))
    with_sdk = _add_base(wanted, image, base_images)
    if with_sdk is None:
        return None
    locks = set[str]()
    for layer in image.get("layers") or ():
        _add_layer(wanted, layer, locks)
        if not wanted.known:
            return None
    brought = closure(wanted)
    every, packages, vague = map(frozenset, (brought.distributions, brought.packages, brought.vague))
    if "flyte" in every or with_sdk:
        packages |= WITH_SDK
    tag = FLYTE.fullmatch(str(image.get("base_image")))
    version = wanted.pins.get("flyte", tag["version"] if tag else None)
    return Installs(every | locks, packages | ALWAYS_THERE, vague - locks - {"flyte"}, version)


def _add_base(wanted: Wanted, image: Mapping[str, Any], base_images: Mapping[str, Iterable[str]]) -> bool | None:
    """Take what the base brings; return whether that is the SDK's own image, None where it is not known."""
    base = image.get("base_image")
    if image.get("value") == "auto" or not image:
        return True
    if not isinstance(base, str) or image.get("dockerfile") or image.get("ref_name"):
        return None
    for pattern, packages in base_images.items():
        if base == pattern or fnmatchcase(base, pattern):
            wanted.add_all(list(packages))
            return False
    if FLYTE.fullmatch(base):
        return True
    return False if brings_nothing(base) else None


def _add_layer(wanted: Wanted, layer: Mapping[str, Any], locks: set[str]) -> None:
    kind, arguments = layer["kind"], str(layer.get("extra_args") or "")
    if re.search(r"(?:^|\s)(?:-r|-e|--requirement|--editable|--with-requirements)\b", arguments):
        wanted.known = False
    elif kind == "PipPackages":
        wanted.add_all(words(layer.get("packages")))
    elif kind == "Requirements":
        wanted.add_file(Path(str(layer.get("file"))))
    elif kind == "UVProject":
        add_uv_project(wanted, Path(str(layer.get("pyproject"))), arguments)
        locks |= locked(Path(str(layer.get("uvlock"))))
    elif kind == "PoetryProject":
        add_poetry_project(wanted, Path(str(layer.get("pyproject"))), arguments)
        locks |= locked(Path(str(layer.get("poetry_lock"))))
    elif kind == "UVScript":
        add_script(wanted, Path(str(layer.get("script"))))
    elif kind == "PythonWheels":
        wanted.add_name(str(layer.get("package_name")))
    elif kind == "AptPackages":
        wanted.known = not any(package.startswith("python") for package in words(layer.get("packages")))
    elif kind == "Commands":
        commands = words(layer.get("commands"))
        wanted.known = not any(INSTALLS.search(each) for each in commands if not each.startswith(FLYTE_USER))
    elif kind not in INSTALLS_NOTHING:
        wanted.known = False


def _is_akin(package: str, distribution: str) -> bool:
    words = set(distribution.split("-")) - COMMON_WORDS
    return package in distribution or bool(words & set(package.split("-")))


def _python(version: Any) -> tuple[int, int] | None:
    if isinstance(version, (list, tuple)) and len(version) >= 2 and all(isinstance(part, int) for part in version[:2]):
        return version[0], version[1]
    return None
