"""Syntax trees are walked as `ast` walks them, without how names are used."""

import ast
from collections.abc import Iterable
from pathlib import Path

import pytest

import flytex_cli
from flytex_cli.project.source import Source
from flytex_cli.records import SourceRecord
from flytex_cli.syntax import below, children

GRAMMAR = """
import a.b as c
from .. import d as e, f
async def g(x: int = 1, /, y: str = "", *z: "t", k: float = 2.0, **w: bool) -> list[int]:
    global h
    async with x as (p, *q), y:
        async for i, j in z:
            await i
        else:
            del p[1:2, ::3], q.r
    def inner():
        nonlocal k
        k += yield from (yield k)
    return [*q, {**w, 1: 2}, {3}, f"{x!r:>{y}}", lambda m=1, *n: (o := m), not -x if x < y <= z is None else x or y]
match point:
    case A(1, b=[2, *rest]) | {"k": None, **more} if more:
        assert rest, "said"
    case -1 | "s" as whole:
        raise E from whole
    case [*_]:
        pass
try:
    while True:
        break
except (E, F) as error:
    continue_ = [u for v in w if v async for u in v] + [{k: v for k, v in t} @ ({s for s in t},)]
else:
    x: int
finally:
    z.y: str = ...
@decorated
class K(B, metaclass=M):
    pass
"""
FILES = sorted(Path(flytex_cli.__file__).parent.glob("engine/*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nodes_are_those_of_ast_in_its_order(file: Path) -> None:
    """Which of two nodes comes first decides where a finding points."""
    tree = ast.parse(file.read_text())

    assert below(tree) == _without_contexts(ast.walk(tree))
    assert all(children(node) == _without_contexts(ast.iter_child_nodes(node)) for node in ast.walk(tree))


def test_the_whole_grammar_is_walked() -> None:
    """Of what no file of ours has, too."""
    tree = ast.parse(GRAMMAR)

    assert below(tree) == _without_contexts(ast.walk(tree))
    assert {ast.MatchClass, ast.MatchMapping, ast.Nonlocal, ast.AsyncFor, ast.YieldFrom} < set(map(type, below(tree)))


def _without_contexts(nodes: Iterable[ast.AST]) -> list[ast.AST]:
    return [node for node in nodes if not isinstance(node, ast.expr_context)]


def test_nodes_of_some_types_keep_the_order_of_all(tmp_path: Path) -> None:
    """Of one type and of several; of a type that is not there none."""
    file = tmp_path / "module.py"
    file.write_text("import os\n\nclass A:\n    import sys\n\nfrom re import match\n")
    source = Source(SourceRecord("module.py", "module", ""), file, "module.py")

    found = source.of(ast.ImportFrom, ast.Import)

    assert found == [node for node in source.nodes if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert [node.lineno for node in found] == [1, 6, 4]
    assert [node.lineno for node in source.of(ast.Import)] == [1, 4]
    assert source.of(ast.Lambda) == []
