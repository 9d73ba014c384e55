"""A value that only a deployment can look up is shown as what it is."""

from __future__ import annotations

import pytest

from flytex_cli.facts.app_placeholders import placeholder

CASES = [
    (
        "RunOutput",
        {"type": "directory", "task_name": "env.train"},
        "<only at deploy: RunOutput(task_name='env.train', type='directory')>",
    ),
    (
        "RunOutput",
        {"type": "file", "run_name": "r", "getter": (0, "a")},
        "<only at deploy: RunOutput(run_name='r', getter=(0, 'a'), type='file')>",
    ),
    ("ArtifactValue", {"name": "bert", "version": None}, "<only at deploy: ArtifactValue(name='bert')>"),
]


@pytest.mark.parametrize(("kind", "fields", "text"), CASES, ids=[text for *_, text in CASES])
def test_a_value_is_its_class_and_its_fields(kind, fields, text):
    """In the order of the class, `type` last, without what is None."""
    assert placeholder(kind, fields) == text
