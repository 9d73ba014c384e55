"""`flyte.init` and its kin note where the project is, and connect to nothing."""

from __future__ import annotations

import asyncio

import pytest

import flytex_cli.standin as flyte
from flytex_cli.standin import _initialize
from flytex_cli.standin.errors import InitializationError
from flytex_cli.standin.extend import is_initialized


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch):
    monkeypatch.setattr(_initialize, "_config", None)
    monkeypatch.delenv("FLYTECTL_CONFIG", raising=False)


def place() -> tuple[str, str]:
    return flyte.current_project(), flyte.current_domain()


def test_before_init_there_is_no_project():
    """The message names the functions that give one."""
    assert not is_initialized()
    with pytest.raises(InitializationError, match=r"flyte\.init\(project=\.\.\.\)"):
        flyte.current_project()


CONNECTIONS = {
    "init": {"log_level": 10, "api_key": "k"},
    "init_from_config": {"log_level": 10, "batch_size": 3},
    "init_from_api_key": {"log_level": 10, "api_key": "k"},
    "init_in_cluster": {"endpoint": "dns:///a", "api_key": "k"},
    "init_passthrough": {"endpoint": "dns:///a"},
}


@pytest.mark.parametrize(("name", "connection"), CONNECTIONS.items())
def test_every_form_notes_project_and_domain(name, connection):
    """Called or awaited; settings of a connection are taken and not used."""
    function = getattr(flyte, name)
    function(project="shop", domain="dev", **connection)
    assert is_initialized()
    assert place() == ("shop", "dev")
    asyncio.run(function.aio(project="bank", domain="prod"))
    assert place() == ("bank", "prod")
    assert not flyte.is_control_plane_available()


def test_a_configuration_file_is_read(tmp_path):
    """Project and domain come from its `task` section; arguments win; a file that is not there says nothing."""
    file = tmp_path / "config.yaml"
    file.write_text("task: {project: shop, domain: dev}\nimage: {builder: local}\n")
    flyte.init_from_config(file)
    assert place() == ("shop", "dev")
    flyte.init_from_config(str(file), project="bank")
    assert place() == ("bank", "dev")
    flyte.init_from_config(tmp_path / "missing.yaml")
    assert is_initialized()
    with pytest.raises(InitializationError):
        flyte.current_project()
