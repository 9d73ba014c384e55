"""What the backend adds to the PodSpec of an app: variables of its first container, and a service account."""

from __future__ import annotations

from flytex_cli.pods.cluster_config import NAMESPACE_KEY
from flytex_cli.pods.draft import backend, from_run
from flytex_cli.pods.origins import Origin
from flytex_cli.services.draft import ServiceDraft, from_app
from flytex_cli.services.names import name_suffix
from flytex_cli.wire.struct import JsonObject

ENDPOINT_PATTERN = "INTERNAL_APP_ENDPOINT_PATTERN"


def add_service_account(draft: ServiceDraft) -> None:
    """Name the app's service account, else that of the configuration, over what a pod template names."""
    own, default = draft.spec.security_context.run_as.k8s_service_account, draft.config.apps.default_service_account
    if own or default:
        draft.pod_spec["serviceAccountName"] = own or default
        by_app = from_app("spec.security_context.run_as.k8s_service_account")
        origin = by_app if own else draft.config_origin("defaultServiceAccount")
        draft.origins.mark(draft.pod_spec, "serviceAccountName", origin)


def add_variables(draft: ServiceDraft, namespace: str) -> None:
    """Put the cluster's variables before those of the first container, and the backend's own after them.

    The backend gives the cluster's variables no order. Here they are sorted.
    """
    containers = draft.pod_spec.get("containers")
    if not containers:
        return
    defaults = draft.config.apps.default_env_vars
    cluster = [
        _variable(draft, name, defaults[name], draft.config_origin("defaultEnvVars")) for name in sorted(defaults)
    ]
    template = draft.config.apps.namespaced_name_suffix_template
    address = f"http://{{app_fqdn}}-{name_suffix(template, draft.id)}.{namespace}.svc.cluster.local"
    own = [
        _variable(draft, ENDPOINT_PATTERN, address, draft.config_origin("namespacedNameSuffixTemplate")),
        _variable(draft, "FLYTE_INTERNAL_EXECUTION_PROJECT", draft.id.project, backend("the app's project")),
        _variable(draft, "FLYTE_INTERNAL_EXECUTION_DOMAIN", draft.id.domain, backend("the app's domain")),
    ]
    containers[0]["env"] = [*cluster, *containers[0].get("env", []), *own]


def namespace_of(draft: ServiceDraft) -> tuple[str, Origin]:
    """Return the namespace of the Service, and where it comes from."""
    if draft.namespace:
        return draft.namespace, from_run("namespace")
    return draft.config.namespace, draft.config.origin(NAMESPACE_KEY)


def _variable(draft: ServiceDraft, name: str, value: str, origin: Origin) -> JsonObject:
    variable: JsonObject = {"name": name, "value": value}
    draft.origins.mark_all(variable, origin)
    return variable
