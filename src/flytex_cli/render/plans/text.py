"""A plan as text."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.plan.model import Group
from flytex_cli.plan.report import PlanReport
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.text import Line, to_plain
from flytex_cli.render.inspections.details import trigger_lines
from flytex_cli.render.plans.words import bundle_text, change_text, counts_text, image_text, item_text, triggers


def render(report: PlanReport) -> bytes:
    """Write the plan without colours."""
    return to_plain(plan_lines(report))


def plan_lines(report: PlanReport) -> Iterator[Line]:
    """Lay out the images, the groups in their order, the version, and what cannot be known."""
    plan = report.plan
    images = plan.images if report.changes is None else ()
    for planned in images:
        yield [("image  ", "cyan"), (escape_line(planned.image.uri), "bold"), (f"  {image_text(planned)}", "dim")]
        yield [("       for ", "dim"), (escape_line(", ".join(planned.environments)), "")]
    if images:
        yield []
    for bundle in plan.bundles if report.changes is None else ():
        yield [
            ("code   ", "cyan"),
            (bundle_text(bundle), ""),
            (f"  for {escape_line(', '.join(bundle.environments))}", "dim"),
        ]
    if plan.bundles and report.changes is None:
        yield []
    for number, group in enumerate(report.groups, start=1):
        yield from _group(report, group, number)
        yield []
    gone = "  is gone here; a deployment does not remove it"
    for name in report.removed:
        yield [("left   ", "cyan"), (escape_line(name), "bold"), (gone, "dim")]
    if report.removed:
        yield []
    yield [("version  ", "cyan"), (escape_line(plan.version) if plan.version else "made by the deployment", "")]
    for sentence in plan.unknown:
        yield [("not known offline: ", "yellow"), (escape_line(sentence), "")]
    yield [(counts_text(report), "bold")]


def _group(report: PlanReport, group: Group, number: int) -> Iterator[Line]:
    names = ", ".join(each.name for each in group.environments)
    yield [(f"group {number}  ", "cyan"), (escape_line(names), "bold")]
    for item in group.items:
        if not report.shows(item):
            continue
        about = item_text(item)
        yield [("  ", ""), (escape_line(item.name), ""), (f"  {about}" if about else "", "dim")]
        if change := change_text(report, item):
            yield [(f"    {change}", "yellow")]
        for trigger in triggers(item):
            for line in trigger_lines(trigger):
                yield [(f"    trigger {escape_line(line)}" if not line.startswith(" ") else f"    {line}", "magenta")]
