"""The release that a project asks for, where the stand-in translates as another one."""

from __future__ import annotations

import pytest

from flytex_cli.cli.asked_release import other_release

UV = 'version = 1\n\n[[package]]\nname = "flyteidl2"\nversion = "2.0.40"\n\n[[package]]\nname = "flyte"\nversion = "{}"\n'
POETRY = '[[package]]\nname = "aiofiles"\nversion = "24.1.0"\n\n[[package]]\nname = "flyte"\nversion = "{}"\n'
PYLOCK = 'lock-version = "1.0"\n\n[[packages]]\nname = "flyte"\nversion = "{}"\n'
PROJECT = '[project]\nname = "x"\ndependencies = ["numpy", "flyte{}"]\n'
EXTRA = (
    '[project]\nname = "x"\n[project.optional-dependencies]\nflyte = ["flyte[vscode]{}; python_version > \'3.9\'"]\n'
)
GROUP = '[dependency-groups]\ndev = [{{include-group = "test"}}, "flyte{}"]\n'


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, None),
        ({"uv.lock": UV.format("2.9.0")}, "uv.lock has flyte 2.9.0"),
        ({"uv.lock": UV.format("2.12.1")}, None),
        ({"uv.lock": UV.format("2.12.1"), "pyproject.toml": PROJECT.format("<2.5")}, None),
        ({"uv.lock": "\n[[package]]\nname = 'flytekit'\n", "pyproject.toml": PROJECT.format("<2.5")}, "pyproject.toml asks for flyte<2.5"),
        ({"uv.lock": "\n[[package]]\nname = \"flyte\"\nversion = [", "pyproject.toml": PROJECT.format("")}, None),
        ({"uv.lock": UV.format("2.9.0") + UV.format("2.12.1")}, None),
        ({"poetry.lock": POETRY.format("2.0.1")}, "poetry.lock has flyte 2.0.1"),
        ({"pylock.toml": PYLOCK.format("2.0.1")}, "pylock.toml has flyte 2.0.1"),
        ({"pyproject.toml": PROJECT.format("==2.9.0")}, "pyproject.toml asks for flyte==2.9.0"),
        ({"pyproject.toml": PROJECT.format(">=2.0,<3")}, None),
        ({"pyproject.toml": PROJECT.format("!=2.12.1")}, "pyproject.toml asks for flyte!=2.12.1"),
        ({"pyproject.toml": PROJECT.format(">=2.13")}, "pyproject.toml asks for flyte>=2.13"),
        ({"pyproject.toml": EXTRA.format("~=2.4.0")}, "pyproject.toml asks for flyte~=2.4.0"),
        ({"pyproject.toml": GROUP.format("<2.10")}, "pyproject.toml asks for flyte<2.10"),
        ({"pyproject.toml": PROJECT.format(" is great")}, None),
        ({"pyproject.toml": "project = 3\n[dependency-groups]\n"}, None),
        ({"pyproject.toml": "not TOML"}, None),
        ({"requirements-dev.txt": "-r base.txt\nFlyte == 2.4.1 \\\n    --hash=sha256:0\n"}, "requirements-dev.txt asks for flyte==2.4.1"),
        ({"requirements.txt": "flytekit==1.0\nflyte  # any\n"}, None),
        ({"requirements.txt": "flyte @ https://example.com/flyte.whl\n"}, None),
    ],
)  # fmt: skip
def test_what_rules_a_release_out(tmp_path, files, said):
    """A lock wins over requirements, also from a folder above; a file that cannot be read says nothing."""
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    (tmp_path / ".git").mkdir()
    assert other_release(tmp_path, "2.12.1") == said


def test_the_nearest_folder_of_the_repository_decides(tmp_path):
    (tmp_path / "uv.lock").write_text(UV.format("2.0.0"))
    repository = tmp_path / "repository"
    below = repository / "flows"
    below.mkdir(parents=True)
    assert other_release(below, "2.12.1") == "uv.lock has flyte 2.0.0"
    (repository / "uv.lock").write_text(UV.format("2.9.0"))
    assert other_release(below, "2.12.1") == "uv.lock has flyte 2.9.0"
    (below / "requirements.txt").write_text("flyte<2.5\n")
    assert other_release(below, "2.12.1") == "uv.lock has flyte 2.9.0"
    (repository / "uv.lock").unlink()
    (repository / ".git").mkdir()
    assert other_release(below, "2.12.1") == "requirements.txt asks for flyte<2.5"
    (below / "requirements.txt").unlink()
    assert other_release(below, "2.12.1") is None


def test_it_is_said_once_and_of_the_stand_in(flytex, write):
    """A comparison loads two sides."""
    write("uv.lock", UV.format("2.9.0"))
    write("flow.py", "import flyte\nenv = flyte.TaskEnvironment('flow')\n@env.task\ndef main() -> None: ...\n")
    note = "translated as 2.12.1 (uv.lock has flyte 2.9.0)\n"
    assert flytex("serialize", "flow.py", "--engine", "standin").stderr == note
    assert flytex("diff", "flow.py", "flow.py", "--engine", "standin").stderr == note
    assert flytex("serialize", "flow.py", "--engine", "standin", "-q").stderr == ""


@pytest.mark.sdk
def test_it_is_not_said_of_the_sdk(flytex, write):
    write("uv.lock", UV.format("2.9.0"))
    write("flow.py", "import flyte\nenv = flyte.TaskEnvironment('flow')\n@env.task\ndef main() -> None: ...\n")
    assert flytex("serialize", "flow.py").stderr == ""
