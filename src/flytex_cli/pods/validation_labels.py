"""The API server's rules for labels, and for selectors of labels."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.names import is_label_key, is_label_value
from flytex_cli.pods.origins import child
from flytex_cli.pods.validation_common import bad_choice
from flytex_cli.wire.struct import JsonObject

_OPERATORS = ("In", "NotIn", "Exists", "DoesNotExist")


def validate_label(path: str, key: str, value: str) -> Iterator[PodFinding]:
    """Yield the errors of one label, whose path ends with its key."""
    if not is_label_key(key):
        yield error(Code.BAD_LABEL, path, f"{key!r} is not a label key")
    if not is_label_value(value):
        yield error(
            Code.BAD_LABEL,
            path,
            f"{value!r} is not a label value",
            "at most 63 letters, digits, '-', '_', '.', with a letter or digit at both ends",
        )


def validate_selector(path: str, selector: JsonObject | None) -> Iterator[PodFinding]:
    """Yield the errors of a `labelSelector`, which may be left out."""
    for key, value in ((selector or {}).get("matchLabels") or {}).items():
        if not is_label_key(key) or not is_label_value(value):
            yield error(Code.BAD_LABEL, child(f"{path}.matchLabels", key), f"{key}={value} is not a label")
    for index, requirement in enumerate((selector or {}).get("matchExpressions", [])):
        where = f"{path}.matchExpressions[{index}]"
        operator, values = requirement.get("operator", ""), requirement.get("values", [])
        if not is_label_key(requirement.get("key", "")):
            yield error(Code.BAD_TOPOLOGY, f"{where}.key", f"{requirement.get('key', '')!r} is not a label key")
        if operator not in _OPERATORS:
            yield bad_choice(f"{where}.operator", operator, _OPERATORS)
        elif (operator in ("In", "NotIn")) != bool(values):
            message = f"the operator {operator} {'takes no' if values else 'needs'} values"
            yield error(Code.BAD_TOPOLOGY, f"{where}.values", message)
        for place, value in enumerate(values):
            if not is_label_value(value):
                yield error(Code.BAD_LABEL, f"{where}.values[{place}]", f"{value!r} is not a label value")


def selector_keys(selector: JsonObject | None) -> list[str]:
    """Return the labels that a selector speaks of."""
    given = selector or {}
    expressions = (requirement.get("key", "") for requirement in given.get("matchExpressions", []))
    return [*(given.get("matchLabels") or {}), *expressions]
