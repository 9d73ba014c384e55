"""The API server's rules for security contexts and the host's namespaces (`ValidateSecurityContext`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.validation_common import MAX_ID, choice, in_range, is_local_path
from flytex_cli.wire.struct import JsonObject

_IDS = range(MAX_ID + 1)
_PROFILES = ("Localhost", "RuntimeDefault", "Unconfined")
_SYSCTL = re.compile(r"[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?(?:[./][a-z0-9](?:[-_a-z0-9]*[a-z0-9])?)*")
_SHARED_MEMORY = ("kernel.shm", "kernel.msg", "kernel.sem", "fs.mqueue.")


def validate_pod_security(spec: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of the Pod's own security context, and of the host's namespaces it shares."""
    path = "spec.securityContext"
    context: JsonObject = spec.get("securityContext") or {}
    yield from _context(path, context)
    yield from in_range(Code.BAD_SECURITY, context.get("fsGroup"), _IDS, f"{path}.fsGroup")
    for index, group in enumerate(context.get("supplementalGroups", [])):
        yield from in_range(Code.BAD_SECURITY, group, _IDS, f"{path}.supplementalGroups[{index}]")
    yield from choice(context, "fsGroupChangePolicy", path, ("OnRootMismatch", "Always"))
    yield from choice(context, "supplementalGroupsPolicy", path, ("Merge", "Strict"))
    yield from choice(context, "seLinuxChangePolicy", path, ("MountOption", "Recursive"))
    yield from _sysctls(f"{path}.sysctls", context.get("sysctls", []), spec)
    if spec.get("hostPID") and spec.get("shareProcessNamespace"):
        yield error(Code.CONTRADICTION, "spec.shareProcessNamespace", "cannot be combined with hostPID")
    for field in ("hostNetwork", "hostPID", "hostIPC"):
        if spec.get("hostUsers") is False and spec.get(field):
            yield error(Code.CONTRADICTION, f"spec.{field}", "cannot be combined with hostUsers: false")


def validate_container_security(path: str, container: JsonObject, *, host_users: bool) -> Iterator[PodFinding]:
    """Yield the errors of one container's security context."""
    context: JsonObject = container.get("securityContext") or {}
    path = f"{path}.securityContext"
    yield from _context(path, context)
    yield from choice(context, "procMount", path, ("Default", "Unmasked"))
    if context.get("procMount") == "Unmasked" and host_users:
        yield error(Code.CONTRADICTION, f"{path}.procMount", "Unmasked needs hostUsers: false")
    if context.get("allowPrivilegeEscalation") is not False:
        return
    where = f"{path}.allowPrivilegeEscalation"
    if context.get("privileged"):
        yield error(Code.CONTRADICTION, where, "a privileged container cannot forbid privilege escalation")
    if "CAP_SYS_ADMIN" in (context.get("capabilities") or {}).get("add", []):
        yield error(Code.CONTRADICTION, where, "a container with CAP_SYS_ADMIN cannot forbid privilege escalation")


def _context(path: str, context: JsonObject) -> Iterator[PodFinding]:
    for field in ("runAsUser", "runAsGroup"):
        yield from in_range(Code.BAD_SECURITY, context.get(field), _IDS, f"{path}.{field}")
    for field in ("seccompProfile", "appArmorProfile"):
        if context.get(field) is not None:
            yield from _profile(f"{path}.{field}", context[field], is_file=field == "seccompProfile")


def _profile(path: str, profile: JsonObject, *, is_file: bool) -> Iterator[PodFinding]:
    kind, local = profile.get("type", ""), profile.get("localhostProfile")
    if not kind:
        yield error(Code.MISSING_FIELD, f"{path}.type", "type must be set", f"one of {', '.join(_PROFILES)}")
    yield from choice(profile, "type", path, _PROFILES)
    if kind == "Localhost" and not (local or "").strip():
        yield error(Code.MISSING_FIELD, f"{path}.localhostProfile", "must be set for the type Localhost")
    elif kind == "Localhost" and not is_file and local != (local or "").strip():
        yield error(Code.BAD_SECURITY, f"{path}.localhostProfile", f"{local!r} must not begin or end with a blank")
    elif kind == "Localhost" and is_file and not is_local_path(local or ""):
        yield error(Code.BAD_SECURITY, f"{path}.localhostProfile", f"{local!r} must be a relative path without '..'")
    elif kind != "Localhost" and local is not None:
        yield error(Code.BAD_SECURITY, f"{path}.localhostProfile", "can only be set for the type Localhost")


def _sysctls(path: str, sysctls: list[JsonObject], spec: JsonObject) -> Iterator[PodFinding]:
    seen: set[str] = set()
    for index, sysctl in enumerate(sysctls):
        name = sysctl.get("name", "")
        where = f"{path}[{index}].name"
        if len(name) > 253 or not _SYSCTL.fullmatch(name):
            yield error(Code.BAD_SECURITY, where, f"{name!r} is not the name of a sysctl")
        plain = name.replace("/", ".")
        if name in seen:
            yield error(Code.BAD_SECURITY, where, f"{name!r} is set twice")
        seen.add(name)
        if spec.get("hostNetwork") and plain.startswith("net."):
            yield error(Code.CONTRADICTION, where, f"{name} cannot be set with hostNetwork")
        if spec.get("hostIPC") and plain.startswith(_SHARED_MEMORY):
            yield error(Code.CONTRADICTION, where, f"{name} cannot be set with hostIPC")
