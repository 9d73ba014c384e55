"""Plain values as YAML text."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from flytex_cli.render.common.yaml_text import to_yaml

TEXTS = st.sampled_from(
    ["", "on", "1", "1.0", "~", "null", "- a", "a: b", "a\nb", "a \nb", "\n", "x\n", "é", "2026-11-28"]
)
SCALARS = st.one_of(TEXTS, st.text(), st.integers(), st.floats(allow_nan=False), st.booleans(), st.none())
VALUES: Any = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS | st.text(), inner) | st.tuples(inner, inner)
)


_BASE: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _ByType(_BASE):
    """What PyYAML makes of each type by itself, but for anchors and blocks."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: Any, value: str) -> Any:
    block = "\n" in value and not any(line.endswith(" ") for line in value.split("\n"))
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if block else None)


_ByType.add_representer(str, _text)


def _listed(value: Any) -> Any:
    """Tuples are lists to who reads YAML."""
    if isinstance(value, dict):
        return {key: _listed(each) for key, each in value.items()}
    return [_listed(each) for each in value] if isinstance(value, (list, tuple)) else value


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(TEXTS | st.text(), VALUES))
def test_it_is_what_pyyaml_writes_by_itself(value: Any) -> None:
    """The same value again when it is read, keys in their order, as block style."""
    text = to_yaml(value)
    assert text == yaml.dump(value, Dumper=_ByType, sort_keys=False, allow_unicode=True, width=2**31 - 1)
    assert yaml.safe_load(text) == _listed(value)


def test_an_object_that_is_there_twice_is_written_twice() -> None:
    """No anchors."""
    part = {"a": [1, "x"]}
    assert to_yaml({"one": part, "two": part}) == "one:\n  a:\n  - 1\n  - x\ntwo:\n  a:\n  - 1\n  - x\n"


@pytest.mark.parametrize("value", [{"a": object()}, [{1, object()}]])
def test_what_is_no_plain_value_is_refused(value: Any) -> None:
    """As PyYAML does."""
    with pytest.raises(yaml.YAMLError):
        to_yaml(value)
