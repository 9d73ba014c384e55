"""Load many small modules in one run, and lint each as a project of its own."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import pytest

from flytex_cli.bundle.deployment import LoadedTogether
from flytex_cli.bundle.model import CopyStyle
from flytex_cli.bundle.release import release_of
from flytex_cli.bundle.shipments import BundleOptions
from flytex_cli.cluster.profile import ProfileFiles
from flytex_cli.engine.base import EngineChoice
from flytex_cli.facts.releases import STANDIN
from flytex_cli.lint.cluster import ClusterFacts, with_profile
from flytex_cli.lint.deployment import Deployment
from flytex_cli.lint.engine import Subjects, find
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
CLUSTERS = Path(__file__).parent / "clusters"
STUBBED = ("ray",)
"""What the Ray plugin needs at import."""
_EXPECT = re.compile(r"# expect: ([A-Z0-9, ]+?)( since Python 3\.11)?$")
_FILE = re.compile(r"^# file: (\S+?)(?:, ([0-9]+) bytes| -> (\S+))?\n", re.MULTILINE)
_STYLE = re.compile(r"^# copy-style: (\w+)$", re.MULTILINE)
_EXPECT_IN = re.compile(r"^# expect in (\S+): ([A-Z0-9, ]+)$", re.MULTILINE)
_CLUSTER = re.compile(r"^# cluster: (\w+)$", re.MULTILINE)
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
    def cluster(self) -> ClusterFacts:
        """Of a line `# cluster: NAME`: what the files of that cluster say beside what each case knows."""
        return cluster_of("".join(file.read_text() for file in self.files))

    @property
    def expected(self) -> list[tuple[str, int, str]]:
        return sorted(self._expected())

    @property
    def root(self) -> Path:
        """The root directory: of what is about shipped code the case's own folder."""
        parts = self.files[0].relative_to(CASES).parts
        return CASES.joinpath(*parts[:2]) if parts[0] == "bnd" else CASES

    @property
    def copy_style(self) -> CopyStyle:
        """Of a line `# copy-style: all`."""
        return _copy_style("".join(file.read_text() for file in self.files))

    def _expected(self) -> Iterator[tuple[str, int, str]]:
        for file in self.files:
            for name, found in _EXPECT_IN.findall(file.read_text()):
                yield from ((name, 1, code) for code in found.split(", "))
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
            files = tuple(sorted(file for file in entry.rglob("*.py") if _is_loaded(file)))
            found.append(Case(f"{entry.parent.name}/{entry.name}", files))
    return found


def _is_loaded(file: Path) -> bool:
    """Whether a file of a case is named to flytex: of what is about shipped code those that use flyte."""
    return file.name != "__init__.py" and (not _is_about_code(file) or "import flyte" in file.read_text())


def _is_about_code(file: Path) -> bool:
    return any(part.startswith("bnd") for part in file.parts)


def rules_for(enabled: Iterable[str] = ()) -> list[Rule]:
    """The rules that run by default, and those enabled."""
    return [rule for rule in all_rules() if rule.default or rule.code in set(enabled)]


def projects(groups: Sequence[Sequence[Path]], engine: EngineChoice, *roots: Path) -> list[Project]:
    """A project for each group of files, whose root directories may differ; all are loaded in one run."""
    files = [file for group in groups for file in group]
    request = LoadRequest(engine=engine, declarations=True, apps=True, loaded=True, stub_imports=STUBBED)
    every = roots * len(groups) if len(roots) == 1 else roots
    targets = [target for group, root in zip(groups, every, strict=True) for target in modules_at(group, root_dir=root)]
    with _plugin_path():
        loaded = load(targets, request)
    reports = dict(zip(files, loaded.reports, strict=True))
    made = []
    for group in groups:
        own = [reports[file] for file in group]
        said = [diagnostic for report in own for diagnostic in report.diagnostics] + unique_records(own)[1]
        made.append(Project(own, partial(read_sources, own), loaded.engine, said))
    return made


def linted(
    project: Project,
    enabled: Iterable[str] = (),
    copy_style: CopyStyle = CopyStyle.LOADED_MODULES,
    cluster: ClusterFacts = CLUSTER,
) -> list[Finding]:
    """Findings of the rules that run by default and those enabled, with all that there is to know; ruff is on PATH."""
    together = LoadedTogether(project.reports[0].root, tuple(project.reports), frozenset())
    release = release_of(project.engine.version if project.engine is not None else STANDIN)
    deployment = Deployment(project, [together], BundleOptions(copy_style, release, static=True))
    return find(Subjects(project, cluster, deployment), rules_for(enabled))


@cache
def profile_files(name: str) -> ProfileFiles:
    """The files of one of the clusters in `clusters/`."""
    folder = CLUSTERS / name
    return ProfileFiles(
        name=name,
        where=f"clusters.{name}",
        config=next(file for file in sorted(folder.glob("*.yaml")) if file.stem in ("flyte", "values")),
        pod_templates=tuple(folder.glob("templates.yaml")),
        objects=(*sorted(folder.glob("*.json")), *folder.glob("objects.yaml")),
        settings=tuple(sorted(folder.glob("settings*.yaml"))),
    )


@cache
def cluster_named(name: str) -> ClusterFacts:
    """What is known of one of the clusters in `clusters/`, beside what each case knows."""
    return with_profile(CLUSTER, profile_files(name))


def cluster_of(text: str) -> ClusterFacts:
    found = _CLUSTER.search(text)
    return cluster_named(found[1]) if found else CLUSTER


def _copy_style(text: str) -> CopyStyle:
    found = _STYLE.search(text)
    return CopyStyle(found[1]) if found else CopyStyle.LOADED_MODULES


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
    """Findings in modules given as text, by their names; lines `# file: NAME` part a text into several files.

    `# file: NAME, 2000000 bytes` is of that size, `# file: NAME -> PATH` a link.
    """
    files = [tuple(_written(folder / name, text)) for name, text in texts.items()]
    roots = [folder / name if name.startswith("bnd") else folder for name in texts]
    return {
        name: linted(
            project,
            enabled,
            _copy_style(texts[name]),
            cluster_named("on_prem") if name.startswith("clu") else CLUSTER,
        )
        for name, project in zip(texts, projects(files, engine, *roots), strict=True)
    }


def _written(folder: Path, text: str) -> Iterator[Path]:
    """Write the files of a text and yield its modules."""
    folder.mkdir(exist_ok=True)
    parts = _FILE.split(text.lstrip("\n"))
    if len(parts) == 1:
        parts = ["", f"{folder.name}.py", None, None, text.lstrip("\n")]
    for file, size, link, part in zip(*(parts[number::4] for number in range(1, 5)), strict=True):
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if link is not None:
            path.unlink(missing_ok=True)
            path.symlink_to(link)
        elif size is not None:
            path.write_bytes(bytes(int(size)))
        else:
            path.write_text(part.lstrip("\n"))
        if path.suffix == ".py" and _is_loaded(path):
            yield path
