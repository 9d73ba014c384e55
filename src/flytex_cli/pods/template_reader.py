"""PodTemplate manifests -> the store that named templates are looked up in, with the API server's defaults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flytex_cli.pods.errors import ClusterConfigError
from flytex_cli.pods.fields import FieldDecoder
from flytex_cli.pods.findings import Code, PodFinding, warning
from flytex_cli.pods.origins import Path, path_text
from flytex_cli.pods.stored_defaults import as_stored
from flytex_cli.pods.templates import PodTemplateStore
from flytex_cli.pods.yaml_text import read_documents
from flytex_cli.wire.struct import JsonObject

_LISTS = ("List", "PodTemplateList")


@dataclass(frozen=True)
class TemplateReading:
    """The PodTemplates of some files, and the fields in them that are unknown."""

    store: PodTemplateStore
    findings: tuple[PodFinding, ...]


def read_pod_templates(files: Iterable[tuple[str, str]], namespace: str = "flyte") -> TemplateReading:
    """Read manifests, given as (source, text); one without a namespace is taken for the backend's own.

    Raises:
        ClusterConfigError: a document is not a PodTemplate, has no name, or has a value of a wrong type.
    """
    templates: dict[tuple[str, str], JsonObject] = {}
    findings: list[PodFinding] = []
    for source, text in files:
        for document in _manifests(read_documents(text, source), source):
            metadata = document.get("metadata") or {}
            name = metadata.get("name") if isinstance(metadata, dict) else None
            if not isinstance(name, str) or not name:
                raise ClusterConfigError(f"{source}: a PodTemplate has no metadata.name")
            where = f"{source}: PodTemplate {name!r}"
            template = as_stored(_decode(document.get("template"), where, findings))
            templates[str(metadata.get("namespace") or namespace), name] = template
    return TemplateReading(PodTemplateStore(templates, namespace), tuple(findings))


def _manifests(documents: Iterable[JsonObject], source: str) -> Iterator[JsonObject]:
    for document in documents:
        kind = document.get("kind")
        items = document.get("items")
        if kind in _LISTS and isinstance(items, list):
            yield from _manifests([item for item in items if isinstance(item, dict)], source)
        elif kind == "PodTemplate":
            yield document
        else:
            raise ClusterConfigError(
                f"{source}: expected kind PodTemplate, found {kind!r}",
                hint="write a v1 PodTemplate with metadata.name and template.spec",
            )


def _decode(value: object, where: str, findings: list[PodFinding]) -> JsonObject:
    def report(code: Code, path: Path, message: str, hint: str | None) -> None:
        if code is not Code.UNKNOWN_FIELD:
            raise ClusterConfigError(f"{where}: {path_text(path)}: {message}", hint=hint)
        findings.append(warning(code, path_text(path), f"{where}: {message}", hint))

    decoded: JsonObject | None = FieldDecoder(report).decode(value, "PodTemplateSpec", ("template",))
    return decoded or {}
