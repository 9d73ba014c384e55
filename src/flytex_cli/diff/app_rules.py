"""What a changed field of an app means: an explicit table, as of tasks in `breaking.py`.

An app's address is made of its name, its subdomain or its own domain; who calls it by another finds nothing there.
"""

from __future__ import annotations

from flytex_cli.diff import conditions as when
from flytex_cli.diff.change import Impact
from flytex_cli.diff.rule import Rule, noise_of_command_lines, noise_of_variables

BREAKING, BEHAVIOUR, COSMETIC = Impact.BREAKING, Impact.BEHAVIOUR, Impact.COSMETIC

_PARAMETER = "spec.inputs.items.[]"
_EITHER = ("spec.container", "spec.pod.podSpec.containers.[]")

APP_RULES = (
    # Who reaches it, and where.
    Rule("spec.ingress.subdomain", BREAKING, "subdomain: the address changes"),
    Rule("spec.ingress.cname", BREAKING, "domain: the address changes"),
    Rule("metadata.id.**", BREAKING, "project, domain or organization: the address changes"),
    *(Rule(f"{place}.ports.**", BREAKING, "port", when.not_order) for place in _EITHER),
    Rule("spec.securityContext.allowAnonymous", BREAKING, "callers must be signed in now", when.removed),
    Rule(
        "spec.securityContext.allowAnonymous", BEHAVIOUR, "NO AUTH ANY MORE: whoever has the address may call the app"
    ),
    Rule("spec.securityContext", BREAKING, "callers must be signed in now", when.was_open),
    Rule("spec.securityContext", BEHAVIOUR, "NO AUTH ANY MORE: whoever has the address may call the app", when.is_open),
    Rule(_PARAMETER, BREAKING, "parameter {} removed", when.removed),
    Rule(_PARAMETER, BEHAVIOUR, "parameter {} added", when.added),
    Rule("spec.inputs.items.[order]", COSMETIC, "order", noise="order"),
    Rule(f"{_PARAMETER}.**", BEHAVIOUR, "parameter {}"),
    # What runs.
    *(Rule(f"{place}.image", BEHAVIOUR, "image") for place in _EITHER),
    *noise_of_command_lines(f"{place}.command" for place in _EITHER),
    *noise_of_variables(f"{place}.env" for place in _EITHER),
    *(Rule(f"{place}.command.[--resolver-args].**", BEHAVIOUR, "where it is imported from") for place in _EITHER),
    *(Rule(f"{place}.command.**", BEHAVIOUR, "command", when.not_order) for place in _EITHER),
    *(Rule(f"{place}.args.**", BEHAVIOUR, "arguments", when.not_order) for place in _EITHER),
    *(Rule(f"{place}.env.**", BEHAVIOUR, "environment variables", when.not_order) for place in _EITHER),
    *(Rule(f"{place}.resources.**", COSMETIC, "notation", when.same_amount, "notation") for place in _EITHER),
    *(Rule(f"{place}.resources.**", BEHAVIOUR, "resources", when.not_order) for place in _EITHER),
    Rule("spec.pod.**", BEHAVIOUR, "pod template", when.not_order),
    Rule("spec.extendedResources.**", BEHAVIOUR, "resources", when.not_order),
    Rule("spec.autoscaling.**", BEHAVIOUR, "scaling"),
    Rule("spec.timeouts.**", BEHAVIOUR, "timeout"),
    Rule("spec.securityContext.runAs.**", BEHAVIOUR, "service account"),
    Rule("spec.securityContext.**", BEHAVIOUR, "secrets", when.not_order),
    Rule("spec.clusterPool", BEHAVIOUR, "cluster"),
    Rule("spec.cluster", BEHAVIOUR, "cluster"),
    # What people read.
    Rule("spec.runtimeMetadata.version", COSMETIC, "SDK version", noise="SDK version"),
    Rule("spec.profile.shortDescription", COSMETIC, "description"),
    Rule("spec.profile.type", BEHAVIOUR, "type of app"),
    Rule("spec.links.**", COSMETIC, "links"),
    Rule("metadata.codeBundleUri", COSMETIC, "code bundle", noise="code bundle"),
    Rule("metadata.revision", COSMETIC, "revision", noise="revision"),
    Rule("spec.creator.**", COSMETIC, "creator", noise="creator"),
    Rule("metadata.sourceCode.**", COSMETIC, "source link", noise="source link"),
    Rule("**.[order]", COSMETIC, "order", noise="order"),
)
"""The whole classification."""
