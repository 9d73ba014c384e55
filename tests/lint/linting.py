"""Load many small modules in one run, and lint each as a project of its own."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from flytex_cli.engine.base import EngineChoice
from flytex_cli.lint.cluster import ClusterFacts
from flytex_cli.lint.engine import find
from flytex_cli.lint.finding import Finding
from flytex_cli.lint.registry import all_rules
from flytex_cli.lint.rule import Rule
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.load.runner import load
from flytex_cli.load.unique import unique_records
from flytex_cli.project import Project
from flytex_cli.project.sources import read_sources
from tests.harness import PLUGINS, modules_at

CLUSTER = ClusterFacts(
    queues=("default", "gpu"),
    pod_templates=("gpu-nodes", "my-template", "pool", "search-pool", "shared-pool"),
    service_accounts=("one", "other", "runner", "runner.prod"),
)
"""What the cluster has, in every case."""
CASES = Path(__file__).parent / "cases"
STUBBED = ("ray",)
"""What the Ray plugin needs at import."""
_EXPECT = re.compile(r"# expect: ([A-Z0-9, ]+?)( since Python 3\.11)?$")
_FILE = re.compile(r"^# file: (\S+)\n", re.MULTILINE)
_ENABLE = re.compile(r"^# enable: ([A-Z0-9, ]+)$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """A module, or a folder of modules that are linted together.

    Attributes:
        files: the files to load.
        enabled: codes of opt-in rules that it runs with, of a line `# enable: CODE, CODE`.
        expected: each finding's file, line and code, of comments `# expect: CODE, CODE` on the line, or
            `# expect: CODE since Python 3.11`: before it, a default of None made a type optional.
    """

    name: str
    files: tuple[Path, ...]

    @property
    def enabled(self) -> frozenset[str]:
        return frozenset(
            code for file in self.files for found in _ENABLE.findall(file.read_text()) for code in found.split(", ")
        )

    @property
    def expected(self) -> list[tuple[str, int, str]]:
        return sorted(self._expected())

    def _expected(self) -> Iterator[tuple[str, int, str]]:
        for file in self.files:
            for number, line in enumerate(file.read_text().splitlines(), 1):
                match = _EXPECT.search(line)
                for code in match[1].split(", ") if match and not (match[2] and sys.version_info < (3, 11)) else ():
                    yield file.name, number, code


def cases(folder: Path = CASES) -> list[Case]:
    """Every case: `GROUP/name.py`, or the folder `GROUP/name/` with all its modules."""
    found = []
    for entry in sorted(folder.glob("*/*")):
        if entry.suffix == ".py":
            found.append(Case(f"{entry.parent.name}/{entry.stem}", (entry,)))
        elif entry.is_dir() and entry.name != "__pycache__":
            files = tuple(sorted(file for file in entry.rglob("*.py") if file.name != "__init__.py"))
            found.append(Case(f"{entry.parent.name}/{entry.name}", files))
    return found


def rules_for(enabled: Iterable[str] = ()) -> list[Rule]:
    """The rules that run by default, and those enabled."""
    return [rule for rule in all_rules() if rule.default or rule.code in set(enabled)]


def projects(groups: Sequence[Sequence[Path]], engine: EngineChoice, root: Path) -> list[Project]:
    """A project for each group of files; all are loaded in one run."""
    files = [file for group in groups for file in group]
    request = LoadRequest(engine=engine, declarations=True, apps=True, stub_imports=STUBBED)
    with _plugin_path():
        loaded = load(modules_at(files, root_dir=root), request)
    reports = dict(zip(files, loaded.reports, strict=True))
    made = []
    for group in groups:
        own = [reports[file] for file in group]
        said = [diagnostic for report in own for diagnostic in report.diagnostics] + unique_records(own)[1]
        made.append(Project(own, read_sources(own), loaded.engine, said))
    return made


@contextmanager
def _plugin_path() -> Iterator[None]:
    """Let modules import the Ray plugin as published, and no other: each one found costs the SDK an import."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        (Path(folder) / "flyteplugins").mkdir()
        (Path(folder) / "flyteplugins" / "ray").symlink_to(PLUGINS / "flyteplugins" / "ray")
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), folder))))
        yield


def codes(findings: Iterable[Finding]) -> list[str]:
    """The codes of findings, in order."""
    return [finding.code for finding in findings]


def places(findings: Iterable[Finding]) -> list[tuple[str, int, str]]:
    """File, line and code of findings, sorted."""
    return sorted((Path(finding.span.file).name, finding.span.line, finding.code) for finding in findings)


def lint_texts(
    texts: Mapping[str, str], engine: EngineChoice, folder: Path, enabled: Iterable[str] = ()
) -> dict[str, list[Finding]]:
    """Findings in modules given as text, by their names; lines `# file: NAME` part a text into several modules."""
    files = []
    for name, text in texts.items():
        parts = _FILE.split(text.lstrip("\n"))
        named = zip(parts[1::2], parts[2::2], strict=True) if len(parts) > 1 else [(f"{name}.py", parts[0])]
        (folder / name).mkdir(exist_ok=True)
        group = []
        for file, part in named:
            path = folder / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(part.lstrip("\n"))
            group.append(path)
        files.append(tuple(group))
    rules = rules_for(enabled)
    return {
        name: find(project, rules, cluster=CLUSTER)
        for name, project in zip(texts, projects(files, engine, folder), strict=True)
    }
