"""Capabilities a pod template can be given; each is noted in an annotation `flyte.org/capability-<name>`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .primary import find_primary, with_primary

if TYPE_CHECKING:
    from .template import PodTemplate

_FUSE_RESOURCE = "smarter-devices/fuse"
_FUSE_VOLUME = "fuse-device"
_FUSE_PATH = "/dev/fuse"
_APPARMOR = "container.apparmor.security.beta.kubernetes.io/"
_UNCONFINED = "unconfined"


def allow_fuse(template: PodTemplate, *, privileged: bool) -> PodTemplate:
    """Return a copy that may mount FUSE file systems."""
    granted: PodTemplate = with_primary(template)
    primary = find_primary(granted)
    if privileged:
        _mount_host_fuse(granted, primary)
    else:
        _ask_for_fuse_device(primary)
    _add_sys_admin(primary)
    _annotate(granted, "flyte.org/capability-fuse", "true")
    return granted


def allow_nested_sandboxing(template: PodTemplate) -> PodTemplate:
    """Return a copy that may create sandboxes within its container."""
    granted: PodTemplate = with_primary(template)
    primary = find_primary(granted)
    context = primary.security_context
    if context is not None and context.privileged is True:
        raise ValueError(
            "allow_nested_sandboxing() sets allowPrivilegeEscalation=false, which Kubernetes refuses for a privileged "
            "container, and this template's primary one is privileged (as allow_fuse(privileged=True) makes it)"
        )
    if context is not None and context.allow_privilege_escalation is True:
        raise ValueError(
            "allow_nested_sandboxing() sets allowPrivilegeEscalation=false, but the template says it is true"
        )
    key = _APPARMOR + granted.primary_container_name
    profile = (granted.annotations or {}).get(key, _UNCONFINED)
    if profile != _UNCONFINED:
        raise ValueError(
            f"allow_nested_sandboxing() needs AppArmor {_UNCONFINED!r}, but the template has {key}={profile!r}"
        )
    _annotate(granted, key, _UNCONFINED)
    _add_sys_admin(primary)
    primary.security_context.allow_privilege_escalation = False
    _annotate(granted, "flyte.org/capability-nested-sandboxing", "true")
    return granted


def _annotate(template: PodTemplate, key: str, value: str) -> None:
    template.annotations = {**(template.annotations or {}), key: value}


def _add_sys_admin(primary: Any) -> None:
    from kubernetes.client import V1Capabilities, V1SecurityContext

    context = primary.security_context or V1SecurityContext()
    capabilities = context.capabilities or V1Capabilities()
    added = list(capabilities.add or [])
    capabilities.add = added if "SYS_ADMIN" in added else [*added, "SYS_ADMIN"]
    context.capabilities = capabilities
    primary.security_context = context


def _ask_for_fuse_device(primary: Any) -> None:
    from kubernetes.client import V1ResourceRequirements

    resources = primary.resources or V1ResourceRequirements()
    resources.requests = {**(resources.requests or {}), _FUSE_RESOURCE: "1"}
    resources.limits = {**(resources.limits or {}), _FUSE_RESOURCE: "1"}
    primary.resources = resources


def _mount_host_fuse(template: PodTemplate, primary: Any) -> None:
    from kubernetes.client import V1HostPathVolumeSource, V1SecurityContext, V1Volume, V1VolumeMount

    context = primary.security_context or V1SecurityContext()
    if context.privileged is False:
        raise ValueError("allow_fuse(privileged=True) makes the container privileged, but the template says it is not")
    if context.allow_privilege_escalation is False:
        raise ValueError(
            "allow_fuse(privileged=True) makes the container privileged, which Kubernetes refuses together with "
            "allowPrivilegeEscalation=false (as allow_nested_sandboxing() sets it); allow_fuse() goes with it"
        )
    spec: Any = template.pod_spec
    volumes = list(spec.volumes or [])
    if all(volume.name != _FUSE_VOLUME for volume in volumes):
        source = V1HostPathVolumeSource(path=_FUSE_PATH, type="CharDevice")
        spec.volumes = [*volumes, V1Volume(name=_FUSE_VOLUME, host_path=source)]
    mounts = list(primary.volume_mounts or [])
    if all(mount.name != _FUSE_VOLUME for mount in mounts):
        primary.volume_mounts = [*mounts, V1VolumeMount(name=_FUSE_VOLUME, mount_path=_FUSE_PATH)]
    context.privileged = True
    primary.security_context = context
