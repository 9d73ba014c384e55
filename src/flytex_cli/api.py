"""One function a command: a frozen request in, a result out. Nothing is printed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flytex_cli.engine.base import ContextSpec, EngineChoice
from flytex_cli.load.runner import LoadRequest, Run
from flytex_cli.load.target import resolve_targets
from flytex_cli.load.unique import is_wanted, matching, unique_diagnostics, unique_records
from flytex_cli.records import (
    Diagnostic,
    EngineInfo,
    Message,
    ModuleReport,
    Severity,
    SourceLocation,
    TaskRecord,
)

if TYPE_CHECKING:
    from flytex_cli.diff.sides import VerifyResult
    from flytex_cli.pods.bare import BareResources
    from flytex_cli.pods.build import BuiltPod
    from flytex_cli.pods.run import RunOptions
    from flytex_cli.pods.tasks import Elsewhere, TaskPod


@dataclass(frozen=True)
class SerializeRequest:
    """What `flytex serialize` is asked for.

    Attributes:
        paths: `.py` files, packages or folders.
        root_dir: the SDK's `root_dir`; the working directory when None.
        environments: names of the environments wanted; all when empty.
        tasks: globs over `environment.task` or the task's own name; all when empty.
        timeout: seconds a module may take; None for ever.
        max_memory: bytes of address space a module process may have.
        stub_imports: let modules load without packages that are not installed: all of them, or those named.
    """

    paths: Sequence[str | Path]
    root_dir: str | Path | None = None
    exclude: Sequence[str] = ()
    engine: EngineChoice = EngineChoice.AUTO
    context: ContextSpec = field(default_factory=ContextSpec)
    message: Message = Message.TASKSPEC
    environments: Sequence[str] = ()
    tasks: Sequence[str] = ()
    jobs: int = 0
    timeout: float | None = 120.0
    max_memory: int | None = None
    allow_network: bool = False
    stub_imports: bool | Sequence[str] = False
    start_method: str | None = None


@dataclass(frozen=True)
class SerializeResult:
    """What came of it.

    Attributes:
        records: every task wanted, each once.
        diagnostics: everything a person must hear, errors and warnings.
        reports: the modules one by one, for those who want to know where a record came from.
    """

    records: tuple[TaskRecord, ...]
    diagnostics: tuple[Diagnostic, ...]
    reports: tuple[ModuleReport, ...]
    engine: EngineInfo | None

    @property
    def failed(self) -> bool:
        """Whether some module or task could not be loaded or translated."""
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)


@dataclass(frozen=True)
class Progress:
    """How to tell a person that a long run is alive: called with the number of modules, then after each one."""

    start: Callable[[int], None] = lambda total: None
    step: Callable[[str], None] = lambda file: None


def serialize(
    request: SerializeRequest, progress: Progress | None = None, meanwhile: Callable[[], object] = lambda: None
) -> SerializeResult:
    """Load the modules and translate their tasks.

    Args:
        request: what is asked for.
        progress: how to tell a person that a long run is alive.
        meanwhile: called once while the modules load: the moment to import what will be needed then.

    Raises:
        UsageError: a path does not exist, is not Python or lies outside the root directory.
        EngineError: the engine cannot be brought up.
    """
    progress = progress or Progress()
    targets = resolve_targets(request.paths, root_dir=request.root_dir, exclude=request.exclude)
    run = Run(
        LoadRequest(
            targets=targets,
            engine=request.engine,
            context=request.context,
            message=request.message,
            jobs=request.jobs,
            timeout=request.timeout,
            max_memory=request.max_memory,
            allow_network=request.allow_network,
            stub_imports=request.stub_imports,
            start_method=request.start_method,
        )
    )
    meanwhile()
    progress.start(len(targets))
    loaded = run.results(on_done=lambda index: progress.step(targets[index].shown))
    records, conflicts = unique_records(loaded.reports)
    wanted = matching(records, request.environments, request.tasks)
    diagnostics = [Diagnostic(Severity.WARNING, warning) for warning in loaded.warnings]
    diagnostics += [diagnostic for report in loaded.reports for diagnostic in report.diagnostics]
    diagnostics += conflicts
    diagnostics = [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.task is None or is_wanted(diagnostic.task, None, request.environments, request.tasks)
    ]
    named = {target.shown for target in targets if target.named}
    diagnostics += _empty(request, loaded.reports, named, wanted)
    return SerializeResult(tuple(wanted), tuple(unique_diagnostics(diagnostics)), loaded.reports, loaded.engine)


def verify(request: SerializeRequest, progress: Progress | None = None) -> VerifyResult:
    """Serialize with both engines and compare, field by field.

    Raises:
        UsageError: as `serialize`.
        EngineError: no SDK is installed.
    """
    from flytex_cli.diff.fields import changed_fields
    from flytex_cli.diff.sides import VerifyResult
    from flytex_cli.render.document import to_document

    sides = {
        engine.value: serialize(replace(request, engine=engine), progress)
        for engine in (EngineChoice.SDK, EngineChoice.STANDIN)
    }
    records = {side: {record.name: record for record in result.records} for side, result in sides.items()}
    sdk, standin = records["sdk"], records["standin"]
    different = {}
    for name in [name for name in sdk if name in standin]:
        changes = list(changed_fields(to_document(sdk[name].wire), to_document(standin[name].wire)))
        if changes:
            different[name] = changes
    failures = {side: _failures(result) for side, result in sides.items()}
    return VerifyResult(
        equal=len(set(sdk) & set(standin)) - len(different),
        different=different,
        one_sided={
            side: said
            for side, other in (("sdk", "standin"), ("standin", "sdk"))
            if (said := _only(records[side], records[other], failures[other]))
        },
        neither=len({name for name in failures["sdk"] if name in failures["standin"]}),
        reports=sides["standin"].reports,
    )


def _failures(result: SerializeResult) -> dict[str, str]:
    """Why tasks and modules failed, by task name or file."""
    return {
        diagnostic.task or (diagnostic.location.file if diagnostic.location else ""): diagnostic.message
        for diagnostic in result.diagnostics
        if diagnostic.severity is Severity.ERROR
    }


def _only(records: Mapping[str, TaskRecord], other: Mapping[str, TaskRecord], failures: Mapping[str, str]) -> list[str]:
    return [
        f"{name} ({record.location})" + (f"; the other side says: {failures[name]}" if name in failures else "")
        for name, record in records.items()
        if name not in other
    ]


def _empty(
    request: SerializeRequest, reports: Sequence[ModuleReport], named: set[str], wanted: Sequence[TaskRecord]
) -> list[Diagnostic]:
    """What to say of named modules without a task, and of a run that found none at all."""
    said = [
        Diagnostic(
            Severity.ERROR,
            "the module defines no task",
            hint="tasks are functions under @env.task of a flyte.TaskEnvironment at the module's top level",
            location=SourceLocation(report.file),
        )
        for report in reports
        if report.file in named and not report.records and not report.failed
    ]
    if wanted or said or any(report.failed for report in reports):
        return said
    if any(report.records for report in reports):
        return [
            Diagnostic(
                Severity.ERROR,
                "no task matches the filters",
                hint="--env takes an environment's name, --task a glob over environment.task",
            )
        ]
    where = ", ".join(str(path) for path in request.paths)
    return [Diagnostic(Severity.ERROR, f"no task was found in {where}", hint="name the folder that holds your tasks")]


@dataclass(frozen=True)
class ClusterFiles:
    """What `flytex podspec` is told of the cluster.

    Attributes:
        config: the operator's Flyte YAML, or Helm values with it.
        pod_templates: PodTemplate manifests.
        gpu_key: the resource name of GPUs, over what the configuration says.
    """

    config: Path | None = None
    pod_templates: Sequence[Path] = ()
    gpu_key: str | None = None


@dataclass(frozen=True)
class PodspecResult:
    """The Pods of the tasks that become one.

    Attributes:
        elsewhere: the tasks for which the backend makes something else.
        diagnostics: everything a person must hear, of the cluster's files, the modules and the Pods.
    """

    pods: tuple[TaskPod, ...]
    elsewhere: tuple[Elsewhere, ...]
    diagnostics: tuple[Diagnostic, ...]
    serialized: SerializeResult

    @property
    def failed(self) -> bool:
        """Whether some module, task or Pod is not as it must be."""
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)


def podspec(
    request: SerializeRequest, run: RunOptions, files: ClusterFiles, progress: Progress | None = None
) -> PodspecResult:
    """Load the modules and build the Pod of each task.

    Raises:
        UsageError: a path, a file of the cluster or an option of the run cannot be used.
        EngineError: the engine cannot be brought up.
    """
    from flytex_cli.load.places import record_places
    from flytex_cli.pods.cluster import read_cluster
    from flytex_cli.pods.tasks import to_task_pods

    cluster = read_cluster(files.config, files.pod_templates, files.gpu_key)
    serialized = serialize(request, progress)
    made = to_task_pods(serialized.records, run, cluster, record_places(serialized.reports))
    diagnostics = (*cluster.diagnostics, *serialized.diagnostics, *made.diagnostics)
    return PodspecResult(made.pods, made.elsewhere, diagnostics, serialized)


def podspec_of_resources(
    resources: BareResources, container_name: str, files: ClusterFiles
) -> tuple[BuiltPod, tuple[Diagnostic, ...]]:
    """Build the PodSpec of one container with some resources, without any task.

    Raises:
        UsageError: the resources or a file of the cluster cannot be used.
    """
    from flytex_cli.pods.bare_pod import to_bare_pod
    from flytex_cli.pods.cluster import read_cluster
    from flytex_cli.pods.remarks import to_diagnostic

    cluster = read_cluster(files.config, files.pod_templates, files.gpu_key)
    built = to_bare_pod(resources, container_name, files.gpu_key, cluster.config)
    return built, (*cluster.diagnostics, *(to_diagnostic(finding, None) for finding in built.findings))
