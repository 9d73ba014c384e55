"""The formats of code bundles."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from flytex_cli.render.common.renderer import Renderer, assert_never

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flytex_cli.bundle.model import Bundle


class BundleFormat(str, Enum):
    """A format of code bundles."""

    TEXT = "text"
    TREE = "tree"
    JSON = "json"

    @property
    def renderer(self) -> Renderer[Sequence[Bundle]]:
        """The format's module, imported when it is used."""
        match self:
            case BundleFormat.TEXT:
                from flytex_cli.render.bundles import text

                return text
            case BundleFormat.TREE:
                from flytex_cli.render.bundles import tree

                return tree
            case BundleFormat.JSON:
                from flytex_cli.render.bundles import json

                return json
            case _:
                assert_never(self)

    def render(self, bundles: Sequence[Bundle]) -> bytes:
        """Write all bundles."""
        return self.renderer.render(bundles)
