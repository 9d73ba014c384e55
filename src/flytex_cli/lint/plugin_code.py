"""Code of plugins while it runs: what it prints is no result, and what it raises is its own."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flytex_cli.errors import UsageError
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project.places import Place
from flytex_cli.records import Severity

Types = Mapping[str, "type | tuple[type, ...]"]
_TEXT_OR_NONE = (str, type(None))
_OF_RULE: Types = {
    **dict.fromkeys(("code", "slug", "summary", "why", "bad", "good", "since"), str),
    "severity": Severity,
    "scope": Scope,
    "default": bool,
    "until": _TEXT_OR_NONE,
    "covers": tuple,
    "refused": tuple,
}
_OF_HIT: Types = {
    "message": str,
    "place": Place,
    **dict.fromkeys(("field", "value", "fix"), _TEXT_OR_NONE),
    "severity": (Severity, type(None)),
    "aspect": str,
}
_END = object()


def wrong_of_rule(rule: Rule) -> str | None:
    """Return the first field of a rule that holds what no rule has there, in words."""
    return _wrong(rule, _OF_RULE) or (None if callable(rule.check) else f"its check is {rule.check!r}, no function")


@contextlib.contextmanager
def foreign(what: str, hint: str) -> Iterator[None]:
    """Run code of a plugin; stdout is the result's alone.

    Raises:
        UsageError: it raises, or ends the process: `what`, and the error.
    """
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    except (Exception, SystemExit) as error:  # whatever the plugin's code raises
        raise UsageError(f"{what}: {type(error).__name__}: {error}", hint=hint) from error


@dataclass(frozen=True)
class GuardedCheck:
    """The check of a plugin's rule.

    Attributes:
        plugin: as a person is told of it.
    """

    check: Callable[[Any], Iterator[Hit]]
    code: str
    plugin: str

    def __call__(self, subject: Any) -> Iterator[Hit]:
        about = f" on {subject.name}" if hasattr(subject, "name") else ""
        what = f"rule {self.code} of {self.plugin} failed{about}"
        hint = f"turn it off with --ignore {self.code}, and tell its authors"
        with foreign(what, hint):
            hits = iter(self.check(subject))
        while True:
            with foreign(what, hint):
                hit = next(hits, _END)
                if hit is _END:
                    return
                if not isinstance(hit, Hit):
                    raise TypeError(f"it yields {hit!r}, not a flytex.Hit")
                if (wrong := _wrong(hit, _OF_HIT)) is not None:
                    raise TypeError(f"of a hit {wrong}")
            yield hit


def _wrong(value: object, types: Types) -> str | None:
    for field, expected in types.items():
        own = getattr(value, field)
        if not isinstance(own, expected):
            first = expected[0] if isinstance(expected, tuple) else expected
            return f"its {field} is {own!r}, not a {first.__name__}"
    return None
