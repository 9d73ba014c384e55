"""Selectors of rules: `ALL`, a group (`RES`), a code or the beginning of one (`RES001`, `RES0`), or a slug."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from flytex_cli.lint.rule import Rule

ALL = "ALL"


def to_code(selector: str, rules: Iterable[Rule]) -> str:
    """Return the code of the rule that a slug names; any other selector as it is."""
    return next((rule.code for rule in rules if rule.slug == selector), selector)


def covers(selector: str, code: str) -> bool:
    """Return whether a selector, a slug as its code, matches a code."""
    return selector == ALL or code.startswith(selector)


def any_covers(selectors: Iterable[str], code: str) -> bool:
    """Return whether one of some selectors matches a code."""
    return any(covers(selector, code) for selector in selectors)


def is_known(selector: str, rules: Iterable[Rule]) -> bool:
    """Return whether a selector matches any of the rules."""
    return selector == ALL or any(
        rule.slug == selector or (selector != "" and rule.code.startswith(selector)) for rule in rules
    )


def nearest_code(word: str, rules: Sequence[Rule]) -> str | None:
    """Return the code, group or slug nearest to a misspelt one; a slug is given as its code."""
    slugs = {rule.slug: rule.code for rule in rules}
    known = [ALL, *dict.fromkeys(rule.group for rule in rules), *(rule.code for rule in rules)]
    close = get_close_matches(word.upper(), known, n=1) or get_close_matches(word.lower(), slugs, n=1, cutoff=0.8)
    return slugs.get(close[0], close[0]) if close else None
