"""Settings from files: Flyte's own configuration, and `[tool.flytex]`."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

import pytest

from flytex_cli.cli.app import build
from flytex_cli.cli.setting_types import parameter_types
from flytex_cli.cli.settings import defaults as defaults_of
from flytex_cli.config import find_flyte_config, find_pyproject, read_flyte_config
from flytex_cli.errors import UsageError
from flytex_cli.render.formats import SpecFormat

COMMANDS = {
    "serialize": {
        "paths": list[Path],
        "root_dir": Path,
        "project": str,
        "format": SpecFormat,
        "image": list[str],
        "jobs": int,
        "timeout": float,
        "quiet": bool,
        "env": list[str],
    },
    "lint": {"paths": list[Path], "project": str},
}


def defaults(folder, commands):
    """The defaults in a working directory."""
    file = find_pyproject(folder)
    return {} if file is None else defaults_of(file, commands)


def test_flyte_configuration_is_found_in_the_sdks_order(tmp_path, write):
    """Working directory, its .flyte, the repository's .flyte, environment variables, home."""
    home, here = tmp_path / "home", tmp_path / "repo" / "sub"
    variables = {"UCTL_CONFIG": "/u.yaml", "FLYTECTL_CONFIG": "/f.yaml"}
    write("repo/.git/HEAD", "")
    places = [
        write("repo/sub/config.yaml", ""),
        write("repo/sub/.flyte/config.yaml", ""),
        write("repo/.flyte/config.yaml", ""),
    ]
    for place in places:
        assert find_flyte_config(here, variables, home) == place
        place.unlink()
    assert find_flyte_config(here, variables, home) == Path("/u.yaml")
    assert find_flyte_config(here, {"FLYTECTL_CONFIG": "/f.yaml"}, home) == Path("/f.yaml")
    for place in (write("home/.union/config.yaml", ""), write("home/.flyte/config.yaml", "")):
        assert find_flyte_config(here, {}, home) == place
        place.unlink()
    assert find_flyte_config(here, {}, home) is None


def test_flyte_configuration_gives_project_domain_org_and_images(write):
    """And nothing else of it is read; environment variables win, as in the SDK."""
    file = write(
        "config.yaml",
        """
        admin:
          endpoint: dns:///flyte.example.com
        task:
          project: shop
          domain: production
          org: acme
        image:
          registry: ghcr.io/acme
          image_refs:
            training: ghcr.io/acme/training:1
        """,
    )
    config = read_flyte_config(file, {"FLYTE_TASK_DOMAIN": "staging"})
    assert (config.project, config.domain, config.org) == ("shop", "staging", "acme")
    assert (config.registry, config.images) == ("ghcr.io/acme", {"training": "ghcr.io/acme/training:1"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("][", "is not valid YAML"),
        ("- a\n", "is not a mapping"),
        ("task: 3\n", "task is 3, not a mapping"),
        ("task:\n  project: [a]\n", "task.project is ['a'], not text"),
        ("image:\n  image_refs:\n    a: 1\n", "image.image_refs.a is 1, not text"),
    ],
)
def test_a_wrong_flyte_configuration_is_refused(write, text, message):
    """With the file and the key."""
    file = write("config.yaml", text)
    with pytest.raises(UsageError) as refused:
        read_flyte_config(file, {})
    assert str(file) in refused.value.message
    assert message in refused.value.message


def test_tool_flytex_gives_defaults(tmp_path, write):
    """Common keys to every command that has them, a command's own table to it; paths start at pyproject.toml."""
    write(
        "pyproject.toml",
        """
        [tool.flytex]
        paths = ["src", "flows"]
        project = "shop"
        root-dir = "src"

        [tool.flytex.serialize]
        project = "web"
        format = "json"
        image = { training = "ghcr.io/acme/training:1" }
        """,
    )
    found = defaults(tmp_path / "deep" / "er", COMMANDS)
    paths = [str(tmp_path / "src"), str(tmp_path / "flows")]
    assert found["lint"] == {"paths": paths, "project": "shop"}
    assert found["serialize"] == {
        "paths": paths,
        "project": "web",
        "root_dir": str(tmp_path / "src"),
        "format": "json",
        "image": ["training=ghcr.io/acme/training:1"],
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("project = 3", {"project": "3"}),
        ("env = 'flow'", {"env": ["flow"]}),
        ("image = 'ghcr.io/acme/app:1'", {"image": ["ghcr.io/acme/app:1"]}),
        (
            "image = ['ghcr.io/acme/app:1', 'gpu=ghcr.io/acme/gpu:1']",
            {"image": ["ghcr.io/acme/app:1", "gpu=ghcr.io/acme/gpu:1"]},
        ),
        ("timeout = 5", {"timeout": 5}),
        ("timeout = 0.5", {"timeout": 0.5}),
        ("quiet = true", {"quiet": True}),
    ],
)
def test_a_setting_has_the_type_of_its_option(tmp_path, write, text, value):
    """A repeatable option also takes a single text."""
    write("pyproject.toml", f"[tool.flytex]\n{text}\n")
    assert defaults(tmp_path, COMMANDS)["serialize"] == value


def test_every_option_has_a_type_that_a_setting_can_have():
    """All commands' parameters are text, a choice, a path, a number, a flag or a list of text."""
    for command in build([]).registered_commands:
        assert command.callback is not None
        for kind in parameter_types(command.callback).values():
            assert kind in (bool, int, float, list[str], list[Path]) or issubclass(kind, (str, Path, Enum))


def test_a_pyproject_of_other_tools_is_passed_over(tmp_path, write):
    """Whatever its `tool` is."""
    write("pyproject.toml", "tool = 3\n")
    assert defaults(tmp_path, COMMANDS) == {}


def test_a_pyproject_beyond_the_repository_is_not_read(tmp_path, write):
    """The search ends at the top of the git repository."""
    write("pyproject.toml", "[tool.flytex]\nproject = 'outer'\n")
    write("repo/.git/HEAD", "")
    assert defaults(tmp_path / "repo", COMMANDS) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.flytex]\nprojct = 'x'\n", "unknown key 'projct' (did you mean 'project'?)"),
        (
            "[tool.flytex.serialize]\nrot-dir = 'x'\n",
            "[tool.flytex.serialize] has an unknown key 'rot-dir' (did you mean 'root-dir'?)",
        ),
        ("[tool]\nflytex = 3\n", "tool.flytex is not a table"),
        ("[tool.flytex]\nproject = 1.10\n", "tool.flytex: project is 1.1, not text in quotes"),
        ("[tool.flytex]\nproject = ['a']\n", "tool.flytex: project is ['a'], not text in quotes"),
        ("[tool.flytex]\nroot-dir = 3\n", "tool.flytex: root-dir is 3, not text in quotes"),
        ("[tool.flytex]\nformat = 3\n", "tool.flytex: format is 3, not text in quotes"),
        ("[tool.flytex]\njobs = 'two'\n", "tool.flytex: jobs is 'two', not a whole number"),
        ("[tool.flytex]\njobs = true\n", "tool.flytex: jobs is True, not a whole number"),
        ("[tool.flytex]\njobs = 2.5\n", "tool.flytex: jobs is 2.5, not a whole number"),
        ("[tool.flytex]\ntimeout = '9'\n", "tool.flytex: timeout is '9', not a number"),
        ("[tool.flytex]\nquiet = 1\n", "tool.flytex: quiet is 1, not true or false"),
        ("[tool.flytex]\npaths = [3]\n", "tool.flytex: paths is [3], not a list of text"),
        ("[tool.flytex]\npaths = {a = 'b'}\n", "tool.flytex: paths is {'a': 'b'}, not a list of text"),
        ("[tool.flytex]\nimage = {a = 3}\n", "tool.flytex: image is {'a': 3}, not a list of text, or a table"),
        ("[tool.flytex\n", "is not valid TOML"),
    ],
)
def test_a_wrong_setting_is_refused(tmp_path, write, text, message):
    """With the place and the nearest valid word."""
    write("pyproject.toml", text)
    with pytest.raises(UsageError) as refused:
        defaults(tmp_path, COMMANDS)
    assert message in refused.value.message
