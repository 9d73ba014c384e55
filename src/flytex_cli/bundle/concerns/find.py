"""Find what a person should know of the bundles of some modules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from flytex_cli.bundle.concerns import missed, shipped
from flytex_cli.bundle.concerns.model import Concern, Kind
from flytex_cli.bundle.shipments import Shipment, Tree


class Concerns:
    """What there is to know of the bundles of one tree; each kind is looked for when it is asked for."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._missed: dict[Kind, tuple[Concern, ...]] = {}

    def about(self, shipment: Shipment) -> Iterator[Concern]:
        """Yield all about one bundle."""
        for kind in Kind:
            yield from self._of(kind, shipment)

    def of(self, kind: Kind) -> tuple[Concern, ...]:
        """Return what there is of a kind about any bundle, each file once."""
        found: dict[str, Concern] = {}
        for shipment in self._tree.plain_shipments:
            for concern in self._of(kind, shipment):
                found.setdefault(concern.subject, concern)
        return tuple(found.values())

    def _of(self, kind: Kind, shipment: Shipment) -> Iterable[Concern]:
        if kind in _SHIPPED:
            return _SHIPPED[kind](self._tree, shipment)
        if kind not in self._missed:
            # Of environments that share code one may ship a file for its own tasks, so what counts is what none has.
            alone = self._tree.options.ships_included
            self._missed[kind] = () if alone else tuple(_MISSED[kind](self._tree))
        return self._missed[kind]


_SHIPPED: dict[Kind, Callable[[Tree, Shipment], Iterator[Concern]]] = {
    Kind.SECRET: shipped.secrets,
    Kind.LINK: shipped.links,
    Kind.LARGE: shipped.large,
}
_MISSED: dict[Kind, Callable[[Tree], Iterator[Concern]]] = {
    Kind.MODULE: missed.modules,
    Kind.LEFT_OUT: missed.left_out,
    Kind.DATA: missed.data,
}
