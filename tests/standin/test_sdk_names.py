"""The stand-in is laid out as the SDK is: whoever knows `flyte` finds its modules here under the same names."""

from __future__ import annotations

import importlib
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import flytex_cli.standin as standin
from flytex_cli.standin._core import sdk_modules
from flytex_cli.standin.io import Dir, File
from flytex_cli.standin.types import FlytePickle, TypeTransformerFailedError

FOLDER = Path(standin.__file__).parent
CORE = FOLDER / "_core"


def modules(folder: Path) -> set[str]:
    """The modules below a package's folder by their names below the package."""
    files = (file.relative_to(folder) for file in folder.rglob("*.py"))
    names = (".".join(file.parts[:-1] if file.stem == "__init__" else file.with_suffix("").parts) for file in files)
    return {name for name in names if name}


@pytest.mark.sdk
def test_all_but_our_own_package_bears_a_name_of_the_sdk():
    """There is no exception: what the SDK has no module for lies in `_core`."""
    import flyte

    theirs = modules(Path(flyte.__file__).parent)
    ours = {name for name in modules(FOLDER) if name.partition(".")[0] != CORE.name}
    assert ours
    assert ours - theirs == set()
    assert sdk_modules.HOMES.keys() - theirs == set()


def test_a_module_has_a_file_or_a_line_in_the_table():
    """Never both: the file would hide the line."""
    assert modules(FOLDER) & sdk_modules.HOMES.keys() == set()


@pytest.mark.parametrize("name", sdk_modules.HOMES)
def test_each_line_of_the_table_names_modules_that_are_there(name):
    """And a name that they have is found in the module that the line makes."""
    module = importlib.import_module(f"flytex_cli.standin.{name}")
    for home in sdk_modules.HOMES[name]:
        own = importlib.import_module(f"flytex_cli.standin._core.{home}")
        public = [each for each in vars(own) if not each.startswith("_")]
        assert public
        assert all(hasattr(module, each) for each in public)


def test_a_private_module_needs_no_more_than_the_stand_in():
    """Neither the alias `flyte` nor another import before it; its packages come along."""
    code = (
        "from flytex_cli.standin._internal.runtime.task_serde import translate_task_to_wire\n"
        "import flytex_cli.standin as flyte\n"
        "print(flyte._internal.runtime.task_serde.translate_task_to_wire is translate_task_to_wire, flyte._image.Image)"
    )
    result = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert result.stdout == "True <class 'flytex_cli.standin._image.Image'>\n"


def test_a_name_that_a_private_module_lacks_is_missing_under_its_public_name():
    """As `from flyte._task import ...` says it."""
    module = importlib.import_module("flytex_cli.standin._task")
    with pytest.raises(AttributeError, match=r"module 'flyte\._task' has no attribute 'nonsense'"):
        module.nonsense  # noqa: B018


@pytest.mark.parametrize(
    ("cls", "printed"),
    [
        (File, "flyte.io._file.File"),
        (Dir, "flyte.io._dir.Dir"),
        (standin.Image, "flyte._image.Image"),
        (standin.Checkpoint, "flyte._checkpoint.Checkpoint"),
        (standin.TaskTemplate, "flyte._task.TaskTemplate"),
        (FlytePickle, "flyte.types._pickle.FlytePickle"),
        (TypeTransformerFailedError, "flyte.types._type_engine.TypeTransformerFailedError"),
    ],
)
def test_a_class_is_named_as_the_sdk_names_its_own(cls, printed):
    """Whichever module of ours has it, and it can be pickled."""
    assert sdk_modules.as_flyte(str(cls)) == f"<class '{printed}'>"
    assert pickle.loads(pickle.dumps(cls)) is cls


def test_an_error_shows_the_module_that_users_catch_it_from():
    """Tracebacks name `errors`, and no module behind it."""
    from flytex_cli.standin import errors

    raised = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)]
    assert {error.__module__ for error in raised} == {"flytex_cli.standin.errors"}
