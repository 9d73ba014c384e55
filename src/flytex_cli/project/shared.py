"""The user's files that settings of environments and tasks are imported from."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from flytex_cli.project.environment import MAKERS
from flytex_cli.project.following import followed
from flytex_cli.project.source import Source, digest_of
from flytex_cli.records import SourceRecord, shown_path
from flytex_cli.syntax import below


def with_shared(sources: dict[str, Source], here: Path) -> None:
    """Let each source find the others, and add those that an environment's or a task's settings are written in."""
    modules = _Modules(sources, here)
    for source in list(sources.values()):
        source.find_module = modules.find
    for source in list(sources.values()):
        for node in _settings(source):
            followed(source, node)


class _Modules:
    def __init__(self, sources: dict[str, Source], here: Path) -> None:
        self._sources = sources
        self._here = here
        self._by_path = {source.path: source for source in sources.values()}

    def find(self, source: Source, module: str) -> Source | None:
        """Return the file of a module that lies in the same tree; read it where that is not done yet."""
        depth = len(source.record.module.split(".")) - (source.path.name != "__init__.py")
        if not source.record.module or not module or depth >= len(source.path.parents):
            return None
        base = Path(source.path.parents[depth], *module.split("."))
        for path in (base / "__init__.py", base.with_suffix(".py")):
            if path not in self._by_path and path.is_file():
                self._by_path[path] = self._read(path, source, module)
            if path in self._by_path:
                return self._by_path[path]
        return None

    def _read(self, path: Path, source: Source, module: str) -> Source:
        home = source.path.as_posix().removesuffix(source.record.file)
        file = path.as_posix().removeprefix(home)
        found = Source(SourceRecord(file, module, digest_of(path)), path, shown_path(path, self._here))
        found.find_module = self.find
        self._sources.setdefault(file, found)
        return found


def _settings(source: Source) -> Iterator[ast.expr]:
    """Yield the imported names in the arguments of calls that make environments, and of task decorators."""
    if not source.imports:
        return
    for call in source.calls:
        function = call.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if name == "task" or name.endswith(MAKERS):
            for value in (*call.args, *(keyword.value for keyword in call.keywords)):
                yield from (node for node in below(value) if isinstance(node, (ast.Name, ast.Attribute)))
