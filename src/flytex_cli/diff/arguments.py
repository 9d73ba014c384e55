"""The arguments of a task's container as named items, so that they are compared by what they say.

The SDK's entry point is `a0 --inputs {{.input}} --version v1 ... --resolver LOADER mod pkg.module instance task`:
options with their values, then the resolver's pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

ENTRY_POINT = "a0"
_RESOLVER = "--resolver"


def named_arguments(arguments: Sequence[str], entry_point: str = ENTRY_POINT) -> list[dict[str, str]] | None:
    """Return items with `name` and `value`; None where they are not the SDK's, or one name comes twice."""
    if not arguments or arguments[0] != entry_point or not all(isinstance(word, str) for word in arguments):
        return None
    items: list[dict[str, str]] = []
    words, in_pairs = list(arguments), False
    while words:
        word = words.pop(0)
        takes_value = bool(words) and (in_pairs or (word.startswith("--") and not words[0].startswith("--")))
        items.append({"name": word, "value": words.pop(0)} if takes_value else {"name": word})
        in_pairs |= word == _RESOLVER
    names = {item["name"] for item in items}
    return items if len(names) == len(items) else None


def plain_arguments(items: Any) -> list[str]:
    """Return the arguments that `named_arguments` took apart."""
    return [item[part] for item in items for part in ("name", "value") if part in item]
