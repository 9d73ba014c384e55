"""Run rules over a project: each mistake once, in the order a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flytex_cli.lint.cluster import ClusterFacts, TaskOnCluster
from flytex_cli.lint.finding import Finding, Hit
from flytex_cli.lint.registry import all_rules
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.suppress import Suppressions
from flytex_cli.project import Project


def find(
    project: Project, rules: Sequence[Rule], mandatory: Sequence[str] = (), cluster: ClusterFacts | None = None
) -> list[Finding]:
    """All findings of some rules that no comment suppresses, sorted by place.

    Args:
        project: what was loaded.
        rules: the rules to run.
        mandatory: selectors of rules whose findings no comment suppresses.
        cluster: what is known of the cluster; nothing when None.
    """
    cluster = cluster or ClusterFacts()
    suppressions = Suppressions(project, rules, all_rules(), mandatory)
    kept = list(
        suppressions.apply(_found(project, cluster, (rule for rule in rules if rule.scope is not Scope.SUPPRESSIONS)))
    )
    for rule in rules:
        if rule.scope is Scope.SUPPRESSIONS:
            kept += suppressions.apply(_told(rule, rule.check(suppressions)))
    return sorted(kept, key=lambda finding: (finding.span, finding.code, finding.message))


def _found(project: Project, cluster: ClusterFacts, rules: Iterable[Rule]) -> list[Finding]:
    """What rules find, each mistake once.

    A setting that many tasks inherit is found once, at the place it is written. Where a rule explains why a task cannot
    be translated, the translation's own error (LOD002) is left out.
    """
    found: dict[tuple[object, ...], Finding] = {}
    explained: dict[str | None, list[str]] = {}
    for rule in rules:
        for subject in _subjects(project, cluster, rule.scope):
            findings = list(_told(rule, rule.check(subject)))
            for finding in findings:
                found.setdefault((finding.code, finding.span, finding.message), finding)
            if rule.explains:
                fields = [finding.field or "" for finding in findings if finding.severity.rank <= rule.severity.rank]
                explained.setdefault(subject.name, []).extend(fields)
    return [finding for finding in found.values() if not _is_explained(finding, explained.get(finding.task, ()))]


def _is_explained(finding: Finding, fields: Sequence[str]) -> bool:
    """Whether a rule's findings on these fields of the task say why its translation failed.

    Of triggers each is translated on its own, and fails on its own.
    """
    if finding.code != "LOD002":
        return False
    about = finding.field or ""
    return (
        any(field == about or field.startswith(f"{about}.") for field in fields)
        if about.startswith("triggers.")
        else bool(fields)
    )


def _told(rule: Rule, hits: Iterable[Hit]) -> Iterator[Finding]:
    for hit in hits:
        yield Finding(
            code=rule.code,
            slug=rule.slug,
            severity=hit.severity or rule.severity,
            message=hit.message,
            span=hit.place.span,
            task=hit.place.owner,
            field=hit.field,
            value=hit.value,
            fix=hit.fix,
            edit=hit.edit,
        )


def _subjects(project: Project, cluster: ClusterFacts, scope: Scope) -> Iterable[Any]:
    deployed = (task for task in project.tasks if not task.declared.replaced)
    if scope is Scope.TASK:
        return deployed
    if scope is Scope.TASK_ON_CLUSTER:
        return (TaskOnCluster(task, cluster) for task in deployed)
    if scope is Scope.ENVIRONMENT:
        return project.environments
    if scope is Scope.SOURCE:
        return [(project, source) for source in project.sources.values()]
    return [project]
