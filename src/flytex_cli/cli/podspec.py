"""`flytex podspec`."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from flytex_cli import api
from flytex_cli.cli import options
from flytex_cli.cli.conversation import Conversation
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.folder import Folder, counted, require_folder, write_files
from flytex_cli.cli.loading import LoadOptions, TalkOptions, say_loading, say_pending, to_request
from flytex_cli.cli.output import Output
from flytex_cli.cli.podspec_options import ClusterOptions, ResourceOptions, RunSettings
from flytex_cli.cli.spread import spread
from flytex_cli.engine.base import ContextSpec
from flytex_cli.errors import UsageError
from flytex_cli.records import Message
from flytex_cli.render.pods import PodFormat
from flytex_cli.render.pods.view import PodView, ServiceView, View, may_be_pod

OUTPUT = "Output"
AMOUNTS = ("cpu", "memory", "gpu", "disk", "shm")
OF_RESOURCES = frozenset(
    {*AMOUNTS, "container_name", "gpu_key", "cluster", "cluster_config", "format", "spec_only", "explain"}
    | {"quiet", "verbose", "color"}
)
"""The options that mean something without any task."""


@spread
@exiting
def podspec(
    context: typer.Context,
    paths: options.Paths = None,
    format: Annotated[
        PodFormat, typer.Option("--format", "-f", help="Output format.", rich_help_panel=OUTPUT)
    ] = PodFormat.YAML,
    output_dir: Annotated[
        Path | None,
        typer.Option(
            "--output-dir",
            "-o",
            metavar="DIR",
            help="Write one file per Pod, DIR/<environment>/<task>.yaml, and per Service, DIR/<environment>/app.yaml.",
            show_default="stdout",
            rich_help_panel=OUTPUT,
        ),
    ] = None,
    check: options.Check = False,
    spec_only: Annotated[
        bool,
        typer.Option(
            "--spec-only", help="Write only the PodSpec, not the whole Pod or Service.", rich_help_panel=OUTPUT
        ),
    ] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Show where each field the backend set comes from: YAML comments, or a table on a terminal.",
            rich_help_panel=OUTPUT,
        ),
    ] = False,
    message: Annotated[
        Message,
        typer.Option(
            help="Start from the TaskSpec that flyte.extras.serialize gives, or also from what flyte deploy adds.",
            rich_help_panel=OUTPUT,
        ),
    ] = Message.TASKSPEC,
    *,
    resources: ResourceOptions,
    place: ClusterOptions,
    run: RunSettings,
    load: LoadOptions,
    conversation: TalkOptions,
) -> ExitCode:
    """Write the Pods that would run, and the Services of apps.

    Builds what Flyte's backend makes of each task and app for your cluster's configuration: defaults, limits, GPU keys,
    tolerations, templates and side-cars. Without a PATH, describes a container with the resources you name.

    \b
    Examples:
      flytex podspec train.py                       Pods of tasks, Services of apps
      flytex podspec train.py --cluster-config flyte.yaml --explain
      flytex podspec src -o pods --check            in CI: are they up to date?
      flytex podspec --cpu 1:4 --memory 4Gi --gpu A100:1 --gpu-key nvidia.com/gpu
    """
    if explain and format is PodFormat.JSON:
        raise UsageError("--explain writes comments, which JSON does not have", hint="use --format yaml")
    output_dir = None if output_dir == Path("-") else output_dir
    require_folder(check, output_dir)
    profile = place.profile(context.find_root().obj)
    files, talk, output = place.over(profile).files(), conversation.conversation(), conversation.output()
    if _is_bare(context, paths):
        return _bare(resources, files, format, explain, talk, output)
    result_run = run.to_run()
    if profile is not None and result_run.namespace is None:
        result_run = dataclasses.replace(result_run, namespace=profile.namespace)
    modules = to_request(load, paths or (), message, talk)
    with talk.progress() as progress:
        result = api.podspec(api.PodspecRequest(modules, result_run, files), progress)
    say_loading(result, talk)
    for task in result.elsewhere:
        talk.note(f"note: {task.location}: {task.record.name}: {task.what.message}")
    say_pending(result.serialized.apps, talk)
    _say_unknown_identity(modules.load.context, bool(result.pods or result.services), talk)
    failed = ExitCode.INPUT if result.failed else ExitCode.OK
    views: list[View] = [
        *(PodView(pod.name, pod.built, pod.record, pod.location, spec_only, explain) for pod in result.pods),
        *(ServiceView(service, spec_only, explain) for service in result.services),
    ]
    if output_dir is None:
        _write(views, format, explain, output)
        return failed
    from flytex_cli.render.common.tree import to_tree

    tree, is_flytex_file = to_tree(views, format.value, format.renderer.render_one), None
    if not load.filtered and not result.failed:
        is_flytex_file = may_be_pod
    counts = [counted(len(each), noun) for each, noun in ((result.pods, "Pod"), (result.services, "Service")) if each]
    folder = Folder(output_dir, f".{format.value}", is_flytex_file, "Pod", " and ".join(counts) or None)
    return write_files(tree, folder, talk, output, check=check) or failed


def _say_unknown_identity(context: ContextSpec, matters: bool, talk: Conversation) -> None:
    unknown = [f"--{name}" for name in ("project", "domain") if getattr(context, name) is None]
    if matters and unknown:
        talk.note(f"note: without {' and '.join(unknown)}, labels, variables and paths that hold them are empty")


def _is_bare(context: typer.Context, paths: list[Path] | None) -> bool:
    """Whether resources are asked for rather than tasks: no PATH, and an amount or no `paths` setting.

    Raises:
        UsageError: both are asked for.
    """
    given = {name for name in context.params if _source(context, name) == "COMMANDLINE"}
    if not paths:  # older releases of click say that even no PATH was given
        given.discard("paths")
    amounts = [name for name in (*AMOUNTS, "container_name") if name in given]
    if "paths" in given:
        if amounts:
            raise UsageError(
                f"{_option(context, amounts[0])} describes a container without a task, and a PATH is given too",
                hint="a task's own resources are in its module; leave one of the two out",
            )
        return False
    if paths and not amounts:
        return False
    useless = sorted(given - OF_RESOURCES - {"paths"})
    if useless:
        raise UsageError(
            f"{_option(context, useless[0])} needs tasks, and no path is given",
            hint="name a .py file, a package or a folder, or set `paths` under [tool.flytex]",
        )
    return True


def _source(context: typer.Context, name: str) -> str:
    source = context.get_parameter_source(name)
    return source.name if source is not None else ""


def _option(context: typer.Context, name: str) -> str:
    return next(max(each.opts, key=len) for each in context.command.params if each.name == name)


def _bare(
    resources: ResourceOptions,
    files: api.ClusterFiles,
    format: PodFormat,
    explain: bool,
    talk: Conversation,
    output: Output,
) -> ExitCode:
    name = resources.container_name
    result = api.podspec_of_resources(api.ResourcesRequest(resources.parse(), name, files))
    talk.diagnostics(result.diagnostics)
    _write([PodView(name, result.pod, spec_only=True, explain=explain)], format, explain, output)
    talk.note("note: no path is given: these are the resources alone; name a module to see its tasks' whole Pods")
    return ExitCode.OK


def _write(views: Sequence[View], format: PodFormat, explain: bool, output: Output) -> None:
    if explain and output.is_terminal:
        from flytex_cli.cli.explain import explained

        output.show(*(explained(view, output.console().width) for view in views))
    else:
        output.write(format.render(views))
