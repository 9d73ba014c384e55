"""Which modules know private names of the SDK: what a new release may break."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import flytex_cli

SOURCE = Path(flytex_cli.__file__).parent
KNOWING = {
    "engine/apps.py",  # the translation of apps
    "engine/common.py",  # `flyte._environment`, which has the list of environments
    "engine/context.py",  # an image's layers
    "engine/deploy.py",  # what `flyte deploy` sends
    "engine/guard.py",  # the client that must not be made
    "engine/image_builder.py",  # the local builder of images
    "engine/images.py",  # an image's layers, and whether it is built
    "engine/sdk.py",  # translation, images, initialization
    "load/stubs/install.py",  # `lazy_module`, which plugins ask for packages
}
OWN = {"self", "cls", "sys", "os", "super"}
PRIVATE = re.compile(r"(flyte)?(\._[a-z]\w*)+|_[a-z]\w*(\.\w+)*")


def private_names(text: str) -> Iterator[str]:
    """Attributes with an underscore of things that are not the module's own, and such modules' names as text."""
    tree = ast.parse(text)
    bound = {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and re.match(r"_[a-z]", node.attr) and node.attr not in bound:
            root = node.value
            if not (isinstance(root, ast.Name) and root.id in OWN):
                yield node.attr
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and re.match(r"(flyte)?\._[a-z]", node.value)
        ):
            yield node.value


def test_only_these_modules_know_private_names_of_the_sdk() -> None:
    """Everything else asks them, or uses what the SDK publishes."""
    found = {
        file.relative_to(SOURCE).as_posix()
        for folder in ("engine", "load", "cli", "api", "lint", "project", "diff", "pods", "inspect", "graph")
        for file in (SOURCE / folder).rglob("*.py")
        if any(private_names(file.read_text()))
    }
    assert found == KNOWING
