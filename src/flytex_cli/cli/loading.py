"""What every command that loads modules takes from the command line, and the request it makes of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from flytex_cli.api import CacheFolder, Modules
from flytex_cli.cli import options
from flytex_cli.cli.asked_release import other_release
from flytex_cli.cli.color import ColorChoice
from flytex_cli.cli.conversation import Conversation
from flytex_cli.cli.output import Output
from flytex_cli.config import FlyteConfig, find_flyte_config, read_flyte_config
from flytex_cli.engine.base import ContextSpec, EngineChoice
from flytex_cli.errors import OptionError, UsageError
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.load.shards import Shard
from flytex_cli.records import AppRecord, Diagnostic, EngineInfo, Message, ModuleReport, Remark, Severity


@dataclass(frozen=True)
class LoadOptions:
    """Which tasks, how they are loaded, and the context they are serialized in."""

    env: options.Env = None
    task: options.Task = None
    engine: options.Engine = EngineChoice.AUTO
    root_dir: options.RootDir = None
    exclude: options.Exclude = None
    jobs: options.Jobs = 0
    timeout: options.Timeout = 120.0
    max_memory: options.MaxMemory = None
    allow_network: options.AllowNetwork = False
    stub_imports: options.StubImports = False
    stub: options.Stub = None
    cache: options.Cache = None
    cache_dir: options.CacheDir = None
    cache_size: options.CacheSize = "1Gi"
    shard: options.ShardOfModules = None
    project: options.Project = None
    domain: options.Domain = None
    org: options.Org = None
    version: options.Version = "serialized"
    image: options.Images = None
    config: options.Config = None
    interpreter_path: options.InterpreterPath = None
    input_path: options.InputPath = None
    output_path: options.OutputPath = None
    code_bundle_uri: options.CodeBundleUri = None
    code_bundle_version: options.CodeBundleVersion = None
    dest: options.Dest = "."
    sync_local_sys_paths: options.SyncLocalSysPaths = True

    @property
    def filtered(self) -> bool:
        """Whether some tasks may be left out on purpose."""
        return bool(self.env or self.task or self.shard)


@dataclass(frozen=True)
class TalkOptions:
    """How much goes to stderr, and in which colours."""

    quiet: options.Quiet = False
    verbose: options.Verbose = False
    color: options.Color = ColorChoice.AUTO

    def conversation(self) -> Conversation:
        return Conversation(color=self.color, quiet=self.quiet, verbose=self.verbose)

    def output(self) -> Output:
        return Output(self.color)


def to_request(load: LoadOptions, paths: Sequence[Path] | None, message: Message, talk: Conversation) -> Modules:
    """Return the request to load `paths`; what the command line leaves open comes from Flyte's own configuration.

    Raises:
        UsageError: Flyte's configuration file cannot be used, or an option's value is malformed.
    """
    flyte = _flyte_config(load.config, talk)
    context = ContextSpec(
        project=load.project or flyte.project,
        domain=load.domain or flyte.domain,
        org=load.org or flyte.org,
        version=load.version,
        interpreter_path=load.interpreter_path,
        input_path=load.input_path,
        output_path=load.output_path,
        images={**flyte.images, **options.parse_images(load.image)},
        image_registry=flyte.registry,
        devbox_registry=flyte.devbox_registry,
        push_registry=flyte.push_registry,
        code_bundle_uri=load.code_bundle_uri,
        code_bundle_version=load.code_bundle_version,
        code_bundle_dest=load.dest,
        sync_local_sys_paths=load.sync_local_sys_paths,
    )
    return Modules(
        paths=paths or [Path()],
        root_dir=load.root_dir,
        exclude=load.exclude or (),
        environments=load.env or (),
        tasks=load.task or (),
        flyte_config=load.config,
        cache=cache_folder(load.cache, load.cache_dir, load.cache_size),
        shard=Shard.parse(load.shard) if load.shard is not None else None,
        load=LoadRequest(
            engine=load.engine,
            context=context,
            message=message,
            jobs=load.jobs,
            timeout=load.timeout or None,
            max_memory=options.parse_size(load.max_memory),
            allow_network=load.allow_network,
            stub_imports=load.stub or load.stub_imports,
        ),
    )


def cache_folder(wanted: bool | None, folder: Path | None, size: str) -> CacheFolder | None:
    """Return where the cache is; None where none is asked for.

    Raises:
        OptionError: the size is none, or the folder is no folder.
    """
    limit = options.parse_size(size, "--cache-size", least=1) or 0
    if not (wanted if wanted is not None else folder is not None):
        return None
    if folder is None:
        from platformdirs import user_cache_path

        folder = user_cache_path("flytex", appauthor=False)
    elif folder.exists() and not folder.is_dir():
        raise OptionError("--cache-dir", f"{str(folder)!r} is not a folder", hint="name a folder, or one to be made")
    return CacheFolder(folder, limit)


class Loaded(Protocol):
    """A result that came of loading modules."""

    @property
    def reports(self) -> Sequence[ModuleReport]: ...
    @property
    def engine(self) -> EngineInfo | None: ...
    @property
    def diagnostics(self) -> Sequence[Diagnostic]: ...
    @property
    def remarks(self) -> Sequence[Remark]: ...


def say_loading(result: Loaded, talk: Conversation) -> None:
    """Say what modules printed, what was stubbed, what went wrong, and what they were loaded with if that matters."""
    talk.module_output(result.reports)
    engine = result.engine
    if engine is not None:
        talk.detail(f"{engine.name} engine, Flyte SDK {engine.version}, Python {engine.python}")
        if engine.name == EngineChoice.STANDIN.value and (other := other_release(Path.cwd(), engine.version)):
            talk.note(f"translated as {engine.version} ({other})")
    for remark in result.remarks:
        (talk.detail if remark.is_detail else talk.note)(remark.text)
    packages = sorted({package for report in result.reports for package in report.stubbed})
    if packages:
        talk.note(f"not installed, stubbed: {', '.join(packages)}")
    talk.diagnostics(result.diagnostics)


def say_pending(apps: Sequence[AppRecord], talk: Conversation) -> None:
    """Say which values of apps only a deployment knows."""
    for app in apps:
        if pending := ", ".join(app.facts.pending):
            talk.note(f"{app.name}: only a deployment knows the value of {pending}; a placeholder stands for it")


def _flyte_config(given: Path | None, talk: Conversation) -> FlyteConfig:
    file = given or find_flyte_config(Path.cwd(), os.environ, Path(os.path.expanduser("~")))
    if file is not None:
        talk.detail(f"Flyte configuration: {file}")
    try:
        return read_flyte_config(file, os.environ)
    except UsageError as error:
        if given is not None:
            raise OptionError("--config", error.message, hint=error.hint) from error
        if file != Path.cwd() / "config.yaml":
            raise
        # Many tools have a config.yaml in the working directory: the SDK passes over one that it cannot use.
        hint = "--config names Flyte's configuration file, or /dev/null"
        talk.diagnostics([Diagnostic(Severity.WARNING, f"{error.message}; it is not used", hint)])
        return read_flyte_config(None, os.environ)
