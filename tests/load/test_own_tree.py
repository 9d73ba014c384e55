"""The user's own packages are found beside the module's folders first, then anywhere below the root."""

from __future__ import annotations

import pytest

from flytex_cli.load import own_tree
from flytex_cli.load.own_tree import GUESS, OwnTree


@pytest.fixture(autouse=True)
def _fresh():
    """The last tree that was walked is kept."""
    own_tree.packages_below.cache_clear()


def test_the_nearest_wins(tmp_path, write):
    """`flows/deep/` is asked before `flows/`, and both before the rest of the tree."""
    write("flows/deep/helper.py", "")
    write("flows/helper.py", "")
    write("flows/shared/__init__.py", "")
    write("elsewhere/shared/__init__.py", "")
    tree = OwnTree(str(tmp_path), str(tmp_path / "flows/deep"))
    helper, shared = tree.find_spec("helper", None), tree.find_spec("shared", None)
    assert helper is not None
    assert shared is not None
    assert helper.origin == str(tmp_path / "flows/deep/helper.py")
    assert shared.origin == str(tmp_path / "flows/shared/__init__.py")
    assert tree.found == {"helper": str(tmp_path / "flows/deep"), "shared": str(tmp_path / "flows")}


def test_a_package_anywhere_below_the_root_is_a_guess(tmp_path, write):
    """Never one inside an environment, nor one inside another package."""
    write("libs/one/shop/__init__.py", "")
    write("libs/one/shop/inner/__init__.py", "")
    write("venv/pyvenv.cfg", "")
    write("venv/lib/torch/__init__.py", "")
    (tmp_path / "flows").mkdir()
    tree = OwnTree(str(tmp_path), str(tmp_path / "flows"))
    shop = tree.find_spec("shop", None)
    assert shop is not None
    assert (shop.origin, shop.loader_state) == (str(tmp_path / "libs/one/shop/__init__.py"), GUESS)
    assert [tree.find_spec(name, None) for name in ("inner", "torch", "nosuch", "shop.inner")] == [None] * 4


def test_folders_given_first_come_first(tmp_path, write):
    write("src/helper.py", "")
    write("flows/helper.py", "")
    tree = OwnTree(str(tmp_path), str(tmp_path / "flows"), [str(tmp_path / "src")])
    helper = tree.find_spec("helper", None)
    assert helper is not None
    assert helper.origin == str(tmp_path / "src/helper.py")


def test_a_folder_of_modules_above_comes_before_a_guess(tmp_path, write):
    """Without an `__init__.py`; one without modules is none."""
    write("shop/agents/buyer.py", "")
    write("other/agents/__init__.py", "")
    write("shop/notes/readme.md", "")
    write("other/notes/__init__.py", "")
    tree = OwnTree(str(tmp_path), str(tmp_path / "shop/agents"))
    agents, notes = tree.find_spec("agents", None), tree.find_spec("notes", None)
    assert agents is not None
    assert notes is not None
    assert list(agents.submodule_search_locations or ()) == [str(tmp_path / "shop/agents")]
    assert tree.found["agents"] == str(tmp_path / "shop")
    assert notes.loader_state == GUESS


def test_a_library_is_not_guessed(tmp_path, write):
    """A folder of examples named after a library is not the library; beside the module it is what Python would take."""
    write("integrations/openai/openai/__init__.py", "")
    write("flows/httpx/__init__.py", "")
    tree = OwnTree(str(tmp_path), str(tmp_path / "flows"))
    assert tree.find_spec("openai", None) is None
    assert tree.find_spec("httpx", None) is not None
