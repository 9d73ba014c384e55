"""Values of apps that Flyte refuses: of their environments, ports, scaling, timeouts and parameters."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from flytex_cli.engine.refused.call import UNKNOWN, RefusedCall
from flytex_cli.engine.refused.refusal import Told
from flytex_cli.engine.refused.settings import wrong_kind
from flytex_cli.engine.refused.words import duration, one_of, shown, variable_of, words_of

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VARIABLE = re.compile(r"[_a-zA-Z][_a-zA-Z0-9]*")
RESERVED = (8012, 8022, 8112, 9090, 9091)
LONGEST = 3600
PARAMETER_TYPES = ("string", "file", "directory", "app_endpoint")


def name(value: Any, call: RefusedCall) -> Told | None:
    """Read the name of an app, which is a part of its address."""
    if not isinstance(value, str):
        return Told(f"the app's name is {shown(value)}, not text", "write a text such as 'api'")
    if _NAME.fullmatch(value):
        return None
    words = words_of(value)
    return Told(
        f"{value!r} is no name of an app: only lower case letters and digits, and single - between them",
        f"write {'-'.join(words) or 'api'!r}",
    )


def port(value: Any, call: RefusedCall) -> Told | None:
    """Read `AppEnvironment(port=...)` and `Port(port=...)`."""
    if value not in RESERVED:
        return None
    return Told(f"port is {value}, and the platform takes {one_of(map(str, RESERVED))} itself", "write 8080, say")


def args(value: Any, call: RefusedCall) -> Told | None:
    """Read `AppEnvironment(args=...)`."""
    return _words("args", value)


def command(value: Any, call: RefusedCall) -> Told | None:
    """Read `AppEnvironment(command=...)`, also beside parameters."""
    told = _words("command", value)
    words = value.split() if isinstance(value, str) else list(value) if isinstance(value, (list, tuple)) else []
    if told is not None or "parameters" not in call.arguments or not words or words[0] == "fserve":
        return told
    return Told(
        f"command is {shown(value)}, and the app has parameters, which only the command fserve gives to it",
        f"write args={shown(value)} in place of command",
    )


def _words(setting: str, value: Any) -> Told | None:
    if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
        return Told(f"{setting} is {shown(value)}, a tuple", f"write a list: {shown(list(value))}")
    return wrong_kind(setting, value, ("str", "list"), "a text, or a list of its words")


def scaling(value: Any, call: RefusedCall) -> Told | None:
    """Read `AppEnvironment(scaling=...)`."""
    if isinstance(value, (int, tuple)) and not isinstance(value, bool):
        return Told(f"scaling is {shown(value)}, not a flyte.app.Scaling", f"write Scaling(replicas={shown(value)})")
    return _made("scaling", value, "Scaling", "flyte.app.Scaling(replicas=(0, 1))")


def domain(value: Any, call: RefusedCall) -> Told | None:
    """Read `AppEnvironment(domain=...)`."""
    if isinstance(value, str):
        setting = "custom_domain" if "." in value else "subdomain"
        return Told(f"domain is {value!r}, a text", f"write flyte.app.Domain({setting}={value!r})")
    return None if value is None else _made("domain", value, "Domain", "flyte.app.Domain(subdomain='api')")


def links(value: Any, call: RefusedCall) -> Told | None:
    """Read `AppEnvironment(links=...)`."""
    form = "flyte.app.Link(path='/docs', title='Docs', is_relative=True)"
    for each in value if isinstance(value, (list, tuple)) else (value,):
        if type(each).__name__ != "Link":
            return Told(f"links has {shown(each)}, which is no link", f"write {form}")
    return None


def timeouts(value: Any, call: RefusedCall) -> Told | None:
    """Read `AppEnvironment(timeouts=...)`."""
    if isinstance(value, (int, timedelta)):
        given = call.source("timeouts")
        return Told(f"timeouts is {shown(value)}, not a flyte.app.Timeouts", f"write Timeouts(request={given})")
    return _made("timeouts", value, "Timeouts", "flyte.app.Timeouts(request=300)")


def cluster(value: Any, call: RefusedCall) -> Told | None:
    """Read `AppEnvironment(cluster=...)` beside a pool."""
    pool = call.value("cluster_pool") if "cluster_pool" in call.arguments else None
    if not value or value is UNKNOWN or pool in (None, "", "default"):
        return None
    return Told(f"the cluster is {shown(value)} and the pool of clusters {shown(pool)}", "give one of the two")


def replicas(value: Any, call: RefusedCall) -> Told | None:
    """Read `Scaling(replicas=...)`."""
    problem, good = None, "(0, 1)"
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(each, int) for each in value):
        low, high = value
        good = shown((max(0, min(value)), max(1, *value)))
        if low > high:
            problem = "and the first number is the smaller one"
        elif low < 0:
            problem = "with fewer than none"
        elif high < 1:
            problem = "with none at the most"
    elif isinstance(value, int):
        problem = "fewer than none" if value < 0 else None
    elif isinstance(value, list) and len(value) == 2:
        problem, good = "a list", shown(tuple(value))
    elif isinstance(value, str):
        problem, good = "a text", value if value.isdigit() else good
    elif value is not UNKNOWN:
        problem = "neither a number nor a pair of two"
    if problem is None:
        return None
    return Told(f"replicas is {shown(value)}, {problem}", f"write replicas={good}, a number or a (least, most) pair")


def metric(value: Any, call: RefusedCall) -> Told | None:
    """Read `Scaling(metric=...)`."""
    form = "Scaling.Concurrency(10) or Scaling.RequestRate(100)"
    return wrong_kind("metric", value, ("Concurrency", "RequestRate"), form)


def target(value: Any, call: RefusedCall) -> Told | None:
    """Read `Scaling.Concurrency(val=...)` and `Scaling.RequestRate(val=...)`."""
    if isinstance(value, int) and value >= 1:
        return None
    return Told(f"the metric's value is {shown(value)}, not a whole number from 1", "write 1 or more")


def scaledown_after(value: Any, call: RefusedCall) -> Told | None:
    """Read `Scaling(scaledown_after=...)`."""
    if not value or isinstance(value, (int, timedelta)):
        return None
    written = duration(value) or "seconds, or a timedelta"
    return Told(f"scaledown_after is {shown(value)}, not a time", f"write {written}")


def request(value: Any, call: RefusedCall) -> Told | None:
    """Read `Timeouts(request=...)`."""
    seconds = value.total_seconds() if isinstance(value, timedelta) else value
    if value is None or (isinstance(seconds, (int, float)) and 0 <= seconds <= LONGEST and type(value) is not float):
        return None
    if not isinstance(value, (int, timedelta)):
        return Told(f"request is {shown(value)}, not a time", f"write {duration(value) or 'seconds, or a timedelta'}")
    return Told(f"request is {seconds:g} seconds, and a request may take none to an hour", f"write request={LONGEST}")


def variable(value: Any, call: RefusedCall) -> Told | None:
    """Read `Parameter(env_var=...)`."""
    if value is None or (isinstance(value, str) and _VARIABLE.match(value)):
        return None
    good = variable_of(value, "VALUE")
    return Told(f"{shown(value)} is no name of an environment variable", f"write env_var={good!r}")


def value_of_parameter(value: Any, call: RefusedCall) -> Told | None:
    """Read `Parameter(value=...)`."""
    if isinstance(value, (int, float)):
        return Told(f"value is {shown(value)}, not text", f'write value="{value}"')
    kinds = ("str", "File", "Dir", "RunOutput", "ArtifactValue", "AppEndpoint")
    return wrong_kind("value", value, kinds, "a text, a flyte.io.File or Dir, or a RunOutput") if value else None


def type_of_value(value: Any, call: RefusedCall) -> Told | None:
    """Read `RunOutput(type=...)`."""
    if not isinstance(value, str) or value in PARAMETER_TYPES:
        return None
    return Told(f"type is {value!r}, which no parameter has", f"write {one_of(map(repr, PARAMETER_TYPES))}")


def _made(setting: str, value: Any, kind: str, form: str) -> Told | None:
    if value is UNKNOWN or any(each.__name__ == kind for each in type(value).__mro__):
        return None
    return Told(f"{setting} is {shown(value)}, not a flyte.app.{kind}", f"write {form}")
