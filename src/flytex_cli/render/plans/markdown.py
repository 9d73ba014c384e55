"""A plan as a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.plan.model import Group
from flytex_cli.plan.report import PlanReport
from flytex_cli.render.common.markdown import code
from flytex_cli.render.plans.words import bundle_text, change_text, counts_text, image_text, item_text, triggers

MAX_BYTES = 60_000
"""GitHub takes comments of 65,536 characters: groups that would go beyond are left out, and a note says so."""


def render(report: PlanReport) -> bytes:
    """Write the whole comment."""
    text = f"### flyte deploy: {counts_text(report)}\n\n"
    if report.changes is not None:
        comparison = report.changes.comparison
        text += f"Only what differs from {code(comparison.old)}.\n\n"
    elif report.plan.images:
        text += "| image | | for |\n|---|---|---|\n"
        for each in report.plan.images:
            users = ", ".join(map(code, each.environments))
            text += f"| {code(each.image.uri)} | {code(image_text(each))} | {users} |\n"
        text += "\n"
    left_out = 0
    for number, group in enumerate(report.groups, start=1):
        part = "".join(f"{line}\n" for line in _group(report, group, number))
        if len((text + part).encode()) > MAX_BYTES:
            left_out += 1
        else:
            text += part
    shipped = report.plan.bundles if report.changes is None else ()
    code_of = [f"Code for {', '.join(map(code, each.environments))}: {bundle_text(each)}" for each in shipped]
    notes = [*code_of, *(f"{code(name)} is gone here; a deployment does not remove it" for name in report.removed)]
    notes += [f"{left_out} more groups are left out: the comment would be too long"] if left_out else []
    version = code(report.plan.version) if report.plan.version else "made by the deployment"
    notes += [f"Version: {version}.", *(f"Not known offline: {code(each)}" for each in report.plan.unknown)]
    return (text + "".join(f"- {note}\n" for note in notes)).encode()


def _group(report: PlanReport, group: Group, number: int) -> Iterator[str]:
    yield f"#### {number}. {', '.join(code(each.name) for each in group.environments)}"
    yield ""
    yield "| | | triggers |" if report.changes is None else "| | | changes |"
    yield "|---|---|---|"
    for item in group.items:
        if report.shows(item):
            fires = "<br>".join(code(str(each)) for each in triggers(item))
            last = code(change_text(report, item)) if report.changes is not None else fires
            yield f"| {code(item.name)} | {code(item_text(item))} | {last} |"
    yield ""
