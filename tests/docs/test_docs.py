"""What is generated from the rules is fresh, and what the documents show works."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from flytex_cli.lint.registry import all_rules
from tests.harness import REPOSITORY, Flytex, clean_environment

BAD = 'import flyte\n\nenv = flyte.TaskEnvironment("env", resources=flyte.Resources(memory="250MB"))\n\n\n@env.task\nasync def one(x: int) -> int:\n    return x\n'
GOOD = BAD.replace("250MB", "250M")


def generate(*arguments: str, root: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "docs" / "generate.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_generated_pages_are_fresh_and_a_stale_one_is_named(tmp_path: Path) -> None:
    assert generate("--check").stdout == ""
    (tmp_path / "docs").mkdir()
    for path in (REPOSITORY / "docs").glob("*.py"):
        (tmp_path / "docs" / path.name).write_bytes(path.read_bytes())
    assert generate(root=tmp_path).returncode == 0
    assert generate("--check", root=tmp_path).returncode == 0
    (tmp_path / "docs/rules/RES001.md").write_text("old")
    (tmp_path / "docs/rules/XXX001.md").write_text("gone")
    (tmp_path / "docs/reference/cli.md").unlink()
    stale = generate("--check", root=tmp_path)
    assert stale.returncode == 1
    assert sorted(line.partition(" ")[0] for line in stale.stdout.splitlines()) == [
        "docs/reference/cli.md", "docs/rules/RES001.md", "docs/rules/XXX001.md"
    ]  # fmt: skip


def test_every_rule_has_a_page_and_a_line_in_the_index() -> None:
    index = (REPOSITORY / "docs/rules/README.md").read_text()
    for rule in all_rules():
        page = (REPOSITORY / "docs" / "rules" / f"{rule.code}.md").read_text()
        assert page.startswith(f"# {rule.code} {rule.slug}\n\n{rule.summary}.\n")
        assert rule.why in page
        assert f"| [{rule.code}]({rule.code}.md) | {rule.slug} |" in index


def action() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((REPOSITORY / "action.yml").read_text())
    return document


def run_step(
    name: str, folder: Path, inputs: dict[str, str], more: dict[str, str] | None = None
) -> tuple[int, str, str]:
    """A shell step of the action as a runner's bash runs it: exit code, stdout, and what it adds to GITHUB_OUTPUT."""
    (step,) = (each for each in action()["runs"]["steps"] if each["name"] == name)
    assert step["shell"] == "bash"
    output = folder.parent / f"{folder.name}-output"
    output.write_text("")
    temp = folder.parent / f"{folder.name}-temp"
    temp.mkdir(exist_ok=True)
    environ = clean_environment(temp) | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_OUTPUT": str(output),
        "GITHUB_ACTION_PATH": str(REPOSITORY),
        "RUNNER_TEMP": str(temp),
        "GITHUB_WORKSPACE": str(folder),
        "GITHUB_STEP_SUMMARY": str(folder.parent / f"{folder.name}-summary"),
    }
    within = folder / inputs.get("working-directory", ".") if "working-directory" in step else folder
    for variable, value in step.get("env", {}).items():
        (given,) = re.findall(r"^\$\{\{ inputs\.([\w-]+) \}\}$", value) or [None]
        environ[variable] = inputs.get(given, action()["inputs"][given]["default"]) if given else ""
    script = temp / "step.sh"
    script.write_text(step["run"])
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)]
    run = subprocess.run(
        command, cwd=within, env=environ | (more or {}), capture_output=True, text=True, timeout=120, check=False
    )
    return run.returncode, run.stdout + run.stderr, output.read_text()


def lint_step(folder: Path, **inputs: str) -> tuple[int, str, dict[str, str]]:
    code, said, output = run_step("Lint", folder, inputs)
    assert code == 0, said
    return code, said, dict(line.split("=", 1) for line in output.splitlines())


def test_no_input_is_put_into_a_script() -> None:
    """What an expression becomes would be run by the shell: inputs come as variables."""
    steps = action()["runs"]["steps"]
    assert [each["name"] for each in steps if "run" in each] == [
        *("Install flytex", "Lint", "Say that code scanning has no results", "Fail on findings")
    ]
    assert not [each["name"] for each in steps if "${{" in each.get("run", "")]


@pytest.mark.parametrize(
    ("inputs", "installed"), [({}, str(REPOSITORY)), ({"requirement": "flytex>=0.1; echo $(id)"}, "flytex>=0.1; echo $(id)")]
)  # fmt: skip
def test_the_action_installs_its_own_checkout_or_what_it_is_told(
    inputs: dict[str, str], installed: str, tmp_path: Path
) -> None:
    shims = tmp_path / "shims"
    shims.mkdir()
    (shims / "python").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    (shims / "python").chmod(0o755)
    (tmp_path / "work").mkdir()
    more = {"PATH": f"{shims}{os.pathsep}{os.environ['PATH']}"}
    code, said, _ = run_step("Install flytex", tmp_path / "work", inputs, more)
    assert (code, said.splitlines()[-1]) == (0, installed)


def test_the_action_annotates_and_leaves_sarif(tmp_path: Path) -> None:
    folder = tmp_path / "a b"
    (folder / "my flows").mkdir(parents=True)
    (folder / "my flows" / "bad.py").write_text(BAD)
    (folder / "other.py").write_text(GOOD.replace('"env"', '"other"'))
    _, said, outputs = lint_step(folder, paths="my flows\n\nother.py\n", arguments="--engine standin\n  --stub-imports")
    assert "::error file=my flows/bad.py,line=3," in said
    assert outputs["exit-code"] == "1"
    (run,) = json.loads(Path(outputs["sarif"]).read_text())["runs"]
    assert [each["ruleId"] for each in run["results"]] == ["RES001"]
    code, _, _ = run_step("Fail on findings", folder, {}, {"FLYTEX_EXIT_CODE": outputs["exit-code"]})
    assert code == 1


def test_the_action_works_in_a_folder_and_writes_a_summary(tmp_path: Path) -> None:
    """Settings are the folder's; annotations, SARIF and summary name files of the repository."""
    folder = tmp_path / "work"
    (folder / "a b" / "flows").mkdir(parents=True)
    (folder / "a b" / "flows" / "bad.py").write_text(BAD)
    (folder / "a b" / "pyproject.toml").write_text('[tool.flytex]\npaths = ["flows"]\n')
    _, said, outputs = lint_step(folder, **{"working-directory": "a b"})
    assert "::error file=a b/flows/bad.py,line=3," in said
    (run,) = json.loads(Path(outputs["sarif"]).read_text())["runs"]
    location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "a%20b/flows/bad.py"
    summary = (tmp_path / "work-summary").read_text()
    assert summary.startswith("**flytex lint**: 1 error (1 modules, 1 tasks)\n")
    assert "| error | RES001 | `a b/flows/bad.py:3` |" in summary


def test_a_repository_without_code_scanning_does_not_fail() -> None:
    """The upload may fail; a notice says so, and the exit code of flytex decides."""
    steps = action()["runs"]["steps"]
    (upload,) = (each for each in steps if "upload-sarif" in each.get("uses", ""))
    assert upload["continue-on-error"] is True
    (notice,) = (each for each in steps if each.get("if") == "${{ steps.upload.outcome == 'failure' }}")
    assert upload["id"] == "upload"
    assert notice["run"].startswith("echo '::notice ") or notice["run"].startswith('echo "::notice ')
    assert action()["branding"]["icon"]


def test_the_action_reads_paths_from_the_settings(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "good.py").write_text(GOOD)
    (folder / "pyproject.toml").write_text('[tool.flytex]\npaths = ["good.py"]\n')
    _, _, outputs = lint_step(folder)
    assert outputs["exit-code"] == "0"
    code, _, _ = run_step("Fail on findings", folder, {}, {"FLYTEX_EXIT_CODE": "0"})
    assert code == 0


def test_a_usage_error_in_the_action_leaves_no_sarif_of_an_earlier_run(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "good.py").write_text(GOOD)
    assert "sarif" in lint_step(folder, paths="good.py")[2]
    _, said, outputs = lint_step(folder, paths="good.py", arguments="--select NOPE")
    assert "no rule 'NOPE'" in said
    assert outputs == {"exit-code": "2"}


@pytest.mark.parametrize("paths", ["; touch pwned", "$(touch pwned)", "`touch pwned`", "--select\nALL", "*"])
def test_hostile_inputs_are_words(paths: str, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "good.py").write_text(GOOD)
    _, _, outputs = lint_step(folder, paths=paths)
    assert outputs == {"exit-code": "2"}
    lint_step(folder, paths="good.py", arguments=paths.replace("\n", " "))
    assert sorted(each.name for each in folder.iterdir() if each.name != "__pycache__") == ["good.py"]


def test_hooks_name_commands_that_work(flytex: Flytex, tmp_path: Path) -> None:
    """As pre-commit calls them: the entry, the arguments, then the files that changed."""
    hooks = {each["id"]: each for each in yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())}
    assert set(hooks) == {"flytex-lint", "flytex-serialize-check"}
    (tmp_path / "bad.py").write_text("import nosuchpackage\n" + BAD)
    (tmp_path / "helper.py").write_text("X = 1\n")
    lint = hooks["flytex-lint"]
    command = [*lint["entry"].split(), *lint["args"]]
    assert command[0] == "flytex"
    assert flytex(*command[1:], "helper.py").code == 0
    run = flytex(*command[1:], "bad.py", "helper.py")
    assert (run.code, run.out.count("RES001")) == (1, 1)
    for name, skipped in (("setup.py", True), ("a/conftest.py", True), ("flows/setup_env.py", False)):
        assert bool(re.search(lint["exclude"], name)) == skipped
    (tmp_path / "bad.py").unlink()
    (tmp_path / "good.py").write_text(GOOD)
    (tmp_path / "pyproject.toml").write_text(
        '[tool.flytex]\npaths = ["good.py"]\n[tool.flytex.serialize]\noutput-dir = "specs"\n'
    )
    check = hooks["flytex-serialize-check"]
    command = [*check["entry"].split(), *check["args"]]
    assert not check["pass_filenames"]
    assert flytex(*command[1:]).code == 1
    assert flytex("serialize").code == 0
    assert flytex(*command[1:]).code == 0


def blocks(name: str, language: str) -> list[str]:
    """The fenced blocks of a document."""
    return re.findall(
        rf"^```{language}\n(.*?)^```$", (REPOSITORY / "docs" / name).read_text(), re.MULTILINE | re.DOTALL
    )


def test_every_recipe_is_yaml() -> None:
    """And every variable it uses is explained, or set by it."""
    for text in blocks("ci.md", "yaml"):
        assert isinstance(yaml.safe_load(text), (dict, list))
        for variable in set(re.findall(r"\$\{?([A-Z_]+)", text)):
            assert f"`{variable}`" in (REPOSITORY / "docs" / "ci.md").read_text()


def gitlab() -> dict[str, Any]:
    (text,) = (each for each in blocks("ci.md", "yaml") if "\nflytex:" in each)
    document: dict[str, Any] = yaml.safe_load(text)
    return document


def shell(script: str, folder: Path, **more: str) -> int:
    environ = clean_environment(folder) | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    run = subprocess.run(["sh", "-ec", script], cwd=folder, env=environ | more, capture_output=True, check=False)
    return run.returncode


def test_the_shell_recipes(tmp_path: Path) -> None:
    """The plain one, GitLab's script and the baseline's, by a shell, with flytex installed already."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "bad.py").write_text(BAD)
    (plain,) = (each for each in blocks("ci.md", "sh") if "flytex lint" in each)
    job = gitlab()["flytex"]
    baseline = re.findall(r"^\$ (.*)$", "".join(blocks("ci.md", "console")), re.MULTILINE)
    assert shell(plain, tmp_path) == 1
    assert {each.name for each in tmp_path.iterdir()} == {"src", "flytex.xml", "flytex.sarif"}
    reports = [tmp_path / file for file in job["artifacts"]["reports"].values()]
    (tmp_path / "flytex.xml").unlink()
    assert shell("\n".join(job["script"][1:]), tmp_path) == 1
    assert all(report.exists() for report in reports)
    assert [shell(each, tmp_path) for each in baseline] == [0, 0]


def test_the_recipes_compare_in_a_shallow_clone(tmp_path: Path) -> None:
    """The base is not there until it is fetched."""
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    (origin / "src").mkdir(parents=True)
    git = f"cd {origin}; git -c user.name=a -c user.email=a@example.com"
    (origin / "src" / "flow.py").write_text(GOOD)
    assert (
        shell(f"cd {origin}; git init -qb main; git add -A; {git} commit -qm one; git checkout -qb change", tmp_path)
        == 0
    )
    (origin / "src" / "flow.py").write_text(GOOD.replace("x: int", "x: str"))
    assert shell(f"{git} commit -qam two; cd ..; git clone -q --depth=1 file://{origin} clone", tmp_path) == 0
    base = subprocess.check_output(["git", "rev-parse", "main"], cwd=origin, text=True).strip()
    variables = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "GITHUB_BASE_REF": "main"}
    *_, fetch, compare = gitlab()["flytex-diff"]["script"]
    assert shell(compare, clone, **variables) == 2
    assert shell(f"{fetch}\n{compare}", clone, **variables) == 1
    (github,) = (yaml.safe_load(each)["jobs"]["tasks"] for each in blocks("ci.md", "yaml") if "  tasks:" in each)
    *_, fetch, compare = (each["run"] for each in github["steps"] if "run" in each)
    assert shell(f"{fetch}\n{compare}", clone, **variables) == 1


def test_the_settings_in_the_documents_are_settings(flytex: Flytex, tmp_path: Path) -> None:
    for name in ("lint.md", "ci.md"):
        for block in blocks(name, "toml"):
            (tmp_path / "good.py").write_text(GOOD)
            (tmp_path / "pyproject.toml").write_text(block)
            run = flytex("lint", "good.py", "--baseline", "b.json", "--write-baseline")
            assert run.code in (0, 1), run.stderr
            assert "error: " not in run.stderr
