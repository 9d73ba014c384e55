"""`import flyte` as the stand-in: the same modules under another name, in this process, and back."""

from __future__ import annotations

import importlib
import sys

import pytest

import flytex_cli.standin as standin
from flytex_cli.engine import alias
from flytex_cli.errors import EngineError


@pytest.fixture
def aliased():
    hidden = {name: sys.modules.pop(name) for name in list(sys.modules) if name == "flyte" or name.startswith("flyte.")}
    alias.install()
    yield
    alias.uninstall()
    sys.modules.update(hidden)


def test_the_modules_are_the_same_objects(aliased):
    """So a type from `flyte.io` is the type the stand-in knows."""
    import flyte
    import flyte.extend
    from flyte.io import File

    assert flyte is standin
    assert flyte.extend is importlib.import_module("flytex_cli.standin.extend")
    assert File is importlib.import_module("flytex_cli.standin.io").File
    assert flyte.__spec__ is not None
    assert flyte.__spec__.name == "flytex_cli.standin"


@pytest.mark.parametrize(
    "name",
    [
        "_task",
        "_logging",
        "_context",
        "_utils.lazy_module",
        "_utils.asyn",
        "_task_plugins",
        "_initialize",
        "_image",
        "_observe",
        "_internal.resolvers.default",
        "_internal.runtime.task_serde",
        "_internal.imagebuild.image_builder",
        "app._types",
        "types._type_engine",
        "io._dataframe.dataframe",
    ],
)
def test_the_private_modules_that_plugins_use_are_there(aliased, name):
    """Official plugins import them."""
    assert importlib.import_module(f"flyte.{name}") is importlib.import_module(f"flytex_cli.standin.{name}")


def test_a_module_that_is_not_there_is_missing_under_its_public_name(aliased):
    """The error names what the user wrote."""
    with pytest.raises(ModuleNotFoundError, match=r"flyte\.nonsense"):
        importlib.import_module("flyte.nonsense")


def test_uninstalling_gives_the_name_back(aliased):
    """Nothing of the alias stays behind."""
    import flyte  # noqa: F401

    alias.uninstall()
    assert not any(name == "flyte" or name.startswith("flyte.") for name in sys.modules)
    assert "flytex_cli.standin" in sys.modules


def test_an_imported_sdk_is_not_pushed_aside(monkeypatch):
    """The stand-in never shadows what is imported already."""
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.setitem(sys.modules, "flyte", sys)
    with pytest.raises(EngineError, match="imported already"):
        alias.install()
