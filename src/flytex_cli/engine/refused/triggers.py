"""Values of triggers that Flyte refuses."""

from __future__ import annotations

from typing import Any

from flytex_cli.engine.refused.call import RefusedCall
from flytex_cli.engine.refused.refusal import Told
from flytex_cli.engine.refused.words import shown


def triggers(value: Any, call: RefusedCall) -> Told | None:
    """Read `@env.task(triggers=...)`."""
    kind = type(value).__name__
    if isinstance(value, str) or kind in ("Cron", "FixedRate", "OnArtifact"):
        written = f"flyte.Cron({value!r})" if isinstance(value, str) else call.source("triggers")
        return Told(f"triggers is {kind_of(value)}, not a trigger", f"write flyte.Trigger('name', {written})")
    return None


def kind_of(value: Any) -> str:
    """Name a value: a text itself, anything else by its class."""
    return f"the text {value!r}" if isinstance(value, str) else f"a {type(value).__name__}"


def trigger_name(value: Any, call: RefusedCall) -> Told | None:
    """Read the name of a trigger."""
    return Told("the trigger's name is empty", "write a name, such as 'nightly'") if value == "" else None


def inputs(value: Any, call: RefusedCall) -> Told | None:
    """Read what a trigger binds to the time at which it fires."""
    if not isinstance(value, dict):
        return None
    timed = [name for name, each in value.items() if type(each).__name__ == "_trigger_time"]
    automation = call.value("automation") if "automation" in call.arguments else None
    if timed and type(automation).__name__ not in ("Cron", "FixedRate"):
        return Told(
            f"the input {timed[0]!r} takes the time that the trigger fires at, and the trigger has no schedule",
            "give it a schedule: flyte.Cron('0 6 * * *')",
        )
    return None


def max_action_concurrency(value: Any, call: RefusedCall) -> Told | None:
    """Read `Trigger(max_action_concurrency=...)`."""
    if value is None or (isinstance(value, int) and (value == 0 or value > 1)):
        return None
    return Told(
        f"max_action_concurrency is {shown(value)}: a run's first action would hold the only place and wait for ever",
        "write 2 or more, or 0 for the platform's own bound",
    )
