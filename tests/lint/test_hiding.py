"""Nobody is shown a credential that lint finds: its name stays, its value is starred out."""

from __future__ import annotations

from pathlib import Path

import pytest

from flytex_cli.credentials.hiding import hidden, hidden_line
from flytex_cli.render.findings import LintFormat
from tests.harness import Flytex

KEY = "sk-" + "a1" * 12
SECRETS = ("hunter23", "a1b2c3d4e5f6", "s3cr3tpw", "tr0ub4dor&3", "ghp_", "aBcD12eF34gH", "MIIEpQ")
MODULE = f'''
    import flyte
    from flyte.extras import ContainerTask

    image = flyte.Image.from_debian_base(registry="r", name="n").with_env_vars({{"API_KEY": "a1b2c3d4e5f6"}})
    env = flyte.TaskEnvironment(
        "train",
        image=image,
        env_vars={{"DATABASE": "postgres://fit:" + "hunter23" + "@db/x", "DB_PASSWORD": "tr0ub4dor&3"}},
        resources=flyte.Resources(memory="1GiB"), secrets=[flyte.Secret("{"ghp_" + "a1" * 18}")],
    )
    PEM = """-----BEGIN PRIVATE KEY-----MIIEpQ"""
    run = ContainerTask(name="run", image="alpine:3.20", command=["load", "--password", "s3cr3tpw", "--pem", PEM])
    runs = flyte.TaskEnvironment.from_task("runs", run)

    @env.task
    async def fit(token: str = "aBcD12eF34gH") -> str:
        return token
    '''


@pytest.mark.engines
@pytest.mark.parametrize("form", [*LintFormat])
def test_no_format_shows_a_value(flytex: Flytex, tmp_path: Path, form: LintFormat) -> None:
    """Whatever else is found on the line."""
    (tmp_path / "m.py").write_text(MODULE.replace("\n    ", "\n"))
    run = flytex("lint", "m.py", "--format", form.value, "--color", "always")
    assert "SEC004" in run.out
    assert "SEC005" in run.out
    assert [each for each in SECRETS if each in run.out + run.stderr] == []


def test_the_line_in_text(flytex: Flytex, tmp_path: Path) -> None:
    """The names stay, and so does what is underlined."""
    (tmp_path / "m.py").write_text(MODULE.replace("\n    ", "\n"))
    lines = flytex("lint", "m.py", "--select", "SEC005").out.splitlines()
    assert '  17 | async def fit(token: str = "************") -> str:' in lines
    assert '"API_KEY": "************"' in lines[1]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ('PASSWORD = "hunter22"', 'PASSWORD = "********"'),
        ("password: str = 'hunter22',", "password: str = '********',"),
        ('{"API_KEY": "a1b2c3d4e5f6", "MODE": "fast12345"}', '{"API_KEY": "************", "MODE": "fast12345"}'),
        ('with_env("API_KEY", "a1b2c3d4e5f6")', 'with_env("API_KEY", "************")'),
        ('x = "postgres://fit:hunter22@db"', 'x = "postgres://fit:********@db"'),
        (f'x = "{KEY}" + "{KEY}"', f'x = "{"*" * 27}" + "{"*" * 27}"'),
        ('PASSWORD = "changeme"', 'PASSWORD = "changeme"'),
        ('API_KEY = os.environ["API_KEY"]', 'API_KEY = os.environ["API_KEY"]'),
    ],
)
def test_a_line(line: str, shown: str) -> None:
    assert hidden_line(line) == shown


def test_where_a_credential_is_said_to_be() -> None:
    """Pieces of it tell nothing by themselves; a key of a dict does no harm, nor does what stands before."""
    line = 'env = E("train", env_vars={"DB": "post" + \'gres\', "X": f"""y'
    assert hidden_line(line, line.index("{")) == 'env = E("train", env_vars={"DB": "****" + \'****\', "X": f"""*'


def test_a_message() -> None:
    assert hidden(f"the default '{KEY}' is no int") == f"the default '{'*' * 27}' is no int"
