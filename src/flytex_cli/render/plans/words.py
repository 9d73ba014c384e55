"""The words of a plan, the same in every format."""

from __future__ import annotations

from flytex_cli.inspect.columns import COLUMNS, Item
from flytex_cli.inspect.model import TaskSummary, TriggerSummary
from flytex_cli.plan.model import PlannedBundle, PlannedImage
from flytex_cli.plan.report import PlanReport
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.sizes import size

_SHOWN = frozenset(
    {"type", "cpu", "memory", "gpu", "cache", "retries", "timeout", "port", "scaling", "address", "auth", "secrets"}
)


def item_text(item: Item) -> str:
    """Return what there is to say of a task or app in a few words."""
    texts = {column.name: column.text(item) for column in COLUMNS if column.name in _SHOWN}
    words = [texts["type"]] if texts["type"] != "python" else []
    words += [f"{name} {text}" for name, text in texts.items() if name != "type" and text]
    return escape_line(", ".join(words))


def triggers(item: Item) -> tuple[TriggerSummary, ...]:
    """Return the triggers of a task; an app has none."""
    return item.triggers if isinstance(item, TaskSummary) else ()


def image_text(planned: PlannedImage) -> str:
    """Return whether an image is built, and of what."""
    image = planned.image
    made = ", ".join(image.layers)
    what = f"build: {f'from {image.base}, ' if image.base else ''}{made}" if planned.builds else "as it stands"
    return escape_line(what)


def bundle_text(bundle: PlannedBundle) -> str:
    """Write `12 files, 34.1 KB, digest 3e1a...`."""
    count = f"{bundle.files} file{'s'[: bundle.files != 1]}"
    return ", ".join([count, size(bundle.size), *([f"digest {bundle.digest}"] if bundle.digest else [])])


def change_text(report: PlanReport, item: Item) -> str:
    """Return how a task or app changes and what that does, or nothing."""
    change = report.change_of(item)
    classed = (
        f"{change.impact.value}: {', '.join(dict.fromkeys(each.why for each in change.changes))}" if change else ""
    )
    effects = [f"{effect.kind.value}: {effect.why}" for effect in report.effects_on(item)]
    return escape_line("; ".join([*([classed] if classed else []), *effects]))


def counts_text(report: PlanReport) -> str:
    """Write `1 group, 2 environments, 1 image to build, 1 task`."""
    counts = {name: count for name, count in report.counts.items() if count}
    return ", ".join(f"{count} {_plural(name) if count != 1 else name}" for name, count in counts.items()) or "nothing"


def _plural(name: str) -> str:
    return name.replace("image ", "images ") if name.startswith("image") else f"{name}s"
