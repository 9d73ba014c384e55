"""NTF001: a notification that cannot be delivered."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.triggers import declared_triggers
from flytex_cli.project import Task
from flytex_cli.project.places import Place
from flytex_cli.records import Severity

MOST_HEADERS, LONGEST_NAME, LONGEST_VALUE = 20, 20, 50
"""`buf.validate` limits of `flyteidl2.notification.WebhookTemplate.headers`."""


def check(task: Task) -> Iterator[Hit]:
    """Look at each notification of each trigger."""
    for trigger in declared_triggers(task):
        for index, each in enumerate(trigger.notifications):
            place = task.at(*trigger.path, "notifications", index)
            field = f"{trigger.field}.notifications[{index}]"
            yield from _headers(each.get("headers"), place, field)
            for name in ("url", "webhook_url"):
                url = each.get(name)
                if isinstance(url, str) and "://" not in url:
                    yield Hit(
                        f"{url!r} is not a URL: it has no scheme",
                        place,
                        f"{field}.{name}",
                        url,
                        "write https://...",
                        severity=Severity.WARNING,
                    )
            for name in ("recipients", "cc", "bcc"):
                for address in each.get(name) or ():
                    if "@" not in str(address):
                        yield Hit(
                            f"{address!r} is not a mail address",
                            place,
                            f"{field}.{name}",
                            str(address),
                            "write name@host",
                            severity=Severity.WARNING,
                        )


def _headers(headers: object, place: Place, field: str) -> Iterator[Hit]:
    if not isinstance(headers, dict):
        return
    if len(headers) > MOST_HEADERS:
        yield Hit(
            f"the webhook has {len(headers)} headers, and the contract allows {MOST_HEADERS}",
            place,
            f"{field}.headers",
            fix="leave some out",
        )
    for name, value in headers.items():
        too_long = "name" if len(name) > LONGEST_NAME else "value" if len(str(value)) > LONGEST_VALUE else None
        if too_long:
            longest = LONGEST_NAME if too_long == "name" else LONGEST_VALUE
            yield Hit(
                f"the {too_long} of the webhook's header {name!r} is longer than {longest} characters",
                place,
                f"{field}.headers.{name}",
                fix="use flyte.notify.NamedDelivery, which keeps such things on the platform",
            )


NTF001 = Rule(
    code="NTF001",
    slug="undeliverable-notification",
    severity=Severity.ERROR,
    summary="A notification breaks the contract, or has no usable address",
    why=(
        "The wire allows a webhook 20 headers, names of 20 and values of 50 characters: a bearer token is "
        "longer. A URL without a scheme and a recipient without `@` are never reached. The SDK checks none of"
        " it."
    ),
    bad="""
import flyte
from flyte import notify

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("daily", flyte.Cron("0 6 * * *"), inputs={"at": "x"}, notifications=notify.Webhook(on_phase="failed", url="https://ops.example.com", headers={"Authorization": "Bearer " + "x" * 60})))
async def fit(at: str) -> str:
    return at
""",
    good="""
import flyte
from flyte import notify

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("daily", flyte.Cron("0 6 * * *"), inputs={"at": "x"}, notifications=notify.NamedDelivery(on_phase="failed", name="ops")))
async def fit(at: str) -> str:
    return at
""",
    scope=Scope.TASK,
    check=check,
    otherwise=(Severity.WARNING, "the contract allows it, and the address reaches nobody"),
)
