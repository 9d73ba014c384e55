"""Notes beside the lines of YAML, and the lines of keys in it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from flytex_cli.pods.yaml_lines import find_line
from flytex_cli.render.common.yaml_notes import annotate
from flytex_cli.render.common.yaml_text import to_yaml as dump

DOCUMENT = {"a": {"b": 1}, "items": [{"name": "x", "value": "y"}, "plain"], "text": "one\ntwo\n", "empty": {}}


def test_notes_end_the_line_of_their_field() -> None:
    """Of a mapping, an item and its first field, a block of text, and an empty value; equal notes once."""
    notes = {
        ("a",): "one",
        ("a", "b"): "two",
        ("items", 0): "three",
        ("items", 0, "name"): "four",
        ("items", 1): "five",
        ("text",): "six\nseven",
        ("empty",): "eight",
    }
    assert (
        annotate(dump(DOCUMENT), notes)
        == """\
a:  # one
  b: 1  # two
items:
- name: x  # three; four
  value: y
- plain  # five
text: |  # six\\nseven
  one
  two
empty: {}  # eight
"""
    )
    assert annotate("- a: 1\n", {(0,): "same", (0, "a"): "same"}) == "- a: 1  # same\n"


def test_a_text_of_several_lines_has_its_note_above() -> None:
    """Since a comment within it would be part of it."""
    assert annotate("a:\n  b: 'x\n\n    y'\n", {("a", "b"): "note"}) == "a:\n  # note\n  b: 'x\n\n    y'\n"


def test_a_field_that_begins_within_a_key_of_several_lines_has_its_note_above_the_key() -> None:
    """Found by the property below: an inner key on the last line of an outer one."""
    document = {"\n:\u2028": {"\n": None}}
    noted = annotate(dump(document), dict.fromkeys(paths(document, ()), "note"))
    assert noted.startswith("# note\n")
    assert yaml.safe_load(noted) == document


texts = st.text(st.sampled_from("ab \n\t:#'\"-{\x85\u2028é\x00|>"), max_size=8)
values = st.recursive(
    texts | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(texts, values, max_size=4))
def test_notes_never_change_the_document(document: dict[str, Any]) -> None:
    """Whatever its texts hold."""
    notes = dict.fromkeys(paths(document, ()), "a # note: 'quoted'")
    assert yaml.safe_load(annotate(dump(document), notes)) == yaml.safe_load(dump(document)) == document


def paths(value: Any, path: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, child in children for found in ((*path, key), *paths(child, (*path, key)))]


CONFIG = """\
configuration:
  inline:
    plugins:
      k8s:
        Default-CPUs: 2
        default-env-vars:
        - FOO: bar
        - x.y/z: q
        tolerations:
        - key: a
        - key: b
---
plugins:
  k8s: {scheduler-name: fair}
"""


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("plugins.k8s.default-cpus", 5),
        ("plugins.k8s.default-env-vars.FOO", 7),
        ("plugins.k8s.default-env-vars[x.y/z]", 8),
        ("plugins.k8s.tolerations[1]", 11),
        ("plugins.k8s.tolerations[1].key", 11),
        ("plugins.k8s.scheduler-name", 14),
        ("plugins.k8s.nothing", None),
        ("", None),
    ],
)
def test_a_key_is_found_wherever_it_lies(field: str, line: int | None) -> None:
    """In any letter case, below Helm's own keys, in a list of entries, and in a later document."""
    assert find_line(CONFIG, field) == line
