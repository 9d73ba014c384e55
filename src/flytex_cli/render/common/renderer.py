"""What the module of a format has."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Protocol, TypeVar

if sys.version_info >= (3, 11):
    from typing import assert_never as assert_never
else:
    from typing_extensions import assert_never as assert_never

Report = TypeVar("Report", contravariant=True)
Item = TypeVar("Item", contravariant=True)


class Renderer(Protocol[Report]):
    """A format of one kind of report."""

    def render(self, report: Report, /) -> bytes:
        """Write the whole report."""
        ...


class FileRenderer(Protocol[Item]):
    """A format of things that go into one stream, or each into a file of its own."""

    def render(self, items: Sequence[Item], /) -> bytes:
        """Write all of them into one stream."""
        ...

    def render_one(self, item: Item, /) -> bytes:
        """Write one of them into a file of its own."""
        ...
