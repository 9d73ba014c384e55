"""Which results a change makes unusable: those in the cache, and those of a run that is recovered.

SDK 2.12.1, `_internal/runtime/convert.py`: a cache key is made of the task's name, its interface as serialized, its
cache version and the inputs that are not ignored (`generate_cache_key_hash`); the name of an action, by which a
recovery finds it, of the first three, cached or not (`generate_task_identity_hash`). The version of `cache="auto"`,
which uncached tasks have too, is a hash of the function's syntax tree, decorators and docstring included.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flytex_cli.diff.conditions import is_hash, without_words
from flytex_cli.diff.effects.effect import Consequence, Effect
from flytex_cli.diff.fields import same
from flytex_cli.diff.task import ComparedTask

SOURCE = "its source"
OF_SOURCE = "a function's decorators and docstring count too"


def of_caches(old: ComparedTask, new: ComparedTask) -> Iterator[Effect]:
    """Yield what a task does not find again."""
    reasons = list(_reasons(old, new))
    details = (OF_SOURCE,) if SOURCE in reasons else ()
    before, after = _metadata(old), _metadata(new)
    ignored = sorted(before.get("cacheIgnoreInputVars", ())), sorted(after.get("cacheIgnoreInputVars", ()))
    if before.get("discoverable") and not after.get("discoverable"):
        yield Effect(Consequence.RECOMPUTE, (new.name,), "it is not cached any more")
    elif before.get("discoverable") and (reasons or ignored[0] != ignored[1]):
        more = (
            [] if ignored[0] == ignored[1] else [f"the inputs it ignores: {_names(ignored[0])} -> {_names(ignored[1])}"]
        )
        yield Effect(Consequence.RECOMPUTE, (new.name,), "; ".join([*reasons, *more]), details)
    if reasons and after.get("discoveryVersion"):
        yield Effect(Consequence.RERUN_ON_RECOVER, (new.name,), "; ".join(reasons), details)


def _reasons(old: ComparedTask, new: ComparedTask) -> Iterator[str]:
    """Yield what differs of all that names a result, and is the same for every call."""
    if old.name != new.name:
        yield "its name"
    before, after = _interface(old), _interface(new)
    if not same(before, after):
        words = same(without_words(before), without_words(after))
        yield "descriptions in its interface, which count too" if words else "its interface"
    if _version(old) != _version(new):
        yield _version_reason(old, new)


def _version_reason(old: ComparedTask, new: ComparedTask) -> str:
    """Say why a version differs; another Python or SDK is never called a change of code."""
    if _is_given(old) or _is_given(new):
        return f"its version, set by hand: {_shown(old)} -> {_shown(new)}"
    tools = " and ".join(
        f"{what} {one} -> {other}"
        for what, one, other in (("Python", old.loaded_with, new.loaded_with), ("SDK", old.sdk, new.sdk))
        if one and other and one != other
    )
    if tools:
        return f"its hash, made with another {tools}: the source may be the same"
    settings = [name for name in ("salt", "policies") if (old.cache or {}).get(name) != (new.cache or {}).get(name)]
    if old.cache is not None and new.cache is not None and settings:
        return f"the {' and '.join(settings)} of its cache"
    source = f"{SOURCE}, or what its policies say" if (new.cache or {}).get("policies") else SOURCE
    if old.loaded_with and new.loaded_with:
        return source
    images = f", as the images' {old.image_python} -> {new.image_python}" if _differ_in_image(old, new) else ""
    return f"{source}, or another Python that made the specs{images}"


def _differ_in_image(old: ComparedTask, new: ComparedTask) -> bool:
    return None not in (old.image_python, new.image_python) and old.image_python != new.image_python


def _is_given(task: ComparedTask) -> bool:
    version = _version(task)
    return bool(version) and (not is_hash(version) or (task.cache or {}).get("version_override") is not None)


def _shown(task: ComparedTask) -> str:
    return (_version(task) if _is_given(task) else "by its code") or "none"


def _names(names: list[str]) -> str:
    return ", ".join(names) or "none"


def _version(task: ComparedTask) -> str:
    return str(_metadata(task).get("discoveryVersion", ""))


def _metadata(task: ComparedTask) -> dict[str, Any]:
    metadata: dict[str, Any] = task.view["taskTemplate"].get("metadata", {})
    return metadata


def _interface(task: ComparedTask) -> list[Any]:
    """Return the variables of both sides, their order left out."""
    interface = task.view["taskTemplate"]["interface"]
    return [sorted(interface[side]["variables"], key=lambda item: str(item["key"])) for side in ("inputs", "outputs")]
