"""Read the YAML that `flyte get settings` prints and `flyte edit settings --from-file` takes: flat keys, as
`task_resource.max.memory: 64Gi` (SDK 2.12.1, `remote/_settings.py`).

The open-source backend keeps these settings (flyteorg/flyte 6fadb90d, `runs/service/settings_service.go`) and applies
none of them to a Pod; their own description is "maximum resource limits applied to task pods".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flytex_cli.cluster.inventory import text_of
from flytex_cli.errors import UsageError
from flytex_cli.pods.errors import QuantityError
from flytex_cli.pods.quantity import Quantity, parse_quantity
from flytex_cli.pods.yaml_text import Dialect, read_document

UNSET = "~unset"
MAXIMUM = "task_resource.max."
NESTED = "task_resource"
"""What no key is; settings that are written below it would be passed over in silence."""


@dataclass(frozen=True)
class Maximum:
    """The most that Flyte's settings let a task ask for.

    Attributes:
        file: where it is set.
    """

    amount: Quantity
    file: Path


def read_maximums(files: Iterable[Path], where: str) -> dict[str, Maximum]:
    """Return the maximum by resource (`cpu`, `gpu`, `memory`, `storage`); a later file is of a narrower scope.

    Raises:
        UsageError: a file cannot be read, or a maximum is no quantity.
    """
    found: dict[str, Maximum] = {}
    for file in files:
        for key, value in read_document(text_of(file, where), str(file), Dialect.BACKEND).items():
            if key == NESTED:
                raise UsageError(f"{file}: {key}: keys are flat here", hint=f"write {MAXIMUM}memory: 64Gi")
            name = str(key).removeprefix(MAXIMUM)
            if name == key:
                continue
            if value == UNSET:
                found.pop(name, None)
                continue
            try:
                amount = parse_quantity(str(value))
            except QuantityError as error:
                raise UsageError(f"{file}: {key}: {error.message}", hint=error.hint) from error
            if amount.nanos < 0:
                raise UsageError(f"{file}: {key}: {value!r} is negative")
            found[name] = Maximum(amount, file)
    return found
