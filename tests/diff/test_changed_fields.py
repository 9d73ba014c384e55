"""Two documents, field by field: the algebra that verify and diff rest on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytex_cli.diff.fields import MISSING, changed_fields

documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
)


@given(documents)
def test_nothing_differs_from_itself(document):
    """diff(a, a) is empty."""
    assert list(changed_fields(document, document)) == []


@given(documents, documents)
def test_both_directions_mirror(one, other):
    """What is old one way is new the other way."""
    forth = {(change.path, repr(change.old), repr(change.new)) for change in changed_fields(one, other)}
    back = {(change.path, repr(change.new), repr(change.old)) for change in changed_fields(other, one)}
    assert forth == back
    assert bool(forth) == (not same(one, other))


def same(one, other) -> bool:
    """Equality that tells True from 1."""
    return (
        repr(one) == repr(other)
        or (
            isinstance(one, dict)
            and isinstance(other, dict)
            and one.keys() == other.keys()
            and all(same(one[k], other[k]) for k in one)
        )
        or (isinstance(one, list) and isinstance(other, list) and len(one) == len(other) and all(map(same, one, other)))
    )


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ({"a": 1}, {"a": 2}, [("a", 1, 2)]),
        ({"a": 1}, {}, [("a", 1, MISSING)]),
        ({"a": [1, 2]}, {"a": [1, 3, 4]}, [("a[1]", 2, 3), ("a[2]", MISSING, 4)]),
        (
            {"env": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]},
            {"env": [{"name": "B", "value": "3"}, {"name": "A", "value": "1"}]},
            [("env[name=B].value", "2", "3"), ("env[order]", ["A", "B"], ["B", "A"])],
        ),
        (
            {"v": [{"key": "x"}]},
            {"v": [{"key": "y"}]},
            [("v[key=x]", {"key": "x"}, MISSING), ("v[key=y]", MISSING, {"key": "y"})],
        ),
    ],
)
def test_a_change_is_named_by_its_path(old, new, changes):
    """List items are paired by what identifies them, else by position."""
    assert [(change.path, change.old, change.new) for change in changed_fields(old, new)] == changes
