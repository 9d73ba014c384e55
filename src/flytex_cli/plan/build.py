"""From what was loaded to what a deployment of it would do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flytex_cli.bundle.model import Bundle
from flytex_cli.inspect.columns import Item
from flytex_cli.inspect.model import EnvironmentSummary, ImageSummary, Overview
from flytex_cli.plan.model import Group, Plan, PlannedBundle, PlannedImage
from flytex_cli.records import AppRecord

MADE = "serialized"
"""The version in a context that names none."""


def to_plan(overview: Overview, apps: Sequence[AppRecord], bundles: Sequence[Bundle], version: str) -> Plan:
    """Return the plan of all that is in an overview.

    Args:
        apps: the records of its apps.
        bundles: of the modules that were loaded.
        version: the context's; that of `MADE` stands for one that the deployment makes.
    """
    given = version if version != MADE else None
    images = tuple(_images(overview))
    return Plan(
        groups=tuple(_groups(overview.environments)),
        images=images,
        bundles=tuple(PlannedBundle(each.environments, len(each.files), each.size, each.digest) for each in bundles),
        version=given,
        unknown=tuple(_unknown(overview, apps, images, given)) if overview.environments else (),
        at=overview.at,
    )


def _groups(environments: Sequence[EnvironmentSummary]) -> Iterator[Group]:
    """Yield an environment that no other depends on with all it depends on; each environment is in one group."""
    by_name = {each.name: each for each in environments}
    needed = {name for each in environments for name in each.depends_on}
    seen: set[str] = set()
    for environment in sorted(by_name.values(), key=lambda each: each.name in needed):
        group: dict[str, EnvironmentSummary] = {}
        waiting = [environment.name]
        while waiting:
            name = waiting.pop()
            if name in by_name and name not in seen:
                seen.add(name)
                group[name] = by_name[name]
                waiting.extend(reversed(by_name[name].depends_on))
        if group:
            yield Group(tuple(group.values()))


def _images(overview: Overview) -> Iterator[PlannedImage]:
    found: dict[str, tuple[ImageSummary, list[str]]] = {}
    for environment in overview.environments:
        items: list[Item] = [*environment.tasks]
        items += [environment.app] if environment.app is not None else []
        for item in items:
            image, users = found.setdefault(item.image.uri, (item.image, []))
            if environment.name not in users:
                users.append(environment.name)
    for image, users in found.values():
        if image.uri:
            yield PlannedImage(image, tuple(users), bool(image.layers))


def _unknown(
    overview: Overview, apps: Sequence[AppRecord], images: Sequence[PlannedImage], version: str | None
) -> Iterator[str]:
    if version is None:
        yield (
            "the version: a hash of the pickled environments, the images and the archive of the code, which differs "
            "with the checkout's path and the modes of files"
        )
    if any(each.builds for each in images):
        yield "whether the registry has an image already: then it is not built again"
    for app in apps:
        for name in app.facts.pending:
            yield f"the value of parameter {name} of app {app.name}, which is looked up"
    for task in overview.tasks:
        for trigger in task.triggers:
            if overview.at is not None and trigger.active and trigger.fires is None and trigger.problem is None:
                yield f"when trigger {trigger.name} of {task.name} fires: {trigger.schedule} counts from its activation"
