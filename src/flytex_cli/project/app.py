"""An app with its source at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flytex_cli.project.environment import Environment
from flytex_cli.project.fields import Step, find_text
from flytex_cli.project.following import Written
from flytex_cli.project.places import Place
from flytex_cli.project.source import Source
from flytex_cli.records import AppFacts, AppRecord, DeclaredApp
from flytex_cli.wire.struct import from_struct

if TYPE_CHECKING:
    from flyteidl2.app.app_definition_pb2 import Spec
    from flyteidl2.core.tasks_pb2 import Container, K8sPod

    from flytex_cli.project.project import Project

RUNNER = "fserve"
"""The program in the image that starts an app without a command of its own."""


@dataclass(frozen=True, eq=False)
class App:
    """One app: as declared, and its record where it could be translated. Its name is its environment's."""

    declared: DeclaredApp
    facts: AppFacts
    record: AppRecord | None
    environment: Environment
    project: Project = field(repr=False)

    @property
    def name(self) -> str:
        return self.declared.name

    @property
    def spec(self) -> Spec | None:
        """The Spec of its App message; None where it could not be translated."""
        return None if self.record is None else self.record.app.spec

    @property
    def container(self) -> Container | None:
        """The container, where its payload is one."""
        spec = self.spec
        return spec.container if spec is not None and spec.WhichOneof("app_payload") == "container" else None

    @property
    def k8s_pod(self) -> K8sPod | None:
        """The pod, where its payload is one."""
        spec = self.spec
        return spec.pod if spec is not None and spec.WhichOneof("app_payload") == "pod" else None

    @cached_property
    def pod_spec(self) -> dict[str, Any] | None:
        """The PodSpec of a pod payload as plain JSON, whole numbers restored."""
        return None if self.k8s_pod is None else from_struct(self.k8s_pod.pod_spec)

    @cached_property
    def command(self) -> list[str]:
        """The command of the container that serves; empty where it is not known."""
        if self.container is not None:
            return list(self.container.command)
        containers = (self.pod_spec or {}).get("containers") or ()
        return next((list(each.get("command") or ()) for each in containers if each.get("name") == "app"), [])

    @property
    def resolver_args(self) -> str | None:
        """What `fserve` imports the app from, `module:variable`; None where it imports none."""
        command = self.command
        if command[:1] != [RUNNER] or "--resolver-args" not in command[:-1]:
            return None
        return command[command.index("--resolver-args") + 1]

    @property
    def source(self) -> Source | None:
        return self.environment.source

    @property
    def place(self) -> Place:
        """The call that made it."""
        return self.environment.at()

    def at(self, *path: Step, used: bool = False) -> Place:
        """Return where a setting is written, else the call that made the app.

        Args:
            path: of the setting.
            used: whether it is wrong here, whatever is right of an object that has a name: the place is the name's.
        """
        written = self.environment.written(*path, used=used)
        return self.place if written is None else Place(written[0].span(written[1]), self.name)

    def at_field(self, field: str) -> Place:
        """Return where a field of a diagnostic is written: `image`, `parameters.model`."""
        setting, _, name = field.partition(".")
        listed = [str(each.get("name")) for each in self.facts.parameters] if setting == "parameters" else []
        return self.at(setting, listed.index(name)) if name in listed else self.at(setting)

    def at_text(self, text: str, *path: Step) -> Place:
        """Return where a text is written inside a setting; the setting itself where the text is made elsewhere."""
        written = self.written(*path)
        found = find_text(*written, text) if written is not None else None
        return self.at(*path) if found is None else Place(found[0].span(found[1]), self.name)

    def written(self, *path: Step) -> Written | None:
        """Return the expression that a setting is written as, and its file."""
        return self.environment.written(*path)
