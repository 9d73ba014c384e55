"""Modules as strangers write them, in layouts as they have them: the same messages on both engines.

`projects/` goes through the authoring API subject by subject: images, triggers, records, models, calls, pods, layouts.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

PROJECTS = Path(__file__).parent / "projects"
NO_TYPE = {
    "annotations.old_pair": "typing.List has no item type",
    "inheritance.auto_enum": "an enum of int values",
    "inheritance.mixed": "an enum of int values",
    "inheritance.flags": "combinations of flags have no name",
}
BOTH_REFUSE = {
    "taskspec": NO_TYPE,
    "deploy-request": {
        **NO_TYPE,
        **({"records.odd": "None cannot be pickled"} if sys.version_info >= (3, 11) else {}),
        "records.primitives": "3 is no float",
        "clocks.mixed": "FixedRate takes minutes",
    },
}
"""A TaskSpec leaves out a default or trigger that cannot be converted, and says so; a deployment fails.

Python 3.10 reads `g: Any = None` as `Optional[Any]`, whose None is not pickled.
"""


@pytest.mark.sdk
@pytest.mark.parametrize("message", BOTH_REFUSE)
def test_both_engines_make_the_same(flytex, message):
    result = flytex(
        "verify", PROJECTS, "--root-dir", PROJECTS, "--message", message, "--format", "json", "--stub-imports"
    )
    found = json.loads(result.out)
    both = [each["task"] for each in found["refused"] if len(each["reasons"]) == 2]
    one_sided = [each for each in found["refused"] if len(each["reasons"]) == 1 and not needs_numpy(each)]
    assert (found["different"], one_sided) == ([], [])
    assert sorted(both) == sorted(BOTH_REFUSE[message])
    assert found["modules"] == len(list(PROJECTS.rglob("*.py")))
    assert found["equal"] + len(both) >= 130


def needs_numpy(refused):
    """The SDK wants numpy for the columns of a table; the stand-in does not."""
    return refused["reasons"].get("sdk", "").endswith("No module named 'numpy'")
