"""Parts of modules: each module in one, of about the same time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytex_cli.errors import OptionError
from flytex_cli.load.shards import Shard, split

paths = st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=30)


@pytest.mark.parametrize("text", ["", "1", "0/2", "3/2", "a/b", "1/0", "-1/2", "1/2/3", " 1/2"])
def test_what_is_no_part(text: str) -> None:
    """It is named."""
    with pytest.raises(OptionError, match="is no part"):
        Shard.parse(text)


@given(paths, st.integers(1, 6), st.data())
def test_every_module_is_in_one_part(names: list[str], count: int, data: st.DataObject) -> None:
    """Whatever is known of how long they take, and in whatever order they come."""
    seconds = data.draw(st.dictionaries(st.sampled_from(names), st.floats(0, 1e6))) if names else {}
    found = split(names, count, seconds)
    assert sorted(found.part) == sorted(names)
    assert set(found.part.values()) <= {*range(1, count + 1)}
    assert split(names[::-1], count, seconds) == found


@given(paths, st.text(min_size=1, max_size=8), st.integers(1, 6))
def test_a_part_is_kept_when_modules_come(names: list[str], new: str, count: int) -> None:
    """Where nothing is known of their time."""
    more = {**split(names, count, {}).part, new: split([new], count, {}).part[new]}
    assert split([*{*names, new}], count, {}).part == more


def test_parts_take_about_as_long() -> None:
    """No part takes longer than a fair one by more than its last module."""
    seconds = {f"m{number}.py": 1.0 + number % 7 for number in range(100)}
    found = split([*seconds, "unknown.py"], 4, seconds)
    work = [sum(seconds.get(name, 4.0) for name, part in found.part.items() if part == each) for each in range(1, 5)]
    assert max(work) - min(work) <= 4.0
    assert found.mark != split([*seconds], 4, seconds).mark
