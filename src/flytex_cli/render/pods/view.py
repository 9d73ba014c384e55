"""A Pod, or the Service of an app, as it is to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from flytex_cli.render.specs.yaml import comment

if TYPE_CHECKING:
    from flytex_cli.pods.build import BuiltPod
    from flytex_cli.pods.origins import Origin, Path
    from flytex_cli.records import ShownLocation, TaskRecord
    from flytex_cli.services.apps import AppService
    from flytex_cli.wire.struct import JsonObject

_POD_SPEC = ("spec", "template", "spec")


class View(Protocol):
    """One document: what it is of, what is in it, and where its fields came from.

    Attributes:
        explain: say beside each field that the backend added or changed where it came from, in formats with comments.
    """

    @property
    def name(self) -> str: ...
    @property
    def environment(self) -> str | None: ...
    @property
    def location(self) -> ShownLocation | None: ...
    @property
    def explain(self) -> bool: ...
    @property
    def heading(self) -> str:
        """The comment that a document begins with in formats that have comments."""
        ...

    @property
    def kind(self) -> str:
        """What is shown, by its Kubernetes name."""
        ...

    @property
    def document(self) -> JsonObject:
        """What is shown, in Kubernetes' JSON form."""
        ...

    @property
    def origins(self) -> dict[Path, Origin]:
        """Where fields came from, by their path in the document."""
        ...


@dataclass(frozen=True)
class PodView:
    """A Pod, whole or its PodSpec alone.

    Attributes:
        name: what it is shown for: a task, or bare resources.
        record: the task; None for bare resources.
        spec_only: the PodSpec without the Pod around it.
    """

    name: str
    built: BuiltPod
    record: TaskRecord | None = None
    location: ShownLocation | None = None
    spec_only: bool = False
    explain: bool = False

    @property
    def environment(self) -> str | None:
        return None if self.record is None else self.record.environment

    @property
    def heading(self) -> str:
        return "" if self.record is None else comment(self.record)

    @property
    def kind(self) -> str:
        return "PodSpec" if self.spec_only else "Pod"

    @property
    def document(self) -> JsonObject:
        return self.built.spec if self.spec_only else self.built.pod

    @property
    def origins(self) -> dict[Path, Origin]:
        return _below(("spec",), self.built.explanation) if self.spec_only else self.built.explanation


@dataclass(frozen=True)
class ServiceView:
    """The Service of an app, whole or its PodSpec alone.

    Attributes:
        spec_only: the PodSpec without the Service around it.
    """

    service: AppService
    spec_only: bool = False
    explain: bool = False

    @property
    def name(self) -> str:
        return self.service.name

    @property
    def environment(self) -> str | None:
        return self.service.name

    @property
    def location(self) -> ShownLocation | None:
        return self.service.location

    @property
    def heading(self) -> str:
        return comment(self.service.record)

    @property
    def kind(self) -> str:
        return "PodSpec" if self.spec_only else "Service"

    @property
    def document(self) -> JsonObject:
        return self.service.built.pod_spec if self.spec_only else self.service.built.service

    @property
    def origins(self) -> dict[Path, Origin]:
        origins = self.service.built.explanation
        if not self.spec_only:
            return origins
        return {path: origin for path, origin in _below(_POD_SPEC, origins).items() if path[0] in self.document}


def _below(prefix: Path, origins: dict[Path, Origin]) -> dict[Path, Origin]:
    size = len(prefix)
    return {path[size:]: origin for path, origin in origins.items() if path[:size] == prefix and path[size:]}


def may_be_pod(data: bytes) -> bool:
    """Return whether a file holds a Pod or the Service of an app, whoever wrote it."""
    return b"containers" in data
