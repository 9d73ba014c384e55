"""The keys of an operator's configuration that decide on Pods, with the kind of each one's value (see `fields.py`)."""

from __future__ import annotations

K8S_KINDS = {
    "accelerator-devices": "{string}",
    "default-affinity": "Affinity",
    "default-annotations": "{string}",
    "default-cpus": "quantity",
    "default-env-from-configmaps": "[string]",
    "default-env-from-secrets": "[string]",
    "default-env-vars": "{string}",
    "default-env-vars-from-env": "{string}",
    "default-labels": "{string}",
    "default-memory": "quantity",
    "default-node-selector": "{string}",
    "default-pod-dns-config": "PodDNSConfig",
    "default-pod-security-context": "PodSecurityContext",
    "default-pod-template-name": "string",
    "default-security-context": "SecurityContext",
    "default-tolerations": "[Toleration]",
    "disable-inject-owner-references": "bool",
    "enable-host-networking-pod": "bool",
    "gpu-device-node-label": "string",
    "gpu-partition-size-node-label": "string",
    "gpu-resource-name": "string",
    "gpu-unpartitioned-node-selector-requirement": "NodeSelectorRequirement",
    "gpu-unpartitioned-toleration": "Toleration",
    "image-pull-policy": "string",
    "inject-finalizer": "bool",
    "interruptible-node-selector": "{string}",
    "interruptible-node-selector-requirement": "NodeSelectorRequirement",
    "interruptible-tolerations": "[Toleration]",
    "non-interruptible-node-selector-requirement": "NodeSelectorRequirement",
    "resource-tolerations": "{[Toleration]}",
    "scheduler-name": "string",
}
K8S_WITHOUT_EFFECT = {
    "add-tolerations-for-extended-resources": "it applies to ray, dask, spark and kubeflow tasks only",
    **dict.fromkeys(
        (
            "create-container-config-error-grace-period",
            "create-container-error-grace-period",
            "default-pod-template-resync",
            "delete-resource-on-finalize",
            "image-pull-backoff-grace-period",
            "pod-pending-timeout",
            "send-object-events",
            "update-backoff-retries",
            "update-base-backoff-duration",
        ),
        "it does not change the Pod",
    ),
}
K8S_OTHER_KINDS = {
    "add-tolerations-for-extended-resources": "[string]",
    "create-container-config-error-grace-period": "duration",
    "create-container-error-grace-period": "duration",
    "default-pod-template-resync": "duration",
    "delete-resource-on-finalize": "bool",
    "image-pull-backoff-grace-period": "duration",
    "pod-pending-timeout": "duration",
    "send-object-events": "bool",
    "update-backoff-retries": "int",
    "update-base-backoff-duration": "int",
}
"""The kinds of the keys without effect: the backend does not start with a value of another kind either."""

COPILOT_KINDS = {
    "cpu": "string",
    "default-input-path": "string",
    "default-output-path": "string",
    "image": "string",
    "input-vol-name": "string",
    "memory": "string",
    "name": "string",
    "output-vol-name": "string",
    "storage-config-secret-name": "string",
    "timeout": "duration",
}
COPILOT_WITHOUT_EFFECT = dict.fromkeys(("start-timeout", "storage"), "it does not change the Pod")
COPILOT_OTHER_KINDS = {"start-timeout": "duration", "storage": "string"}
CLASS_KINDS = {
    "device-node-label": "string",
    "partition-size-node-label": "string",
    "resource-name": "string",
    "unpartitioned-node-selector-requirement": "NodeSelectorRequirement",
    "unpartitioned-toleration": "Toleration",
}
APPS_KINDS = {
    "defaultEnvVars": "{string}",
    "defaultRequestTimeout": "duration",
    "defaultServiceAccount": "string",
    "enabled": "bool",
    "maxRequestTimeout": "duration",
    "namespacedNameSuffixTemplate": "string",
}
APPS_OTHER_KINDS = {"baseDomain": "string", "ingressAppsPort": "int", "scheme": "string", "watchBufferSize": "int"}
"""Keys of `internalApps` that do not change the Service: most of them are about the address that Flyte shows."""

SECTIONS = ("plugins", "executor", "tasks", "storage", "runs", "actions", "logger", "internalApps")
WITHOUT_CONFIG = ("plugins", "tasks")
"""Sections that are only a place for others; the backend ignores what else stands there."""

HARMLESS_STOW_KEYS = (
    *("region", "endpoint", "auth_type", "disable_ssl", "v2_signing"),
    *("account", "configdomainsuffix", "configuploadconcurrency"),
    *("project_id", "scopes", "path"),
)
"""The values shown in co-pilot's command; any other may be a credential."""
