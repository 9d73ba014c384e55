"""Which calls of a file tell rules anything: the others need not be looked at by each of them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

from flytex_cli.project.source import Source
from tests.flow.test_flow import CHILD, ROWS, project_of


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("child()", ["child()"]),
        ("child.aio(1)", ["child.aio(1)"]),
        ("child.override(a=1)(x)", ["child.override(a=1)", "child.override(a=1)(x)"]),
        ("rows[0].run(x)", ["rows[0].run(x)"]),
        ("partial(child, y=1)", ["partial(child, y=1)"]),
        ("rows(partial(x, 1), [])", ["rows(partial(x, 1), [])"]),
        ("other(partial(child, 1))", ["partial(child, 1)"]),
        ("other(1, child)", []),
        ("other(child + 1)", []),
        ("other(x=child)", []),
        ("other.child()", []),
        ("child", []),
    ],
)
def test_a_call_tells_by_what_is_called_or_first_in_it(tmp_path: Path, text: str, telling: list[str]) -> None:
    path = tmp_path / "module.py"
    path.write_text(f"{text}\n")
    _, source = project_of(path, ("child", CHILD), ("rows", ROWS))
    found = [ast.unparse(call) for call in source.telling_calls]
    assert sorted(found) == sorted(telling)


def test_those_in_a_function_are_those_of_all_functions_in_it(tmp_path: Path) -> None:
    """In written order, decorators and defaults included."""
    path = tmp_path / "module.py"
    path.write_text("@child(1)\ndef f(a=child(2)):\n    def g():\n        return child(3)\n    child(4)\nchild(5)\n")
    _, source = project_of(path, ("child", CHILD))
    within = {name: [ast.unparse(call) for call in calls] for name, calls in _by_name(source).items()}
    assert within == {"f": ["child(1)", "child(2)", "child(3)", "child(4)"], "g": ["child(3)"]}


def _by_name(source: Source) -> dict[str, Mapping[ast.Call, None]]:
    return {function.name: source.telling_calls_in(function) for function in source.functions.values()}
