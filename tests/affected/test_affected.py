"""Which environments, tasks, apps and tests a change of files touches, and how."""

from __future__ import annotations

from pathlib import Path

import pytest

from flytex_cli import api
from flytex_cli.affected.model import Affected
from tests.affected.repository import committed, git, write

ENVIRONMENT = """
import flyte
{imports}
env = flyte.TaskEnvironment("{name}"{arguments})

@env.task
def {task}(x: int) -> int:
    {body}
    return x
"""


def module(name: str, task: str = "run", imports: str = "", arguments: str = "", body: str = "pass") -> str:
    """Return a module of one environment with one task."""
    return ENVIRONMENT.format(
        name=name, task=task, imports=imports, arguments=arguments and f", {arguments}", body=body
    )


FILES: dict[str, str | None] = {
    "flows/__init__.py": "",
    "flows/train.py": module(
        "train", imports="from flows.settings import CPU", arguments="resources=flyte.Resources(cpu=CPU)"
    ),
    "flows/settings.py": "from pathlib import Path\n\nCPU = int((Path(__file__).parent / 'cpu.txt').read_text())\n",
    "flows/cpu.txt": "1",
    "flows/lazy.py": module("lazy", body="import flows.late"),
    "flows/late.py": "VALUE = 1\n",
    "flows/names.py": module("names", body="open('rows.csv')"),
    "rows.csv": "a,b",
    "flows/built.py": module("built", arguments="image=flyte.Image.from_debian_base().with_requirements('needs.txt')"),
    "needs.txt": "numpy\n",
    "flows/maybe.py": module("maybe", imports="import os\nHAS = os.path.exists('extra.yaml')"),
    "flows/listed.py": module("listed", imports="import os\nNAMES = sorted(os.listdir('conf'))"),
    "conf/one.yaml": "",
    "flows/optional.py": module("optional", imports="try:\n    import tuned\nexcept ImportError:\n    tuned = None"),
    "flows/lost.py": module("lost", imports="try:\n    import gone\nexcept ImportError:\n    gone = None"),
    "gone.py": "",
    "flows/shipped.py": module("shipped", arguments="include=('../model/*.bin',)"),
    "model/weights.bin": "0",
    "flows/alone.py": module("alone"),
    "flows/model.py": module("model", imports="import pydantic\n\nclass Order(pydantic.BaseModel):\n    x: int\n"),
    "tests/test_train.py": "from flows.train import env\n",
    "tests/deep/test_rows.py": "PATH = 'fixtures/rows.csv'\n",
    "tests/deep/conftest.py": "",
    "notes.md": "",
}


@pytest.fixture(scope="module")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    committed(folder, FILES)
    return folder


@pytest.fixture
def repository(_filled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files, committed; changes are taken back before each test."""
    git(_filled, "reset", "-q", "--hard", "main")
    git(_filled, "clean", "-fdq")
    monkeypatch.chdir(_filled)
    return _filled


def affected(*paths: str, revision: str = "HEAD") -> Affected:
    """Return what is affected in some modules."""
    return api.affected(api.Modules(paths or ("flows",), affected_since=revision)).affected


def ways(found: Affected) -> dict[str, list[str]]:
    """Return, for each environment and file of tests, the way from the first file that reaches it."""
    environments = {each.name: list(each.causes[0].chain) for each in found.environments}
    return environments | {each.file: list(each.causes[0].chain) for each in found.tests}


pytestmark = pytest.mark.engines

CHANGES: list[tuple[dict[str, str | None], dict[str, list[str]]]] = [
    ({"notes.md": "new"}, {}),
    ({"flows/alone.py": module("alone", body="x += 1")}, {"alone": ["flows/alone.py was changed"]}),
    (
        {"flows/cpu.txt": "2"},
        {
            "train": [
                "flows/train.py:3 imports flows/settings.py",
                "flows/settings.py:3 reads flows/cpu.txt",
                "flows/cpu.txt was changed",
            ],
            "tests/test_train.py": [
                "tests/test_train.py:1 imports flows/train.py",
                "flows/train.py:3 imports flows/settings.py",
                "flows/settings.py:3 names flows/cpu.txt",
                "flows/cpu.txt was changed",
            ],
        },
    ),
    (
        {"flows/late.py": "VALUE = 2\n"},
        {"lazy": ["flows/lazy.py:8 imports flows/late.py", "flows/late.py was changed"]},
    ),
    ({"flows/late.py": None}, {"lazy": ["flows/lazy.py:8 imports flows/late.py", "flows/late.py was removed"]}),
    (
        {"rows.csv": "c"},
        {
            "names": ["flows/names.py:8 names rows.csv", "rows.csv was changed"],
            "tests/deep/test_rows.py": ["tests/deep/test_rows.py:1 names rows.csv", "rows.csv was changed"],
        },
    ),
    ({"needs.txt": "pandas\n"}, {"built": ["flows/built.py reads needs.txt", "needs.txt was changed"]}),
    ({"extra.yaml": ""}, {"maybe": ["flows/maybe.py:4 looks for extra.yaml", "extra.yaml was added"]}),
    ({"conf/two.yaml": ""}, {"listed": ["flows/listed.py:4 lists conf", "conf/two.yaml was added"]}),
    ({"conf/more/three.yaml": ""}, {"listed": ["flows/listed.py:4 lists conf", "conf/more/three.yaml was added"]}),
    ({"conf/one.yaml": "changed"}, {}),
    (
        {"tuned.py": ""},
        {"optional": ["flows/optional.py:4 imports tuned.py", "tuned.py was added"]},
    ),
    (
        {"gone.py": None},
        {"lost": ["flows/lost.py or what it imports looks for a module 'gone'", "gone.py was removed"]},
    ),
    (
        {"model/weights.bin": "1"},
        {"shipped": ["environment shipped includes '../model/*.bin'", "model/weights.bin was changed"]},
    ),
    (
        {"tests/deep/conftest.py": "VALUE = 1"},
        {
            "tests/deep/test_rows.py": [
                "tests/deep/test_rows.py runs with tests/deep/conftest.py",
                "tests/deep/conftest.py was changed",
            ]
        },
    ),
]


@pytest.mark.parametrize(("change", "expected"), CHANGES, ids=[",".join(change) for change, _ in CHANGES])
def test_a_change_affects_what_it_reaches(
    repository: Path, change: dict[str, str | None], expected: dict[str, list[str]]
) -> None:
    """And nothing else; the way there is told."""
    write(repository, change)
    assert ways(affected()) == expected


def test_what_depends_on_an_environment_is_affected_with_it(repository: Path) -> None:
    """Also where no import leads there."""
    dependent = module("dependent", imports="from flows.base import env as base", arguments="depends_on=[base]")
    write(repository, {"flows/base.py": module("base", arguments="include=('data/*.bin',)")})
    write(repository, {"flows/data/one.bin": "1"})
    write(repository, {"flows/dependent.py": dependent})
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "two")
    write(repository, {"flows/data/one.bin": "2"})
    found = ways(affected())
    git(repository, "reset", "-q", "--hard", "HEAD~1")
    included = "environment base includes 'data/*.bin'"
    assert found == {
        "base": [included, "flows/data/one.bin was changed"],
        "dependent": ["dependent depends on base", included, "flows/data/one.bin was changed"],
    }


def test_an_environment_made_by_a_helper_belongs_to_its_callers(repository: Path) -> None:
    """The file that calls the class is a module too, and says nothing of who calls it."""
    write(repository, {"flows/maker.py": "import flyte\n\ndef make(name):\n    return flyte.TaskEnvironment(name)\n"})
    user = "from flows.maker import make\n\nenv = make('made')\n\n@env.task\ndef run(x: int) -> int:\n    return x\n"
    write(repository, {"flows/user.py": user})
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "two")
    write(repository, {"flows/user.py": user.replace("'made'", "'other'")})
    found = ways(affected())
    git(repository, "reset", "-q", "--hard", "HEAD~1")
    assert found == {"other": ["flows/user.py was changed"]}


def test_settings_affect_everything(repository: Path) -> None:
    """Other tables of the same file do not, except for tests, which run with it."""
    write(repository, {"pyproject.toml": "[tool.flytex]\nproject = 'p'\n"})
    found = affected()
    assert len(found.environments) == found.totals.environments
    assert found.environments[0].causes[0].chain == ("it says how modules are loaded", "pyproject.toml was added")
    write(repository, {"pyproject.toml": "[tool.other]\n"})
    assert list(ways(affected())) == ["tests/deep/test_rows.py", "tests/test_train.py"]


def test_only_what_a_branch_changed_counts(repository: Path) -> None:
    """What was changed meanwhile on the other one does not."""
    git(repository, "checkout", "-qb", "branch")
    write(repository, {"flows/alone.py": module("alone", body="x += 1")})
    git(repository, "commit", "-qam", "mine")
    git(repository, "checkout", "-q", "-b", "theirs", "main")
    write(repository, {"needs.txt": "pandas\n"})
    git(repository, "commit", "-qam", "theirs")
    git(repository, "checkout", "-q", "branch")
    try:
        assert list(ways(affected(revision="theirs"))) == ["alone"]
    finally:
        git(repository, "checkout", "-q", "main")


def test_a_file_that_was_only_touched_has_not_changed(repository: Path) -> None:
    """Git would have to look into it; its index is not written."""
    index = (repository / ".git/index").read_bytes()
    (repository / "flows/alone.py").write_text((repository / "flows/alone.py").read_text())
    assert affected().changes.files == ()
    assert (repository / ".git/index").read_bytes() == index


def test_a_module_that_does_not_load_is_said(repository: Path) -> None:
    """What else it holds is not known."""
    write(repository, {"flows/settings.py": "import nothing_of_this_name\n"})
    found = affected("flows/train.py", "flows/alone.py")
    assert [each.file for each in found.unloaded] == ["flows/train.py"]
    assert found.environments == ()
