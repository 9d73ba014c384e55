"""Policies as rules: each expression evaluated over each subject."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.policies.checker import Checked, Path
from flytex_cli.lint.policies.documents import Documents, Subject
from flytex_cli.lint.policies.functions import functions
from flytex_cli.lint.policies.library import library
from flytex_cli.lint.policies.model import PolicyRule
from flytex_cli.lint.policies.written import place_of
from flytex_cli.lint.rule import Rule, Scope

if TYPE_CHECKING:
    import cel

    from flytex_cli.project import Project

_FROM_FUNCTION = re.compile(
    r"Python function call failed: \w+: (.*?)(?:\. Check function arguments and their types\.)?$"
)
"""How the library says that one of flytex's functions raised."""

MAX_VALUE = 200
"""What is said of one value in a message, in characters."""


def to_rules(policies: Iterable[PolicyRule]) -> tuple[Rule, ...]:
    """Return the rules that policies are."""
    every = tuple(policies)
    needs = _needs(every)
    return tuple(_to_rule(policy, needs[policy.subject]) for policy in every)


Needs = Mapping[str, "frozenset[str] | None"]
"""By document, the fields at its top that any policy on a subject reads; None where one reads it as a whole."""


def _needs(policies: Iterable[PolicyRule]) -> Mapping[Subject, Needs]:
    paths: dict[Subject, set[Path]] = {subject: set() for subject in Subject}
    for policy in policies:
        for part in (policy.expression, *policy.message):
            paths[policy.subject].update(part.paths if isinstance(part, Checked) else ())
    return {subject: _fields(found) for subject, found in paths.items()}


def _fields(paths: Iterable[Path]) -> Needs:
    found: dict[str, set[str] | None] = {}
    for document, *fields in paths:
        known = found.setdefault(document, set())
        if not fields:
            found[document] = None
        elif known is not None:
            known.add(fields[0])
    return {document: None if fields is None else frozenset(fields) for document, fields in found.items()}


def _to_rule(policy: PolicyRule, needs: Needs) -> Rule:
    about = (
        f"A policy of {policy.source}, about each {policy.subject.value}: `{' '.join(policy.expression.text.split())}`"
    )
    return Rule(
        code=policy.code,
        slug=policy.slug,
        severity=policy.severity,
        summary=policy.summary,
        why=f"{policy.why}\n\n{about}".strip(),
        bad="",
        good="",
        scope=Scope.PROJECT,
        check=functools.partial(_check, policy, needs),
        is_own=True,
        written=policy.written,
    )


def _check(policy: PolicyRule, needs: Needs, project: Project) -> Iterator[Hit]:
    for seen in Documents.of(project).seen(policy.subject):
        if policy.applies(seen.name):
            context = seen.prepared = seen.prepared or _Context(seen.documents, needs)
            problem = context.problem(policy.expression)
            if problem is not None:
                message = policy.message if not problem else (f"the policy cannot be evaluated: {problem}",)
                yield Hit(
                    "".join(part if isinstance(part, str) else context.text(part) for part in message),
                    place_of(seen.owner, policy.expression.paths),
                    field=next((".".join(path[1:]) for path in policy.expression.paths if path[1:]), None),
                    fix=policy.fix
                    if not problem
                    else "has(a.b) tells whether a field is there, a.b != null whether it has a value",
                )


class _Context:
    """One subject, ready to be evaluated over."""

    def __init__(self, documents: Mapping[str, Any], needs: Needs) -> None:
        self._documents = documents
        self._needs = needs
        self._context = library().Context(functions=functions())
        self._known: set[str] = set()

    def problem(self, expression: Checked) -> str | None:
        """Return None where an expression is true, an empty text where it is false, and why where it has no value."""
        try:
            return None if self._value(expression) is True else ""
        except (
            Exception
        ) as error:  # what the library raises where a field is missing, a type is wrong, a number too large
            return _reason(error)

    def text(self, expression: Checked) -> str:
        """Return the value of an expression as text; nothing where it has none."""
        try:
            value = self._value(expression)
        except Exception:  # as above
            return "nothing"
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        return text if len(text) <= MAX_VALUE else f"{text[: MAX_VALUE - 3]}..."

    def _value(self, expression: Checked) -> Any:
        for name in expression.documents - self._known:
            self._known.add(name)
            document, fields = self._documents[name](), self._needs[name]
            if fields is not None:  # what nothing reads need not be converted
                document = {key: value for key, value in document.items() if key in fields}
            self._context.add_variable(name, document)
        return _program(expression.text).execute(self._context)


@functools.cache
def _program(text: str) -> cel.Program:
    program: cel.Program = library().compile(text)
    return program


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"there is no {error.args[0]!r}"
    text = " ".join(str(error).split())
    own = _FROM_FUNCTION.search(text)
    return own[1] if own is not None else text
