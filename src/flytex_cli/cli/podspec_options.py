"""The options of `flytex podspec` that no other command has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flytex_cli.api import ClusterFiles
from flytex_cli.cli import options
from flytex_cli.cli.times import read_time
from flytex_cli.errors import OptionError
from flytex_cli.pods.render_mode import RenderMode

if TYPE_CHECKING:
    from flytex_cli.cluster.profile import ProfileFiles
    from flytex_cli.config import Settings
    from flytex_cli.pods.bare import BareResources
    from flytex_cli.pods.run import RunOptions

CLUSTER, RUN, RESOURCES = "Cluster", "Run", "Resources, instead of PATH"


@dataclass(frozen=True)
class ClusterOptions:
    """The cluster the Pods run in."""

    cluster: options.ClusterProfile = None
    gpu_key: Annotated[
        str | None,
        typer.Option(
            metavar="KEY",
            help="Resource name of GPUs.",
            show_default="the configuration's, else nvidia.com/gpu",
            rich_help_panel=CLUSTER,
        ),
    ] = None
    cluster_config: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The operator's Flyte configuration, or Helm values with it.",
            show_default="the backend's built-in defaults",
            rich_help_panel=CLUSTER,
        ),
    ] = None
    pod_template_file: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="PodTemplate manifests; repeatable.", rich_help_panel=CLUSTER),
    ] = None

    release_namespace: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Namespace of Flyte itself, its Helm release: PodTemplates are looked up there too.",
            show_default="flyte for Helm values, else the Pods'",
            rich_help_panel=CLUSTER,
        ),
    ] = None
    release_name: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Name of the Helm release, for Helm values.",
            show_default="flyte-binary",
            rich_help_panel=CLUSTER,
        ),
    ] = None

    def profile(self, settings: Settings | None) -> ProfileFiles | None:
        """Return the profile that is named.

        Raises:
            UsageError: there is none of the name, or it says something wrong.
        """
        from flytex_cli.cli.profiles import find_profile

        return find_profile(settings, self.cluster)

    def over(self, profile: ProfileFiles | None) -> ClusterOptions:
        """Return the options, those that are not given as a profile has them."""
        if profile is None:
            return self
        return replace(
            self,
            gpu_key=self.gpu_key or profile.gpu_key,
            cluster_config=self.cluster_config or profile.config,
            pod_template_file=self.pod_template_file or list(profile.pod_templates),
            release_namespace=self.release_namespace or profile.release_namespace,
            release_name=self.release_name or profile.release_name,
        )

    def files(self) -> ClusterFiles:
        """Return what the user says of the cluster.

        Raises:
            UsageError: the GPU key is not a resource name, or a name of the release is impossible.
        """
        from flytex_cli.pods.names import is_dns_label, is_label_key

        for option, name in (("namespace", self.release_namespace), ("name", self.release_name)):
            if name is not None and not is_dns_label(name):
                raise OptionError(
                    f"--release-{option}",
                    f"{name!r} is impossible",
                    hint="at most 63 lowercase letters, digits and '-', with a letter or digit at both ends",
                )

        if self.gpu_key is not None and not ("/" in self.gpu_key and is_label_key(self.gpu_key)):
            raise OptionError(
                "--gpu-key",
                f"{self.gpu_key!r} is not the name of an extended resource",
                hint="write <domain>/<name>, such as nvidia.com/gpu or amd.com/gpu",
            )
        return ClusterFiles(
            self.cluster_config,
            self.pod_template_file or (),
            self.gpu_key,
            self.release_name or "flyte-binary",
            self.release_namespace,
        )


@dataclass(frozen=True)
class RunSettings:
    """The run the Pods are shown for."""

    run_name: Annotated[
        str, typer.Option(metavar="NAME", help="Names the Pod <run>-a0-<attempt - 1>.", rich_help_panel=RUN)
    ] = "run"
    attempt: Annotated[int, typer.Option(metavar="N", min=1, help="From 1.", rich_help_panel=RUN)] = 1
    namespace: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Kubernetes namespace.",
            show_default="the configuration's, else flyte",
            rich_help_panel=RUN,
        ),
    ] = None
    storage_prefix: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Where runs keep their data.",
            show_default="the configuration's",
            rich_help_panel=RUN,
        ),
    ] = None
    interruptible: Annotated[
        bool,
        typer.Option(
            "--interruptible", help="The run's own setting; that of a task has no effect.", rich_help_panel=RUN
        ),
    ] = False
    run_start_time: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="When the run starts, such as 2026-01-02T03:04:05Z.",
            show_default="a placeholder",
            rich_help_panel=RUN,
        ),
    ] = None
    run_env: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="A variable of the run; repeatable.", rich_help_panel=RUN),
    ] = None
    run_label: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE", help="A label of the run; repeatable.", rich_help_panel=RUN),
    ] = None
    run_annotation: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE", help="An annotation of the run; repeatable.", rich_help_panel=RUN),
    ] = None
    flyte_run: Annotated[
        bool,
        typer.Option("--flyte-run", help="Add the variables that `flyte run` gives to every run.", rich_help_panel=RUN),
    ] = False
    render: Annotated[
        RenderMode,
        typer.Option(
            help="Replace {{.input}} and similar templates with their values, or keep them.", rich_help_panel=RUN
        ),
    ] = RenderMode.VALUES

    def to_run(self) -> RunOptions:
        """Return the run.

        Raises:
            UsageError: the name, the namespace, the storage prefix, the time or a pair is impossible.
        """
        from flytex_cli.pods.limits import is_run_name
        from flytex_cli.pods.names import is_dns_label
        from flytex_cli.pods.run import RunOptions
        from flytex_cli.pods.urls import parse_url

        if not is_run_name(self.run_name):
            raise OptionError(
                "--run-name",
                f"{self.run_name!r} cannot name a run",
                hint="at most 30 lowercase letters, digits and '-', a letter first and no '-' last",
            )
        if self.namespace is not None and not is_dns_label(self.namespace):
            raise OptionError(
                "--namespace",
                f"{self.namespace!r} cannot name a namespace",
                hint="at most 63 lowercase letters, digits and '-', with a letter or digit at both ends",
            )
        if self.storage_prefix is not None and ("://" not in self.storage_prefix or not parse_url(self.storage_prefix)):
            raise OptionError(
                "--storage-prefix", f"{self.storage_prefix!r} is not a URL", hint="write it as s3://bucket/path"
            )
        return RunOptions(
            run_name=self.run_name,
            attempt=self.attempt,
            namespace=self.namespace,
            storage_prefix=self.storage_prefix,
            interruptible=self.interruptible,
            render=self.render,
            labels=_pairs("--run-label", self.run_label),
            annotations=_pairs("--run-annotation", self.run_annotation),
            env=_pairs("--run-env", self.run_env),
            by_flyte_run=self.flyte_run,
            start_time=_time(self.run_start_time),
        )


def _pairs(option: str, texts: list[str] | None) -> dict[str, str]:
    pairs = {}
    for text in texts or ():
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise OptionError(option, f"{text!r} is not a pair", hint="write KEY=VALUE")
        pairs[key] = value
    return pairs


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    time = read_time(text)
    if time is None or time.tzinfo is None:
        raise OptionError(
            "--run-start-time",
            f"{text!r} is not a time with its offset, from 1970 to 2999",
            hint="write it as 2026-01-02T03:04:05Z",
        )
    return time


@dataclass(frozen=True)
class ResourceOptions:
    """Resources given directly."""

    cpu: Annotated[
        str | None,
        typer.Option(metavar="AMOUNT", help="2, 500m, or request:limit, such as 1:4.", rich_help_panel=RESOURCES),
    ] = None
    memory: Annotated[
        str | None, typer.Option(metavar="AMOUNT", help="4Gi, or request:limit.", rich_help_panel=RESOURCES)
    ] = None
    gpu: Annotated[str | None, typer.Option(metavar="[DEVICE:]N", help="2, or A100:2.", rich_help_panel=RESOURCES)] = (
        None
    )
    disk: Annotated[
        str | None, typer.Option(metavar="AMOUNT", help="Ephemeral storage: 10Gi.", rich_help_panel=RESOURCES)
    ] = None
    shm: Annotated[
        str | None, typer.Option(metavar="SIZE", help="/dev/shm: 1Gi, or auto.", rich_help_panel=RESOURCES)
    ] = None
    container_name: Annotated[
        str, typer.Option(metavar="NAME", help="Name of the container.", rich_help_panel=RESOURCES)
    ] = "primary"

    def parse(self) -> BareResources:
        """Return the resources.

        Raises:
            UsageError: an amount is malformed.
        """
        from flytex_cli.pods.bare import parse_resources

        return parse_resources(cpu=self.cpu, memory=self.memory, gpu=self.gpu, disk=self.disk, shm=self.shm)
