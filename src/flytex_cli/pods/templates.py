"""PodTemplates: the named ones a task or the cluster chooses, and how their containers meet the task's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flytex_cli.pods.devices import device_class_name
from flytex_cli.pods.draft import PodDraft
from flytex_cli.pods.errors import TaskPodError
from flytex_cli.pods.findings import Code, warning
from flytex_cli.pods.merge import lay_under
from flytex_cli.pods.origins import Origin, Source
from flytex_cli.pods.scheduling import REQUIRED
from flytex_cli.wire.struct import JsonObject

DEFAULT, PRIMARY = "default", "primary"
_MAGIC = {"containers": (DEFAULT, PRIMARY), "initContainers": ("default-init", "primary-init")}


@dataclass(frozen=True)
class PodTemplateStore:
    """The PodTemplate objects of a cluster: (namespace, name) -> `template`, a PodTemplateSpec.

    Attributes:
        fallback_namespace: the backend's own namespace, searched after the Pod's.
        fallback_is_known: whether the backend surely runs there.
    """

    templates: Mapping[tuple[str, str], JsonObject] = field(default_factory=dict)
    fallback_namespace: str = "flyte"
    fallback_is_known: bool = True

    def find(self, namespace: str, name: str) -> JsonObject | None:
        """Return the PodTemplateSpec of that name in the Pod's namespace, or in the backend's own."""
        own = self.templates.get((namespace, name))
        return self.templates.get((self.fallback_namespace, name)) if own is None else own

    def guess(self, name: str) -> str | None:
        """Return the only namespace that has a template of that name, where the backend may run anywhere."""
        namespaces = [namespace for namespace, known in self.templates if known == name]
        return namespaces[0] if len(namespaces) == 1 and not self.fallback_is_known else None


def apply_device_class_template(draft: PodDraft) -> None:
    """Lay the `pod-template` of the task's accelerator class under the Pod. Its metadata is not used."""
    if draft.accelerator is None:
        return
    name = device_class_name(draft.accelerator)
    template = draft.config.device_class(name).pod_template
    if template is not None:
        origin = Origin(Source.TEMPLATE, f"accelerator-device-classes.{name}.pod-template")
        lay_template_under(draft, template.get("spec", {}), origin)


def apply_base_template(draft: PodDraft, store: PodTemplateStore) -> None:
    """Lay the task's named PodTemplate, or else the cluster's default one, under the Pod.

    Raises:
        TaskPodError: the task names a PodTemplate that is not there. A default one may be missing.
    """
    name = draft.task.metadata.pod_template_name
    namespace = draft.execution.namespace
    wanted = name or draft.config.default_pod_template_name
    template = store.find(namespace, wanted)
    elsewhere = store.guess(wanted) if template is None else None
    if elsewhere is not None:
        template = store.templates[elsewhere, wanted]
        draft.findings.append(
            warning(
                Code.TEMPLATE_NAMESPACE,
                "task_template.metadata.pod_template_name",
                f"PodTemplate {wanted!r} is in the namespace {elsewhere!r}: the backend finds it there only if it runs "
                "there itself",
                "say where Flyte runs with --release-namespace",
            )
        )
    if template is None and name:
        known = sorted(f"{known} in {namespace}" for namespace, known in store.templates)
        raise TaskPodError(
            f"PodTemplate '{name}' does not exist",
            field="task_template.metadata.pod_template_name",
            hint=f"known PodTemplates: {', '.join(known)}" if known else "give its manifest with --pod-template-file",
        )
    if template is None:
        return
    origin = Origin(Source.TEMPLATE, name or draft.config.default_pod_template_name)
    lay_template_under(draft, template.get("spec", {}), origin)
    lay_under(draft.metadata, template.get("metadata", {}), "ObjectMeta", draft.origins, origin)


def lay_template_under(draft: PodDraft, template: JsonObject, origin: Origin) -> None:
    """Merge a template's PodSpec below the draft's (`MergeBasePodSpecOntoTemplate`).

    The Pod keeps its own containers in its own order. Each starts from the template's `default`, the primary also from
    `primary`, and each from the template's container of its own name; other containers of the template are dropped.
    """
    _warn_of_ored_terms(draft, template, origin)
    rest = {key: value for key, value in template.items() if key not in _MAGIC}
    lay_under(draft.spec, rest, "PodSpec", draft.origins, origin)
    for group, (default, primary) in _MAGIC.items():
        by_name = {container.get("name"): container for container in template.get(group, [])}
        for container in draft.spec.get(group, []):
            name = container.get("name")
            bases = [name] if name not in (default, primary) else []
            # The backend passes no name for a primary init container, so `primary-init` applies to none.
            if group == "containers" and name == draft.primary_name:
                bases.append(primary)
            bases.append(default)
            # From the strongest to the weakest: each is laid under all before it.
            for base in bases:
                if base in by_name:
                    lay_under(container, by_name[base], "Container", draft.origins, origin)
        _warn_of_dropped(draft, group, [name for name in by_name if name not in (default, primary)], origin)


def _warn_of_dropped(draft: PodDraft, group: str, names: list[str], origin: Origin) -> None:
    own = {container.get("name") for container in draft.spec.get(group, [])}
    for name in names:
        if name not in own:
            draft.findings.append(
                warning(
                    Code.TEMPLATE_CONTAINER_DROPPED,
                    f"spec.{group}",
                    f"the PodTemplate {origin.detail} has a container {name!r} that matches none of the task's; "
                    "the backend drops it",
                    f"templates shape the task's containers (call it {DEFAULT!r} or {PRIMARY!r}), they add none",
                )
            )


def _warn_of_ored_terms(draft: PodDraft, template: JsonObject, origin: Origin) -> None:
    if _required_terms(draft.spec) and _required_terms(template):
        draft.findings.append(
            warning(
                Code.AFFINITY_TERMS_ORED,
                f"spec.affinity.nodeAffinity.{REQUIRED}.nodeSelectorTerms",
                f"both the task and the PodTemplate {origin.detail} require nodes; the terms are joined by OR, "
                "so a node that satisfies only one of them is accepted",
                "state both requirements in one of the two places, or use nodeSelector",
            )
        )


def _required_terms(spec: JsonObject) -> list[JsonObject]:
    affinity = spec.get("affinity", {}).get("nodeAffinity", {}).get(REQUIRED, {})
    terms: list[JsonObject] = affinity.get("nodeSelectorTerms", [])
    return terms
