"""A layered drawing: boxes of given sizes, arrows from left to right, related boxes together.

The steps are Sugiyama's in their simplest form: take cycles apart, put each box one layer to the right of what leads to
it, keep a lane free through the layers that an arrow passes, order the layers by the middle of their neighbours;
unconnected parts are put on shelves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

Size = tuple[float, float]

SWEEPS = 4
"""How often the order within layers is improved, there and back."""
ASPECT = 1.6
"""How much wider than high the whole is to be, about."""
LANE = 14.0
"""The height of a lane."""

Arrow = tuple[str, str]


@dataclass(frozen=True)
class Lane:
    """The way through one layer: from its left to its right, at a height where no box is."""

    left: float
    right: float
    y: float

    def moved(self, x: float, y: float) -> Lane:
        return Lane(self.left + x, self.right + x, self.y + y)


@dataclass(frozen=True)
class Drawing:
    """Where each box is, by its upper left corner, and how large the whole is.

    Attributes:
        rights: where the layer of each box ends.
        lanes: the ways of each arrow that leads to the right, through the layers between its boxes.
    """

    places: Mapping[str, tuple[float, float]]
    width: float
    height: float
    rights: Mapping[str, float]
    lanes: Mapping[Arrow, Sequence[Lane]]


def layered(sizes: Mapping[str, Size], edges: Iterable[Arrow], gap: Size) -> Drawing:
    """Place boxes.

    Args:
        sizes: width and height by box, in the order in which equals are placed.
        edges: from box to box; those of boxes that are not there, and from a box to itself, do not matter.
        gap: between layers, and between boxes of a layer.
    """
    arrows = list(dict.fromkeys((a, b) for a, b in edges if a != b and a in sizes and b in sizes))
    parts = [_component(part, sizes, arrows, gap) for part in _components(list(sizes), arrows)]
    return _shelved(parts, gap)


def _components(boxes: Sequence[str], arrows: Sequence[Arrow]) -> list[list[str]]:
    """Boxes that hang together, the largest groups first."""
    near: dict[str, list[str]] = {box: [] for box in boxes}
    for a, b in arrows:
        near[a].append(b)
        near[b].append(a)
    groups: list[list[str]] = []
    seen: set[str] = set()
    for box in boxes:
        if box in seen:
            continue
        waiting, group = [box], []
        seen.add(box)
        while waiting:
            group.append(current := waiting.pop())
            fresh = [other for other in near[current] if other not in seen]
            seen.update(fresh)
            waiting += dict.fromkeys(fresh)
        groups.append([each for each in boxes if each in set(group)] if len(group) > 1 else group)
    return sorted(groups, key=lambda group: -len(group))


def _component(boxes: Sequence[str], sizes: Mapping[str, Size], arrows: Sequence[Arrow], gap: Size) -> Drawing:
    inside = set(boxes)
    forward = _acyclic(boxes, [(a, b) for a, b in arrows if a in inside])
    layers = _layers(boxes, forward)
    chains = _reserve(layers, forward)
    steps = [step for (a, b), chain in chains.items() for step in pairwise([a, *chain, b])]
    layers = _ordered(layers, steps)
    sizes = {lane: (0.0, LANE) for chain in chains.values() for lane in chain} | dict(sizes)
    heights = [sum(sizes[box][1] for box in layer) + gap[1] * (len(layer) - 1) for layer in layers]
    tallest, x = max(heights), 0.0
    places, rights = {}, {}
    for layer, height in zip(layers, heights, strict=True):
        y = (tallest - height) / 2
        right = x + max(sizes[box][0] for box in layer)
        for box in layer:
            places[box], rights[box] = (x, y), right
            y += sizes[box][1] + gap[1]
        x = right + gap[0]
    lanes = {
        arrow: [Lane(places[lane][0], rights[lane], places[lane][1] + LANE / 2) for lane in chain]
        for arrow, chain in chains.items()
    }
    return Drawing({box: places[box] for box in boxes}, x - gap[0], tallest, rights, lanes)


def _reserve(layers: list[list[str]], arrows: Sequence[Arrow]) -> dict[Arrow, list[str]]:
    """Put a lane in each layer that an arrow passes; arrows to one box share theirs. Return the lanes by arrow."""
    depth = {box: number for number, layer in enumerate(layers) for box in layer}
    chains = {}
    for a, b in arrows:
        chains[a, b] = [f"{b}\0{number}" for number in range(depth[a] + 1, depth[b])]
        for number, lane in enumerate(chains[a, b], depth[a] + 1):
            if lane not in layers[number]:
                layers[number].append(lane)
    return chains


def _acyclic(boxes: Sequence[str], arrows: Sequence[Arrow]) -> list[Arrow]:
    """Return the arrows, those that close a circle reversed."""
    targets: dict[str, list[str]] = {box: [] for box in boxes}
    into = {b for _, b in arrows}
    for a, b in arrows:
        targets[a].append(b)
    result, state = [], dict.fromkeys(boxes, 0)
    for root in sorted(boxes, key=lambda box: box in into):
        if state[root]:
            continue
        stack = [(root, iter(targets[root]))]
        state[root] = 1
        while stack:
            box, rest = stack[-1]
            other = next(rest, None)
            if other is None:
                state[box] = 2
                stack.pop()
            elif state[other] == 1:
                result.append((other, box))
            else:
                result.append((box, other))
                if not state[other]:
                    state[other] = 1
                    stack.append((other, iter(targets[other])))
    return result


def _layers(boxes: Sequence[str], arrows: Sequence[Arrow]) -> list[list[str]]:
    """Each box one to the right of the last that leads to it."""
    depth = dict.fromkeys(boxes, 0)
    waiting = dict.fromkeys(boxes, 0)
    for _, b in arrows:
        waiting[b] += 1
    ready = [box for box in boxes if not waiting[box]]
    while ready:
        box = ready.pop(0)
        for a, b in arrows:
            if a == box:
                depth[b] = max(depth[b], depth[a] + 1)
                waiting[b] -= 1
                if not waiting[b]:
                    ready.append(b)
    return [[box for box in boxes if depth[box] == layer] for layer in range(max(depth.values()) + 1)]


def _ordered(layers: list[list[str]], arrows: Sequence[Arrow]) -> list[list[str]]:
    """Layers in which each box is near the middle of its neighbours."""
    near: dict[str, list[str]] = {}
    for a, b in arrows:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    for sweep in range(SWEEPS):
        at = {box: (index + 0.5) / len(layer) for layer in layers for index, box in enumerate(layer)}
        for number in range(len(layers))[:: -1 if sweep % 2 else 1]:
            means = {box: _mean([at[other] for other in near.get(box, ())], at[box]) for box in layers[number]}
            layers[number] = sorted(layers[number], key=means.__getitem__)
            at |= {box: (index + 0.5) / len(layers[number]) for index, box in enumerate(layers[number])}
    return layers


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _shelved(parts: Sequence[Drawing], gap: Size) -> Drawing:
    """Parts beside each other until a row is full, then below."""
    area = sum((part.width + gap[0]) * (part.height + gap[1]) for part in parts)
    row = max([*(part.width for part in parts), sqrt(area * ASPECT)], default=0.0)
    places: dict[str, tuple[float, float]] = {}
    rights: dict[str, float] = {}
    lanes: dict[Arrow, Sequence[Lane]] = {}
    x = y = height = width = 0.0
    for part in parts:
        if x and x + part.width > row:
            x, y, height = 0.0, y + height + gap[1], 0.0
        places |= {box: (x + left, y + top) for box, (left, top) in part.places.items()}
        rights |= {box: x + right for box, right in part.rights.items()}
        lanes |= {arrow: [lane.moved(x, y) for lane in ways] for arrow, ways in part.lanes.items()}
        height, width = max(height, part.height), max(width, x + part.width)
        x += part.width + gap[1]
    return Drawing(places, width, y + height, rights, lanes)
