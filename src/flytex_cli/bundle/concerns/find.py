"""Find what a person should know of the bundles of some modules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from flytex_cli.bundle.concerns import missed, shipped
from flytex_cli.bundle.concerns.model import Concern, ConcernKind
from flytex_cli.bundle.shipments import Shipment, Tree


class Concerns:
    """What there is to know of the bundles of one tree; each kind is looked for when it is asked for."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._missed: dict[ConcernKind, tuple[Concern, ...]] = {}

    def about(self, shipment: Shipment) -> Iterator[Concern]:
        """Yield all about one bundle."""
        for kind in ConcernKind:
            yield from self._of(kind, shipment)

    def of(self, kind: ConcernKind) -> tuple[Concern, ...]:
        """Return what there is of a kind about any bundle, each file once."""
        found: dict[str, Concern] = {}
        for shipment in self._tree.plain_shipments:
            for concern in self._of(kind, shipment):
                found.setdefault(concern.subject, concern)
        return tuple(found.values())

    def _of(self, kind: ConcernKind, shipment: Shipment) -> Iterable[Concern]:
        if kind in _SHIPPED:
            return _SHIPPED[kind](self._tree, shipment)
        if kind not in self._missed:
            # Of environments that share code one may ship a file for its own tasks, so what counts is what none has.
            alone = self._tree.options.ships_included
            self._missed[kind] = () if alone else tuple(_MISSED[kind](self._tree))
        return self._missed[kind]


_SHIPPED: dict[ConcernKind, Callable[[Tree, Shipment], Iterator[Concern]]] = {
    ConcernKind.SECRET: shipped.secrets,
    ConcernKind.LINK: shipped.links,
    ConcernKind.LARGE: shipped.large,
}
_MISSED: dict[ConcernKind, Callable[[Tree], Iterator[Concern]]] = {
    ConcernKind.MODULE: missed.modules,
    ConcernKind.LEFT_OUT: missed.left_out,
    ConcernKind.DATA: missed.data,
}
