"""Run rules over a project: each mistake once, in the order a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flytex_cli.credentials.hiding import hidden
from flytex_cli.lint.cluster import ClusterFacts, ProjectOnCluster, TaskOnCluster, WorkloadOnCluster
from flytex_cli.lint.covering import Found, uncovered
from flytex_cli.lint.deployment import Deployment
from flytex_cli.lint.finding import Finding, Hit
from flytex_cli.lint.refusals import refusals
from flytex_cli.lint.registry import all_rules
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.stubs import StubbedValues
from flytex_cli.lint.suppress import Suppressions
from flytex_cli.project import Project


@dataclass(frozen=True)
class Subjects:
    """What rules look at.

    Attributes:
        project: what was loaded.
        cluster: what is known of the cluster.
        deployment: the code that is shipped; when None, no rule looks at it.
    """

    project: Project
    cluster: ClusterFacts = field(default_factory=ClusterFacts)
    deployment: Deployment | None = None
    _known: dict[Scope, Sequence[Any]] = field(default_factory=dict, init=False, repr=False)

    def of(self, scope: Scope) -> Sequence[Any]:
        """Return what the checks of a scope are called with."""
        if scope not in self._known:
            self._known[scope] = tuple(self._of(scope))
        return self._known[scope]

    def _of(self, scope: Scope) -> Iterable[Any]:
        project, cluster = self.project, self.cluster
        if scope is Scope.DEPLOYMENT:
            return () if self.deployment is None else [self.deployment]
        if scope is Scope.TASK:
            return project.deployed
        if scope is Scope.APP:
            return project.apps
        if scope is Scope.WORKLOAD:
            return project.workloads
        if scope is Scope.TASK_ON_CLUSTER:
            return (TaskOnCluster(task, cluster) for task in project.deployed)
        if scope is Scope.WORKLOAD_ON_CLUSTER:
            return (WorkloadOnCluster(each, cluster) for each in project.workloads)
        if scope is Scope.REFUSAL:
            return ()
        if scope is Scope.ENVIRONMENT:
            return project.environments
        if scope is Scope.SOURCE:
            return [(project, source) for source in project.sources.values()]
        return [project if scope is Scope.PROJECT else ProjectOnCluster(project, cluster)]


def find(
    subjects: Subjects, rules: Sequence[Rule], mandatory: Sequence[str] = (), own: Sequence[Rule] = ()
) -> list[Finding]:
    """Return all findings of some rules that no comment suppresses, sorted by place.

    Args:
        rules: the rules to run.
        mandatory: selectors of rules whose findings no comment suppresses.
        own: rules that are not flytex's, run or not.
    """
    found = _found(subjects, [rule for rule in rules if rule.scope is not Scope.SUPPRESSIONS])
    suppressions = Suppressions(subjects.project, rules, (*all_rules(), *own), mandatory)
    kept = list(suppressions.apply(found))
    for rule in rules:
        if rule.scope is Scope.SUPPRESSIONS:
            kept += suppressions.apply(_finding(rule, hit) for hit in rule.check(suppressions))
    return sorted(kept, key=lambda finding: (finding.span, finding.code, finding.message))


def _found(subjects: Subjects, rules: Iterable[Rule]) -> list[Finding]:
    """Return what rules find, each mistake once.

    A setting that many tasks inherit, or environments share, is found once, at the place it is written; what another
    rule says better is left out.
    """
    found: dict[tuple[object, ...], dict[str | None, Finding]] = {}
    for each in uncovered(_hits(subjects, rules)):
        finding = _finding(each.rule, each.hit)
        found.setdefault((finding.code, finding.span, finding.message), {}).setdefault(finding.task, finding)
    environments = {environment.name for environment in subjects.project.environments}
    return [_merged(list(same.values()), environments) for same in found.values()]


def _merged(same: list[Finding], environments: set[str]) -> Finding:
    """Return one of several findings that are the same, with the environments that share what it is about."""
    sharing = [finding.task for finding in same if finding.task in environments]
    if len(sharing) < 2:
        return same[0]
    named = ", ".join(map(repr, sharing))
    return replace(same[0], message=f"{same[0].message} (in environments {named})")


def _hits(subjects: Subjects, rules: Iterable[Rule]) -> Iterator[Found]:
    project = subjects.project
    members: dict[str, set[str]] = {}
    stubbed = StubbedValues(project)
    for task in project.tasks:
        members.setdefault(task.declared.environment or "", set()).add(task.name)
    for rule in rules:
        for hit in refusals(project, rule):
            yield Found(rule, hit, frozenset())
        for subject in subjects.of(rule.scope):
            for hit in rule.check(subject):
                own = frozenset({subject.name}) if rule.scope in (Scope.TASK, Scope.APP, Scope.WORKLOAD) else None
                owner = hit.place.owner
                owners = frozenset() if owner is None else frozenset(members.get(owner, {owner}))
                yield Found(rule, stubbed.judged(rule, hit, own or owners), own or owners)


def _finding(rule: Rule, hit: Hit) -> Finding:
    return Finding(
        code=rule.code,
        slug=rule.slug,
        severity=hit.severity or rule.severity,
        message=hidden(hit.message),
        span=hit.place.span,
        task=hit.place.owner,
        field=hit.field,
        value=hit.value and hidden(hit.value),
        fix=hit.fix and hidden(hit.fix),
        edit=hit.edit,
        hides=hit.hides,
    )
