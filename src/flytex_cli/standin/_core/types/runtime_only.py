"""Names of `flyte.types` that read what a run has produced."""

from __future__ import annotations

from typing import Any, NoReturn


def guess_interface(interface: Any, default_inputs: Any = None) -> NoReturn:
    """Guess the Python interface of a deployed task: needs the SDK."""
    raise NotImplementedError("flyte.types.guess_interface is for deployed tasks: the stand-in only describes tasks")


def literal_string_repr(lm: Any) -> NoReturn:
    """Show the inputs or outputs of a run: needs the SDK."""
    raise NotImplementedError("flyte.types.literal_string_repr is for runs: the stand-in only describes tasks")
