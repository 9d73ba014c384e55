"""Knative's rules for the autoscaling annotations and the timeout of a revision."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.pods.durations import parse_duration
from flytex_cli.pods.findings import Code, PodFinding, error, warning
from flytex_cli.pods.origins import child
from flytex_cli.services.draft import POD_SPEC
from flytex_cli.services.template import AUTOSCALING
from flytex_cli.wire.struct import JsonObject

MAX_TIMEOUT = 600
"""Knative's `max-revision-timeout-seconds`, as it is by default."""

_MAX_SCALE = 2**31 - 1
_WINDOW = (6, 3600)
_PATH = "spec.template.metadata.annotations"


def validate_scaling(annotations: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of what the backend writes of an app's scaling."""
    least, most = (int(annotations.get(f"{AUTOSCALING}/{name}", 0)) for name in ("min-scale", "max-scale"))
    for name, count in (("min-scale", least), ("max-scale", most)):
        if count > _MAX_SCALE:
            yield _bad(name, f"{count} is more than {_MAX_SCALE}")
    if 0 < most < least:
        yield _bad("max-scale", f"{most} is less than min-scale, {least}")
    target = annotations.get(f"{AUTOSCALING}/target")
    if target is not None and int(target) < 1:
        yield _bad("target", f"{target} is less than 1")
    window = annotations.get(f"{AUTOSCALING}/window")
    if window is not None:
        yield from _window(window)


def validate_timeout(spec: JsonObject) -> Iterator[PodFinding]:
    """Yield what is to be said of the seconds that a request may take."""
    seconds, path = spec["timeoutSeconds"], f"{POD_SPEC}.timeoutSeconds"
    if seconds < 0:
        yield error(Code.BAD_CHOICE, path, f"{seconds} is negative")
    if seconds > MAX_TIMEOUT:
        message = f"Knative refuses {seconds} unless its max-revision-timeout-seconds allows it; it is {MAX_TIMEOUT}"
        hint = f"ask for at most {MAX_TIMEOUT} seconds, or raise the setting"
        yield warning(Code.KNATIVE_SETTING, path, message, hint)


def _window(text: str) -> Iterator[PodFinding]:
    seconds = -1.0 if text.startswith("-") else parse_duration(text)
    least, most = _WINDOW
    if not least <= seconds <= most:
        yield _bad("window", f"{text} is not between {least} seconds and an hour")
    elif seconds != int(seconds):
        yield _bad("window", f"{text} is not in whole seconds")


def _bad(name: str, message: str) -> PodFinding:
    return error(Code.BAD_SCALING, child(_PATH, f"{AUTOSCALING}/{name}"), message)
