"""The library's functions on real modules, and every example of its page."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import flytex
from tests.harness import REPOSITORY, clean_environment

PAGE = REPOSITORY / "docs" / "library.md"
EXAMPLES = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", PAGE.read_text(), re.DOTALL)


@pytest.mark.engines
def test_the_examples_of_the_page_print_what_it_says(tmp_path: Path) -> None:
    """One after the other, as a reader would type them."""
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "churn.py").write_bytes((REPOSITORY / "examples" / "churn.py").read_bytes())
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *command], cwd=tmp_path, check=True, capture_output=True)
    script = "print('-' * 40)\n".join(code for code, _ in EXAMPLES)
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=clean_environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split("-" * 40 + "\n") == [printed for _, printed in EXAMPLES]
    assert len(EXAMPLES) == PAGE.read_text().count("```python")


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
    context = flytex.ContextSpec(project="web", version="v1")
    result = flytex.serialize(flytex.Modules(file, root_dir=tmp_path, load=flytex.LoadRequest(context=context)))
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


def test_progress_counts_modules(write, tmp_path):
    """Once with their number, then after each."""
    for name in ("a", "b"):
        write(f"flows/{name}.py", "import flyte\n")
    seen: list[object] = []
    modules = flytex.Modules(tmp_path / "flows", load=flytex.LoadRequest(engine=flytex.EngineChoice.STANDIN))
    flytex.serialize(modules, progress=flytex.Progress(seen.append, seen.append))
    assert seen[0] == 2
    assert sorted(Path(str(file)).name for file in seen[1:]) == ["a.py", "b.py"]


def test_progress_of_a_comparison_counts_both_sides(write, tmp_path):
    """Before the first module is loaded; what was written needs no loading."""
    for name in ("a", "b"):
        write(f"old/{name}.py", "import flyte\n")
    write("new/a.py", "import flyte\n")
    seen: list[object] = []
    modules = flytex.Modules(load=flytex.LoadRequest(engine=flytex.EngineChoice.STANDIN))
    request = flytex.DiffRequest(str(tmp_path / "old"), str(tmp_path / "new"), modules)
    flytex.diff(request, progress=flytex.Progress(seen.append, seen.append))
    assert seen[0] == 3
    assert len(seen) == 4
    assert all(isinstance(file, str) for file in seen[1:])


def test_bare_resources() -> None:
    """What `flytex podspec --gpu A100:1` shows."""
    resources = flytex.parse_resources(cpu="1:4", gpu="A100:1")
    result = flytex.podspec_of_resources(flytex.ResourcesRequest(resources))
    (container,) = result.pod.spec["containers"]
    assert container["resources"]["limits"] == {"cpu": "4", "nvidia.com/gpu": "1"}
