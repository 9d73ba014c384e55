"""Bundles as a table: file, size, why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flytex_cli.bundle.model import Bundle
from flytex_cli.render.bundles.words import heading, total, why
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.sizes import size
from flytex_cli.render.common.text import Line, to_plain

WIDEST = 60
"""Columns of paths; a longer one pushes its own line only."""


def render(bundles: Sequence[Bundle]) -> bytes:
    """Write the lines without colours."""
    return to_plain(bundle_lines(bundles))


def bundle_lines(bundles: Sequence[Bundle]) -> Iterator[Line]:
    """Lay out each bundle: its files, then how much it is."""
    for number, bundle in enumerate(bundles):
        if len(bundles) > 1:
            yield from [[]] if number else []
            yield heading(bundle)
        paths = [escape_line(file.path) for file in bundle.files]
        wide = max((len(path) for path in paths if len(path) <= WIDEST), default=0)
        for path, file in zip(paths, bundle.files, strict=True):
            yield [(f"{path:<{wide}}", ""), (f"  {size(file.size):>8}", ""), (f"  {escape_line(why(file))}", "dim")]
        yield total(bundle)
