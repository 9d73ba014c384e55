"""The values of the chart `flyte-binary`: its defaults, as far as they decide on Pods, and its keys."""

from __future__ import annotations

from flytex_cli.wire.struct import JsonObject

DEFAULTS: JsonObject = {
    "flyte-core-components": {
        "runs": {"storagePrefix": "s3://flyte-data"},
        "actions": {"kubernetes": {"namespace": "flyte", "kubeconfig": ""}},
        "secret": {"kubernetes": {"namespace": "{{ .Release.Namespace }}"}},
    },
    "configuration": {
        "storage": {
            "metadataContainer": "my-organization-flyte-container",
            "provider": "s3",
            "providerConfig": {
                "s3": {"region": "us-east-1", "disableSSL": False, "v2Signing": False, "authType": "iam"},
                "gcs": {"project": "my-organization-gcp-project"},
                "azure": {"account": "storage-account-name", "configUploadConcurrency": 4},
            },
        },
        "logging": {"level": 1},
        "co-pilot": {"image": {"repository": "cr.flyte.org/flyteorg/flyte-binary-v2", "tag": "latest"}},
        "inline": {},
    },
    "enabled_plugins": {
        "tasks": {
            "task-plugins": {
                "default-for-task-types": {
                    "container": "container",
                    "sidecar": "sidecar",
                    "container_array": "k8s-array",
                }
            }
        }
    },
}

VALUES = (
    *("nameOverride", "fullnameOverride", "commonLabels", "commonAnnotations", "global", "enabled"),
    *("flyte-core-components", "configuration", "deployment", "service", "console", "ingress", "rbac"),
    *("serviceAccount", "enabled_plugins"),
)
CONFIGURATION = (
    *("database", "storage", "logging", "co-pilot", "connectorService", "externalConfigMap", "externalSecretRef"),
    *("inline", "inlineConfigMap", "inlineSecretRef", "extraInlineConfigMapRefs", "extraInlineSecretRefs"),
    *("labels", "annotations"),
)

_ELSEWHERE = "the backend reads more configuration there, which is not known here and may change the Pods"
_INSTEAD = "the backend reads its whole configuration there, and none of these values; give that configuration"
_VARIABLES = "variables of the backend may change its configuration; they are not known here"

NOT_RENDERED = {
    ("configuration", "externalConfigMap"): _INSTEAD,
    ("configuration", "externalSecretRef"): _INSTEAD,
    **{
        ("configuration", key): _ELSEWHERE
        for key in ("inlineConfigMap", "inlineSecretRef", "extraInlineConfigMapRefs", "extraInlineSecretRefs")
    },
    **{("deployment", key): _VARIABLES for key in ("extraEnvVars", "extraEnvVarsConfigMap", "extraEnvVarsSecret")},
    ("deployment", "args"): "arguments of the backend may change its configuration; they are not read here",
}
"""Values that bring in what no file given here holds, and what that means."""
