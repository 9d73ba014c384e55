"""The small parts of a comparison: images, arguments, views, renames in large sets."""

from __future__ import annotations

import pytest

from flytex_cli.diff.arguments import named_arguments, plain_arguments
from flytex_cli.diff.compare import compared
from flytex_cli.diff.fields import Item, Order
from flytex_cli.diff.patterns import matches, to_pattern
from flytex_cli.diff.python_image import has_python
from tests.diff.sample import task


@pytest.mark.parametrize(
    ("image", "known"),
    [
        ("python", True),
        ("docker.io/library/python:3.11-slim", True),
        ("ghcr.io/flyteorg/flyte:py3.11-v2.12.1", True),
        ("condaforge/miniforge3", True),
        ("acme/train:py310", True),
        ("alpine:3.20", False),
        ("docker.io/library/ubuntu:22.04", False),
        ("debian@sha256:0123", False),
        ("gcr.io/distroless/static", False),
        ("acme/base:1", None),
        ("ghcr.io/acme/service:a75b1a501b5518e6933c32598bccaa97", None),
        ("acme/happy:1", None),
        ("acme/alpine-tools", None),
    ],
)
def test_whether_an_image_has_a_python(image, known):
    """Known by its name, or not at all."""
    assert has_python(image) is known


@pytest.mark.parametrize(
    ("arguments", "items"),
    [
        (["a0", "--version", "v1"], [{"name": "a0"}, {"name": "--version", "value": "v1"}]),
        (
            ["a0", "--fast", "--version", "v1"],
            [{"name": "a0"}, {"name": "--fast"}, {"name": "--version", "value": "v1"}],
        ),
        (
            ["a0", "--resolver", "r", "mod", "--odd", "instance", "t"],
            [
                {"name": "a0"},
                {"name": "--resolver", "value": "r"},
                {"name": "mod", "value": "--odd"},
                {"name": "instance", "value": "t"},
            ],
        ),
        (["a0", "--x", "1", "--x", "2"], None),
        (["python", "main.py"], None),
        ([], None),
    ],
)
def test_arguments_by_name(arguments, items):
    """And back, word for word."""
    assert named_arguments(arguments) == items
    if items is not None:
        assert plain_arguments(items) == arguments


@pytest.mark.parametrize(
    ("pattern", "steps", "is_meant"),
    [
        ("a.b", ("a", "b"), True),
        ("a.b", ("a", "b", "c"), False),
        ("a.**", ("a",), True),
        ("a.**", ("a", "b", Item("key", "x")), True),
        ("**.[order]", ("a", Order("key")), True),
        ("a.[]", ("a", Item("key", "x")), True),
        ("a.[]", ("a", 3), True),
        ("a.[]", ("a", "b"), False),
        ("a.[x].**", ("a", Item("key", "x"), "v"), True),
        ("a.[x]", ("a", Item("key", "y")), False),
        ("a.*.c", ("a", "b", "c"), True),
    ],
)
def test_patterns(pattern, steps, is_meant):
    """One field, one item, any way."""
    assert matches(steps, to_pattern(pattern)) is is_meant


def test_a_thousand_renames_are_found():
    """An environment of many tasks is renamed: each is found again, by its own short name."""
    olds, news = ({f"{side}.t{n}": task(f"{side}.t{n}", n) for n in range(1000)} for side in ("old", "new"))
    changes = compared(olds, news)
    assert {change.task: change.renamed_from for change in changes if change.renamed_from} == {
        f"new.t{n}": f"old.t{n}" for n in range(1000)
    }
