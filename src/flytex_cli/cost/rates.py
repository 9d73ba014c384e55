"""Read a file of rates: what an hour of a processor, of a GiB of memory and of each accelerator costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flytex_cli.config import nearest
from flytex_cli.errors import OptionError, UsageError
from flytex_cli.reading import UnreadableError, read_toml

MOST = 10**12
"""What no rate reaches, in any currency; a number without bounds could not be multiplied."""
KEYS = ("cpu", "memory", "currency", "accelerators")


@dataclass(frozen=True)
class Rates:
    """What an hour costs.

    Attributes:
        cpu: of one processor; `memory` of one GiB.
        accelerators: of one, by its device model (`nvidia-tesla-a100`) or its resource name (`nvidia.com/gpu`).
        currency: what is written before an amount.
    """

    cpu: float
    memory: float
    accelerators: Mapping[str, float] = field(default_factory=dict)
    currency: str = "$"


def read_rates(file: Path) -> Rates:
    """Read a file of rates.

    Raises:
        UsageError: it cannot be read, or does not say what it must.
    """
    try:
        table = read_toml(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise OptionError("--rates", f"{file} cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, UnreadableError) as error:
        raise OptionError("--rates", f"{file} is not TOML: {error}") from error
    for key in table:
        if key not in KEYS:
            raise UsageError(f"{file}: {key}: no such rate{nearest(key, KEYS)}", hint=f"the keys are {', '.join(KEYS)}")
    for key in ("cpu", "memory"):
        if key not in table:
            raise UsageError(f"{file}: {key} has no rate", hint=f"write {key} = 0.0 if it costs nothing")
    accelerators, currency = table.get("accelerators", {}), table.get("currency", "$")
    if not isinstance(accelerators, dict):
        raise UsageError(f"{file}: accelerators: {accelerators!r} is not a table")
    if not isinstance(currency, str):
        raise UsageError(f"{file}: currency: {currency!r} is not text in quotes")
    return Rates(
        cpu=_rate(table["cpu"], f"{file}: cpu"),
        memory=_rate(table["memory"], f"{file}: memory"),
        accelerators={name: _rate(value, f"{file}: accelerators.{name}") for name, value in accelerators.items()},
        currency=currency,
    )


def _rate(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < MOST:
        raise UsageError(f"{where}: {value!r} is no rate", hint="write what an hour costs, such as 0.04")
    return float(value)
