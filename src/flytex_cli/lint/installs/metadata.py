"""What distributions bring along: from the metadata of those installed beside flytex, else from a short table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_string
from functools import cache
from importlib import metadata
from importlib.util import find_spec

from packaging.utils import canonicalize_name

from flytex_cli.facts.distributions import BRINGS, DISTRIBUTIONS
from flytex_cli.lint.installs.requirements import Wanted
from flytex_cli.lint.remembered import remembered


@dataclass(frozen=True)
class Brought:
    """What comes with distributions.

    Attributes:
        distributions: they themselves, and those that they require; normalized.
        packages: those that come from others, by the names that are imported.
        vague: distributions of which nothing is known.
    """

    distributions: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()


@cache
def distributions_of(package: str) -> frozenset[str]:
    """Return the distributions that bring a package of this name, as far as they are known; normalized."""
    [found] = remembered(Brought, "brings", [package.encode(errors="replace")], lambda: [_bringing(package)])
    return frozenset(found.distributions)


def _bringing(package: str) -> Brought:
    installed = _installed().get(package, ()) if _is_installed(package) else ()
    named = (package, *DISTRIBUTIONS.get(package, ()), *installed)
    return Brought(tuple(dict.fromkeys(map(canonicalize_name, named))))


_Extras = tuple[tuple[str, frozenset[str]], ...]
"""Distributions with the extras that are asked for."""


def closure(wanted: Wanted) -> Brought:
    """Return all that some distributions bring; images often ask for the same."""
    return _closure(tuple((name, frozenset(extras)) for name, extras in wanted.extras.items()), wanted.python)


@cache
def _closure(asked: _Extras, python: tuple[int, int] | None) -> Brought:
    text = repr((python, [(name, sorted(extras)) for name, extras in asked]))
    [found] = remembered(Brought, "closure", [text.encode()], lambda: [_required_by(asked, python)])
    return found


def _required_by(asked: _Extras, python: tuple[int, int] | None) -> Brought:
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
    return Brought(tuple(sorted(seen)), tuple(sorted(brought)), tuple(sorted(vague)))


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


def _is_installed(package: str) -> bool:
    """Whether something installed beside flytex may bring a package: only then it is looked for in all of it."""
    try:
        return find_spec(package) is not None
    except (ImportError, ValueError):
        return True


@cache
def _installed() -> Mapping[str, list[str]]:
    return metadata.packages_distributions()
