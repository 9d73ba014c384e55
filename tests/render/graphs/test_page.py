"""The page of `flytex graph --format html`, opened in headless Chromium."""

from __future__ import annotations

import html.parser
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from flytex_cli.render.graphs import GraphFormat
from tests.graph.graph_sample import sample
from tests.harness import FIXTURES
from tests.render.graphs.browser import Page, browser

pytestmark = pytest.mark.xdist_group("page")

WIDTHS = (1280, 400)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One browser for all tests."""
    with browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.fixture
def fixtures_page(tmp_path_factory, flytex) -> Path:
    """The page of the fixtures."""
    file = tmp_path_factory.getbasetemp() / "fixtures.html"
    if not file.exists():
        assert flytex("graph", FIXTURES, "--root-dir", FIXTURES, "-f", "html", "-o", file, "-q").code == 0
    return file


@pytest.fixture
def hostile_page(tmp_path) -> Path:
    """The page of the hostile sample."""
    file = tmp_path / "hostile.html"
    file.write_bytes(GraphFormat.HTML.render(sample()))
    return file


def is_clean(page: Page, file: Path) -> bool:
    """No error in the console, nothing refused, and no request but for the page itself."""
    assert page.problems == []
    assert set(page.requests) <= {file.absolute().as_uri(), "about:blank", "data:,"}
    return True


@pytest.fixture(autouse=True)
def _forget(page: Page) -> None:
    page.problems.clear()
    page.requests.clear()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("dark", [False, True])
def test_it_renders(page, fixtures_page, tmp_path, width, dark):
    """Every task and app as a box and a row, at both widths and in both themes, within the screen's width."""
    page.open(fixtures_page, width, dark=dark)
    assert page.run("document.querySelectorAll('.task:not(.outside)').length") == 45
    assert page.run("document.querySelectorAll('.node.app').length") == 18
    assert page.run("document.querySelectorAll('tbody tr').length") == 63
    assert page.run("document.querySelectorAll('.call').length") == 10
    assert page.run("document.documentElement.scrollWidth") <= width
    ground = page.run("getComputedStyle(document.body).backgroundColor")
    ink = page.run("getComputedStyle(document.body).color")
    assert contrast(ground, ink) > 7
    assert (luminance(ground) < 0.2) is dark
    shot = page.screenshot()
    assert struct.unpack(">II", shot[16:24]) == (width, 800)
    assert len(shot) > 10_000
    assert is_clean(page, fixtures_page)


@pytest.mark.parametrize("dark", [False, True])
def test_all_text_is_readable(page, hostile_page, dark):
    """Contrast of at least 4.5 between what is written and what it is written on (WCAG AA)."""
    page.open(hostile_page, dark=dark)
    page.click('.task[data-name="low.main"] rect')
    color = "getComputedStyle(document.querySelector('{}')).{}"
    for text, ground, kind in (
        (".task text", ".task rect", "fill"),
        (".task .about", ".task rect", "fill"),
        (".frame text", ".frame rect", "fill"),
        ("td button", ".list", "color"),
        ("td.place", ".list", "color"),
        ("header p", "header", "color"),
        (".details h3", ".details", "color"),
        (".details .where", ".details", "color"),
    ):
        inks = page.run(color.format(text, kind))
        grounds = page.run(color.format(ground, "fill" if kind == "fill" else "backgroundColor"))
        assert contrast(inks, grounds) >= 4.5, (text, inks, grounds)


def luminance(color: str) -> float:
    channels = [int(number) / 255 for number in re.findall(r"\d+", color)[:3]]
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("selector", ['.task[data-name="light.report"] rect', 'tr[data-name="light.report"] button'])
def test_a_click_shows_a_task(page, fixtures_page, width, selector):
    """In the picture or the table: its signature, place, and calls, which lead on; closing gives the page back."""
    page.open(fixtures_page, width, 900)
    if selector.startswith(".task"):
        page.click("[data-zoom=fit]")
    page.click(selector)
    shown = page.run("document.querySelector('.details').innerText")
    assert not page.run("document.querySelector('.details').hidden")
    for text in ("light.report", "environments.py:19", "title: str = 'Total'", "heavy.crunch", "copied.report_again"):
        assert text in shown
    assert page.run("document.querySelectorAll('.call.chosen').length") == 2
    assert page.run("document.querySelector('tr.chosen').dataset.name") == "light.report"
    page.click(".details .links button")
    assert page.run("document.querySelector('.details h2').textContent") == "heavy.crunch"
    page.click(".details .close")
    assert page.run("document.querySelector('.details').hidden")
    assert page.run("document.querySelectorAll('.chosen').length") == 0
    assert is_clean(page, fixtures_page)


def test_search_narrows_the_table(page, fixtures_page):
    """All words, anywhere: names, files, images, resources; what is left out fades in the picture."""
    page.open(fixtures_page)
    page.click("input[type=search]")
    page.type("shop load")
    visible = "[...document.querySelectorAll('tbody tr')].filter((row) => row.checkVisibility()).map((row) => row.dataset.name)"
    assert page.run(visible) == ["shop-steps.load"]
    assert page.run("document.querySelector('.count').textContent") == "1 of 45 tasks, 18 apps"
    assert page.run("document.querySelectorAll('.node.faded').length") == 62
    page.type(" nowhere")
    assert page.run(visible) == []
    assert page.run("document.querySelector('.nothing').checkVisibility()")
    page.press("Escape")
    assert len(page.run(visible)) == 63
    page.type("a100")
    assert page.run(visible) == ["trainer.train", "sliced.embed"]
    assert is_clean(page, fixtures_page)


def test_it_is_usable_without_a_mouse(page, fixtures_page):
    """Slash searches, tab reaches tasks, enter opens, escape closes and gives the focus back; arrows and plus move."""
    page.open(fixtures_page)
    page.press("/", "/")
    assert page.run("document.activeElement.type") == "search"
    assert page.run("document.activeElement.value") == ""
    page.press("Tab")
    assert page.run("document.activeElement.tagName") == "svg"
    before = page.run("document.querySelector('svg').getAttribute('viewBox')")
    page.press("+", "+")
    page.press("ArrowRight")
    assert page.run("document.querySelector('svg').getAttribute('viewBox')") != before
    page.press("0", "0")
    assert page.run("document.querySelector('svg').getAttribute('viewBox')") == before
    page.press("Tab")
    focused = page.run("document.activeElement.dataset.name")
    assert focused
    page.press("Enter")
    assert page.run("document.querySelector('.details h2').textContent") == focused
    assert page.run("document.activeElement.className") == "close"
    page.press("Escape")
    assert page.run("document.querySelector('.details').hidden")
    assert page.run("document.activeElement.dataset.name") == focused
    assert is_clean(page, fixtures_page)


def test_the_picture_can_be_zoomed_and_moved(page, fixtures_page):
    """By wheel, by dragging, by buttons; dragging over a task does not open it."""
    page.open(fixtures_page)
    width = "document.querySelector('svg').viewBox.baseVal.width"
    left = "document.querySelector('svg').viewBox.baseVal.x"
    whole = page.run(width)
    page.send("Input.dispatchMouseEvent", type="mouseWheel", x=300, y=300, deltaX=0, deltaY=-300)
    page.run("new Promise(requestAnimationFrame)")
    assert page.run(width) < whole
    start = page.run(left)
    for kind, x in (("mousePressed", 300), ("mouseMoved", 360), ("mouseMoved", 420), ("mouseReleased", 420)):
        page.send("Input.dispatchMouseEvent", type=kind, x=x, y=300, button="left", buttons=1, clickCount=1)
    assert page.run(left) < start
    assert page.run("document.querySelector('.details').hidden")
    page.click("[data-zoom=fit]")
    assert page.run(width) == whole
    assert is_clean(page, fixtures_page)


def test_text_of_users_is_never_markup(page, hostile_page):
    """Names, docs and signatures that would be scripts are text; nothing runs, nothing is asked for."""
    page.open(hostile_page)
    assert page.run("document.querySelectorAll('img, script').length") == 2
    page.click('.task[data-name="a.child"] rect')
    assert "<img src=x onerror=alert(1)>" in page.run("document.querySelector('.details').innerText")
    assert page.run("document.querySelector('.details').querySelectorAll('img, script, b').length") == 0
    assert page.run("document.querySelector('.frame text').textContent").startswith('a "b" </script>')
    assert is_clean(page, hostile_page)


def test_the_policy_forbids_the_network(page, hostile_page):
    """Even a script of the page could ask for nothing: the policy refuses it, and that is seen by this test."""
    page.open(hostile_page)
    refused = page.run("fetch('https://example.com/').then(() => 'asked', () => 'refused')")
    assert refused == "refused"
    assert any("Content Security Policy" in problem for problem in page.problems)
    page.run("document.body.insertAdjacentHTML('beforeend', '<img src=\"https://example.com/x.png\">')")
    page.run("document.body.insertAdjacentHTML('beforeend', '<p onclick=\"window.hit = 1\" id=p>x</p>')")
    page.run("document.getElementById('p').click()")
    assert page.run("window.hit") is None
    page.run("new Promise((done) => setTimeout(done, 50))")
    assert page.refused == {"https://example.com/x.png": "csp"}
    assert {url for url in page.requests if url.startswith("http")} <= set(page.refused)


def test_the_page_is_one_file():
    """No address of anything but itself; every element is closed."""
    text = GraphFormat.HTML.render(sample()).decode()
    outside = text.replace("http://www.w3.org", "")
    assert not re.search(r"(src|href)=\"(?!data:)|https?://|@import|url\((?!#)", outside.split('id="data"')[0])
    assert "\u2028" not in text
    assert "\x1b" not in text
    open_elements: list[str] = []
    voids = {"meta", "link", "input", "wbr", "br", "path", "rect"}

    class Checker(html.parser.HTMLParser):
        def handle_starttag(self, tag, attributes):
            if tag not in voids:
                open_elements.append(tag)

        def handle_startendtag(self, tag, attributes):
            assert tag in voids

        def handle_endtag(self, tag):
            assert open_elements.pop() == tag

    Checker().feed(text)
    assert open_elements == []
