"""Settings from files: Flyte's own configuration, and `[tool.flytex]`."""

from __future__ import annotations

import subprocess
import sys
from enum import Enum
from pathlib import Path

import pytest

from flytex_cli.cli.app import build, command
from flytex_cli.cli.fail_on import FailOn
from flytex_cli.cli.setting_names import NAMES
from flytex_cli.cli.setting_types import parameter_types
from flytex_cli.cli.settings import defaults as defaults_of
from flytex_cli.commands import COMMANDS, EARLY, LOADING, WITHOUT_PATHS
from flytex_cli.config import find_flyte_config, find_settings, read_flyte_config
from flytex_cli.engine.base import EngineChoice
from flytex_cli.errors import UsageError
from flytex_cli.load.warm import ENGINES


def defaults(folder, name="serialize"):
    """The defaults of a command in a working directory."""
    settings = find_settings(folder)
    return {} if settings is None else defaults_of(settings, name, parameter_types(command(name)))


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
    ("endpoint", "image", "devbox", "push"),
    [
        ("dns:///flyte.example.com", "", None, None),
        ("dns:///flyte.example.com", "registry: acme.io", None, "acme.io"),
        ("dns:///localhost:30080", "", "localhost:30000", "localhost:30000"),
        ("dns:///localhost:30080", "registry: acme.io", "localhost:30000", "acme.io"),
        ("dns:///localhost:30080", "builder: local-podman", "localhost:30000", "localhost:30000"),
        ("dns:///localhost:30080", "builder: remote", "localhost:30000", None),
    ],
)
def test_where_images_are_pushed(write, endpoint, image, devbox, push):
    """To the configured registry, else to that of a devbox on this machine, if they are built here."""
    file = write(
        "config.yaml",
        f"admin:\n  endpoint: {endpoint}\nimage:\n  {image}\n" if image else f"admin: {{endpoint: '{endpoint}'}}",
    )
    config = read_flyte_config(file, {})
    assert (config.devbox_registry, config.push_registry) == (devbox, push)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("][", "not valid YAML"),
        ("- a\n", "is not a mapping"),
        ("task: 3\n", "task: 3 is not a mapping"),
        ("task:\n  project: [a]\n", "task.project: ['a'] is not text"),
        ("image:\n  image_refs:\n    a: 1\n", "image.image_refs.a: 1 is not text"),
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
    paths, root = [str(tmp_path / "src"), str(tmp_path / "flows")], str(tmp_path / "src")
    deep = tmp_path / "deep" / "er"
    assert defaults(deep, "lint") == {"paths": paths, "project": "shop", "root_dir": root}
    assert defaults(deep, "serialize") == {
        "paths": paths,
        "project": "web",
        "root_dir": root,
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
    assert defaults(tmp_path) == value


def test_the_names_of_settings_are_those_of_the_commands_parameters():
    """They are listed, so that no command is imported for another's settings; here the list is held."""
    assert set(COMMANDS) == set(NAMES)
    for name in COMMANDS:
        assert set(parameter_types(command(name))) == NAMES[name], name


def test_a_command_that_loads_modules_is_listed_as_one():
    """Its engine is brought up before it runs."""
    loads = {name for name in COMMANDS if "root_dir" in NAMES[name]}
    assert loads == set(LOADING)
    assert set(LOADING) >= EARLY >= WITHOUT_PATHS
    assert {choice.value for choice in EngineChoice} == ENGINES


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "rule"])
def test_only_the_command_that_runs_is_imported(name, write, tmp_path):
    """With settings for all of them too."""
    write("pyproject.toml", "[tool.flytex]\nproject = 'p'\n[tool.flytex.lint]\nselect = ['RES']\n")
    script = f"""
import sys
sys.argv = ["flytex", "{name}", "none.py"] + (["other.py"] if "{name}" == "diff" else [])
from flytex_cli.cli.app import build
try:
    build(sys.argv[1:])(prog_name="flytex")
except SystemExit:
    pass
print(*[name for name in {COMMANDS!r} if f"flytex_cli.cli.{{name}}" in sys.modules], sep=",")
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == f"{name}\n", done.stderr


def test_every_option_has_a_type_that_a_setting_can_have():
    """All commands' parameters are text, a choice, a path, a number, a flag or a list of text or choices."""
    for registered in build([]).registered_commands:
        assert registered.callback is not None
        for kind in parameter_types(registered.callback).values():
            assert kind in (bool, int, float, list[str], list[Path], list[FailOn]) or issubclass(
                kind, (str, Path, Enum)
            )


def test_a_pyproject_of_other_tools_is_passed_over(tmp_path, write):
    """Whatever its `tool` is."""
    write("pyproject.toml", "tool = 3\n")
    assert defaults(tmp_path) == {}


def test_a_pyproject_beyond_the_repository_is_not_read(tmp_path, write):
    """The search ends at the top of the git repository."""
    write("pyproject.toml", "[tool.flytex]\nproject = 'outer'\n")
    write("repo/.git/HEAD", "")
    assert defaults(tmp_path / "repo") == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.flytex]\nprojct = 'x'\n", "tool.flytex.projct: no such setting; did you mean project?"),
        (
            "[tool.flytex.serialize]\nrot-dir = 'x'\n",
            "tool.flytex.serialize.rot-dir: no such setting; did you mean root-dir?",
        ),
        ("[tool]\nflytex = 3\n", "tool.flytex is not a table"),
        ("[tool.flytex]\nproject = 1.10\n", "tool.flytex.project: 1.1 is not text in quotes"),
        ("[tool.flytex]\nproject = ['a']\n", "tool.flytex.project: ['a'] is not text in quotes"),
        ("[tool.flytex]\nroot-dir = 3\n", "tool.flytex.root-dir: 3 is not text in quotes"),
        ("[tool.flytex]\nformat = 3\n", "tool.flytex.format: 3 is not text in quotes"),
        ("[tool.flytex]\njobs = 'two'\n", "tool.flytex.jobs: 'two' is not a whole number"),
        ("[tool.flytex]\njobs = true\n", "tool.flytex.jobs: True is not a whole number"),
        ("[tool.flytex]\njobs = 2.5\n", "tool.flytex.jobs: 2.5 is not a whole number"),
        ("[tool.flytex]\ntimeout = '9'\n", "tool.flytex.timeout: '9' is not a number"),
        ("[tool.flytex]\nquiet = 1\n", "tool.flytex.quiet: 1 is not true or false"),
        ("[tool.flytex]\npaths = [3]\n", "tool.flytex.paths: [3] is not a list of text"),
        ("[tool.flytex]\npaths = {a = 'b'}\n", "tool.flytex.paths: {'a': 'b'} is not a list of text"),
        ("[tool.flytex]\nimage = {a = 3}\n", "tool.flytex.image: {'a': 3} is not a list of text, or a table"),
        ("[tool.flytex\n", "not valid TOML"),
    ],
)
def test_a_wrong_setting_is_refused(tmp_path, write, text, message):
    """With the place and the nearest valid word."""
    write("pyproject.toml", text)
    with pytest.raises(UsageError) as refused:
        defaults(tmp_path)
    assert message in refused.value.message
