"""What `flytex inspect` has to report, for every format to lay out."""

from __future__ import annotations

from dataclasses import dataclass

from flytex_cli.inspect.model import Overview


@dataclass(frozen=True)
class InspectReport:
    """Environments and tasks.

    Attributes:
        detailed: whether each task is shown at length, where a format knows the difference.
    """

    overview: Overview
    detailed: bool = False
