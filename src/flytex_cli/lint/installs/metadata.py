"""What distributions bring along: from the metadata of those installed beside flytex, else from a short table."""

from __future__ import annotations

from collections.abc import Mapping
from email import message_from_string
from functools import cache
from importlib import metadata

from packaging.utils import canonicalize_name

from flytex_cli.facts.distributions import BRINGS, DISTRIBUTIONS
from flytex_cli.lint.installs.requirements import Wanted


@cache
def distributions_of(package: str) -> frozenset[str]:
    """Return the distributions that bring a package of this name, as far as they are known; normalized."""
    named = (package, *DISTRIBUTIONS.get(package, ()), *_installed().get(package, ()))
    return frozenset(map(canonicalize_name, named))


def closure(wanted: Wanted) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return all that some distributions bring; images often ask for the same.

    Returns:
        The distributions, those that they require included; packages, by the names that are imported, that come from
        others; the distributions of which nothing is known.
    """
    asked = tuple((name, frozenset(extras)) for name, extras in wanted.extras.items())
    return _closure(asked, wanted.python)


_Extras = tuple[tuple[str, frozenset[str]], ...]
"""Distributions with the extras that are asked for."""


@cache
def _closure(asked: _Extras, python: tuple[int, int] | None) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    brought, vague = set[str](), set[str]()
    seen: dict[str, frozenset[str]] = {}
    waiting = list(asked)
    while waiting:
        name, extras = waiting.pop()
        if name in seen and extras <= seen[name]:
            continue
        seen[name] = seen.get(name, frozenset()) | extras
        required = _required(name, seen[name], python)
        if required is not None:
            waiting += required
        elif name in BRINGS:
            brought.update(BRINGS[name])
        else:
            vague.add(name)
    return frozenset(seen), frozenset(brought), frozenset(vague)


@cache
def _required(name: str, extras: frozenset[str], python: tuple[int, int] | None) -> _Extras | None:
    texts = _requirements(name)
    if texts is None:
        return None
    wanted = Wanted(python)
    for extra in ("", *extras):
        wanted.extra = extra
        wanted.add_all(texts)
    return tuple((each, frozenset(extras)) for each, extras in wanted.extras.items())


@cache
def _requirements(name: str) -> tuple[str, ...] | None:
    try:
        found = metadata.distribution(name)
        text = found.read_text("METADATA")
        if text is None:  # an egg says it elsewhere
            return tuple(found.requires or ())
        head, _, _ = text.partition("\n\n")  # a description may follow, of any length
        return tuple(message_from_string(head).get_all("Requires-Dist") or ())
    except (metadata.PackageNotFoundError, ValueError):
        return None


@cache
def _installed() -> Mapping[str, list[str]]:
    return metadata.packages_distributions()
