"""Find the rules that a person names, in settings and on the command line, or say that there are none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flytex_cli.errors import UsageError
from flytex_cli.lint.registry import all_rules
from flytex_cli.lint.rule import Rule
from flytex_cli.lint.selector import is_known, nearest_code, to_code


def known_selectors(selectors: Iterable[str], where: str, own: Sequence[Rule] = ()) -> tuple[str, ...]:
    """Return selectors, slugs as codes; refuse one that matches no rule.

    Args:
        selectors: what was asked for.
        where: the option, or the file and key, that it is written in.
        own: rules that are not flytex's.

    Raises:
        UsageError: with the nearest word that is known.
    """
    every, rules = tuple(selectors), (*all_rules(), *own)
    for selector in every:
        if not is_known(selector, rules):
            meant = nearest_code(selector, rules)
            raise UsageError(
                f"{where}: no rule {selector!r}" + (f"; did you mean {meant}?" if meant else ""),
                hint="`flytex rule` lists the rules; a selector is ALL, a group such as RES, or a code such as RES001",
            )
    return tuple(to_code(selector, rules) for selector in every)


def rules_of(selector: str, own: Sequence[Rule] = ()) -> tuple[Rule, ...]:
    """Return the rules of a code, a slug, or a group.

    Args:
        selector: what was asked for.
        own: rules that are not flytex's.

    Raises:
        UsageError: there is none; with the nearest code.
    """
    rules = (*all_rules(), *own)
    code = to_code(selector, rules)
    found = tuple(rule for rule in rules if rule.code.startswith(code.upper()))
    if found and code:
        return found
    meant = nearest_code(selector, rules)
    raise UsageError(
        f"no rule {selector!r}" + (f"; did you mean {meant}?" if meant else ""),
        hint="`flytex rule` lists the rules",
    )
