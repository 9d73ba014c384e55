"""Where the modules of a tree lie, by their names."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from functools import cached_property


class Lookup:
    """Find the files of modules in some folders, the first that has the module's package first."""

    def __init__(self, places: Sequence[str]) -> None:
        self._places = places

    @cached_property
    def _holding(self) -> Mapping[str, Sequence[str]]:
        """The folders that hold something of a name, its ending aside: most names that are imported are in none."""
        found: dict[str, dict[str, None]] = {}
        for place in self._places:
            with contextlib.suppress(OSError):
                for entry in os.listdir(place):
                    found.setdefault(entry.partition(".")[0], {})[place] = None
        return {name: tuple(places) for name, places in found.items()}

    def find(self, names: tuple[str, ...]) -> list[str]:
        """Return the files of a module: its stub, its source, or both."""
        return list(dict.fromkeys(filter(None, (self.look(names, (".pyi", ".py")), self.look(names, (".py",))))))

    def look(self, names: tuple[str, ...], endings: tuple[str, ...]) -> str | None:
        """Return the file of a module that has the first of some endings."""
        for place in self._holding.get(names[0], ()) if names else ():
            folder, regular = place, False
            for name in names[:-1]:
                folder = os.path.join(folder, name)
                if _first_file(os.path.join(folder, "__init__"), endings):
                    regular = True
                elif not os.path.isdir(folder) or _first_file(folder, endings):
                    folder = ""
                    break
            if folder:
                end = os.path.join(folder, names[-1])
                found = _first_file(os.path.join(end, "__init__"), endings) or _first_file(end, endings)
                if found:
                    return found
            if regular:  # a package ends the search, whether it holds the module or not
                return None
        return None


def _first_file(stem: str, endings: tuple[str, ...]) -> str | None:
    return next((stem + ending for ending in endings if os.path.isfile(stem + ending)), None)
