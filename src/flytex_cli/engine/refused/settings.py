"""Values of settings that Flyte refuses: of environments, tasks, caches, pools, images and secrets."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from flytex_cli.engine.refused.call import UNKNOWN, RefusedCall
from flytex_cli.engine.refused.refusal import Told
from flytex_cli.engine.refused.words import duration, nearest, one_of, shown, variable_of, words_of

BEHAVIORS = ("auto", "override", "disable")
_ALIASES = ("enable", "enabled", "on", "true", "yes", "off", "false", "no", "none")
_NAME = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
MOUNT = "/etc/flyte/secrets"
SHORTEST_TTL = 30


def cpu(value: Any, call: RefusedCall) -> Told | None:
    """Read `Resources(cpu=...)`."""
    return _pair("cpu", value) or _amounts("cpu", value, (int, float, str), "cores, such as 0.5, or '500m'")


def memory(value: Any, call: RefusedCall) -> Told | None:
    """Read `Resources(memory=...)`."""
    return _pair("memory", value) or _amounts("memory", value, (str,), "a text with its unit, such as '1Gi'")


def disk(value: Any, call: RefusedCall) -> Told | None:
    """Read `Resources(disk=...)`."""
    return _amounts("disk", value, (str,), "a text with its unit, such as '10Gi'")


def shm(value: Any, call: RefusedCall) -> Told | None:
    """Read `Resources(shm=...)`."""
    return _amounts("shm", value, (str,), "a text with its unit, such as '1Gi', or 'auto'")


def _pair(name: str, value: Any) -> Told | None:
    if isinstance(value, list) and len(value) == 2:
        return Told(f"{name} is {shown(value)}, a list", f"write a tuple of request and limit: {shown(tuple(value))}")
    if isinstance(value, (tuple, list)) and len(value) != 2:
        return Told(
            f"{name} is {shown(value)}, not a pair", f"write a pair of request and limit: {shown(tuple(value)[:2])}"
        )
    return None


def _amounts(name: str, value: Any, types: tuple[type, ...], accepted: str) -> Told | None:
    for each in value if isinstance(value, tuple) else (value,):
        if each is None and not isinstance(value, tuple):
            return None
        if isinstance(each, (int, float)) and not isinstance(each, bool):
            if each < 0:
                return Told(f"{name} is {shown(each)}, less than none", f"write {accepted}")
            if int not in types:
                return Told(f"{name} is {shown(each)}, a number without a unit", f"write {_with_unit(each)}")
        if not isinstance(each, types):
            return Told(f"{name} is {shown(each)}, which is no amount", f"write {accepted}")
    return None


def _with_unit(number: float) -> str:
    for size, unit in ((1024**3, "Gi"), (1024**2, "Mi"), (10**9, "G"), (10**6, "M")):
        if number >= size and not number % size:  # so many bytes
            return f"'{number // size:.0f}{unit}'"
    return f"'{number}Mi' or '{number}Gi'"


def environment_name(value: Any, call: RefusedCall) -> Told | None:
    """Read the name of an environment."""
    if not isinstance(value, str):
        return Told(f"the environment's name is {shown(value)}, not text", "write a text such as 'train'")
    if _NAME.fullmatch(value):
        return None
    words = words_of(value)
    good = "_".join(words) if "_" in value and "-" not in value else "-".join(words)
    return Told(
        f"{value!r} is no name of an environment: only lower case letters and digits, and single - or _ between them",
        f"write {good or 'train'!r}",
    )


def image(value: Any, call: RefusedCall) -> Told | None:
    """Read `TaskEnvironment(image=...)`."""
    if isinstance(value, (list, tuple)) and len(value) == 1 and isinstance(value[0], str):
        return Told(f"image is {shown(value)}, a {type(value).__name__}", f"write {value[0]!r}")
    return wrong_kind("image", value, ("str", "Image"), "a name such as 'ghcr.io/acme/app:1', or a flyte.Image")


def secrets(value: Any, call: RefusedCall) -> Told | None:
    """Read `TaskEnvironment(secrets=...)`."""
    if isinstance(value, (tuple, set, frozenset)):
        listed = value if isinstance(value, tuple) else sorted(value, key=repr)
        return Told(f"secrets is {shown(value)}, a {type(value).__name__}", f"write a list: {shown(list(listed))}")
    if isinstance(value, dict):
        pairs = next(iter(value.items()), ("key", "VARIABLE"))
        return Told(
            f"secrets is {shown(value)}, a dict",
            f"write a list: [flyte.Secret({shown(pairs[1])}, as_env_var={shown(pairs[0])})]",
        )
    return wrong_kind("secrets", value, ("str", "Secret", "list"), "a name, a flyte.Secret, or a list of them")


def resources(value: Any, call: RefusedCall) -> Told | None:
    """Read `TaskEnvironment(resources=...)`."""
    if isinstance(value, dict):
        known = {key: each for key, each in value.items() if key in ("cpu", "memory", "gpu", "disk", "shm")}
        given = ", ".join(f"{key}={shown(each)}" for key, each in known.items()) or "cpu=1, memory='1Gi'"
        return Told(f"resources is {shown(value)}, a dict", f"write flyte.Resources({given})")
    return wrong_kind("resources", value, ("Resources",), "flyte.Resources(cpu=1, memory='1Gi')")


def env_vars(value: Any, call: RefusedCall) -> Told | None:
    """Read `TaskEnvironment(env_vars=...)`."""
    if isinstance(value, (list, tuple)) and all(isinstance(each, str) and "=" in each for each in value):
        pairs = dict(each.split("=", 1) for each in value)
        return Told(f"env_vars is {shown(value)}, a {type(value).__name__}", f"write a dict: {shown(pairs)}")
    return wrong_kind("env_vars", value, ("dict",), "a dict of names and texts: {'LEVEL': 'info'}")


def depends_on(value: Any, call: RefusedCall) -> Told | None:
    """Read `TaskEnvironment(depends_on=...)`."""
    if _is(value, "Environment"):
        return Told("depends_on is one environment, not a list", f"write depends_on=[{call.source('depends_on')}]")
    named = [value] if isinstance(value, str) else value if isinstance(value, (list, tuple)) else []
    for each in named:
        if isinstance(each, str):
            by_place = not any(keyword.arg == "depends_on" for keyword in call.node.keywords)
            if by_place:
                return Told(
                    f"the second argument of {call.written}(...) is depends_on, and {shown(each)} is no environment",
                    f"name the argument that you mean: image={shown(each)}",
                )
            return Told(f"depends_on has {shown(each)}, a text", "write the environment's variable, not its name")
    return None


def pod_template(value: Any, call: RefusedCall) -> Told | None:
    """Read `pod_template=`."""
    return wrong_kind(
        "pod_template",
        value,
        ("str", "PodTemplate"),
        "the name of a template in the cluster, or flyte.PodTemplate(pod_spec=V1PodSpec(...))",
    )


def include(value: Any, call: RefusedCall) -> Told | None:
    """Read `TaskEnvironment(include=...)`."""
    if isinstance(value, str):
        return Told(f"include is {shown(value)}, one text", f"write a tuple: ({shown(value)},)")
    for each in value if isinstance(value, (list, tuple)) else ():
        if not isinstance(each, str):
            return Told(f"include has {shown(each)}, which is no text", f"write {shown(str(each))}")
    return None


def reusable(value: Any, call: RefusedCall) -> Told | None:
    """Read `TaskEnvironment(reusable=...)`."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Told(f"reusable is {value}, a number", f"write flyte.ReusePolicy(replicas={value})")
    return wrong_kind("reusable", value, ("ReusePolicy",), "flyte.ReusePolicy(replicas=2)")


def service_account(value: Any, call: RefusedCall) -> Told | None:
    """Read `service_account=`."""
    return wrong_kind("service_account", value, ("str",), "its name as text")


def cache(value: Any, call: RefusedCall) -> Told | None:
    """Read `cache=`, and the behavior of a `flyte.Cache`."""
    return cache_of(value, "cache" if "cache" in call.arguments else "the cache's behavior")


def cache_of(value: Any, what: str = "cache") -> Told | None:
    """Read a cache as an environment or a task has it."""
    if isinstance(value, bool):
        return Told(f"{what} is {value}, and Flyte takes a word", f"write {'auto' if value else 'disable'!r}")
    if isinstance(value, str):
        if value in BEHAVIORS or value.lower() in _ALIASES:
            return None
        meant = nearest(value, BEHAVIORS)
        hint = f"did you mean {meant!r}?" if meant else f"write {one_of(map(repr, BEHAVIORS))}"
        if re.fullmatch(r"v?\d[\w.-]*", value):
            hint = f"write flyte.Cache('override', version_override={value!r})"
        return Told(f"{what} is {value!r}, which is no behavior", hint)
    if what == "cache" and (value is None or _is(value, "Cache")):
        return None
    forms = one_of(map(repr, BEHAVIORS))
    return Told(f"{what} is {shown(value)}", f"write {forms}" + (", or a flyte.Cache" if what == "cache" else ""))


def max_age(value: Any, call: RefusedCall) -> Told | None:
    """Read `Cache(max_age=...)`."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return None
    if isinstance(value, timedelta):
        return Told(f"max_age is {value}, less than nothing", "write a positive time") if value < timedelta(0) else None
    return Told(f"max_age is {shown(value)}, not a time", f"write {duration(value) or 'timedelta(days=1), or seconds'}")


def retries(value: Any, call: RefusedCall) -> Told | None:
    """Read `retries=`."""
    if isinstance(value, int) or _is(value, "RetryStrategy"):
        return None
    number = value if isinstance(value, str) and value.isdigit() else int(value) if isinstance(value, float) else 3
    return Told(f"retries is {shown(value)}, not a whole number", f"write {number}, or a flyte.RetryStrategy")


def task_function(value: Any, call: RefusedCall) -> Told | None:
    """Read what `@env.task(...)` is given by position."""
    if isinstance(value, str):
        return Told(f"{call.written}({value!r}) has a text where the function comes", f"write short_name={value!r}")
    return None


def python_version(value: Any, call: RefusedCall) -> Told | None:
    """Read `python_version=` of images."""
    if value is None or (isinstance(value, tuple) and len(value) == 2 and all(type(part) is int for part in value)):
        return None
    written = value if isinstance(value, str) else call.source("python_version")
    numbers = re.findall(r"\d+", written)
    pair = f"({numbers[0]}, {numbers[1]})" if len(numbers) > 1 else "(3, 12)"
    return Told(
        f"python_version is {written if not isinstance(value, str) else repr(value)}, not a pair of numbers",
        f"write python_version={pair}",
    )


def platform(value: Any, call: RefusedCall) -> Told | None:
    """Read `platform=` of images."""
    if isinstance(value, str):
        return Told(f"platform is {value!r}, one text", f"write platform=({value!r},)")
    return None


def extendable(call: RefusedCall) -> Told | None:
    """Read a `with_...` of an image that cannot be extended."""
    if call.inner is None or not call.name.rpartition(".")[2].startswith("with_"):
        return None
    owner = call.inner.f_locals.get("self")
    if getattr(owner, "dockerfile", None):
        return Told("an image from a Dockerfile takes no further layers", "write the step in the Dockerfile")
    if getattr(owner, "extendable", True) is False or not getattr(owner, "name", "x"):
        method = call.name.rpartition(".")[2]
        return Told(
            f"{method}(...) is called on an image that takes no further layers",
            f"write .clone(name='...', extendable=True).{method}(...)",
        )
    return None


def image_itself(call: RefusedCall) -> Told | None:
    """Read `flyte.Image(...)`."""
    if call.name != "Image":
        return None
    given = evaluated_text(call)
    return Told(
        "flyte.Image(...) makes no image",
        f"write flyte.Image.from_base({given})" if given else "write flyte.Image.from_debian_base(...)",
    )


def evaluated_text(call: RefusedCall) -> str | None:
    """Return the first argument where it is a text."""
    for name in call.arguments:
        value = call.value(name)
        return repr(value) if isinstance(value, str) else None
    return None


def secret_mount(value: Any, call: RefusedCall) -> Told | None:
    """Read `Secret(mount=...)`."""
    if not value or str(value) == MOUNT:
        return None
    return Told(
        f"the secret is mounted at {str(value)!r}, and Flyte mounts secrets at {MOUNT!r} only",
        f"write mount=Path({MOUNT!r}), or as_env_var='NAME'",
    )


def secret_variable(value: Any, call: RefusedCall) -> Told | None:
    """Read `Secret(as_env_var=...)`."""
    if value is None or (isinstance(value, str) and (_VARIABLE.fullmatch(value) or not value)):
        return None
    return Told(
        f"{shown(value)} is no name of an environment variable", f"write as_env_var={variable_of(value, 'SECRET')!r}"
    )


def secret_key(value: Any, call: RefusedCall) -> Told | None:
    """Read the key of a secret that names no variable: it is one itself, in capitals."""
    if not isinstance(value, str) or any(call.arguments.get(name) for name in ("mount", "as_env_var")):
        return None
    group = call.value("group") if "group" in call.arguments else None
    name = f"{group}_{value}" if isinstance(group, str) and group else value
    variable = name.replace("-", "_").upper()
    if _VARIABLE.fullmatch(variable):
        return None
    return Told(
        f"the secret {value!r} would be the environment variable {variable!r}, which is no name of one",
        f"name the variable: as_env_var={variable_of(name, 'SECRET')!r}",
    )


def replicas(value: Any, call: RefusedCall) -> Told | None:
    """Read `ReusePolicy(replicas=...)`."""
    problem, good = None, "2"
    if isinstance(value, str):
        problem, good = f"replicas is {value!r}, a text", value if value.isdigit() else "2"
    elif isinstance(value, list):
        problem, good = f"replicas is {shown(value)}, a list", shown(tuple(value)[:2])
    elif isinstance(value, tuple) and len(value) != 2:
        problem, good = f"replicas is {shown(value)}, not a pair", "(1, 2)"
    elif isinstance(value, tuple) and not all(isinstance(each, int) for each in value):
        problem, good = f"replicas is {shown(value)}, not two whole numbers", "(1, 2)"
    elif isinstance(value, tuple) and min(value) < 0:
        problem, good = (
            f"replicas is {shown(value)}, with fewer than none",
            shown(tuple(max(each, 0) for each in value)),
        )
    elif isinstance(value, tuple) and value[0] > value[1]:
        problem, good = (
            f"replicas is {shown(value)}, and the first number is the smaller one",
            shown(tuple(sorted(value))),
        )
    elif not isinstance(value, (int, tuple)):
        problem = f"replicas is {shown(value)}, not a whole number"
        good = str(max(1, round(value))) if isinstance(value, float) else "2"
    elif isinstance(value, int) and value < 0:
        problem = f"replicas is {value}, fewer than none"
    return Told(problem, f"write replicas={good}, a number or a (least, most) pair") if problem else None


def idle_ttl(value: Any, call: RefusedCall) -> Told | None:
    """Read `ReusePolicy(idle_ttl=...)`."""
    return _ttl("idle_ttl", value)


def scaledown_ttl(value: Any, call: RefusedCall) -> Told | None:
    """Read `ReusePolicy(scaledown_ttl=...)`."""
    return _ttl("scaledown_ttl", value)


def _ttl(name: str, value: Any) -> Told | None:
    seconds = value.total_seconds() if isinstance(value, timedelta) else value
    if not isinstance(seconds, (int, float)) or isinstance(value, float):
        return Told(f"{name} is {shown(value)}, not a time", f"write {duration(value) or 'seconds, or a timedelta'}")
    if seconds < SHORTEST_TTL:
        return Told(
            f"{name} is {shown(value)}, and the least is {SHORTEST_TTL} seconds", f"write {name}={SHORTEST_TTL} or more"
        )
    return None


def concurrency(value: Any, call: RefusedCall) -> Told | None:
    """Read `ReusePolicy(concurrency=...)`."""
    if isinstance(value, int) and value >= 1:
        return None
    return Told(f"concurrency is {shown(value)}, not a whole number from 1", "write concurrency=1 or more")


def _is(value: Any, name: str) -> bool:
    return any(kind.__name__ == name for kind in type(value).__mro__)


def wrong_kind(name: str, value: Any, accepted: tuple[str, ...], forms: str) -> Told | None:
    """Tell of a value that is of none of the accepted classes, by their names; nothing at all is accepted."""
    if (not value and value is not UNKNOWN) or any(_is(value, each) for each in accepted):
        return None
    if isinstance(value, type):
        return Told(f"{name} is the class {value.__name__}", f"write {forms}")
    return Told(f"{name} is {shown(value)}, a {type(value).__name__}", f"write {forms}")
