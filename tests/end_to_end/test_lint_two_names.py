"""A module that is imported under two names makes its tasks twice, which is no mistake of theirs."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.engines

TASKS = "from shop.envs import env\n\n\n@env.task\nasync def load(x: int) -> int:\n    return x\n"


@pytest.fixture
def shop(write):
    """Found in `src` by flytex alone: the module is `src.shop.tasks` by its path, and imported as `shop.tasks` too."""
    write("src/shop/__init__.py", "")
    write("src/shop/envs.py", 'import flyte\n\nenv = flyte.TaskEnvironment("shop", image="ghcr.io/acme/shop:1")\n')
    write("src/shop/tasks.py", "import shop.flow\n" + TASKS)
    write("src/shop/flow.py", "import shop.tasks\n")


def test_a_task_made_again_by_the_same_code_is_not_replaced(flytex, shop):
    assert "NAM005" not in flytex("lint", "src", "--select", "NAM005,RSV002").out


def test_another_function_of_the_name_replaces_it(flytex, shop, write):
    """The finding names the function that wins, wherever else the loser is looked at."""
    write("src/shop/tasks.py", TASKS)
    write("src/shop/flow.py", "import shop.tasks\n\n\n" + TASKS.replace("int", "str"))
    run = flytex("lint", "src", "--select", "NAM005", "--root-dir", "src")
    assert "src/shop/tasks.py:4:2 error NAM005" in run.out
    assert "a later task of this name replaces it: src/shop/flow.py:7" in run.out
