"""One cluster, as the files of a profile describe it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flytex_cli.cluster.inventory import Inventory, read_inventory
from flytex_cli.cluster.settings import Maximum, read_maximums
from flytex_cli.pods.cluster import Cluster, read_cluster
from flytex_cli.pods.helm import Release


@dataclass(frozen=True)
class ProfileFiles:
    """A profile as the settings have it: files, and what decides how they are read.

    Attributes:
        where: the table in the settings.
        namespace: where Pods run, over what the configuration says.
        objects: what `kubectl get ... -o json` printed.
        settings: what `flyte get settings` printed, the widest scope first.
        names: names of what exists, by setting (`queues`), beside those of objects.
    """

    name: str
    where: str
    config: Path | None = None
    pod_templates: tuple[Path, ...] = ()
    gpu_key: str | None = None
    release_name: str | None = None
    release_namespace: str | None = None
    namespace: str | None = None
    objects: tuple[Path, ...] = ()
    settings: tuple[Path, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def release(self) -> Release:
        """The Helm release that Helm values are read for."""
        default = Release()
        return Release(self.release_name or default.name, self.release_namespace or default.namespace)


@dataclass(frozen=True, eq=False)
class Profile:
    """What Pods of tasks are held against.

    Attributes:
        name: as the settings call it.
        cluster: how the backend makes Pods there.
        given_namespace: where Pods run, if the profile says so.
        inventory: what the cluster has.
        maximums: the maximum by resource of Flyte's own settings (`task_resource.max`).
    """

    name: str
    cluster: Cluster = field(default_factory=Cluster)
    given_namespace: str | None = None
    inventory: Inventory = field(default_factory=Inventory)
    maximums: Mapping[str, Maximum] = field(default_factory=dict)

    @property
    def namespace(self) -> str:
        """Where Pods run."""
        return self.given_namespace or self.cluster.config.namespace

    def names(self, kind: str) -> tuple[str, ...]:
        """Return the names of objects of a kind that Pods can use."""
        return self.inventory.names(kind, (self.namespace, self.cluster.templates.fallback_namespace))


def read_profile(files: ProfileFiles) -> Profile:
    """Read a profile's files.

    Raises:
        UsageError: one cannot be read or used.
    """
    return Profile(
        name=files.name,
        cluster=read_cluster(files.config, files.pod_templates, files.gpu_key, files.release),
        given_namespace=files.namespace,
        inventory=read_inventory(files.objects, f"{files.where}.objects"),
        maximums=read_maximums(files.settings, f"{files.where}.settings"),
    )
