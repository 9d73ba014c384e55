"""Import once, in the warm process, what its children would each import again: packages that the SDK brings along.

No module of the user's is imported here: only Python's and installed packages are looked for, whatever `sys.path` has.
What was imported is put aside, so that a child finds it only by importing it, and only where that import would find the
same file: a `yaml.py` that a module puts first on its path is still its own.
"""

from __future__ import annotations

import contextlib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
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


def words(files: Iterable[str]) -> list[bytes]:
    """Return the words that at least two files have, of those that something is imported by."""
    counts: Counter[bytes] = Counter()
    for file in files:
        with contextlib.suppress(OSError), open(file, "rb") as stream:
            counts.update(set(_WORD.findall(stream.read())))
    return [word for word in NAMED_BY if counts[word] > 1]


_preloaded: list[Preloaded] = []


def preload(said: Iterable[bytes]) -> Preloaded:
    """Import, once for all children of this process, now and later, what modules import by some words."""
    if not _preloaded:
        _preloaded.append(Preloaded())
    _preloaded[0].add(dict.fromkeys(name for word in said for name in NAMED_BY[word]))
    return _preloaded[0]


class Preloaded:
    """Modules that are imported and put aside, as a finder that gives them back."""

    def __init__(self) -> None:
        self._aside: dict[str, ModuleType] = {}
        self._tried: set[str] = set()
        self._brought: dict[str, list[str]] = {}
        self._with: dict[str, list[str]] = {}
        """The modules that came with each package, its own among them, in the order they were imported."""

    @property
    def modules(self) -> Mapping[str, ModuleType]:
        """What was put aside."""
        return self._aside

    def add(self, names: Iterable[str]) -> None:
        """Import modules and put them aside, with all that came with them; those that cannot be imported are left."""
        finders = sys.meta_path
        sys.meta_path = [self, BuiltinImporter, FrozenImporter, PathFinder]
        try:
            for name in names:
                if name not in self._tried:
                    self._add(name)
                    self._tried.add(name)
        finally:
            sys.meta_path = finders
        self._sort()
        if self not in sys.meta_path:
            sys.meta_path.insert(0, self)

    def _add(self, name: str) -> None:
        whole = False
        # What an installed package raises: a child says so where it matters.
        with self.aside() as new, contextlib.suppress(Exception):
            import_module(name)
            whole = True
        if whole:
            self._brought.setdefault(name.partition(".")[0], []).extend(new)

    @contextlib.contextmanager
    def aside(self) -> Iterator[list[str]]:
        """Find nothing but libraries within, and put aside what is imported: their names are given in the end.

        Further parts of packages that were there stay.
        """
        path = sys.path
        sys.path = [folder for folder in path if is_library(f"{folder}/_")]
        before = set(sys.modules)
        tops = {each.partition(".")[0] for each in before}
        new: list[str] = []
        try:
            yield new
        finally:
            sys.path = path
            new += [each for each in sys.modules if each not in before and each.partition(".")[0] not in tops]
            self._aside.update({each: sys.modules.pop(each) for each in new})
            self._sort()

    def _sort(self) -> None:
        """Find what came with what, which each process would otherwise do for itself."""
        own: dict[str, list[str]] = {}
        for each in self._aside:
            own.setdefault(each.partition(".")[0], []).append(each)
        self._with = own
        for name, brought in self._brought.items():
            every = {*brought, *own.get(name, ())}
            self._with[name] = [each for each in self._aside if each in every]

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Find a module that was put aside, where the import would find the same one."""
        module = self._aside.get(name)
        own = module.__spec__ if module is not None else None
        if module is None or own is None or module.__name__ != name or not self._is_same(name, path):
            return None
        places = own.submodule_search_locations
        loader: Any = _Giver(self, module)
        spec = ModuleSpec(name, loader, origin=own.origin, is_package=places is not None)
        spec.submodule_search_locations, spec.has_location, spec.cached = places, own.has_location, own.cached
        return spec

    def enter_with(self, name: str) -> None:
        """Put into `sys.modules` what an import of a package put there; its own parts may be known to it already."""
        first = sys.meta_path[0] is self
        for each in self._still_with(name) if "." not in name else ():
            if each in sys.modules:
                continue
            module = self._aside[each]
            if first or module.__name__ != each:  # such as `requests.packages.urllib3`, which no import finds
                sys.modules[each] = module
            else:  # something waits for a module to be imported
                import_module(each)

    def _still_with(self, name: str) -> Iterator[str]:
        """Yield the modules that came with a package; not what something else has the name of by now."""
        same = {name: True}
        for each in self._with.get(name, ()):
            top = each.partition(".")[0]
            if top not in same:
                known = sys.modules.get(top)
                same[top] = self._is_same(top, None) if known is None else known is self._aside.get(top)
            if same[top]:
                yield each

    def _is_same(self, name: str, path: Sequence[str] | None) -> bool:
        parent = name.rpartition(".")[0]
        if parent:
            return parent in self._aside and sys.modules.get(parent) is self._aside[parent]
        own = self._aside[name].__spec__ if name in self._aside else None
        for finder in sys.meta_path:
            find: Any = getattr(finder, "find_spec", None) if finder is not self else None
            found = find(name, path) if find is not None else None
            if found is not None:
                return own is not None and own.origin is not None and found.origin == own.origin
        return False


class _Giver:
    """A module's own loader, that gives the module as it is instead of running it again."""

    def __init__(self, preloaded: Preloaded, module: ModuleType) -> None:
        self._preloaded = preloaded
        self._module = module
        self._spec = module.__spec__

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the module itself."""
        return self._module

    def exec_module(self, module: ModuleType) -> None:
        """Enter what came with it; the import system has just put the spec at hand on it."""
        module.__spec__ = self._spec
        self._preloaded.enter_with(module.__name__)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._spec.loader if self._spec is not None else None, name)
