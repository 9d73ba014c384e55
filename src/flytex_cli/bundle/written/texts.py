"""Paths that are written in a file: what an expression is as text, where that follows from the file alone."""

from __future__ import annotations

import ast
import posixpath
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from flytex_cli.bundle.written.names import dotted
from flytex_cli.bundle.written.scopes import Function
from flytex_cli.syntax import Tree, below

LONGEST = 4096
"""No path is longer, in characters."""
FARTHEST = 30
"""So many steps an expression is followed; a chain that is longer may be a circle."""
PATHS = frozenset({"pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "anyio.Path"})
SAME = frozenset({"os.path.abspath", "os.path.realpath", "os.path.normpath", "os.fspath", "str"})
"""Functions that give the path they are given, perhaps in another form."""
BUILTINS = frozenset({"open", "str"})
"""The builtins that open a file or give a path."""
SAME_METHODS = frozenset({"resolve", "absolute", "as_posix", "__str__"})


class Texts:
    """The texts of one file.

    Args:
        file: its absolute path.
        root: the root directory, which the container starts in.
        names: what its imported names stand for.
        imported: what a name of another file of the user's is as text.
        package: the folder of a package of the user's.
    """

    def __init__(
        self,
        file: str,
        root: str,
        tree: Tree,
        names: Mapping[str, str],
        imported: Callable[[str], str | None],
        package: Callable[[str], str | None],
    ) -> None:
        self._file, self._root = file, root
        self._names, self._imported, self._package = names, imported, package
        self._tree = tree
        self._followed: dict[tuple[Function | None, str], str | None] = {}
        self._locals: dict[Function, dict[str, ast.expr | None]] = {}

    @cached_property
    def _module(self) -> dict[str, ast.expr | None]:
        """Each name that is bound anywhere in the file."""
        return _assigned(self._tree.of(*BINDING))

    def constant(self, name: str) -> str | None:
        """Return what a name at the top of the module is as text."""
        return self._once(None, name, self._module.get(name), (), FARTHEST)

    def name(self, function: ast.expr) -> str | None:
        """Return the full name of what is called; of `BUILTINS` its own, where nothing in the file has that name."""
        if isinstance(function, ast.Name) and function.id not in self._names:
            return function.id if function.id in BUILTINS and function.id not in self._module else None
        return dotted(function, self._names)

    def resource(self, parts: Sequence[str | None]) -> str | None:
        """Return the path of a file of a package: the package's name, then the file's."""
        folder = self._package(parts[0]) if parts and parts[0] is not None else None
        return _joined([folder, *parts[1:]]) if len(parts) == 2 else None

    def text(self, node: ast.expr | None, functions: Sequence[Function] = (), steps: int = FARTHEST) -> str | None:
        """Return what an expression in the body of some functions, the innermost first, is as text."""
        if node is None or steps <= 0:
            return None
        steps -= 1
        match node:
            case ast.Constant(value=str(value)):
                return value
            case ast.Name(id="__file__"):
                return self._file
            case ast.Name(id=name):
                return self._named(name, functions, steps)
            case ast.Attribute(value=value, attr="parent"):
                return self._parent(self.text(value, functions, steps), 1)
            case ast.Attribute():
                full = dotted(node, self._names)
                return None if full is None else self._imported(full)
            case ast.Subscript(value=ast.Attribute(value=value, attr="parents"), slice=ast.Constant(value=int(number))):
                return self._parent(self.text(value, functions, steps), number + 1)
            case ast.BinOp(left=left, right=right, op=ast.Div()):
                return _joined([self.text(each, functions, steps) for each in (left, right)])
            case ast.BinOp(left=left, right=right, op=ast.Add()):
                return _added([self.text(each, functions, steps) for each in (left, right)])
            case ast.JoinedStr(values=values):
                return _added([self._formatted(each, functions, steps) for each in values])
            case ast.Call():
                return self._call(node, functions, steps)
        return None

    def _call(self, node: ast.Call, functions: Sequence[Function], steps: int) -> str | None:
        if node.keywords or any(isinstance(each, ast.Starred) for each in node.args):
            return None
        name = self.name(node.func)
        if name in ("os.getcwd", "pathlib.Path.cwd"):
            return self._root
        texts = [self.text(each, functions, steps) for each in node.args]
        if name in PATHS:
            return _joined(texts) if texts else "."
        if name == "os.path.join":
            return _joined(texts)
        if name in SAME and len(texts) == 1:
            return texts[0]
        if name == "os.path.dirname" and len(texts) == 1:
            return self._parent(texts[0], 1)
        if name == "importlib.resources.files" and len(texts) == 1 and texts[0] is not None:
            return self._package(texts[0])
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"joinpath", *SAME_METHODS}:
            return _joined([self.text(node.func.value, functions, steps), *texts])
        return None

    def _named(self, name: str, functions: Sequence[Function], steps: int) -> str | None:
        for number, function in enumerate(functions):
            if function not in self._locals:
                self._locals[function] = _assigned(below(function)[1:]) | _parameters(function)
            if name in self._locals[function]:
                return self._once(function, name, self._locals[function][name], functions[number:], steps)
        if name in self._module:
            return self._once(None, name, self._module[name], (), steps)
        return self._imported(self._names[name]) if name in self._names else None

    def _once(
        self, scope: Function | None, name: str, value: ast.expr | None, functions: Sequence[Function], steps: int
    ) -> str | None:
        """Follow a name once: each of a long row of names may stand for the one before it twice."""
        if (scope, name) not in self._followed:
            self._followed[scope, name] = None  # what it is to its own value
            self._followed[scope, name] = self.text(value, functions, steps)
        return self._followed[scope, name]

    def _formatted(self, node: ast.expr, functions: Sequence[Function], steps: int) -> str | None:
        if isinstance(node, ast.FormattedValue):
            return None if node.format_spec else self.text(node.value, functions, steps)
        return self.text(node, functions, steps)

    def _parent(self, path: str | None, times: int) -> str | None:
        for _ in range(times):
            path = None if path is None else posixpath.dirname(path.rstrip("/")) or "."
        return path


def _joined(parts: Sequence[str | None]) -> str | None:
    known = _whole(parts)
    return posixpath.join(*known) if known is not None else None


def _added(parts: Sequence[str | None]) -> str | None:
    known = _whole(parts)
    return "".join(known) if known is not None else None


def _whole(parts: Sequence[str | None]) -> list[str] | None:
    """Return the parts of a text; None where one is not known, or it is no path any more."""
    known = [part for part in parts if part is not None]
    return known if len(known) == len(parts) and sum(map(len, known)) <= LONGEST else None


BINDING = (
    *(ast.Name, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef),
    *(ast.Assign, ast.AnnAssign, ast.NamedExpr),
)
"""Nodes that give names."""


def _assigned(nodes: Iterable[ast.AST]) -> dict[str, ast.expr | None]:
    """Return each name that is bound by some nodes: its value, where it has only one."""
    bound: Counter[str] = Counter()
    values: dict[str, ast.expr | None] = {}
    for node in nodes:
        if isinstance(node, ast.Name):
            if not isinstance(node.ctx, ast.Load):
                bound[node.id] += 1
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound[node.name] += 1
        elif isinstance(node, ast.Assign):
            if isinstance(node.targets[0], ast.Name):
                values[node.targets[0].id] = node.value
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and isinstance(node.target, ast.Name):
            values[node.target.id] = node.value
    return {name: values.get(name) if times == 1 else None for name, times in bound.items()}


def _parameters(function: Function) -> dict[str, ast.expr | None]:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    return {each.arg: None for each in every if each is not None}
