"""Read policies from the settings and from files that several projects share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from flytex_cli.config import nearest
from flytex_cli.errors import UsageError
from flytex_cli.lint.policies.checker import Checked, check
from flytex_cli.lint.policies.documents import Subject, document_types
from flytex_cli.lint.policies.library import is_installed
from flytex_cli.lint.policies.lines import KeyPlaces
from flytex_cli.lint.policies.message import read_message
from flytex_cli.lint.policies.model import PolicyRule
from flytex_cli.lint.policies.tokens import ExpressionError
from flytex_cli.lint.policies.types import Scalar
from flytex_cli.reading import UnreadableError, read_toml
from flytex_cli.records import Severity

KEYS = ("code", "name", "expr", "on", "message", "severity", "fix", "why", "applies-to")
_CODE = re.compile(r"[A-Z]{2,}[0-9]{1,5}")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True)
class PolicyText:
    """A TOML text that holds policies.

    Attributes:
        shown: the file as a person would write its path.
        text: the whole file.
        header: the name of its tables: `policy`, `tool.flytex.lint.policy`.
        tables: what they hold.
    """

    shown: str
    text: str
    header: str
    tables: Sequence[Any]


def read_shared(names: Sequence[str], folder: Path, shown: str) -> Iterator[PolicyText]:
    """Yield files of policies that settings name: a path, or `package:resource`.

    Args:
        folder: what relative paths start at.
        shown: where they are named.

    Raises:
        UsageError: one cannot be found or read.
    """
    for name in names:
        package, colon, resource = name.partition(":")
        try:
            if colon:
                text = resources.files(package).joinpath(resource).read_text(encoding="utf-8")
            else:
                text = (folder / name).read_text(encoding="utf-8")
            document = read_toml(text)
        except (OSError, ImportError, ValueError, TypeError) as error:
            reason = getattr(error, "strerror", None) or error
            raise UsageError(f"{shown}: {name!r} cannot be read: {reason}", hint=_SHARED) from error
        except UnreadableError as error:
            raise UsageError(f"{name}: {error}") from error
        for key in document:
            if key != "policy":
                raise UsageError(
                    f"{name}: no key {key!r} here{nearest(key, ['policy'])}", hint="write [[policy]] tables"
                )
        yield PolicyText(name, text, "policy", _tables(document.get("policy", []), name))


_EXCERPT = 60
"""Characters of an expression that a hint quotes."""
_SHARED = "a path from the folder of pyproject.toml on, or package:resource, such as acme_policies:all.toml"


def read_policies(texts: Sequence[PolicyText], taken: Sequence[str]) -> tuple[PolicyRule, ...]:
    """Return the policies of some texts, checked.

    Args:
        taken: codes and names that rules have already.

    Raises:
        UsageError: one is wrong; with file, line and column.
    """
    found: list[PolicyRule] = []
    for text in texts:
        places = KeyPlaces(text.text, text.header)
        for number, table in enumerate(_tables(text.tables, text.shown)):
            policy = _Reader(text.shown, number, table, places).policy()
            names = [*taken, *(name for each in found for name in (each.code, each.slug))]
            for name in (policy.code, policy.slug):
                if name in names:
                    raise UsageError(f"{places.shown(text.shown, number)}: there is a rule {name!r} already")
            found.append(policy)
    if found and not is_installed():
        raise UsageError(
            "policies are evaluated by the package common-expression-language, which is not installed",
            hint="pip install 'flytex[policy]', on Python 3.11 or later",
        )
    return tuple(found)


def _tables(value: Any, where: str) -> Sequence[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise UsageError(f"{where}: policies are tables", hint="write each as [[policy]]")
    return value


class _Reader:
    """One table; every error says where the value stands."""

    def __init__(self, shown: str, number: int, table: Mapping[str, Any], places: KeyPlaces) -> None:
        self._shown = shown
        self._number = number
        self._table = {key.replace("_", "-"): value for key, value in table.items()}
        self._places = places

    def policy(self) -> PolicyRule:
        for key in self._table:
            if key not in KEYS:
                raise self._wrong(key, f"no such key{nearest(key, KEYS)}")
        code = self._text("code")
        if not _CODE.fullmatch(code):
            raise self._wrong("code", f"{code!r} is not letters and digits, such as ACME001")
        slug = self._text("name", code.lower())
        if not _NAME.fullmatch(slug):
            raise self._wrong("name", f"{slug!r} is not words with dashes, such as own-registry")
        subject = Subject(self._choice("on", [each.value for each in Subject], Subject.TASK.value))
        documents = document_types(subject)
        message = self._text("message")
        try:
            parts = read_message(message, documents)
        except ExpressionError as error:
            raise self._misplaced("message", message, error) from error
        return PolicyRule(
            code=code,
            slug=slug,
            subject=subject,
            expression=self._expression("expr", documents),
            message=parts,
            severity=Severity(self._choice("severity", [each.value for each in Severity], Severity.ERROR.value)),
            fix=self._text("fix", "") or None,
            why=self._text("why", ""),
            applies_to=self._texts("applies-to"),
            source=self._shown,
        )

    def _expression(self, key: str, documents: Mapping[str, Any]) -> Checked:
        text = self._text(key)
        try:
            return check(text, documents, wanted=Scalar.BOOL)
        except ExpressionError as error:
            raise self._misplaced(key, text, error) from error

    def _misplaced(self, key: str, text: str, error: ExpressionError) -> UsageError:
        place = self._places.inside(self._shown, self._number, key, text, error.offset)
        return UsageError(
            f"{place}: policy {self._table['code']}: {key}: {error.message}", hint=_excerpt(text, error.offset)
        )

    def _text(self, key: str, default: str | None = None) -> str:
        value = self._table.get(key, default)
        if value is None:
            raise self._wrong(key, "there must be one")
        if not isinstance(value, str):
            raise self._wrong(key, f"{value!r} is not text")
        return value

    def _texts(self, key: str) -> tuple[str, ...]:
        value = self._table.get(key, [])
        every = [value] if isinstance(value, str) else value
        if not isinstance(every, list) or not all(isinstance(each, str) for each in every):
            raise self._wrong(key, f"{value!r} is not a list of text")
        return tuple(every)

    def _choice(self, key: str, words: Sequence[str], default: str) -> str:
        word = self._text(key, default)
        if word not in words:
            raise self._wrong(key, f"{word!r} is none of {', '.join(words)}{nearest(word, words)}")
        return word

    def _wrong(self, key: str, what: str) -> UsageError:
        code = self._table.get("code")
        named = f"policy {code}: " if isinstance(code, str) and key != "code" else ""
        return UsageError(f"{self._places.shown(self._shown, self._number, key)}: {named}{key}: {what}")


def _excerpt(text: str, offset: int) -> str:
    """Return what an expression goes on with where it is wrong."""
    rest = text[offset:].partition("\n")[0].strip()
    return f"here: {rest if len(rest) <= _EXCERPT else rest[:_EXCERPT] + '...'}" if rest else "at its end"
