"""Read the files that loaded modules are written in."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence
from pathlib import Path

from flytex_cli.project.shared import with_shared
from flytex_cli.project.source import Source, digest_of
from flytex_cli.records import ModuleReport, SourceRecord, shown_path


def read_sources(reports: Sequence[ModuleReport]) -> dict[str, Source]:
    """Read each file once, by its path relative to the root directory.

    What its names stand for is taken from the run that loaded this very file, where there was one: another module may
    have imported it under another name. What was not loaded in that run, because a function imports it only when it
    is called, is taken from the others.
    """
    chosen: dict[str, tuple[SourceRecord, str]] = {}
    for report in reports:
        for number, record in enumerate(report.sources):
            known = chosen.get(record.file)
            if known is None:
                chosen[record.file] = record, report.root
            elif number == 0:  # the first is the module's own file
                chosen[record.file] = _completed(record, known[0]), report.root
            else:
                chosen[record.file] = _completed(known[0], record), known[1]
    here = Path(os.path.realpath(os.curdir))
    for report in reports:
        if not report.sources:  # it could not be loaded: its text is all there is
            path = Path(here, report.file)
            file = shown_path(path, Path(report.root))
            chosen.setdefault(file, (SourceRecord(file, "", digest_of(path)), report.root))
    sources: dict[str, Source] = {}
    for file, (record, root) in chosen.items():
        path = Path(root, file)
        sources[file] = Source(record, path, shown_path(path, here))
    with_shared(sources, here)
    return sources


def _completed(record: SourceRecord, other: SourceRecord) -> SourceRecord:
    """Complete a record with what only another of the same text knows."""
    missing = {place: index for place, index in other.uses.items() if place not in record.uses}
    if record.digest != other.digest or not missing:
        return record
    things = tuple(dict.fromkeys((*record.things, *(other.things[index] for index in missing.values()))))
    index_of = {thing: index for index, thing in enumerate(things)}
    uses = {place: index_of[record.things[index]] for place, index in record.uses.items()}
    uses |= {place: index_of[other.things[index]] for place, index in missing.items()}
    return dataclasses.replace(record, things=things, uses=uses)
