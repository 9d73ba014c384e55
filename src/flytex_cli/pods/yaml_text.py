"""YAML files of operators: read as the Go programs read them that they are written for.

Go's YAML is neither 1.1 nor 1.2, and PyYAML is 1.1 to the letter (`1:30` is 90 there). So every plain scalar is
resolved here, as go-yaml does it (`resolve.go` of v3 and v2).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

import yaml

from flytex_cli.pods.errors import ClusterConfigError
from flytex_cli.reading import CONSTRUCTOR_ERRORS, UnreadableError, check_yaml
from flytex_cli.wire.struct import JsonObject


class Dialect(Enum):
    """Which Go program reads the file."""

    BACKEND = "backend"
    """go-yaml v3, which viper uses: yes, no, on and off are text, a date is no text, a key stands once."""

    KUBERNETES = "kubernetes"
    """sigs.k8s.io/yaml, which kubectl and Helm use: yes, no, on and off are booleans, a date is text."""


@dataclass(frozen=True)
class Timestamp:
    """A plain date or time, which is neither text nor number to go-yaml v3."""

    text: str

    def __repr__(self) -> str:
        return f"the date {self.text}"


_NULLS = ("", "~", "null", "Null", "NULL")
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_OLD_BOOLS = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF"), False),
}
_INFINITIES = {
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}
_INT = re.compile(r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:[Tt]|[ ]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}.*)?")
_PLAIN = "tag:flytex,2026:plain"
_MERGE = "tag:yaml.org,2002:merge"


class _Loader(yaml.SafeLoader):
    dialect = Dialect.BACKEND

    def construct_mapping(self, node: yaml.Node, deep: bool = False) -> dict[str, Any]:  # type: ignore[override]
        if not isinstance(node, yaml.MappingNode):
            raise yaml.constructor.ConstructorError(None, None, "expected a mapping", node.start_mark)
        merged = any(key.tag == _MERGE for key, _ in node.value)
        self.flatten_mapping(node)
        mapping: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, (dict, list)):
                raise yaml.constructor.ConstructorError(None, None, "a key must be a scalar", key_node.start_mark)
            name = _key_text(key)
            if name in mapping and self.dialect is Dialect.BACKEND and not merged:
                problem = f"the key {name!r} is there already in line {lines[name] + 1}"
                raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
            lines[name] = key_node.start_mark.line
            mapping[name] = self.construct_object(value_node, deep=deep)
        return mapping


class _OldLoader(_Loader):
    dialect = Dialect.KUBERNETES


def _construct_plain(loader: _Loader, node: yaml.Node) -> object:
    return resolve(str(node.value), loader.dialect)


def _construct_unknown(loader: _Loader, node: yaml.Node) -> object:
    """Read what has a tag of its own as if it had none."""
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return node.value


for _each in (_Loader, _OldLoader):
    _each.yaml_implicit_resolvers = {
        "<": [(_MERGE, re.compile(r"<<\Z"))],
        None: [(_PLAIN, re.compile(""))],
    }
    _each.add_constructor(_PLAIN, _construct_plain)
    _each.add_constructor("tag:yaml.org,2002:timestamp", _construct_plain)
    _each.add_constructor(None, _construct_unknown)


def resolve(text: str, dialect: Dialect) -> object:
    """Return what a plain scalar is: null, a boolean, a number, a date, or its text."""
    if text in _NULLS:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    if text in _OLD_BOOLS and dialect is Dialect.KUBERNETES:
        return _OLD_BOOLS[text]
    if text in _INFINITIES:
        return _INFINITIES[text]
    if not (text[0] in "+-." or "0" <= text[0] <= "9"):
        return text
    if _is_date(text):
        return text if dialect is Dialect.KUBERNETES else Timestamp(text)
    digits = text.replace("_", "")
    whole = _INT.fullmatch(digits) if len(digits) < 100 else None
    if whole is not None:
        sign, hexadecimal, binary, octal, decimal = whole.groups()
        number = int(
            hexadecimal or binary or octal or decimal, 16 if hexadecimal else 2 if binary else 8 if octal else 10
        )
        number = -number if sign == "-" else number
        return number if -(2**63) <= number < 2**64 else float(number)
    return float(digits) if _FLOAT.fullmatch(digits) else text


def read_documents(text: str, source: str, dialect: Dialect = Dialect.KUBERNETES) -> Iterator[JsonObject]:
    """Yield the mappings of a YAML stream; empty documents are left out.

    Raises:
        ClusterConfigError: the text is not YAML, or a document is not a mapping.
    """
    for document in _load(text, source, dialect, every=True):
        if document is not None:
            yield _mapping(document, source)


def read_document(text: str, source: str, dialect: Dialect) -> JsonObject:
    """Return the first document of a YAML stream, empty if there is none; go-yaml does not look further.

    Raises:
        ClusterConfigError: the text is not YAML, or not a mapping.
    """
    document = next(iter(_load(text, source, dialect, every=False)), None)
    return {} if document is None else _mapping(document, source)


def count_documents(text: str) -> int:
    """Return how many documents a YAML stream has; 1 where what follows the first is no YAML."""
    try:
        check_yaml(text)
        return sum(1 for _ in yaml.compose_all(text, Loader=_Loader))
    except (yaml.YAMLError, RecursionError, UnreadableError):
        return 1


def _load(text: str, source: str, dialect: Dialect, *, every: bool) -> list[object]:
    kind = _Loader if dialect is Dialect.BACKEND else _OldLoader
    try:
        check_yaml(text)  # go-yaml too refuses a file that multiplies itself
        loader = kind(text)
        documents: list[object] = []
        while loader.check_data() and (every or not documents):  # type: ignore[no-untyped-call]
            documents.append(loader.get_data())
    except yaml.YAMLError as problem:
        raise _unreadable(problem, source) from problem
    except RecursionError as problem:
        raise ClusterConfigError(f"{source}: nested too deeply") from problem
    except UnreadableError as problem:
        raise ClusterConfigError(f"{source}: {problem}") from problem
    except CONSTRUCTOR_ERRORS as problem:
        raise ClusterConfigError(f"{source}: not valid YAML: {problem}") from problem
    return documents


def _mapping(document: object, source: str) -> JsonObject:
    if not isinstance(document, dict):
        raise ClusterConfigError(f"{source}: expected a mapping, found {type(document).__name__}")
    return document


def _key_text(key: object) -> str:
    if key is None:
        return ""
    if isinstance(key, bool):
        return str(key).lower()
    return key.text if isinstance(key, Timestamp) else str(key)


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    try:
        date(*map(int, match.groups()))
    except ValueError:
        return False
    return True


def _unreadable(problem: yaml.YAMLError, source: str) -> ClusterConfigError:
    """Say where it went wrong, and where what went wrong began: a quote is missed at the end of the file."""
    if not isinstance(problem, yaml.MarkedYAMLError) or problem.problem_mark is None:
        return ClusterConfigError(f"{source}: not valid YAML: {' '.join(str(problem).split())}")
    began = problem.context_mark.line + 1 if problem.context and problem.context_mark else None
    context = f" ({problem.context} that begins in line {began})" if began else ""
    return ClusterConfigError(f"{source}:{problem.problem_mark.line + 1}: not valid YAML: {problem.problem}{context}")
