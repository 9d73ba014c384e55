"""The API server's rules for annotations that have a meaning to Kubernetes: AppArmor, seccomp, the cost of deletion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.origins import child
from flytex_cli.pods.validation_common import containers_of
from flytex_cli.wire.struct import JsonObject

APPARMOR = "container.apparmor.security.beta.kubernetes.io/"
SECCOMP = ("seccomp.security.alpha.kubernetes.io/pod", "container.seccomp.security.alpha.kubernetes.io/")
DELETION_COST = "controller.kubernetes.io/pod-deletion-cost"
_APPARMOR_PROFILE = re.compile(r"|runtime/default|unconfined|localhost/.*", re.DOTALL)
_SECCOMP_PROFILE = re.compile(
    r"runtime/default|docker/default|unconfined|localhost/(?!/)(?!(.*/)?\.\.(/|$)).*", re.DOTALL
)
_COST = re.compile(r"-?[1-9][0-9]{0,9}|0")
_FIELD_PROFILES = {"Unconfined": "unconfined", "RuntimeDefault": "runtime/default"}


def validate_annotations(annotations: Mapping[str, str], spec: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of the annotations that Kubernetes itself reads."""
    profiles = {container.get("name"): (path, _apparmor(spec, container)) for path, container in containers_of(spec)}
    for key, value in annotations.items():
        path = child("metadata.annotations", key)
        if key.startswith(APPARMOR):
            name = key.removeprefix(APPARMOR)
            if name not in profiles:
                yield error(Code.BAD_SECURITY, path, f"there is no container {name!r}")
            else:
                yield from _match(*profiles[name], value)
            if not _APPARMOR_PROFILE.fullmatch(value):
                yield error(Code.BAD_SECURITY, path, f"{value!r} is not an AppArmor profile")
        elif key.startswith(SECCOMP) and not _SECCOMP_PROFILE.fullmatch(value):
            yield error(Code.BAD_SECURITY, path, f"{value!r} is not a seccomp profile")
        elif key == DELETION_COST and not (_COST.fullmatch(value) and -(2**31) <= int(value) < 2**31):
            yield error(Code.BAD_CHOICE, path, f"{value!r} is not a number of 32 bits")


def _apparmor(spec: JsonObject, container: JsonObject) -> JsonObject | None:
    """Return the profile of a container, its own or the Pod's; Windows has none."""
    if (spec.get("os") or {}).get("name") == "windows":
        return None
    contexts = (holder.get("securityContext") or {} for holder in (container, spec))
    return next((context["appArmorProfile"] for context in contexts if context.get("appArmorProfile")), None)


def _match(path: str, profile: JsonObject | None, annotation: str) -> Iterator[PodFinding]:
    if profile is None:
        return
    wanted = _FIELD_PROFILES.get(profile.get("type", ""), f"localhost/{profile.get('localhostProfile', '')}")
    if annotation != wanted:
        message = f"the annotation says {annotation!r}, the field {wanted!r}"
        yield error(Code.CONTRADICTION, f"{path}.securityContext.appArmorProfile", message)
