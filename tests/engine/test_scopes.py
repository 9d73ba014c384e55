"""Which value each name has, by Python's scoping rules, without running anything."""

from __future__ import annotations

import ast
import sys
import textwrap
from types import ModuleType

import pytest

from flytex_cli.engine.scopes import values


class Owner:
    attribute = "known"

    @property
    def computed(self) -> str:
        raise AssertionError("a property was asked")


def seen(code: str) -> dict[str, object]:
    """The values of the names in a module whose globals are `g`, `h` and `owner`."""
    module = ModuleType("pack.module")
    module.__package__ = "pack"
    module.__dict__.update(g="global g", h="global h", owner=Owner())
    tree = ast.parse(textwrap.dedent(code))
    return {
        f"{node.lineno}:{ast.unparse(node)}": value
        for node, value in values(tree, module)
        if value is not owner_of(module)
    }


def owner_of(module: ModuleType) -> object:
    return module.__dict__["owner"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("g", {"1:g": "global g"}),
        ("def f():\n    return g", {"2:g": "global g"}),
        ("def f(g):\n    return g", {}),
        ("def f():\n    g = 1\n    return g", {}),
        ("def f():\n    global g\n    g = 1", {"3:g": "global g"}),
        ("def f(x=g): ...", {"1:g": "global g"}),
        ("@g\ndef f(g): ...", {"1:g": "global g"}),
        ("lambda g: (g, h)", {"1:h": "global h"}),
        ("[g for g in h]", {"1:h": "global h"}),
        ("def f():\n    def inner():\n        return g\n    g = 2", {}),
        ("def f():\n    try: ...\n    except E as g: g", {}),
        ("def f():\n    import sys as g\n    return g", {"3:g": sys}),
        ("def f():\n    from sys import argv as g\n    return g", {"3:g": sys.argv}),
        ("def f():\n    from .nosuch import g\n    return g", {}),
        ("owner.attribute", {"1:owner.attribute": "known"}),
        ("owner.computed", {}),
        ("owner.nosuch.more", {}),
    ],
)
def test_a_name_has_its_scopes_value(code, expected):
    assert seen(code) == expected
