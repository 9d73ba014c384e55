"""Selectors of rules: `ALL`, a group (`RES`), or a code or the beginning of one (`RES001`, `RES0`)."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from flytex_cli.errors import UsageError
from flytex_cli.lint.registry import all_rules
from flytex_cli.lint.rule import Rule

ALL = "ALL"


def covers(selector: str, code: str) -> bool:
    """Whether a selector speaks of a code."""
    return selector == ALL or code.startswith(selector)


def any_covers(selectors: Iterable[str], code: str) -> bool:
    """Whether one of some selectors speaks of a code."""
    return any(covers(selector, code) for selector in selectors)


def is_known(selector: str) -> bool:
    """Whether a selector speaks of any rule there is."""
    return selector == ALL or (selector != "" and any(rule.code.startswith(selector) for rule in all_rules()))


def nearest_code(word: str) -> str | None:
    """The code, group or slug nearest to a misspelt one; a slug is given as its code."""
    rules = all_rules()
    slugs = {rule.slug: rule.code for rule in rules}
    known = [ALL, *dict.fromkeys(rule.group for rule in rules), *(rule.code for rule in rules)]
    close = get_close_matches(word.upper(), known, n=1) or get_close_matches(word.lower(), slugs, n=1, cutoff=0.8)
    return slugs.get(close[0], close[0]) if close else None


def require_known(selectors: Iterable[str], where: str) -> None:
    """Refuse a selector that speaks of no rule.

    Args:
        selectors: what was asked for.
        where: the option, or the file and key, that it is written in.

    Raises:
        UsageError: with the nearest word that is known.
    """
    for selector in selectors:
        if not is_known(selector):
            meant = nearest_code(selector)
            raise UsageError(
                f"{where}: {selector!r} is no rule" + (f" (did you mean {meant!r}?)" if meant else ""),
                hint="`flytex rule` lists the rules; a selector is ALL, a group such as RES, or a code such as RES001",
            )


def rule_of(code: str) -> Rule:
    """The rule of a code, or of a slug.

    Raises:
        UsageError: there is none; with the nearest code.
    """
    for rule in all_rules():
        if code.upper() == rule.code or code == rule.slug:
            return rule
    meant = nearest_code(code)
    raise UsageError(
        f"there is no rule {code!r}" + (f" (did you mean {meant!r}?)" if meant else ""),
        hint="`flytex rule` lists the rules",
    )
