"""Apps on the page of `flytex graph --format html`, opened in headless Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.end_to_end.test_graph_apps import SERVING, TRAINING
from tests.render.graphs.browser import Page, browser
from tests.render.graphs.test_page import contrast

pytestmark = pytest.mark.xdist_group("page")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One browser for all tests."""
    with browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.fixture
def shown(flytex, write, page, tmp_path):
    """The page of two apps and three tasks, opened."""

    def show(width: int = 1280, *, dark: bool = False) -> None:
        write("serving.py", SERVING)
        write("training.py", TRAINING)
        assert flytex("graph", ".", "-f", "html", "-o", "page.html", "-q").code == 0
        page.problems.clear()
        page.open(tmp_path / "page.html", width, dark=dark)

    return show


def texts(page: Page, selector: str) -> list[str]:
    return page.run(f"[...document.querySelectorAll({selector!r})].map((each) => each.textContent)")


def test_an_app_is_drawn_in_its_environment(page, shown):
    """With what it is and asks for; round, unlike a task; one that is not shown is outside."""
    shown()
    assert page.run("document.title") == "Flyte tasks and apps"
    assert texts(page, "header p") == ["3 tasks, 2 apps in 4 environments, 7 links, 1 call not resolved"]
    assert texts(page, '.app[data-name="features"] text') == ["features", "app, port 8080", "1 cpu, 1Gi"]
    assert texts(page, '.app[data-name="api"] text') == ["api", "FastAPI app, port 8080"]
    assert texts(page, ".node.outside text") == ["elsewhere", "not shown"]
    radius = "parseFloat(document.querySelector('{} rect').getAttribute('rx'))"
    assert page.run(radius.format(".node.app")) > page.run(radius.format(".task"))
    inside = """
    [...document.querySelectorAll(".node.app")].map((app) => {
      const name = app.dataset.name;
      const frame = [...document.querySelectorAll(".frame")].find((each) => each.querySelector("text").textContent === name);
      const [inner, outer] = [app, frame].map((each) => each.querySelector("rect").getBBox());
      return inner.x > outer.x && inner.y > outer.y && inner.x + inner.width < outer.x + outer.width
        && inner.y + inner.height < outer.y + outer.height;
    })
    """
    assert page.run(inside) == [True, True]
    assert page.problems == []


def test_links_of_apps_are_arrows(page, shown):
    """Dashed and labelled where an address or output is taken; the legend says so."""
    shown()
    arrows = """
    [...document.querySelectorAll(".call")].map((call) =>
      [call.dataset.from, call.dataset.to, call.getAttribute("class"), call.querySelector("text").textContent].join(" | "))
    """
    assert page.run(arrows) == [
        "training.evaluate | api | call need | endpoint",
        "checks.smoke | api | call need | endpoint, via address",
        "checks.smoke | features | call need | endpoint, via address",
        "api | training.evaluate | call pass | pass",
        "api | training.train | call | call, output",
        "api | features | call need | endpoint",
        "api | elsewhere | call need | endpoint",
    ]
    assert texts(page, ".legend li") == ["app", "calls", "is passed on", "address or output", "depends on"]
    overlap = """
    (() => {
      const boxes = [...document.querySelectorAll(".call text")].map((text) => text.getBBox());
      return boxes.some((a, i) => boxes.slice(i + 1).some((b) => a.x < b.x + b.width && b.x < a.x + a.width
        && a.y < b.y + b.height && b.y < a.y + a.height));
    })()
    """
    assert page.run(overlap) is False


@pytest.mark.parametrize("selector", ['.app[data-name="api"] rect', 'tr[data-name="api"] button'])
def test_a_click_shows_an_app(page, shown, selector):
    """Its kind and place, its links both ways, how it is served, its parameters."""
    shown()
    page.click(selector)
    details = page.run("document.querySelector('.details').innerText")
    for text in (
        *("AppEnvironment, serving.py:8", "Takes the address or output of", "Needed by"),
        *(
            "training.train (call, output; serving.py:37)",
            "checks.smoke (endpoint; via serving:address; serving.py:47)",
        ),
        *("step(...) at serving.py:33: a local variable", "no auth", "function serving:serve", "fserve"),
        *("model = RunOutput(type='file', task_name='training.train'), mounted at /model", "ghcr.io/acme/api:1"),
    ):
        assert text in details
    assert page.run("document.querySelectorAll('.call.chosen').length") == 6
    assert page.run("document.querySelector('tr.chosen').dataset.name") == "api"
    page.run(
        "[...document.querySelectorAll('.details .links button')].find((each) => each.textContent === 'features').click()"
    )
    assert page.run("document.querySelector('.details h2').textContent") == "features"
    assert page.problems == []


def test_the_search_finds_apps(page, shown):
    """By name, kind, parameter; the count is of all that is shown."""
    shown()
    assert texts(page, ".count") == ["3 tasks, 2 apps"]
    page.click("input[type=search]")
    page.type("fastapi")
    visible = "[...document.querySelectorAll('tbody tr')].filter((row) => row.checkVisibility()).map((row) => row.dataset.name)"
    assert page.run(visible) == ["api"]
    assert texts(page, ".count") == ["1 of 3 tasks, 2 apps"]
    assert page.run("document.querySelectorAll('.node.faded').length") == 4
    assert page.problems == []


@pytest.mark.parametrize("dark", [False, True])
def test_an_app_is_readable(page, shown, dark):
    """Contrast of at least 4.5 (WCAG AA), on a narrow screen too."""
    shown(400, dark=dark)
    color = "getComputedStyle(document.querySelector('{}')).{}"
    for text, ground, kind, under in (
        (".node.app text", ".node.app rect", "fill", "fill"),
        (".node.app .about", ".node.app rect", "fill", "fill"),
        (".kind", ".list", "color", "backgroundColor"),
    ):
        assert contrast(page.run(color.format(text, kind)), page.run(color.format(ground, under))) >= 4.5
    assert page.run("document.documentElement.scrollWidth") <= 400
