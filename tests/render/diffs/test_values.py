"""Values of the wire as people read them: only what differs, in units and words."""

from __future__ import annotations

import base64

import msgpack
import pytest

from flytex_cli.diff.fields import MISSING, Item
from flytex_cli.render.diffs.amounts import amount_text, duration_text
from flytex_cli.render.diffs.schema_text import field_text
from flytex_cli.render.diffs.wire_text import values_text
from flytex_cli.schedule.words import cron_words

DEFAULT = ("defaultInputs", Item("name", "config"), "parameter", "default")


def record(**fields: object) -> dict[str, object]:
    packed = base64.b64encode(msgpack.packb(fields)).decode()
    return {"scalar": {"binary": {"value": packed, "tag": "msgpack"}}}


def integer(value: int) -> dict[str, object]:
    return {"scalar": {"primitive": {"integer": str(value)}}}


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        (record(lr=0.1, steps=10), record(lr=0.2, steps=10), ("lr: 0.1", "lr: 0.2")),
        (record(lr=0.1), record(lr=0.1, opt={"name": "adam"}), (None, 'opt: {"name": "adam"}')),
        (
            record(opt={"name": "sgd", "m": 0}),
            record(opt={"name": "adam", "m": 0}),
            ('opt.name: "sgd"', 'opt.name: "adam"'),
        ),
        (record(layers=[1, 2]), record(layers=[1, 3]), ("layers[1]: 2", "layers[1]: 3")),
        ({"scalar": {"union": {"value": record(a=1)}}}, record(a=2), ("a: 1", "a: 2")),
        (
            {"collection": {"literals": [integer(1), integer(2)]}},
            {"collection": {"literals": [integer(1), integer(3)]}},
            ('[1]: "2"', '[1]: "3"'),
        ),
        (
            {"map": {"literals": {"a": integer(1), "b": integer(2)}}},
            {"map": {"literals": {"a": integer(1)}}},
            ('b: "2"', None),
        ),
        (integer(1), integer(2), ("1", "2")),
        (integer(1), MISSING, ("1", None)),
        (record(a=1), integer(2), ('{"a": 1}', "2")),
        (record(**{f"k{n}": 0 for n in range(9)}), record(**{f"k{n}": 1 for n in range(9)}), None),
    ],
)
def test_what_differs_inside_a_default(old, new, texts):
    """The changed leaf alone; all of it where that is no help."""
    shown = values_text(DEFAULT, old, new)
    assert shown == texts if texts is not None else all(str(text).startswith('{"k0": ') for text in shown)


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({"type": "integer", "default": 1, "title": "A"}, "a: int = 1"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}], "default": None}, "a: str | None = null"),
        ({"type": "array", "items": {"type": "number"}}, "a: list[float]"),
        ({"type": "object", "additionalProperties": {"type": "boolean"}}, "a: dict[str, bool]"),
        ({"$ref": "#/$defs/Window"}, "a: Window"),
        ({"enum": ["x", "y"], "type": "string"}, "a: Literal['x', 'y']"),
        ({"type": "string", "format": "date-time"}, "a: date-time"),
        ({"type": "object", "properties": {}, "title": "P"}, "a: P"),
        ({}, "a: Any"),
    ],
)
def test_a_field_of_a_record_as_python_declares_it(schema, text):
    assert field_text("a", schema) == text


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("0 2 * * *", "every day at 02:00"),
        ("@daily", "every day at 00:00"),
        ("30 9 * * 1-5", "Monday to Friday at 09:30"),
        ("30 9 * * mon", "every Monday at 09:30"),
        ("0 9 * * 1,3", "every Monday and Wednesday at 09:00"),
        ("0 0 1 * *", "on day 1 of every month at 00:00"),
        ("0 * * * *", "every hour"),
        ("5 * * * *", "every hour at minute 5"),
        ("*/15 * * * *", "every 15 minutes"),
        ("* * * * *", "every minute"),
        ("0 9 1 * 1", None),
        ("0 9 * 2 *", None),
        ("0 9-17 * * *", None),
        ("7-59/13 * * * *", None),
        ("@every 1h", None),
        ("nonsense", None),
    ],
)
def test_a_schedule_in_words(expression, words):
    """The common ones; of others nothing is claimed."""
    assert cron_words(expression) == words


@pytest.mark.parametrize(
    ("resource", "text", "shown"),
    [
        ("CPU", "1500m", "1500m (1.5 cores)"),
        ("CPU", "1000m", "1000m (1 core)"),
        ("CPU", "2", "2"),
        ("MEMORY", "1073741824", "1073741824 (1Gi)"),
        ("MEMORY", "4Gi", "4Gi"),
        ("GPU", "2", "2"),
        ("MEMORY", "much", "much"),
    ],
)
def test_an_amount_in_its_unit(resource, text, shown):
    assert amount_text(resource, text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("5400s", "5400s (1h 30min)"), ("86400s", "86400s (1d)"), ("30s", "30s"), ("0.5s", "0.5s"), ("", "")],
)
def test_a_duration_in_its_units(text, shown):
    assert duration_text(text) == shown
