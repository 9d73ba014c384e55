"""A graph as one self-contained page: a picture to zoom, a table beside it, a search, details on click.

The page asks the network for nothing, and its Content-Security-Policy forbids it to: the one style and the one script
are allowed by their hashes. Text of users is escaped here or set as text by the script, never as markup.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

from flytex_cli.graph.model import NEEDS, Graph, Link
from flytex_cli.graph.picture import ABOUT, TIP, Arrow, Box, ItemBox, Picture, about, to_picture
from flytex_cli.inspect.columns import Item, type_text
from flytex_cli.inspect.images import short_image
from flytex_cli.inspect.model import AppSummary
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.graphs.json import to_object
from flytex_cli.render.graphs.words import counted, counts, label

_PAGE = Path(__file__).with_name("page")
_MARGIN = 24.0
_FIELDS = ("cpu", "memory", "gpu")


def render(graph: Graph) -> bytes:
    """Write the page."""
    style, script = ((_PAGE / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    environments = counted(len(graph.environments), "environment")
    summary = f"{counts(graph)} in {environments}, {counted(len(graph.calls), 'link')}"
    doubts = f", {counted(len(graph.unresolved), 'call')} not resolved" if graph.unresolved else ""
    kinds = [kind for kind, items in (("tasks", graph.tasks), ("apps", graph.apps)) if items] or ["tasks"]
    title = f"Flyte {' and '.join(kinds)}"
    title = f"{graph.project}: {title}" if graph.project else title
    parts = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy, quote=True)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(title)}</title>",
        '<link rel="icon" href="data:,">',
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        f"<header><h1>{_text(title)}</h1><p>{summary}{doubts}</p>",
        '<div class="search"><input type="search" placeholder="Search (press /)" aria-label="Search tasks and apps">'
        f'<span class="count" role="status">{counts(graph)}</span></div></header>',
        '<main class="picture">',
        *_svg(graph, to_picture(graph)),
        '<div class="zoom"><button type="button" data-zoom="in" aria-label="Zoom in">+</button>'
        '<button type="button" data-zoom="out" aria-label="Zoom out">−</button>'
        '<button type="button" data-zoom="fit" aria-label="Show all">⤢</button></div>',
        f'<ul class="legend">{_legend(graph)}</ul>',
        "</main>",
        '<section class="list" aria-label="Tasks and apps">',
        *_table(graph),
        '<p class="nothing" hidden>Nothing matches.</p>',
        "</section>",
        '<aside class="details" role="dialog" aria-labelledby="details-title" hidden></aside>',
        f'<script type="application/json" id="data">{_data(graph)}</script>',
        f"<script>{script}</script>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(parts) + "\n").encode(errors="backslashreplace")  # a path may hold bytes that are no text


def _legend(graph: Graph) -> str:
    """Explain the kinds of arrows, and how apps look; of apps and their links where there are any."""
    signs = [("app", "app")] if graph.apps else []
    signs += [("", "calls"), ("pass", "is passed on")]
    signs += [("need", "address or output")] if any(NEEDS.intersection(call.links) for call in graph.calls) else []
    return "".join(f'<li class="{sign}"><i></i>{text}</li>' for sign, text in [*signs, ("depends", "depends on")])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _data(graph: Graph) -> str:
    """JSON that cannot end its element, nor be anything but JSON in a script."""
    text = json.dumps(to_object(graph), ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _svg(graph: Graph, picture: Picture) -> Iterator[str]:
    width, height = picture.width + 2 * _MARGIN, picture.height + 2 * _MARGIN
    yield (
        f'<svg viewBox="{-_MARGIN:.0f} {-_MARGIN:.0f} {width:.0f} {height:.0f}" tabindex="0" role="group" '
        'aria-label="Tasks, apps and their links; arrow keys move, plus and minus zoom" '
        'preserveAspectRatio="xMidYMid meet">'
    )
    yield (
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto" '
        'markerUnits="userSpaceOnUse"><path class="tip" d="M0 0 L8 4 L0 8 z"/></marker>'
        f'<marker id="tip-depends" viewBox="0 0 {TIP:.0f} 12" refX="0" refY="6" markerWidth="{TIP:.0f}" '
        f'markerHeight="12" orient="auto" markerUnits="userSpaceOnUse"><path class="tip depends-tip" '
        f'd="M0 0 L{TIP:.0f} 6 L0 12 z"/></marker></defs>'
    )
    for frame in picture.frames:
        name = "" if frame.name is not None else " bare"
        yield f'<g class="frame{name}">{_rectangle(frame.box, 10)}'
        yield f'<text x="{frame.box.x + 14:.1f}" y="{frame.box.y + 22:.1f}">{_text(frame.label)}</text></g>'
    for start, end, arrow in picture.depends:
        yield f'<g class="depends"><title>{_text(f"{start} depends on {end}")}</title>'
        yield f'<path d="{arrow.path}" marker-end="url(#tip-depends)"/></g>'
    for call, arrow in picture.calls:
        links = set(call.links)
        kind = " pass" if links == {Link.PASS} else " need" if links <= NEEDS else ""
        yield f'<g class="call{kind}" data-from="{_text(call.caller)}" data-to="{_text(call.callee)}">'
        yield f'<path d="{arrow.path}" marker-end="url(#tip)"/>{_arrow_label(label(call), arrow)}</g>'
    doubtful = {each.caller for each in graph.unresolved}
    for placed in picture.items:
        yield from _node(placed, placed.name in doubtful)
    yield "</svg>"


def _arrow_label(text: str, arrow: Arrow) -> str:
    x, y = arrow.middle
    return f'<text x="{x:.1f}" y="{y - 4:.1f}">{_text(text)}</text>' if text else ""


def _node(placed: ItemBox, doubtful: bool) -> Iterator[str]:
    box, item, name = placed.box, placed.item, _text(placed.name)
    lines = about(item) if item is not None else ["not shown"]
    is_app = isinstance(item, AppSummary)
    kinds = (
        f"node {'app' if is_app else 'task'}" + (" outside" if item is None else "") + (" doubtful" if doubtful else "")
    )
    role = 'tabindex="0" role="button"' if item is not None else 'role="img"'
    title = name if item is None else _text(item.kind if isinstance(item, AppSummary) else item.signature)
    spoken = f"app {name}" if is_app else name
    yield f'<g class="{kinds}" data-name="{name}" {role} aria-label="{spoken}">'
    yield f"<title>{title}</title>{_rectangle(box, 18 if is_app else 6)}"
    first = box.y + (19.0 if lines else 26.0)
    yield f'<text x="{box.x + 11:.1f}" y="{first:.1f}">{_text(placed.label)}</text>'
    for number, line in enumerate(lines):
        yield f'<text class="about" x="{box.x + 11:.1f}" y="{box.y + 34 + number * ABOUT:.1f}">{_text(line)}</text>'
    yield "</g>"


def _rectangle(box: Box, radius: int) -> str:
    return f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="{radius}"/>'


def _table(graph: Graph) -> Iterator[str]:
    yield '<table><thead><tr><th>Name</th><th class="extra">Resources</th><th class="extra">Image</th><th>Place</th>'
    yield "</tr></thead><tbody>"
    for item in graph.items:
        image = short_image(item.image.uri)
        resources = ", ".join(f"{name} {item.resources[name]}" for name in _FIELDS if name in item.resources)
        kind = f'<span class="kind">{_text(type_text(item))}</span>' if isinstance(item, AppSummary) else ""
        yield (
            f'<tr data-name="{_text(item.name)}" data-text="{_text(_searched(item))}">'
            f'<td><button type="button">{_breakable(item.name)}</button>{kind}</td>'
            f'<td class="extra">{_text(resources)}</td><td class="extra place">{_breakable(image)}</td>'
            f'<td class="place">{_breakable(str(item.location))}</td></tr>'
        )
    yield "</tbody></table>"


def _searched(item: Item) -> str:
    """Return what the search looks in."""
    words = [item.name, type_text(item), item.image.uri, item.location.file]
    if isinstance(item, AppSummary):
        words += [item.kind, item.description or "", *item.address, *(each.name for each in item.parameters)]
    else:
        words += [item.environment or "", item.signature, *(trigger.name for trigger in item.triggers)]
    words += [secret.key for secret in item.secrets]
    words += [f"{name} {amount}" for name, amount in item.resources.items()]
    return " ".join(words).lower()


def _breakable(text: str) -> str:
    """Let a name or path break where its parts meet."""
    return re.sub(r"(?<=[._/:-])(?=\w)", "<wbr>", _text(text))


def _text(text: str) -> str:
    """Text of users in an element or an attribute, on one line."""
    return html.escape(escape_line(text), quote=True)
