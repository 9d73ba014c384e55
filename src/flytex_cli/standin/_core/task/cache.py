"""Caching of a task's results. Fills `metadata.discoverable`, `.discovery_version` and their companions."""

from __future__ import annotations

import ast
import hashlib
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Generic, Literal, ParamSpec, Protocol, TypeVar, get_args, runtime_checkable

from flytex_cli.standin._core.common.repr import short_repr
from flytex_cli.standin._core.context.serialization import CodeBundle
from flytex_cli.standin._core.image.image import Image

P = ParamSpec("P")
FuncOut = TypeVar("FuncOut")

CacheBehavior = Literal["auto", "override", "disable"]

_ALIASES: dict[str, CacheBehavior] = {
    **dict.fromkeys(("enable", "enabled", "on", "true", "yes"), "auto"),
    **dict.fromkeys(("off", "false", "no", "none"), "disable"),
}


@dataclass
class VersionParameters(Generic[P, FuncOut]):
    """What a cache policy may look at: the function, the image, the code bundle."""

    func: Callable[P, FuncOut] | None
    image: str | Image | None = None
    code_bundle: CodeBundle | None = None


@runtime_checkable
class CachePolicy(Protocol):
    """Anything with a `get_version`: part of the string whose change makes cached results stale."""

    def get_version(self, salt: str, params: VersionParameters[..., Any]) -> str: ...


class FunctionBodyPolicy(CachePolicy):
    """The default policy: a hash of the function's syntax tree, so comments and layout do not count.

    The tree's text differs between Python minor versions, and so does the version.
    """

    def get_version(self, salt: str, params: VersionParameters[..., Any]) -> str:
        if params.func is None:
            return ""
        tree = ast.parse(textwrap.dedent(inspect.getsource(params.func)))
        text = ast.dump(tree, include_attributes=False) + salt
        return hashlib.sha256(text.encode("utf-8")).hexdigest()


def get_default_policies() -> list[CachePolicy]:
    """Return the policies of `cache="auto"`."""
    return [FunctionBodyPolicy()]


@short_repr
@dataclass
class Cache:
    """How results are cached.

    Attributes:
        behavior: "auto" (version from the policies), "override" (version as given) or "disable".
        version_override: the version for "override".
        serialize: let one of several equal calls run and the others wait for it.
        ignored_inputs: inputs that do not count for the key.
        salt: goes into every policy's version.
        policies: one or more; by default the function body's.
        max_age: seconds or timedelta a result may be old; None leaves it to the platform, zero means no limit.
    """

    behavior: CacheBehavior
    version_override: str | None = None
    serialize: bool = False
    ignored_inputs: tuple[str, ...] | str = field(default_factory=tuple)
    salt: str = ""
    policies: list[CachePolicy] | CachePolicy | None = None
    max_age: timedelta | int | None = None

    def __post_init__(self) -> None:
        self.max_age = _max_age(self.max_age)
        self.behavior = _behavior(self.behavior)
        ignored = self.ignored_inputs
        self._ignored_inputs = (ignored,) if isinstance(ignored, str) else ignored
        if self.behavior == "disable":
            return
        if self.policies is None:
            self.policies = get_default_policies()
        elif isinstance(self.policies, CachePolicy):
            self.policies = [self.policies]
        if self.version_override is None and not self.policies:
            raise ValueError("Cache needs a version_override or at least one of policies, got policies=[]")

    def is_enabled(self) -> bool:
        """Say whether results are cached at all."""
        return self.behavior != "disable"

    def get_ignored_inputs(self) -> tuple[str, ...]:
        """Return the inputs that do not count for the key."""
        return self._ignored_inputs

    def get_version(self, params: VersionParameters[..., Any] | None = None) -> str:
        """Return the version: as given, a pickled bundle's, or the hash of what the policies say."""
        if not self.is_enabled():
            return ""
        if self.version_override is not None:
            return self.version_override
        if params is None:
            raise ValueError("Cache.get_version needs VersionParameters when there is no version_override")
        if params.code_bundle is not None and params.code_bundle.pkl is not None:
            return params.code_bundle.computed_version
        policies = self.policies if isinstance(self.policies, list) else [self.policies]
        return hashlib.sha256("".join(self._ask(policy, params) for policy in policies).encode()).hexdigest()

    def _ask(self, policy: Any, params: VersionParameters[..., Any]) -> str:
        try:
            return str(policy.get_version(self.salt, params))
        except Exception as error:  # a policy is the user's code and may raise anything
            raise ValueError(f"cache policy {policy} gave no version: {type(error).__name__}: {error}") from error


CacheRequest = CacheBehavior | Cache


def cache_from_request(cache: Any) -> Cache:
    """Return the Cache of `cache=`, where a bare word is the behaviour."""
    return cache if isinstance(cache, Cache) else Cache(behavior=cache)


def _behavior(behavior: Any) -> CacheBehavior:
    known = get_args(CacheBehavior)
    if isinstance(behavior, str):
        behavior = behavior if behavior in known else _ALIASES.get(behavior.lower(), behavior)
    if behavior not in known:
        raise ValueError(
            f"cache must be one of {', '.join(map(repr, known))}, a flyte.Cache, "
            f"or an alias ({', '.join(sorted(_ALIASES))}); got {behavior!r}"
        )
    return behavior  # type: ignore[no-any-return]


def _max_age(max_age: Any) -> Any:
    if isinstance(max_age, bool) or not isinstance(max_age, (int, timedelta, type(None))):
        raise TypeError(f"Cache.max_age must be seconds (int), a timedelta or None, got {max_age!r}")
    if isinstance(max_age, int):
        max_age = timedelta(seconds=max_age)
    if max_age is not None and max_age < timedelta(0):
        raise ValueError(f"Cache.max_age must be zero or more, got {max_age}")
    return max_age
