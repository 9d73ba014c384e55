"""Syntax trees are walked as `ast` walks them."""

import ast
from pathlib import Path

import pytest

import flytex_cli
from flytex_cli.project.source import Source
from flytex_cli.records import SourceRecord
from flytex_cli.syntax import below, children

FILES = sorted(Path(flytex_cli.__file__).parent.glob("engine/*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nodes_are_those_of_ast_in_its_order(file: Path) -> None:
    """Which of two nodes comes first decides where a finding points."""
    tree = ast.parse(file.read_text())

    assert below(tree) == list(ast.walk(tree))
    assert all(children(node) == list(ast.iter_child_nodes(node)) for node in ast.walk(tree))


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
