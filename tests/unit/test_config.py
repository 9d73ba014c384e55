"""Settings from files: Flyte's own configuration, and `[tool.flytex]`."""

from __future__ import annotations

from pathlib import Path

import pytest

from flytex_cli.cli.settings import defaults
from flytex_cli.config import find_flyte_config, read_flyte_config
from flytex_cli.errors import UsageError

COMMANDS = {"serialize": ["paths", "root_dir", "project", "format", "image"], "lint": ["paths", "project"]}


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
        ("[tool.flytex\n", "is not valid TOML"),
    ],
)
def test_a_wrong_setting_is_refused(tmp_path, write, text, message):
    """With the place and the nearest valid word."""
    write("pyproject.toml", text)
    with pytest.raises(UsageError) as refused:
        defaults(tmp_path, COMMANDS)
    assert message in refused.value.message
