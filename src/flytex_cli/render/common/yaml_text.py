"""Plain values as YAML text, laid out alike in every format."""

from __future__ import annotations

import functools
import io
from typing import Any

import yaml

_Base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_STR, _MAP, _SEQ = "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"


class _Dumper(_Base):  # type: ignore[misc]
    """Plain YAML without anchors; documents have the same few texts again and again."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def resolve(self, kind: type, value: Any, implicit: tuple[bool, bool]) -> Any:
        return _resolved(value, implicit) if kind is yaml.ScalarNode else super().resolve(kind, value, implicit)


@functools.lru_cache(maxsize=1 << 14)
def _resolved(value: str, implicit: tuple[bool, bool]) -> Any:
    """Return the type that a text has for who reads it."""
    resolve: Any = _Base.resolve
    return resolve(_other, yaml.ScalarNode, value, implicit)


def _node(value: Any) -> Any:
    """Return what stands for a value: of what documents are made of by itself, which is quicker than by its type's."""
    kind = type(value)
    if kind is str:
        block = "\n" in value and not any(line.endswith(" ") for line in value.split("\n"))
        return yaml.ScalarNode(_STR, value, style="|" if block else None)
    if kind is dict:
        pairs = [(_node(key), _node(each)) for key, each in value.items()]
        return yaml.MappingNode(_MAP, pairs, flow_style=False)
    if kind is list:
        return yaml.SequenceNode(_SEQ, [_node(each) for each in value], flow_style=False)
    return _other.represent_data(value)


_Dumper.add_representer(str, lambda dumper, value: _node(value))
_other = _Dumper(io.StringIO(), sort_keys=False, default_flow_style=False)


def to_yaml(document: Any) -> str:
    """Write a document, keys in their own order."""
    text: str = yaml.serialize(_node(document), Dumper=_Dumper, allow_unicode=True, width=2**31 - 1)
    return text
