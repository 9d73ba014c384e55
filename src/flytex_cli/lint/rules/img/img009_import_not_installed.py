"""IMG009: a module-level import that the image does not install."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.image import installs_are_known, pip_packages
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity

IN_EVERY_IMAGE = frozenset(
    [
        "flyte",
        "flyteidl2",
        "google",
        "pydantic",
        "pydantic_core",
        "typing_extensions",
        "yaml",
        "rich",
        "click",
        "rich_click",
        "cloudpickle",
        "fsspec",
        "obstore",
        "mashumaro",
        "msgpack",
        "aiofiles",
        "aiolimiter",
        "async_lru",
        "docstring_parser",
        "httpx",
        "httpcore",
        "anyio",
        "sniffio",
        "certifi",
        "idna",
        "h11",
        "keyring",
        "protobuf",
        "pip",
        "uv",
        "packaging",
        "cryptography",
        "grpc",
        "connectrpc",
        "pathspec",
    ]
)
"""What comes with the SDK."""
DISTRIBUTIONS = {
    "sklearn": "scikit-learn",
    "cv2": "opencv-python",
    "PIL": "pillow",
    "bs4": "beautifulsoup4",
    "dotenv": "python-dotenv",
    "dateutil": "python-dateutil",
    "kubernetes": "kubernetes",
    "flyteplugins": "flyteplugins",
}
"""Packages that are installed by another name than they are imported by."""


def check(task: Task) -> Iterator[Hit]:
    """Compare what the top of the module imports with what the layers install by name."""
    source = task.source
    if source is None or task.function is None or not installs_are_known(task):
        return
    installed = set(map(_name, pip_packages(task)))
    reported: set[str] = set()
    for node in source.tree.body:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        for package in {name.partition(".")[0] for name in names}:
            known = package in sys.stdlib_module_names or package in IN_EVERY_IMAGE
            own = (source.path.parent / package).exists() or (source.path.parent / f"{package}.py").exists()
            wanted = canonicalize_name(DISTRIBUTIONS.get(package, package))
            is_installed = any(wanted in name or name in wanted for name in installed)
            if known or own or is_installed or package in reported or _is_own_tree(task, package):
                continue
            reported.add(package)
            yield Hit(
                f"{package} is imported at the top of the module, and the image does not install it",
                task.project.place(source, node),
                field="image",
                value=package,
                fix=f'add .with_pip_packages("{wanted}") to the image, or import it inside the function',
            )


def _is_own_tree(task: Task, package: str) -> bool:
    return any(source.record.module.partition(".")[0] == package for source in task.project.sources.values())


def _name(package: str) -> str:
    try:
        return canonicalize_name(Requirement(package).name)
    except InvalidRequirement:
        return canonicalize_name(re.split(r"[^A-Za-z0-9._-]", package)[0])


IMG009 = Rule(
    code="IMG009",
    slug="import-not-installed",
    severity=Severity.WARNING,
    summary="A module imports at its top what its image does not install",
    why=(
        "The container imports the module before it runs the task, and dies with `ModuleNotFoundError`. The rule reports only where all the image installs is known, and cannot know the dependencies of other packages, so it is off by default."
    ),
    bad="""
import flyte
import kubernetes

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte
import kubernetes

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base(name="train").with_pip_packages("kubernetes"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
    default=False,
)
