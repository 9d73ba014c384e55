"""The small values that every record is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Union

Json = Union[None, bool, int, float, str, Sequence["Json"], Mapping[str, "Json"]]  # noqa: UP007  (runs on 3.10)


class Severity(str, Enum):
    """How much a diagnostic or a finding matters, most first."""

    ERROR = "error"
    """It does not load or translate, or deploy, the cluster or the run rejects, crashes or loses something."""
    WARNING = "warning"
    """It works, but not as written."""
    INFO = "info"
    """Worth knowing; only of lint rules that a user asked for."""

    @property
    def rank(self) -> int:
        """0 for the severest."""
        return list(Severity).index(self)


class Message(str, Enum):
    """Which wire messages the engine fills: of tasks, what `flyte.extras.serialize` gives; of apps, what the SDK makes
    of them; or of both, what `flyte deploy` sends.
    """

    TASKSPEC = "taskspec"
    APP = "app"
    DEPLOY_REQUEST = "deploy-request"


@dataclass(frozen=True, slots=True)
class SourceLocation:
    """Where something is written, the same wherever flytex runs.

    Attributes:
        file: relative to the root directory; absolute outside of it.
    """

    file: str
    line: int | None = None
    function: str | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def shown(self, root: str | Path, here: Path) -> ShownLocation:
        """Say where a person in the folder `here` finds it."""
        return ShownLocation(shown_path(Path(root, self.file), here), self.line, self.function)


@dataclass(frozen=True)
class ShownLocation:
    """Where a person finds something.

    Attributes:
        file: relative to the working directory; absolute outside of it.
    """

    file: str
    line: int | None = None
    function: str | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


def shown_path(path: Path, here: Path) -> str:
    """Name an absolute path as a person in the folder `here` would."""
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


CANNOT_IMPORT = "the module cannot be imported: "
"""How a diagnostic about a module that raises begins."""


@dataclass(frozen=True)
class Remark:
    """Something worth knowing of how modules were loaded, which is no problem.

    Attributes:
        is_detail: whether only those want to know who ask.
    """

    text: str
    is_detail: bool = True


@dataclass(frozen=True)
class Diagnostic:
    """An error or warning about a module or one of its tasks.

    Attributes:
        message: one sentence, quoting the value it is about.
        hint: one line on how to fix it.
        task: full task name, where it is about one task.
        app: the app's name, where it is about one app.
        field: path of the TaskSpec or constructor field, where it is about one field (`default_inputs.x`); of an import
            that Flyte refused, what it refused (`Resources.gpu`).
        trace: the user's own frames, outermost first; `full_trace` has every frame.
    """

    severity: Severity
    message: str
    hint: str | None = None
    location: ShownLocation | None = None
    task: str | None = None
    field: str | None = None
    trace: str | None = None
    full_trace: str | None = None
    app: str | None = None

    @property
    def subject(self) -> str | None:
        """The task or app it is about; None where it is about a whole module, or none."""
        return self.task or self.app
