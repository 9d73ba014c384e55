"""The drawing of a graph: no box on another, arrows to the right, whatever the graph."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from flytex_cli.graph.layout import layered
from flytex_cli.graph.picture import to_picture
from flytex_cli.inspect.model import TaskSummary
from tests.graph.graph_sample import sample

GAP = (30.0, 10.0)
names = st.integers(0, 12).map(str)


@given(
    st.dictionaries(names, st.tuples(st.floats(1, 90), st.floats(1, 60)), max_size=10),
    st.lists(st.tuples(names, names), max_size=20),
)
def test_no_box_lies_on_another(sizes, edges):
    """Every box is placed, within the drawing, apart from all others; the same every time."""
    drawing = layered(sizes, edges, GAP)
    assert drawing == layered(sizes, edges, GAP)
    assert set(drawing.places) == set(sizes)
    for name, (x, y) in drawing.places.items():
        assert x >= -0.01
        assert y >= -0.01
        assert x + sizes[name][0] <= drawing.width + 0.01
        assert y + sizes[name][1] <= drawing.height + 0.01
    for one, other in itertools.combinations(sizes, 2):
        (x1, y1), (x2, y2) = drawing.places[one], drawing.places[other]
        apart = (
            x1 + sizes[one][0] <= x2 + 0.01
            or x2 + sizes[other][0] <= x1 + 0.01
            or y1 + sizes[one][1] <= y2 + 0.01
            or y2 + sizes[other][1] <= y1 + 0.01
        )
        assert apart, (one, other)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(6, 12)), max_size=20))
def test_arrows_lead_to_the_right(pairs):
    """Where there is no circle."""
    edges = [(str(a), str(b)) for a, b in pairs]
    sizes = {name: (40.0, 20.0) for edge in edges for name in edge}
    places = layered(sizes, edges, GAP).places
    assert all(places[a][0] + 40 <= places[b][0] for a, b in edges)


@given(
    st.dictionaries(names, st.tuples(st.floats(1, 90), st.floats(1, 60)), min_size=3, max_size=10),
    st.lists(st.tuples(names, names), max_size=20),
)
def test_lanes_are_free(sizes, edges):
    """Each leads through a layer without a box, to the right of the one before."""
    drawing = layered(sizes, edges, GAP)
    for (a, b), lanes in drawing.lanes.items():
        stops = [drawing.rights[a], *(x for lane in lanes for x in (lane.left, lane.right)), drawing.places[b][0]]
        assert stops == sorted(stops)
        for lane, (name, (x, y)) in itertools.product(lanes, drawing.places.items()):
            apart = x + sizes[name][0] < lane.left or x > lane.right
            assert apart or not y < lane.y < y + sizes[name][1], name


def test_a_circle_is_drawn_all_the_same():
    """One arrow of it leads back."""
    sizes = dict.fromkeys("abc", (40.0, 20.0))
    places = layered(sizes, [("a", "b"), ("b", "c"), ("c", "a")], GAP).places
    assert places["a"][0] < places["b"][0] < places["c"][0]


def test_nothing_is_drawn_of_nothing():
    """An empty drawing has no size."""
    drawing = layered({}, [], GAP)
    assert (drawing.places, drawing.width, drawing.height) == ({}, 0.0, 0.0)


def test_tasks_lie_in_their_environment():
    """Inside its frame, below its title."""
    picture = to_picture(sample())
    frames = {frame.name: frame.box for frame in picture.frames}
    for placed in picture.items:
        if isinstance(placed.item, TaskSummary):
            frame = frames[placed.item.environment]
            assert frame.x < placed.box.x
            assert frame.y < placed.box.y
            assert placed.box.x + placed.box.width < frame.x + frame.width
            assert placed.box.y + placed.box.height < frame.y + frame.height
