"""What the picture of the page shows: no line across a title, heads on all arrows, every trigger, the whole of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness import FIXTURES
from tests.render.graphs.browser import Page, browser

pytestmark = pytest.mark.xdist_group("page")

FLOWS = """
    import flyte

    low = flyte.TaskEnvironment("low")
    steps = flyte.TaskEnvironment("steps-of-the-pipeline", resources=flyte.Resources(cpu=2), depends_on=[low])
    evaluation = flyte.TaskEnvironment("evaluation", depends_on=[low])
    flow = flyte.TaskEnvironment("flow", depends_on=[steps, evaluation, low])

    @low.task
    async def base(x: int) -> int:
        return await base(x - 1) if x else x

    @evaluation.task
    async def score(x: int) -> int:
        return await base(x)

    @evaluation.task
    async def compare(x: int) -> int:
        return await base(x)

    @steps.task
    async def clean(x: int) -> int:
        return x

    @steps.task
    async def train(x: int) -> int:
        return await clean(x)

    @flow.task(triggers=[flyte.Trigger(name, flyte.Cron("0 2 * * *")) for name in ("nightly", "again", "once-more")])
    async def main(x: int = 1) -> int:
        return await train(x) + await score(x) + await compare(x) + await base(x)
"""
CIRCLE = """
    import flyte

    alpha = flyte.TaskEnvironment("alpha-with-a-long-title-over-it")
    beta = flyte.TaskEnvironment("beta", depends_on=[alpha])
    gamma = flyte.TaskEnvironment("gamma", depends_on=[beta, alpha])
    delta = flyte.TaskEnvironment("delta", depends_on=[gamma, alpha])

    @alpha.task
    async def one(x: int) -> int:
        return await one(x) if x else await four(x)

    @beta.task
    async def two(x: int) -> int:
        return await one(x)

    @gamma.task
    async def three(x: int) -> int:
        return await two(x)

    @delta.task
    async def four(x: int) -> int:
        return await one(x) + await three(x)
"""
CROSSED = """
(() => {
  const titles = [...document.querySelectorAll(".frame text")].map((text) => text.getBBox());
  const found = [];
  for (const path of document.querySelectorAll(".call > path, svg .depends > path")) {
    for (let at = 0; at <= path.getTotalLength(); at += 1) {
      const {x, y} = path.getPointAtLength(at);
      for (const box of titles) {
        if (x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height) found.push([x, y]);
      }
    }
  }
  return found;
})()
"""
ENDS = """
[...document.querySelectorAll("svg .depends")].map((group) => {
  const path = group.querySelector("path");
  const length = path.getTotalLength();
  const before = path.getPointAtLength(length - 0.5);
  const end = path.getPointAtLength(length);
  const marker = document.querySelector(getComputedStyle(path).markerEnd.match(/#[\\w-]+/)[0]);
  const tip = { x: end.x + Math.sign(end.x - before.x) * marker.viewBox.baseVal.width, y: end.y };
  const name = group.querySelector("title").textContent.split(" depends on ")[1];
  const frame = [...document.querySelectorAll(".frame")].find((each) => each.querySelector("text").textContent === name);
  const box = frame.querySelector("rect").getBBox();
  return Math.min(Math.abs(tip.x - box.x), Math.abs(tip.x - box.x - box.width)) + (tip.y > box.y && tip.y < box.y + box.height ? 0 : 99);
})
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One browser for all tests."""
    with browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.fixture
def shown(flytex, write, page, tmp_path):
    """The page of some source, or of the fixtures, opened."""

    def show(source: str | None, width: int = 1280, height: int = 800) -> None:
        path = FIXTURES if source is None else write("flow.py", source)
        file = Path(tmp_path / "page.html")
        flytex("graph", path, "--root-dir", path if source is None else ".", "-f", "html", "-o", file, "-q")
        page.open(file, width, height)

    return show


@pytest.mark.parametrize("source", [FLOWS, CIRCLE, None], ids=["flows", "circle", "fixtures"])
def test_no_line_crosses_a_title(page, shown, source):
    """A line that passes an environment goes around it."""
    shown(source)
    assert page.run("document.querySelectorAll('.call > path').length") > 4
    assert page.run(CROSSED) == []


@pytest.mark.parametrize(("source", "count"), [(FLOWS, 5), (CIRCLE, 5)], ids=["flows", "circle"])
def test_every_dependency_ends_in_a_head(page, shown, source, count):
    """At the edge of the environment that is depended on."""
    shown(source)
    distances = page.run(ENDS)
    assert len(distances) == count
    assert max(distances) < 2


def test_a_task_shows_all_its_triggers(page, shown):
    """Inside its box."""
    shown(FLOWS)
    lines = "[...document.querySelectorAll('.task[data-name=\"flow.main\"] .about')]"
    assert page.run(f"{lines}.map((line) => line.textContent)") == [
        *("trigger nightly", "trigger again", "trigger once-more")
    ]
    box = "document.querySelector('.task[data-name=\"flow.main\"] rect').getBBox()"
    assert page.run(f"{lines}.every((line) => line.getBBox().y + line.getBBox().height <= {box}.y + {box}.height)")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (400, 800), (1280, 400)])
def test_the_whole_picture_is_seen_at_first(page, shown, width, height):
    """Beside the legend and the buttons, which fit."""
    shown(None, width, height)
    edges = "((box) => [box.left, box.top, box.right, box.bottom])"
    left, top, right, bottom = page.run(f"{edges}(document.querySelector('.picture').getBoundingClientRect())")
    for selector in (".node rect", ".legend", ".legend li", ".zoom"):
        for box in page.run(
            f"[...document.querySelectorAll('{selector}')].map((one) => {edges}(one.getBoundingClientRect()))"
        ):
            assert left <= box[0] < box[2] <= right
            assert top <= box[1] < box[3] <= bottom
    legend, zoom = (
        page.run(f"{edges}(document.querySelector('{each}').getBoundingClientRect())") for each in (".legend", ".zoom")
    )
    assert zoom[2] < legend[0]
    lowest = page.run(
        "Math.max(...[...document.querySelectorAll('.node rect')].map((one) => one.getBoundingClientRect().bottom))"
    )
    assert lowest < min(legend[1], zoom[1])


@pytest.mark.parametrize("table", ["[project]", "[tool.poetry]"])
def test_the_project_is_named(page, shown, write, table):
    """In the window's title and on the page, as text."""
    write("pyproject.toml", f'{table}\nname = "acme <b> flows"\n')
    shown(FLOWS)
    assert page.run("document.title") == "acme <b> flows: Flyte tasks"
    assert page.run("document.querySelector('h1').textContent") == "acme <b> flows: Flyte tasks"


def test_a_project_without_a_name(page, shown, write):
    write("pyproject.toml", "[project]\nname = 3\n")
    shown(FLOWS)
    assert page.run("document.title") == "Flyte tasks"
