"""Find the rules that a person names, in settings and on the command line, or say that there are none."""

from __future__ import annotations

from collections.abc import Iterable

from flytex_cli.errors import UsageError
from flytex_cli.lint.registry import all_rules
from flytex_cli.lint.rule import Rule
from flytex_cli.lint.selector import is_known, nearest_code


def require_known(selectors: Iterable[str], where: str) -> None:
    """Refuse a selector that matches no rule.

    Args:
        selectors: what was asked for.
        where: the option, or the file and key, that it is written in.

    Raises:
        UsageError: with the nearest word that is known.
    """
    for selector in selectors:
        if not is_known(selector, all_rules()):
            meant = nearest_code(selector, all_rules())
            raise UsageError(
                f"{where}: no rule {selector!r}" + (f"; did you mean {meant}?" if meant else ""),
                hint="`flytex rule` lists the rules; a selector is ALL, a group such as RES, or a code such as RES001",
            )


def rule_of(code: str) -> Rule:
    """Return the rule of a code, or of a slug.

    Raises:
        UsageError: there is none; with the nearest code.
    """
    for rule in all_rules():
        if code.upper() == rule.code or code == rule.slug:
            return rule
    meant = nearest_code(code, all_rules())
    raise UsageError(
        f"no rule {code!r}" + (f"; did you mean {meant}?" if meant else ""),
        hint="`flytex rule` lists the rules",
    )
