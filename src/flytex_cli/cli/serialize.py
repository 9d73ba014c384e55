"""`flytex serialize`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from flytex_cli import api
from flytex_cli.cli import options
from flytex_cli.cli.console import ColorChoice, Conversation, write_stdout
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.config import FlyteConfig, find_flyte_config, read_flyte_config
from flytex_cli.engine.base import ContextSpec, EngineChoice
from flytex_cli.errors import UsageError
from flytex_cli.records import Message
from flytex_cli.render.formats import SpecFormat

OUTPUT = "Output"


@exiting
def serialize(
    paths: options.Paths = None,
    format: Annotated[
        SpecFormat, typer.Option("--format", "-f", help="Form of the specs.", rich_help_panel=OUTPUT)
    ] = SpecFormat.YAML,
    output_dir: Annotated[
        Path | None,
        typer.Option(
            "--output-dir",
            "-o",
            metavar="DIR",
            help="Write a file a task: DIR/<environment>/<task>.yaml.",
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
    message: Annotated[
        Message,
        typer.Option(
            help="The TaskSpec of flyte.extras.serialize, or all that flyte deploy sends.", rich_help_panel=OUTPUT
        ),
    ] = Message.TASKSPEC,
    env: options.Env = None,
    task: options.Task = None,
    engine: options.Engine = EngineChoice.AUTO,
    root_dir: options.RootDir = None,
    exclude: options.Exclude = None,
    jobs: options.Jobs = 0,
    timeout: options.Timeout = 120.0,
    max_memory: options.MaxMemory = None,
    allow_network: options.AllowNetwork = False,
    project: options.Project = None,
    domain: options.Domain = None,
    org: options.Org = None,
    version: options.Version = "serialized",
    image: options.Images = None,
    config: options.Config = None,
    interpreter_path: options.InterpreterPath = None,
    input_path: options.InputPath = None,
    output_path: options.OutputPath = None,
    code_bundle_uri: options.CodeBundleUri = None,
    code_bundle_version: options.CodeBundleVersion = None,
    dest: options.Dest = ".",
    sync_local_sys_paths: options.SyncLocalSysPaths = True,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    color: options.Color = ColorChoice.AUTO,
) -> ExitCode:
    """Write the task specs that the cluster would get.

    Loads each module in a process of its own, finds the tasks of every environment it defines or imports, and writes
    what Flyte's SDK makes of them. No cluster, no endpoint, no network.

    \b
    Examples:
      flytex serialize hello.py                        one module, YAML on stdout
      flytex serialize src -o specs                    a file a task under specs/
      flytex serialize src -o specs --check            in CI: are the committed specs up to date?
      flytex serialize src -f json | jq '.[].shortName'
      flytex serialize hello.py -p web -d production --version "$(git rev-parse --short HEAD)" \\
          --message deploy-request                     what flyte deploy would send
    """
    if not paths:
        raise UsageError(
            "no path is given", hint="name a .py file, a package or a folder, or set `paths` under [tool.flytex]"
        )
    if check and output_dir is None:
        raise UsageError("--check compares with the files of --output-dir", hint="add -o DIR")
    talk = Conversation(color=color, quiet=quiet, verbose=verbose)
    flyte = _flyte_config(config, talk)
    context = ContextSpec(
        project=project or flyte.project,
        domain=domain or flyte.domain,
        org=org or flyte.org,
        version=version,
        interpreter_path=interpreter_path,
        input_path=input_path,
        output_path=output_path,
        images={**flyte.images, **options.parse_images(image)},
        image_registry=flyte.registry,
        code_bundle_uri=code_bundle_uri,
        code_bundle_version=code_bundle_version,
        code_bundle_dest=dest,
        sync_local_sys_paths=sync_local_sys_paths,
    )
    request = api.SerializeRequest(
        paths=paths,
        root_dir=root_dir,
        exclude=exclude or (),
        engine=engine,
        context=context,
        message=message,
        environments=env or (),
        tasks=task or (),
        jobs=jobs,
        timeout=timeout or None,
        max_memory=options.parse_size(max_memory),
        allow_network=allow_network,
    )
    with talk.progress() as progress:
        result = api.serialize(request, progress, meanwhile=format.load)
    talk.module_output(result.reports)
    if result.engine is not None:
        talk.detail(f"{result.engine.name} engine, Flyte SDK {result.engine.version}, Python {result.engine.python}")
    talk.diagnostics(result.diagnostics)
    failed = ExitCode.INPUT if result.failed else ExitCode.OK
    if output_dir is None:
        write_stdout(format.render(result.records))
        return failed
    return _to_folder(result, output_dir, format, talk, check=check, filtered=bool(env or task)) or failed


def _to_folder(
    result: api.SerializeResult, folder: Path, form: SpecFormat, talk: Conversation, *, check: bool, filtered: bool
) -> ExitCode:
    from flytex_cli.render.outdir import compare_tree, write_tree
    from flytex_cli.render.tree import to_tree

    tree = to_tree(result.records, form)
    if not check:
        write_tree(folder, tree)
        talk.note(f"{len(tree)} task{'s'[: len(tree) != 1]} written to {folder}")
        return ExitCode.OK
    differences = compare_tree(folder, tree, f".{form.value}", find_stale=not filtered and not result.failed)
    if not differences:
        talk.note(f"{len(tree)} task{'s'[: len(tree) != 1]} up to date in {folder}")
        return ExitCode.OK
    write_stdout("".join(difference.diff for difference in differences).encode("utf-8", "surrogateescape"))
    for difference in differences:
        talk.note(f"{difference.kind}: {folder / difference.path}")
    return ExitCode.FINDINGS


def _flyte_config(given: Path | None, talk: Conversation) -> FlyteConfig:
    file = given or find_flyte_config(Path.cwd(), os.environ, Path(os.path.expanduser("~")))
    if file is not None:
        talk.detail(f"Flyte configuration: {file}")
    return read_flyte_config(file, os.environ)
