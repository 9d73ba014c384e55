"""What Flyte refuses while a module is imported."""

from __future__ import annotations

from dataclasses import dataclass

from flytex_cli.engine.reasons import Reason


@dataclass(frozen=True)
class Refusal(Reason):
    """Why Flyte refuses something that a module asks of it, and where that is written.

    Attributes:
        field: what is refused, in Flyte's words: `Resources.gpu`, `TaskEnvironment.name`.
    """

    field: str
    file: str
    line: int


@dataclass(frozen=True)
class Told:
    """What a checker says of one argument.

    Attributes:
        field: where it is about a part of the argument: `Resources.gpu.quantity`.
    """

    problem: str
    hint: str
    field: str | None = None
