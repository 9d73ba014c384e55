"""Read the files that loaded modules told of."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from flytex_cli.lint.source import Source, digest_of
from flytex_cli.records import ModuleReport, SourceRecord


def read_sources(reports: Sequence[ModuleReport]) -> dict[str, Source]:
    """Each file once, by its path relative to the root directory.

    What its names stand for is taken from the run that loaded this very file, where there was one: another module may
    have imported it under another name.
    """
    chosen: dict[str, tuple[SourceRecord, str]] = {}
    for report in reports:
        for number, record in enumerate(report.sources):
            if number == 0 or record.file not in chosen:  # the first is the module's own file
                chosen[record.file] = record, report.root
    here = Path(os.path.realpath(os.curdir))
    for report in reports:
        if not report.sources:  # it could not be loaded: its text is all there is
            path = Path(here, report.file)
            file = path.relative_to(report.root).as_posix() if path.is_relative_to(report.root) else path.as_posix()
            chosen.setdefault(file, (SourceRecord(file, "", digest_of(path)), report.root))
    sources = {}
    for file, (record, root) in chosen.items():
        path = Path(root, file)
        shown = path.relative_to(here) if path.is_relative_to(here) else path
        sources[file] = Source(record, path, shown.as_posix())
    return sources
