"""What is said to keep a task from being pickled is what cloudpickle refuses, as a deployment pickles it."""

from __future__ import annotations

import importlib.util
import sys

import pytest

from flytex_cli.engine.unpicklable import unpicklable_globals
from tests.harness import REPOSITORY

MODULE = REPOSITORY / "tests/lint/cases/run/pickled.py"


@pytest.mark.sdk
def test_cloudpickle_refuses_the_same_tasks():
    """Each task of the lint cases, on its own."""
    import cloudpickle

    spec = importlib.util.spec_from_file_location("pickled_cases", MODULE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
        refused, said = set(), set()
        for name, task in module.env.tasks.items():
            if list(unpicklable_globals(task.func, {})):
                said.add(name)
            try:
                cloudpickle.dumps(task)
            except TypeError:
                refused.add(name)
    finally:
        del sys.modules[spec.name]
    assert said == refused
    assert len(said) == 4


def test_a_large_object_is_not_read_to_its_end():
    """Nor one whose own code fails: nothing is known of either."""
    lists = [bytes(1000)] * 2

    class Angry:
        def __reduce__(self):
            raise RuntimeError

    scope = {"large": [str(number) * 100 for number in range(100_000)], "angry": Angry(), "lists": lists}
    exec("def function():\n    return large, angry, lists\n", scope)
    assert list(unpicklable_globals(scope["function"], {})) == []
