"""What several modules import of the SDK's requirements is imported once, and nobody can tell."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flytex_cli.load.preload import Preloaded, words
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.load.runner import load
from flytex_cli.load.target import resolve_targets

TASK = "\nimport flyte\nenv = flyte.TaskEnvironment({name!r})\n@env.task\nasync def t(x: int) -> int:\n    return x\n"


def run(script: str, *arguments: str) -> str:
    """Run a script in a fresh interpreter, where nothing is imported yet."""
    return subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_words_are_those_that_two_sources_have(tmp_path: Path) -> None:
    """One module alone imports for itself; other packages of the user's are not looked at."""
    sources = ("import yaml, pandas\nimport kubernetes", "import yaml, pandas", "import pydantic_settings")
    files = [tmp_path / f"{number}.py" for number in range(len(sources))]
    for file, source in zip(files, sources, strict=True):
        file.write_text(source)
    assert words([*map(str, files), str(tmp_path / "missing.py")]) == [b"yaml"]


def test_a_module_put_aside_is_found_only_by_importing_it() -> None:
    """With what came with it, as the very same objects, marked as an import marks them."""
    script = """
import sys
from flytex_cli.load.preload import Preloaded
preloaded = Preloaded()
preloaded.add(["yaml"])
before = [name for name in sys.modules if name.partition(".")[0] == "yaml"]
import yaml
print(before, "yaml.loader" in sys.modules, yaml.__spec__.origin == yaml.__file__, type(yaml.__spec__.loader).__name__)
import yaml.loader
print(yaml.loader is sys.modules["yaml.loader"], yaml.safe_load("[1]"))
"""
    assert run(script).splitlines() == ["[] True True SourceFileLoader", "True [1]"]


def test_a_module_of_that_name_that_comes_first_is_its_own(tmp_path: Path) -> None:
    """Also where the name is that of a package, or of one that another brought."""
    (tmp_path / "yaml.py").write_text("mine = True")
    script = """
import sys
from flytex_cli.load.preload import Preloaded
Preloaded().add(["yaml", "docstring_parser"])
sys.path.insert(0, sys.argv[1])
import yaml, docstring_parser
print(yaml.mine, docstring_parser.parse("Say.").short_description)
"""
    assert run(script, str(tmp_path)) == "True Say."


def test_parts_that_load_later_are_the_same() -> None:
    """Also of a package whose parts another one loaded, and for whom waits for a module to be imported."""
    script = """
import sys
from flytex_cli.load.preload import Preloaded
from flytex_cli.standin._core.common.when_imported import when_imported
Preloaded().add(["pydantic", "mashumaro.jsonschema", "pydantic.main"])
when_imported("pydantic.main", lambda module: print("heard of", module.BaseModel.__name__))
from pydantic import BaseModel, RootModel
import pydantic.main
print(issubclass(RootModel, BaseModel), pydantic.main.BaseModel is BaseModel, pydantic.__spec__.loader.is_package("pydantic"))
"""
    assert run(script).splitlines() == ["heard of BaseModel", "True True True"]


@pytest.mark.parametrize(
    "ahead", ["", "sys.meta_path.insert(0, type('Ahead', (), {'find_spec': lambda *args: None})())"]
)
def test_a_module_with_two_names_has_both(tmp_path: Path, ahead: str) -> None:
    """The second is one that no import finds, because the package entered it itself (`requests.packages`)."""
    package = tmp_path / "site-packages" / "odd"
    package.mkdir(parents=True)
    (package / "real.py").write_text("")
    (package / "__init__.py").write_text("import sys, odd.real\nsys.modules['odd.more.real'] = odd.real\n")
    script = f"""
import sys
sys.path.append(sys.argv[1])
from flytex_cli.load.preload import Preloaded
Preloaded().add(["odd"])
{ahead}
import odd
print(sorted(name for name in sys.modules if name.startswith("odd")), sys.modules["odd.more.real"] is odd.real)
"""
    assert run(script, str(package.parent)) == "['odd', 'odd.more.real', 'odd.real'] True"


def test_a_loader_answers_as_the_package_s_own() -> None:
    """For whoever looks for a package without importing it."""
    script = """
from importlib.util import find_spec
from flytex_cli.load.preload import Preloaded
Preloaded().add(["yaml"])
spec = find_spec("yaml")
print(spec.loader.get_filename("yaml") == spec.origin, len(spec.submodule_search_locations))
"""
    assert run(script) == "True 1"


@pytest.mark.parametrize("name", ["yaml", "typing_extensions", "mine"])
def test_no_file_of_the_users_runs_in_the_warm_process(tmp_path: Path, name: str) -> None:
    """Neither a module of theirs nor one that takes a package's name on PYTHONPATH."""
    (tmp_path / f"{name}.py").write_text("print('ran')")
    script = """
import sys
sys.path.insert(0, sys.argv[1])
from flytex_cli.load.preload import Preloaded
Preloaded().add(["yaml", "pydantic", "mine"])
"""
    assert run(script, str(tmp_path)) == ""


def test_what_cannot_be_imported_is_left_to_who_imports_it() -> None:
    """It raises there what it raises."""
    preloaded = Preloaded()
    finders = list(sys.meta_path)
    preloaded.add(["no_such_package"])
    assert preloaded.find_spec("no_such_package", None) is None
    sys.meta_path[:] = finders


@pytest.mark.engines
def test_modules_have_what_they_would_have_alone(tmp_path: Path) -> None:
    """Each of two modules that name a package finds it, or the file of its own that it puts first."""
    (tmp_path / "vendored").mkdir()
    (tmp_path / "vendored" / "yaml.py").write_text("mine = True")
    (tmp_path / "a.py").write_text("import yaml\nyaml.safe_load('1')" + TASK.format(name="a"))
    first = "import sys, os\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), 'vendored'))\n"
    (tmp_path / "b.py").write_text(first + "import yaml\nassert yaml.mine" + TASK.format(name="b"))
    (tmp_path / "c.py").write_text("import sys\nassert 'yaml' not in sys.modules" + TASK.format(name="c"))
    reports = load(resolve_targets([str(tmp_path)]).modules, LoadRequest()).reports
    assert [(Path(report.file).name, [r.name for r in report.records]) for report in reports] == [
        ("a.py", ["a.t"]),
        ("b.py", ["b.t"]),
        ("c.py", ["c.t"]),
        ("yaml.py", []),
    ]
