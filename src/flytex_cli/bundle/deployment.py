"""Which modules and environments one `flyte deploy` takes together, and with them one code bundle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flytex_cli.records import EnvironmentRecord, ModuleReport


@dataclass(frozen=True)
class LoadedTogether:
    """The modules that one process of `flyte deploy` loads: a file that is named, or all that folders hold.

    Attributes:
        files: their own files, absolute.
    """

    root: str
    reports: tuple[ModuleReport, ...]
    files: frozenset[str]


def plans(reports: Sequence[ModuleReport], wanted: Sequence[str]) -> Iterator[tuple[EnvironmentRecord, ...]]:
    """Yield the environments that are deployed with one bundle: one with all it depends on.

    As `plan_deploy` does (SDK 2.0.0 to 2.12.1): an environment that another one has brought makes no plan of its own.

    Args:
        wanted: names of environments; all when empty.
    """
    known = {each.name: each for report in reports for each in report.environments}
    planned: set[str] = set()
    for name in known:
        if (wanted and name not in wanted) or (not wanted and name in planned):
            continue
        plan = tuple(_with_dependencies(known, [name]))
        planned.update(each.name for each in plan)
        yield plan


def _with_dependencies(known: dict[str, EnvironmentRecord], names: Iterable[str]) -> Iterator[EnvironmentRecord]:
    waiting, seen = list(names), set[str]()
    while waiting:
        name = waiting.pop(0)
        if name in known and name not in seen:
            seen.add(name)
            yield known[name]
            waiting += known[name].depends_on
