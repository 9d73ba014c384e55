"""A user's file as rules see it: text, syntax tree, and what its names stand for."""

from __future__ import annotations

import ast
import hashlib
import io
import tokenize
from collections.abc import Callable, Container, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from flytex_cli.bundle.written.names import imported_names
from flytex_cli.project.places import Span
from flytex_cli.project.statements import Lines, lines_of_statements
from flytex_cli.records import Reference, Referent, SourceRecord
from flytex_cli.syntax import Node, Tree

Function = ast.FunctionDef | ast.AsyncFunctionDef

MAX_SOURCE = 64 * 1024 * 1024
"""A larger file is not read, in bytes."""


class Source:
    """One file.

    Args:
        record: what the loaded module reported about it.
        path: where it lies.
        shown: the path as a person would write it.

    Attributes:
        current: whether the text is still what the module was loaded from.
    """

    def __init__(self, record: SourceRecord, path: Path, shown: str) -> None:
        self.record = record
        self.path = path
        self.file = shown
        data = _read(path)
        self.find_module: Callable[[Source, str], Source | None] = lambda source, module: None
        """Return the user's file that a module of this name is, as this file would import it."""
        self.current = hashlib.sha256(data).hexdigest() == record.digest
        self.text = _decoded(data)
        self.lines = self.text.split("\n")

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree; empty where the file is not Python, or not any more."""
        try:
            return ast.parse(self.text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return ast.Module([], [])

    @cached_property
    def syntax(self) -> Tree:
        """The syntax tree as it is asked by all rules."""
        return Tree(self.tree)

    @property
    def nodes(self) -> list[ast.AST]:
        """Every node of the tree, outer ones first."""
        return self.syntax.nodes

    def of(self, *kinds: type[Node]) -> list[Node]:
        """Return the nodes of some types, as `nodes` has them."""
        return self.syntax.of(*kinds)

    @property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """The node that each node stands in."""
        return self.syntax.parents

    @cached_property
    def functions(self) -> dict[int, Function]:
        """Functions by their first line, decorators included."""
        found = {}
        functions: list[Function] = self.of(ast.FunctionDef, ast.AsyncFunctionDef)
        for node in functions:
            found[node.decorator_list[0].lineno if node.decorator_list else node.lineno] = node
        return found

    def function(self, qualname: str) -> Function | None:
        """Return the function of a `__qualname__`; of several the one that is defined last."""
        return self._by_qualname.get(qualname)

    @cached_property
    def _by_qualname(self) -> dict[str, Function]:
        found = {}
        for line in sorted(self.functions):
            node = self.functions[line]
            qualname = node.name
            for outer in self.around(node):
                if isinstance(outer, ast.ClassDef):
                    qualname = f"{outer.name}.{qualname}"
                elif isinstance(outer, Function):
                    qualname = f"{outer.name}.<locals>.{qualname}"
            found[qualname] = node
        return found

    @cached_property
    def calls(self) -> tuple[ast.Call, ...]:
        """Every call, in the order they stand in the file."""
        return tuple(sorted(self.of(ast.Call), key=lambda node: (node.lineno, node.col_offset)))

    @cached_property
    def telling_calls(self) -> tuple[ast.Call, ...]:
        """Those of `calls` that name, in what is called or first among the arguments, something that is known.

        Known are the things of the loaded module (`reference`). In what is called it may stand anywhere:
        `child.override(...)(x)`, `child.aio(x)`.
        """
        known = self._by_end
        return tuple(call for call in self.calls if _names_known(call, known)) if known else ()

    def telling_calls_in(self, function: Function) -> Mapping[ast.Call, None]:
        """Return those that stand in a function, head and functions within included, in written order."""
        return self._telling_by_function.get(function, {})

    @cached_property
    def _telling_by_function(self) -> dict[ast.AST, dict[ast.Call, None]]:
        found: dict[ast.AST, dict[ast.Call, None]] = {}
        for call in self.telling_calls:
            for outer in self.around(call):
                if isinstance(outer, Function):
                    found.setdefault(outer, {})[call] = None
        return found

    @cached_property
    def assignments(self) -> dict[str, ast.expr]:
        """The value of each module-level name that is assigned exactly once."""
        values: dict[str, list[ast.expr]] = {}
        for node in self.tree.body:
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        values.setdefault(target.id, []).append(node.value)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
                values.setdefault(node.target.id, []).append(node.value)
        return {name: found[0] for name, found in values.items() if len(found) == 1}

    @cached_property
    def imports(self) -> dict[str, tuple[str, str]]:
        """What each name that the module imports at its top level stands for: a module, and a name in it or none."""
        names: dict[str, tuple[str, str]] = {}
        for node in self.tree.body:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    module = alias.name if alias.asname else alias.name.partition(".")[0]
                    names[alias.asname or module] = module, ""
            elif isinstance(node, ast.ImportFrom):
                home = self._absolute(node)
                names |= {alias.asname or alias.name: (home, alias.name) for alias in node.names}
        return names

    @cached_property
    def imported(self) -> dict[str, str]:
        """What each name that is imported anywhere in the file stands for; relative imports are left out."""
        return imported_names(self.of(ast.Import, ast.ImportFrom))

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.record.module.split(".")
        is_package = self.path.name == "__init__.py"
        kept = parts[: len(parts) - node.level + is_package]
        return ".".join([*kept, *(node.module or "").split(".")]).rstrip(".")

    @cached_property
    def comments(self) -> dict[int, str]:
        """Comments by line, `#` included."""
        try:
            tokens = list(tokenize.generate_tokens(io.StringIO(self.text).readline))
        except (tokenize.TokenError, SyntaxError):
            return {}
        return {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}

    @cached_property
    def _statements(self) -> dict[int, Lines]:
        return lines_of_statements(self.nodes)

    def statement_at(self, line: int) -> Lines:
        """Return the lines of the innermost statement, or head of one, that a line belongs to; else the line alone."""
        return self._statements.get(line, (line, line))

    def reference(self, node: ast.AST | None) -> Reference | None:
        """Return what a name or dotted name stands for in the loaded module; None for what only a run could tell."""
        if not isinstance(node, (ast.Name, ast.Attribute)):
            return None
        return self._by_end.get((node.end_lineno, node.end_col_offset))

    @cached_property
    def _by_end(self) -> dict[tuple[int | None, int | None], Reference]:
        """What names stand for, by where they end."""
        if not self.current:
            return {}
        ends = ((place.partition(":"), index) for place, index in self.record.uses.items())
        return {
            (int(line), int(column)): self.record.things[index]
            for (line, _, column), index in ends
            if line.isdecimal() and column.isdecimal()
        }

    def refers(self, node: ast.AST | None, kind: Referent, *names: str) -> bool:
        """Return whether a node stands for something of a kind, of one of the names where names are given."""
        reference = self.reference(node)
        return reference is not None and reference.kind is kind and (not names or reference.name in names)

    @cached_property
    def kinds(self) -> frozenset[Referent]:
        """The kinds of what the file refers to anywhere."""
        return frozenset(thing.kind for thing in self.record.things)

    @cached_property
    def flyte_names(self) -> frozenset[str]:
        """What of `flyte` the file refers to anywhere."""
        return frozenset(thing.name for thing in self.record.things if thing.kind is Referent.FLYTE)

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """Return the nodes that a node stands in, innermost first."""
        return self.syntax.around(node)

    def enclosing(self, node: ast.AST) -> Function | None:
        """Return the function a node is in the body, or the head, of."""
        return next((parent for parent in self.around(node) if isinstance(parent, Function)), None)

    def span(self, node: ast.expr | ast.stmt | ast.keyword | ast.arg) -> Span:
        """Return where a node stands."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return Span(
            self.file,
            node.lineno,
            self._column(node.lineno, node.col_offset),
            node.end_lineno,
            self._column(node.end_lineno, node.end_col_offset),
        )

    def name_span(self, function: Function) -> Span:
        """Return where a function's name stands."""
        line = self.lines[function.lineno - 1]
        start = line.find(function.name, line.find("def", self._column(function.lineno, function.col_offset) - 1)) + 1
        return Span(self.file, function.lineno, start, function.lineno, start + len(function.name))

    def line_span(self, line: int) -> Span:
        """Return a whole line without its indent; a line that is not there is empty."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        start = len(text) - len(text.lstrip()) + 1
        return Span(self.file, line, start, line, max(len(text.rstrip()) + 1, start))

    def written(self, span: Span) -> str:
        """Return the text of a span on one line."""
        return self.lines[span.line - 1][span.column - 1 : span.end_column - 1] if span.line == span.end_line else ""

    def _column(self, line: int, offset: int) -> int:
        """Column from 1 in characters, of `ast`'s offset in UTF-8 bytes."""
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        return offset + 1 if text.isascii() else len(text.encode()[:offset].decode(errors="replace")) + 1


def _names_known(call: ast.Call, ends: Container[tuple[int | None, int | None]]) -> bool:
    """Return whether something that ends at one of these places is called, or stands first among the arguments."""
    return any(
        isinstance(part, (ast.Name, ast.Attribute)) and (part.end_lineno, part.end_col_offset) in ends
        for node in (call.func, *call.args[:1])
        for part in chain(node)
    )


def chain(node: ast.expr) -> Iterator[ast.expr]:
    """Yield an expression and what it is taken from: of `a.b(x)[0].c` all that stands before, down to `a`."""
    yield node
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
        yield node


def digest_of(path: Path) -> str:
    """Hash a file's bytes with SHA-256, as in `SourceRecord.digest`."""
    return hashlib.sha256(_read(path)).hexdigest()


def lines_of(path: Path) -> list[str]:
    """Return the lines of a file as `Source.lines`."""
    return _decoded(_read(path)).split("\n")


def _read(path: Path) -> bytes:
    """Return what a file holds; nothing where it was removed, or is none that ends: the path is a module's word."""
    try:
        regular = path.is_file() and path.stat().st_size <= MAX_SOURCE
        return path.read_bytes() if regular else b""
    except (OSError, ValueError):
        return b""


def _decoded(data: bytes) -> str:
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError):
        text = data.decode(errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
