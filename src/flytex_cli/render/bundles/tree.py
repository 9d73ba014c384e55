"""Bundles as a tree of folders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flytex_cli.bundle.model import Bundle
from flytex_cli.render.bundles.words import heading, total, why
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.sizes import size
from flytex_cli.render.common.text import Line, to_plain


def render(bundles: Sequence[Bundle]) -> bytes:
    """Write the lines without colours."""
    return to_plain(tree_lines(bundles))


def tree_lines(bundles: Sequence[Bundle]) -> Iterator[Line]:
    """Lay out each bundle: each folder once, with its files below it."""
    for number, bundle in enumerate(bundles):
        if len(bundles) > 1:
            yield from [[]] if number else []
            yield heading(bundle)
        inside: list[str] = []
        for file in sorted(bundle.files, key=lambda each: each.path.split("/")):
            *folders, name = file.path.split("/")
            same = 0
            while same < min(len(folders), len(inside)) and folders[same] == inside[same]:
                same += 1
            for depth, folder in enumerate(folders[same:], same):
                yield [("  " * depth, ""), (f"{escape_line(folder)}/", "bold")]
            inside = folders
            yield [
                ("  " * len(folders) + escape_line(name), ""),
                (f"  {size(file.size)}  {escape_line(why(file))}", "dim"),
            ]
        yield total(bundle)
