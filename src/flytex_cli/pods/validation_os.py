"""The API server's rules for the operating system of a Pod: what belongs to Windows, and what to Linux only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.names import is_dns_subdomain
from flytex_cli.pods.validation_common import bad_choice, containers_of, required
from flytex_cli.wire.struct import JsonObject

SYSTEMS = ("linux", "windows")
_LINUX_POD = ("hostUsers", "shareProcessNamespace", "resources")
_LINUX_POD_IF_TRUE = ("hostPID", "hostIPC")
_LINUX_POD_CONTEXT = (
    *("appArmorProfile", "seLinuxOptions", "seccompProfile", "fsGroup", "fsGroupChangePolicy", "sysctls", "runAsUser"),
    *("runAsGroup", "supplementalGroups", "supplementalGroupsPolicy", "seLinuxChangePolicy"),
)
_LINUX_CONTEXT = (
    *("appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem", "privileged"),
    *("allowPrivilegeEscalation", "procMount", "runAsUser", "runAsGroup"),
)
_WINDOWS_SIGNALS = ("SIGTERM", "SIGKILL")
_SPEC_BYTES = 64 * 1024
_DOMAIN_LENGTH, _USER_LENGTH = 255, 104
_NETBIOS = re.compile(r'[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}')
_DNS_PART = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_DNS = re.compile(rf"{_DNS_PART}(?:\.{_DNS_PART})*")
_USER = re.compile(r'(?![. ]*$)[^"/\\:;|=,+*?<>@\[\]\x00-\x1f\x7f]+')


def validate_os(spec: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of a Pod's operating system and of its Windows options."""
    system = spec.get("os")
    name = (system or {}).get("name", "")
    if system is not None:
        yield from required(system, ["name"], "spec.os")
    if name and name not in SYSTEMS:
        yield bad_choice("spec.os.name", name, SYSTEMS)
    contexts: list[tuple[str, JsonObject, Sequence[str]]] = [
        ("spec.securityContext", spec.get("securityContext") or {}, _LINUX_POD_CONTEXT)
    ]
    for path, container in containers_of(spec):
        contexts.append((f"{path}.securityContext", container.get("securityContext") or {}, _LINUX_CONTEXT))
        yield from _stop_signal(f"{path}.lifecycle.stopSignal", container, name)
    if name == "windows":
        yield from _linux_only("spec", spec, [*_LINUX_POD, *(key for key in _LINUX_POD_IF_TRUE if spec.get(key))])
    for path, context, linux_fields in contexts:
        if name == "windows":
            yield from _linux_only(path, context, linux_fields)
        if name == "linux" and context.get("windowsOptions") is not None:
            yield error(Code.CONTRADICTION, f"{path}.windowsOptions", "cannot be set with spec.os.name: linux")
        yield from _options(f"{path}.windowsOptions", context.get("windowsOptions") or {})
    yield from _host_process(spec)


def _linux_only(path: str, holder: JsonObject, fields: Sequence[str]) -> Iterator[PodFinding]:
    for field in fields:
        # An empty list of sysctls is as none.
        if holder.get(field) is not None and not (field == "sysctls" and not holder[field]):
            yield error(Code.CONTRADICTION, f"{path}.{field}", "cannot be set with spec.os.name: windows")


def _stop_signal(path: str, container: JsonObject, system: str) -> Iterator[PodFinding]:
    signal = (container.get("lifecycle") or {}).get("stopSignal")
    if signal and not system:
        yield error(Code.BAD_PROBE, path, "needs spec.os.name")
    elif signal and system == "windows" and signal not in _WINDOWS_SIGNALS:
        yield bad_choice(path, signal, _WINDOWS_SIGNALS)


def _options(path: str, options: JsonObject) -> Iterator[PodFinding]:
    name, spec = options.get("gmsaCredentialSpecName"), options.get("gmsaCredentialSpec")
    if name is not None and not is_dns_subdomain(name):
        yield error(Code.BAD_NAME, f"{path}.gmsaCredentialSpecName", f"{name!r} is not a DNS-1123 subdomain")
    if spec is not None and not 0 < len(spec.encode()) <= _SPEC_BYTES:
        yield error(Code.BAD_SECURITY, f"{path}.gmsaCredentialSpec", "must have between 1 byte and 64 KiB")
    user = options.get("runAsUserName")
    if user is not None and not _is_user(user):
        message = f"{user!r} is not the name of a Windows user: USER or DOMAIN\\USER"
        yield error(Code.BAD_SECURITY, f"{path}.runAsUserName", message)


def _is_user(text: str) -> bool:
    domain, backslash, user = text.rpartition("\\")
    if len(user.encode()) > _USER_LENGTH or not _USER.fullmatch(user):
        return False
    if not backslash:
        return True
    known = _NETBIOS.fullmatch(domain) or _DNS.fullmatch(domain)
    return known is not None and len(domain) <= _DOMAIN_LENGTH and domain.isprintable()


def _host_process(spec: JsonObject) -> Iterator[PodFinding]:
    """All containers are processes of a Windows host, or none."""
    whole = _runs_on_host(spec)
    found = [(path, _runs_on_host(container)) for path, container in containers_of(spec)]
    for path, own in found:
        if None not in (whole, own) and own != whole:
            message = f"must be {str(whole).lower()}, as in the Pod's securityContext"
            yield error(Code.CONTRADICTION, f"{path}.securityContext.windowsOptions.hostProcess", message)
    on_host = [own if own is not None else bool(whole) for _, own in found]
    if any(on_host) and not all(on_host):
        first = found[on_host.index(False)][0]
        message = "must be true for all containers, or for none"
        yield error(Code.CONTRADICTION, f"{first}.securityContext.windowsOptions.hostProcess", message)
    if any(on_host) and not spec.get("hostNetwork"):
        yield error(Code.CONTRADICTION, "spec.hostNetwork", "must be true with hostProcess")


def _runs_on_host(holder: JsonObject) -> bool | None:
    value: bool | None = ((holder.get("securityContext") or {}).get("windowsOptions") or {}).get("hostProcess")
    return value
