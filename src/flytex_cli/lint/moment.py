"""Expressions that give another value each time a module is imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.project.imports import dotted_name
from flytex_cli.project.source import Function, Source

VARYING = frozenset(
    {
        *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today"),
        *("time.time", "time.time_ns", "time.monotonic", "time.monotonic_ns", "time.perf_counter", "time.ctime"),
        *("time.perf_counter_ns", "time.localtime", "time.gmtime", "time.strftime", "time.process_time"),
        *("uuid.uuid1", "uuid.uuid4", "uuid.uuid6", "uuid.uuid7", "os.getpid", "os.getppid", "os.urandom"),
        *("secrets.token_hex", "secrets.token_urlsafe", "secrets.token_bytes", "secrets.choice", "secrets.randbelow"),
        *("tempfile.mkdtemp", "tempfile.mkstemp", "tempfile.mktemp", "tempfile.gettempdir"),
        *("tempfile.TemporaryDirectory", "tempfile.NamedTemporaryFile"),
        *("pandas.Timestamp.now", "pandas.Timestamp.today", "pandas.Timestamp.utcnow"),
        *("pendulum.now", "pendulum.today", "arrow.now", "arrow.utcnow"),
        *(
            f"{home}.{name}"
            for home in ("random", "numpy.random")
            for name in ("random", "randint", "choice", "uniform")
        ),
        *(
            "random.randrange",
            "random.getrandbits",
            "random.gauss",
            "random.sample",
            "random.choices",
            "random.randbytes",
        ),
        *("numpy.random.rand", "numpy.random.randn", "numpy.random.normal"),
    }
)
"""Functions whose value is another with every call."""
OF_THE_MACHINE = frozenset(
    {
        *("socket.gethostname", "socket.getfqdn", "platform.node", "platform.uname", "getpass.getuser", "os.getlogin"),
        *("os.uname", "os.getcwd", "pathlib.Path.cwd", "pathlib.Path.home", "uuid.getnode"),
    }
)
"""Functions whose value is another on every machine."""
SEEDS = ("random.seed", "numpy.random.seed")
MAX_DEPTH = 4


def moment(source: Source, node: ast.AST, depth: int = MAX_DEPTH) -> str | None:
    """Return the first function in an expression whose value is another each time; None where there is none.

    Names that the module assigns once, its own functions that return a value, and the factories of its classes are
    followed. What stands in a lambda is not called.
    """
    for part in _called(node):
        name = _of_a_call(source, part) if isinstance(part, ast.Call) else None
        if name is not None:
            return name
        for inner in _behind(source, part) if depth else ():
            name = moment(source, inner, depth - 1)
            if name is not None:
                return name
    return None


def why(name: str) -> str:
    """Say how its value differs."""
    return "another on every machine" if name in OF_THE_MACHINE else "another each time the module is imported"


def _of_a_call(source: Source, call: ast.Call) -> str | None:
    name = dotted_name(source, call.func)
    if name is None or name not in VARYING | OF_THE_MACHINE:
        return None
    if name in ("time.strftime", "time.ctime", "time.localtime", "time.gmtime") and len(call.args) > (
        name == "time.strftime"
    ):
        return None  # of a time that is given
    is_random = name.startswith(("random.", "numpy.random."))
    return None if is_random and any(dotted_name(source, each.func) in SEEDS for each in source.calls) else name


def _called(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of an expression that are evaluated with it."""
    waiting = [node]
    while waiting:
        part = waiting.pop(0)
        yield part
        if not isinstance(part, ast.Lambda):
            waiting = [*ast.iter_child_nodes(part), *waiting]


def _behind(source: Source, part: ast.AST) -> Iterator[ast.AST]:
    """Yield the expressions that a name or a call stands for, as far as the file says."""
    if isinstance(part, ast.Name) and part.id in source.assignments:
        yield source.assignments[part.id]
    if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
        for node in source.tree.body:
            if isinstance(node, Function) and node.name == part.func.id and not node.decorator_list:
                yield from (each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value)
            elif isinstance(node, ast.ClassDef) and node.name == part.func.id:
                yield from _factories(node, part)


def _factories(node: ast.ClassDef, made: ast.Call) -> Iterator[ast.AST]:
    """Yield what the fields of a class get whose value is not given: their defaults, and calls of their factories."""
    given = {keyword.arg for keyword in made.keywords}
    fields = [each for each in node.body if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)]
    for field in fields[len(made.args) :]:
        value = field.value
        if value is None or (isinstance(field.target, ast.Name) and field.target.id in given):
            continue
        yield value
        for keyword in value.keywords if isinstance(value, ast.Call) else ():
            if keyword.arg == "default_factory":
                factory = keyword.value
                yield factory.body if isinstance(factory, ast.Lambda) else ast.Call(factory, [], [])
