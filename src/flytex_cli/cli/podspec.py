"""`flytex podspec`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from flytex_cli import api
from flytex_cli.cli import options
from flytex_cli.cli.console import ColorChoice, Conversation, write_stdout
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.folder import require_folder, write_files
from flytex_cli.cli.loading import LoadOptions, TalkOptions, say_engine, say_stubs, to_request
from flytex_cli.cli.podspec_options import ClusterOptions, ResourceOptions, RunSettings
from flytex_cli.cli.spread import spread
from flytex_cli.engine.base import ContextSpec
from flytex_cli.errors import UsageError
from flytex_cli.records import Message
from flytex_cli.render.pods import PodForm, PodFormat

OUTPUT = "Output"
AMOUNTS = ("cpu", "memory", "gpu", "disk", "shm")
OF_RESOURCES = frozenset(
    {*AMOUNTS, "container_name", "gpu_key", "cluster_config", "format", "spec_only", "explain"}
    | {"quiet", "verbose", "color"}
)
"""The options that mean something without any task."""


@spread
@exiting
def podspec(
    context: typer.Context,
    paths: options.Paths = None,
    format: Annotated[
        PodFormat, typer.Option("--format", "-f", help="Form of the Pods.", rich_help_panel=OUTPUT)
    ] = PodFormat.YAML,
    output_dir: Annotated[
        Path | None,
        typer.Option(
            "--output-dir",
            "-o",
            metavar="DIR",
            help="Write a file a Pod: DIR/<environment>/<task>.yaml.",
            show_default="stdout",
            rich_help_panel=OUTPUT,
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="With -o: write nothing; exit 1 and show the diff if a file would change.",
            rich_help_panel=OUTPUT,
        ),
    ] = False,
    spec_only: Annotated[
        bool, typer.Option("--spec-only", help="The PodSpec without the Pod around it.", rich_help_panel=OUTPUT)
    ] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Say of each field the backend added or changed where it came from: "
            "YAML comments; on a terminal a table.",
            rich_help_panel=OUTPUT,
        ),
    ] = False,
    message: Annotated[
        Message,
        typer.Option(
            help="Of the TaskSpec of flyte.extras.serialize, or with what flyte deploy adds to it.",
            rich_help_panel=OUTPUT,
        ),
    ] = Message.TASKSPEC,
    *,
    resources: ResourceOptions,
    cluster: ClusterOptions,
    run: RunSettings,
    load: LoadOptions,
    conversation: TalkOptions,
) -> ExitCode:
    """Write the Pods that would run.

    Builds what Flyte's backend makes of each task for your cluster's configuration: defaults, limits, GPU keys,
    tolerations, templates and side-cars. Without a PATH, describes a container with the resources you name.

    \b
    Examples:
      flytex podspec train.py                          the Pod of each task
      flytex podspec train.py --cluster-config flyte.yaml --explain
      flytex podspec src -o pods --check               in CI: are the committed Pods up to date?
      flytex podspec --gpu-key nvidia.com/gpu --cpu 1:4 --memory 4Gi --gpu A100:1 --shm auto
    """
    if explain and format is PodFormat.JSON:
        raise UsageError("--explain writes comments, which JSON has none of", hint="use --format yaml")
    require_folder(check, output_dir)
    form, files, talk = PodForm(format, spec_only, explain), cluster.files(), conversation.conversation()
    if _is_bare(context, paths):
        return _bare(resources, files, PodForm(format, spec_only=True, explain=explain), talk, conversation.color)
    result_run = run.to_run()
    request = to_request(load, paths or (), message, talk)
    with talk.progress() as progress:
        result = api.podspec(request, result_run, files, progress)
    talk.module_output(result.serialized.reports)
    say_engine(result.serialized.engine, talk)
    say_stubs(result.serialized.reports, talk)
    talk.diagnostics(result.diagnostics)
    for task in result.elsewhere:
        talk.note(f"note: {task.location}: {task.record.name}: {task.what.message}")
    _say_unknown_identity(request.load.context, bool(result.pods), talk)
    failed = ExitCode.INPUT if result.failed else ExitCode.OK
    if output_dir is None:
        if explain and sys.stdout.isatty():
            for pod in result.pods:
                _print_table(pod.name, pod.built, form, conversation.color)
        else:
            write_stdout(form.render(result.pods))
        return failed
    from flytex_cli.render.tree import to_tree

    tree, is_ours = to_tree(result.pods, form), None if load.filtered or result.failed else form.may_be_ours
    return write_files(tree, output_dir, f".{form.value}", talk, check=check, is_ours=is_ours, noun="Pod") or failed


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
    resources: ResourceOptions, files: api.ClusterFiles, form: PodForm, talk: Conversation, color: ColorChoice
) -> ExitCode:
    built, diagnostics = api.podspec_of_resources(resources.parse(), resources.container_name, files)
    talk.diagnostics(diagnostics)
    if form.explain and sys.stdout.isatty():
        _print_table(resources.container_name, built, form, color)
    else:
        write_stdout(form.render_bare(built))
    talk.note("note: no path is given: these are the resources alone; name a module to see its tasks' whole Pods")
    return ExitCode.OK


def _print_table(title: str, built: Any, form: PodForm, color: ColorChoice) -> None:
    from flytex_cli.cli.explain import print_explanation

    colored = color is ColorChoice.ALWAYS or (color is ColorChoice.AUTO and not os.environ.get("NO_COLOR"))
    print_explanation(title, built, form, colored=colored)
