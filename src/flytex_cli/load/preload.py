"""Import once, in the warm process, what its children would each import again: packages that the SDK brings along.

No module of the user's is imported here: only Python's and installed packages are looked for, whatever `sys.path` has.
What was imported is put aside, so that a child finds it only by importing it, and only where that import would find the
same file: a `yaml.py` that a module puts first on its path is still its own.
"""

from __future__ import annotations

import contextlib
import importlib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.machinery import BuiltinImporter, FrozenImporter, ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

from flytex_cli.engine.source import is_library

NAMED_BY = {
    b"BaseModel": ("pydantic",),
    b"PodTemplate": ("kubernetes",),
    b"asyncio": ("asyncio",),
    b"dataclass": ("mashumaro.codecs.basic", "mashumaro.codecs.json", "mashumaro.jsonschema"),
    b"httpx": ("httpx",),
    b"kubernetes": ("kubernetes",),
    b"pydantic": ("pydantic",),
    b"yaml": ("yaml",),
    b'"""': ("docstring_parser",),
}
"""What a module imports, or Flyte for it, by a word in its source: what the SDK requires, and Python's own."""

_WORD = re.compile(rb'"""|\b(?:' + b"|".join(word for word in NAMED_BY if word.isalpha()) + rb")\b")


def wanted(files: Iterable[str]) -> list[str]:
    """Return the modules that the sources of at least two files ask for."""
    counts: Counter[bytes] = Counter()
    for file in files:
        with contextlib.suppress(OSError), open(file, "rb") as stream:
            counts.update(set(_WORD.findall(stream.read())))
    return list(dict.fromkeys(name for word, names in NAMED_BY.items() if counts[word] > 1 for name in names))


class Preloaded:
    """Modules that are imported and put aside, as a finder that gives them back."""

    def __init__(self) -> None:
        self._aside: dict[str, ModuleType] = {}
        self._brought: dict[str, list[str]] = {}

    def add(self, names: Iterable[str]) -> None:
        """Import modules and put them aside, with all that came with them; those that cannot be imported are left."""
        path, finders = sys.path, sys.meta_path
        sys.path = [folder for folder in path if is_library(f"{folder}/_")]
        sys.meta_path = [self, BuiltinImporter, FrozenImporter, PathFinder]
        try:
            for name in names:
                self._add(name)
        finally:
            sys.path, sys.meta_path = path, finders
        sys.meta_path.insert(0, self)

    def _add(self, name: str) -> None:
        before = set(sys.modules)
        tops = {each.partition(".")[0] for each in before}
        try:
            importlib.import_module(name)
            whole = True
        except Exception:  # what an installed package raises when it is imported: a child says so where it matters
            whole = False
        new = [each for each in sys.modules if each not in before and each.partition(".")[0] not in tops]
        modules = {each: sys.modules.pop(each) for each in new}
        if whole:
            self._aside.update(modules)
            self._brought.setdefault(name.partition(".")[0], []).extend(modules)

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Find a module that was put aside, where the import would find the same one."""
        module = self._aside.get(name)
        if module is None or not self._is_same(name, path):
            return None
        spec = _copy(module)
        spec.loader = self  # type: ignore[assignment]
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the module itself, marked as it was: the import system puts the spec at hand on it."""
        module = self._aside[spec.name]
        spec.loader_state = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Enter what came with it too."""
        name = module.__name__
        module.__spec__ = module.__spec__.loader_state if module.__spec__ is not None else None
        for each in self._with(name):
            if each not in sys.modules:
                sys.modules[each] = self._aside[each]

    def _with(self, name: str) -> Iterator[str]:
        """Yield what its import enters into `sys.modules`; not what something else has the name of by now."""
        same: dict[str, bool] = {name: True}
        for each in self._brought.get(name, ()):
            top = each.partition(".")[0]
            if top not in same:
                known = sys.modules.get(top)
                same[top] = self._is_same(top, None) if known is None else known is self._aside[top]
            if same[top]:
                yield each

    def _is_same(self, name: str, path: Sequence[str] | None) -> bool:
        mine = self._aside[name].__spec__
        parent = name.rpartition(".")[0]
        if parent:
            return sys.modules.get(parent) is self._aside.get(parent)
        for finder in sys.meta_path:
            find: Any = getattr(finder, "find_spec", None) if finder is not self else None
            found = find(name, path) if find is not None else None
            if found is not None:
                return mine is not None and found.origin == mine.origin and found.origin is not None
        return False


def _copy(module: ModuleType) -> ModuleSpec:
    own = module.__spec__
    assert own is not None
    spec = ModuleSpec(own.name, None, origin=own.origin, is_package=own.submodule_search_locations is not None)
    spec.submodule_search_locations = own.submodule_search_locations
    spec.has_location = own.has_location
    spec.cached = own.cached
    return spec
