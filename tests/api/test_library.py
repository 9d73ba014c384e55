"""The package as a library."""

from __future__ import annotations

import subprocess
import sys

import pytest

import flytex_cli


def test_importing_the_package_imports_nothing_else():
    """What a program pays for `import flytex_cli`."""
    code = "import sys; before = set(sys.modules); import flytex_cli; print(*(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.decode().split()
    assert [name for name in loaded if name.startswith("flytex_cli")] == ["flytex_cli"]
    assert not {"typer", "yaml", "rich", "google.protobuf"} & set(loaded)


@pytest.mark.engines
def test_serialize_returns_records(write, tmp_path):
    """With the messages, the facts and the place of each task."""
    file = write(
        "flow.py",
        """
        import flyte
        env = flyte.TaskEnvironment(name="flow", resources=flyte.Resources(cpu=(1, 2)), secrets="token")

        @env.task(retries=2, timeout=60, cache=flyte.Cache("auto", ignored_inputs=("x",)))
        async def main(x: int = 1) -> str:
            return str(x)
        """,
    )
    result = flytex_cli.serialize(file, root_dir=tmp_path, project="web", version="v1")
    assert not result.failed
    (record,) = result.records
    assert record.spec.task_template.id.project == "web"
    assert (str(record.location), record.location.function) == ("flow.py:4", "main")
    facts = record.facts
    assert (facts.resources, facts.retries, facts.timeout) == ({"cpu": [1, 2]}, {"count": 2}, {"value": 60})
    assert (facts.secrets, facts.cache) == (({"key": "token"},), {"behavior": "auto", "ignored_inputs": ["x"]})
    assert [(parameter.name, parameter.type, parameter.default) for parameter in facts.inputs] == [("x", "int", "1")]
    (report,) = result.reports
    (environment,) = report.environments
    assert (environment.name, str(environment.location), environment.tasks) == ("flow", "flow.py:2", ("flow.main",))
