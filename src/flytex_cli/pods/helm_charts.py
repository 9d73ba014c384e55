"""Which chart a file of Helm values is written for, and the defaults that this chart lays under them.

`flyte-devbox` has the chart `flyte-binary` within it, with values of its own (`charts/flyte-devbox/values.yaml`).
"""

from __future__ import annotations

from dataclasses import dataclass

from flytex_cli.pods.helm_values import DEFAULTS, DEVBOX_DEFAULTS, DEVBOX_SIGNS
from flytex_cli.pods.origins import Path
from flytex_cli.wire.struct import JsonObject, clone

BINARY = "flyte-binary"
DEVBOX = "flyte-devbox"
CORE = "flyte-core-components"
_SIGNS = ("configuration", CORE, "enabled_plugins")
"""Keys that only the values of `flyte-binary` have."""


@dataclass(frozen=True)
class ChartValues:
    """The values for `flyte-binary` in a file.

    Attributes:
        values: what the file says.
        place: where they stand in the file.
        chart: the chart that is installed; None for one around `flyte-binary` that is not known.
        around: what stands beside them, for the chart around.
    """

    values: JsonObject
    place: Path = ()
    chart: str | None = BINARY
    around: JsonObject | None = None

    @property
    def complete(self) -> JsonObject:
        """The values over the defaults of their charts."""
        defaults = coalesced(DEVBOX_DEFAULTS, DEFAULTS) if self.chart == DEVBOX else DEFAULTS
        return coalesced(self.values, defaults)


def chart_values(document: JsonObject, release: str) -> ChartValues | None:
    """Return the values in a file, None if the file is none of Helm values.

    Args:
        release: name of the Helm release, which tells too which chart it is.
    """
    if _is_values(document):
        return ChartValues(document)
    inner = document.get(BINARY)
    if not isinstance(inner, dict) or not (_is_values(inner) or not inner or _is_devbox(document, release)):
        return None
    chart = DEVBOX if _is_devbox(document, release) else None
    return ChartValues(inner, (BINARY,), chart, {key: value for key, value in document.items() if key != BINARY})


def coalesced(values: JsonObject, defaults: JsonObject) -> JsonObject:
    """Lay values over a chart's defaults; a null removes a default."""
    merged: JsonObject = clone(defaults)
    for key, value in values.items():
        if value is None and key in merged:
            del merged[key]
        elif isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = coalesced(value, merged[key])
        else:
            merged[key] = clone(value)
    return merged


def _is_values(document: JsonObject) -> bool:
    return any(isinstance(document.get(key), dict) for key in _SIGNS)


def _is_devbox(document: JsonObject, release: str) -> bool:
    return DEVBOX in release or any(key in document for key in DEVBOX_SIGNS)
