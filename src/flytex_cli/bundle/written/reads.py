"""The files that a file's code reads when it runs in the cluster."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from flytex_cli.bundle.written.scopes import Contexts, Function, Spot, spot
from flytex_cli.bundle.written.texts import Texts

OPENERS = frozenset(
    {"open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open", "aiofiles.open", "zipfile.ZipFile"}
)
"""Functions that take a path and then a mode, which is to read where it is not given."""
READERS = re.compile(
    r"pandas\.read_(?!sql|gbq|clipboard)\w+|polars\.(?:read|scan)_(?!database|clipboard)\w+"
    r"|numpy\.(?:load|loadtxt|genfromtxt|fromfile)|joblib\.load|torch\.load|toml\.load|PIL\.Image\.open|cv2\.imread"
    r"|xarray\.open_dataset|flyte\.io\.(?:File|Dir)\.from_local(?:_sync)?"
)
"""Functions that read the path that they are given first."""
RESOURCES = re.compile(r"importlib\.resources\.(?:(?:read|open)_(?:text|binary)|path)|pkgutil\.get_data")
"""Functions that read a file of a package."""
NAMED = frozenset({"file", "filename", "filepath_or_buffer", "source"})
"""How their first parameter is named."""
READING_METHODS = frozenset({"read_text", "read_bytes"})
ASKING = frozenset({"exists", "isfile", "isdir", "is_file", "is_dir"})
MAKING = re.compile(
    r"to_\w+|write\w*|save\w*|dump\w*|download\w*|copy\w*|move|rename|replace|url_?retrieve|extract\w*|export\w*|touch"
    r"|mkdir|makedirs|unlink|remove|rmtree|imwrite|connect"
)
"""How functions are named that make, change or remove what they are given."""


@dataclass(frozen=True)
class Read:
    """One place where a file is read.

    Attributes:
        path: as it follows from the source; a relative one begins at the working directory.
        call: what reads it, as it is written.
    """

    path: str
    call: str
    spot: Spot


def reads(calls: Iterable[ast.Call], texts: Texts, contexts: Contexts) -> Iterator[Read]:
    """Yield what is read where the container runs the code and needs it.

    What the file also makes, or looks for before it reads it, may be missing by design.
    """
    found: list[Read] = []
    other: set[str] = set()
    for node in calls:
        reading, touched = _reading(node, texts), _touched(node)
        if reading is None and not touched:
            continue
        context = contexts.of(node)
        if context.typing:
            continue
        path = reading(context.functions) if reading is not None else None
        if path is not None:
            if not context.local and not context.is_caught("FileNotFoundError", "OSError", "IOError"):
                found.append(Read(path, f"{ast.unparse(node.func)}(...)", spot(node)))
        else:
            others = (texts.text(each, context.functions) for each in touched)
            other.update(each for each in others if each is not None)
    yield from (each for each in found if each.path not in other)


def _reading(node: ast.Call, texts: Texts) -> Callable[[Sequence[Function]], str | None] | None:
    """Return what gives the path that a call in the body of some functions reads; None where it reads none."""
    name = texts.name(node.func)
    named = (each.value for each in node.keywords if each.arg in NAMED)
    first = node.args[0] if node.args else next(named, None)
    if name in OPENERS:
        return partial(texts.text, first) if _is_reading(node, 1) else None
    if name is not None and READERS.fullmatch(name):
        return partial(texts.text, first)
    if name is not None and RESOURCES.fullmatch(name):
        return lambda functions: texts.resource([texts.text(each, functions) for each in node.args[:2]])
    if isinstance(node.func, ast.Attribute) and (
        node.func.attr in READING_METHODS or (node.func.attr == "open" and _is_reading(node, 0))
    ):
        return partial(texts.text, node.func.value)
    return None


def _is_reading(node: ast.Call, position: int) -> bool:
    given = [*node.args[position : position + 1], *(each.value for each in node.keywords if each.arg == "mode")]
    mode = given[0] if given else ast.Constant("r")
    return isinstance(mode, ast.Constant) and isinstance(mode.value, str) and not set(mode.value) & set("wax+")


def _touched(node: ast.Call) -> list[ast.expr]:
    """Return what may be the path of what a call makes, removes or asks for."""
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if not (name in ASKING or name == "open" or MAKING.fullmatch(name)):
        return []
    owner = [node.func.value] if isinstance(node.func, ast.Attribute) else []
    return [*owner, *node.args, *(keyword.value for keyword in node.keywords)]
