"""Where everything of a graph is drawn: environments as frames with their tasks or app, arrows between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from flytex_cli.graph.layout import LANE, Drawing, layered
from flytex_cli.graph.model import Call, Graph, short_name
from flytex_cli.inspect.columns import Item, type_text
from flytex_cli.inspect.model import AppSummary

CHARACTER, LINE, ABOUT = 8.1, 42.0, 13.0
"""Width of a character, height of a task or app, and of each further line of it, in the picture's units."""
TIP = 10.0
"""Length of the head of an arrow between environments."""
LABEL = 15.0
"""Height of an arrow's label."""
MOST_CHARACTERS = 34
PADDING, TITLE = 14.0, 26.0
TASK_GAP, FRAME_GAP = (46.0, 12.0), (72.0, 26.0)


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True)
class ItemBox:
    """A task or app, or one outside (then without `item`)."""

    name: str
    label: str
    box: Box
    item: Item | None


@dataclass(frozen=True)
class Frame:
    """An environment; without a name the place of tasks that have none."""

    name: str | None
    label: str
    box: Box


@dataclass(frozen=True)
class Arrow:
    """A line from box to box, as the `d` of an SVG path, and where its label stands."""

    path: str
    middle: tuple[float, float]


@dataclass(frozen=True)
class Picture:
    """Everything at its place."""

    width: float
    height: float
    frames: tuple[Frame, ...]
    items: tuple[ItemBox, ...]
    calls: tuple[tuple[Call, Arrow], ...]
    depends: tuple[tuple[str, str, Arrow], ...]


def to_picture(graph: Graph) -> Picture:
    """Lay the graph out."""
    groups = list(_groups(graph))
    home = {item.name: key for key, _, items in groups for item in items} | {name: f"?{name}" for name in graph.outside}
    inner = {key: _inner(graph, items) for key, _, items in groups}
    sizes = {
        key: (
            max(inner[key][1], _text_width(name or "") + 20) + 2 * PADDING,
            inner[key][2] + 2 * PADDING + (TITLE if name is not None else 0.0),
        )
        for key, name, _ in groups
    }
    sizes |= {f"?{name}": (_text_width(name), LINE) for name in graph.outside}
    keys = {name: key for key, name, _ in groups if name is not None}
    depends = [
        (keys[environment.name], keys[name])
        for environment in graph.environments
        for name in environment.depends_on
        if name in keys and environment.name in keys
    ]
    calls = [(home[call.caller], home[call.callee]) for call in graph.calls]
    outer = layered(sizes, [*calls, *depends], FRAME_GAP)

    frames, placed = [], []
    for key, name, members in groups:
        x, y = outer.places[key]
        frames.append(Frame(name, _cut(name or ""), Box(x, y, *sizes[key])))
        top = y + PADDING + (TITLE if name is not None else 0.0)
        for item in members:
            left, down = inner[key][0][item.name]
            box = Box(x + PADDING + left, top + down, _width(item), _height(item))
            placed.append(ItemBox(item.name, _cut(short_name(item)), box, item))
    for name in graph.outside:
        placed.append(ItemBox(name, _cut(name), Box(*outer.places[f"?{name}"], *sizes[f"?{name}"]), None))
    boxes, of_frame = {each.name: each.box for each in placed}, {each.name: each.box for each in frames}
    return Picture(
        outer.width,
        outer.height,
        tuple(frames),
        tuple(placed),
        tuple(
            (
                call,
                _inside(boxes[call.caller], boxes[call.callee])
                if home[call.caller] == home[call.callee]
                else _between(
                    outer, home[call.caller], home[call.callee], boxes[call.caller], boxes[call.callee], LANE / 4
                ),
            )
            for call in graph.calls
        ),
        tuple(
            (
                environment.name,
                name,
                _between(
                    outer,
                    keys[environment.name],
                    keys[name],
                    of_frame[environment.name],
                    of_frame[name],
                    -LANE / 4,
                    TIP,
                ),
            )
            for environment in graph.environments
            for name in environment.depends_on
            if name in of_frame and environment.name in of_frame and name != environment.name
        ),
    )


def _groups(graph: Graph) -> Iterator[tuple[str, str | None, list[Item]]]:
    """Yield a key, the environment's name, and its tasks or app; a task without an environment is a group."""
    inside: set[str] = set()
    for number, environment in enumerate(graph.environments):
        yield f"e{number}", environment.name, list(environment.items)
        inside.update(task.name for task in environment.tasks)
    for number, task in enumerate(task for task in graph.tasks if task.name not in inside):
        yield f"t{number}", None, [task]


def _inner(graph: Graph, items: list[Item]) -> tuple[dict[str, tuple[float, float]], float, float]:
    """Return the tasks or app of one group: where each is within it, and the room they take."""
    sizes = {item.name: (_width(item), _height(item)) for item in items}
    drawing = layered(sizes, [(call.caller, call.callee) for call in graph.calls], TASK_GAP)
    return dict(drawing.places), drawing.width, drawing.height


def about(item: Item) -> list[str]:
    """Return the lines below a name: what a task asks for, or is, and its triggers; what an app is, and asks for."""
    resources = item.resources
    words = [
        str(resources[name]) + (" cpu" if name == "cpu" else "") for name in ("cpu", "memory") if name in resources
    ]
    words += [f"gpu {resources['gpu'].request}"] if "gpu" in resources else []
    asked = ", ".join(words)
    if isinstance(item, AppSummary):
        lines = [f"{type_text(item)}, port {item.port}" if item.port else type_text(item), asked]
    else:
        first = asked or (item.type if item.type != "python" else "")
        lines = [first, *(f"trigger {trigger.name}" for trigger in item.triggers)]
    return [_cut(line) for line in lines if line]


def _width(item: Item) -> float:
    return max([_text_width(short_name(item)), *(_text_width(line, 6.8) for line in about(item))])


def _height(item: Item) -> float:
    return LINE + ABOUT * max(len(about(item)) - 1, 0)


def _text_width(text: str, character: float = CHARACTER) -> float:
    return max(60.0, min(len(text), MOST_CHARACTERS) * character + 22)


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def _inside(start: Box, end: Box) -> Arrow:
    """Draw a curve between two tasks of one environment: from the right side of one to the left side of the other."""
    if start == end:
        x, y = start.x + start.width, start.middle
        path = f"M{x:.1f} {y - 7:.1f} C{x + 17:.1f} {y - 15:.1f} {x + 17:.1f} {y + 15:.1f} {x:.1f} {y + 7:.1f}"
        return Arrow(path, (x - 4, start.y))
    x1, y1, x2, y2 = start.x + start.width, start.middle, end.x, end.middle
    if x2 > x1:
        return Arrow(f"M{x1:.1f} {y1:.1f}{_curve((x1, y1), (x2, y2))}", ((x1 + x2) / 2, (y1 + y2) / 2))
    # Backwards, or one above the other: out to the right, and in from the right.
    x2 = end.x + end.width
    out = max(x1, x2) + 34
    path = f"M{x1:.1f} {y1:.1f} C{out:.1f} {y1:.1f} {out:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return Arrow(path, (out - 8, (y1 + y2) / 2))


def _between(drawing: Drawing, a: str, b: str, start: Box, end: Box, shift: float, tip: float = 0.0) -> Arrow:
    """Draw from one environment to another: straight through each layer, by its lane, and in curves between layers.

    Args:
        shift: how far from the middle of a lane.
        tip: how much of the way the arrowhead takes.
    """
    below = 0.0
    if (a, b) in drawing.lanes:
        points = _way(drawing, (a, b), start, end, shift)
        stop, nearest = points[-1][0] - tip, min
    else:  # it closes a circle: the way from the other side, turned round
        points = _way(drawing, (b, a), end, start, shift)[::-1]
        stop, nearest, below = points[-1][0] + tip, max, LABEL  # where one leads there, its label is above
    points[-2:] = [(nearest(points[-2][0], stop), points[-2][1]), (stop, points[-1][1])]
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for number, (point, following) in enumerate(pairwise(points)):
        if point != following:  # a way of no length would turn the arrowhead
            path += _curve(point, following) if number % 2 else f" H{following[0]:.1f}"
    (x1, y1), (x2, y2) = points[1:3]
    return Arrow(path, ((x1 + x2) / 2, (y1 + y2) / 2 + below))


def _way(drawing: Drawing, homes: tuple[str, str], start: Box, end: Box, shift: float) -> list[tuple[float, float]]:
    """Return the points of a way to the right: in pairs, each at one height."""
    points = [(start.x + start.width, start.middle), (drawing.rights[homes[0]], start.middle)]
    for lane in drawing.lanes[homes]:
        points += [(lane.left, lane.y + shift), (lane.right, lane.y + shift)]
    return [*points, (drawing.places[homes[1]][0], end.middle), (end.x, end.middle)]


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    middle = (start[0] + end[0]) / 2
    return f" C{middle:.1f} {start[1]:.1f} {middle:.1f} {end[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
