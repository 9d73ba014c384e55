"""The values of the charts `flyte-binary` and `flyte-devbox`: defaults, as far as they decide on Pods, and keys."""

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

_BUCKETS = "http://rustfs-svc.{{ .Release.Namespace }}:9000"

_DEVBOX_VARIABLES = [
    {"FLYTE_AWS_ENDPOINT": _BUCKETS},
    {"FLYTE_AWS_ACCESS_KEY_ID": "rustfs"},
    {"FLYTE_AWS_SECRET_ACCESS_KEY": "rustfsstorage"},
    {"_U_EP_OVERRIDE": "flyte-binary-http.{{ .Release.Namespace }}:8090"},
    {"_U_INSECURE": "true"},
    {"_U_USE_ACTIONS": "1"},
]

DEVBOX_DEFAULTS: JsonObject = {
    "fullnameOverride": "flyte-binary",
    "configuration": {
        "storage": {
            "metadataContainer": "flyte-data",
            "provider": "s3",
            "providerConfig": {
                "s3": {
                    "disableSSL": True,
                    "v2Signing": True,
                    "endpoint": _BUCKETS,
                    "authType": "accesskey",
                    "accessKey": "rustfs",
                    "secretKey": "rustfsstorage",
                }
            },
        },
        "logging": {"level": 5},
        "co-pilot": {"image": {"repository": "flyte-binary-v2", "tag": "sandbox"}},
        "inline": {
            "storage": {"signedURL": {"stowConfigOverride": {"endpoint": "http://localhost:30002"}}},
            "plugins": {"k8s": {"default-env-vars": _DEVBOX_VARIABLES}},
            "internalApps": {
                "enabled": True,
                "baseDomain": "localhost",
                "scheme": "http",
                "ingressAppsPort": 30081,
                "defaultEnvVars": _DEVBOX_VARIABLES,
            },
        },
    },
}
"""What `flyte-devbox` gives the `flyte-binary` within it."""

DEVBOX_SIGNS = ("docker-registry", "rustfs", "sandbox")
"""Keys that tell the values of `flyte-devbox` from those of another chart around `flyte-binary`."""

DEVBOX_VALUES = (
    *("flyte-binary", "postgresql", "knative-serving", "global", "nameOverride", "fullnameOverride"),
    *DEVBOX_SIGNS,
)

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
