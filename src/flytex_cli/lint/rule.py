"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from flytex_cli.lint.finding import Hit
from flytex_cli.records import Severity

DOCUMENTATION = "https://github.com/flytex/flytex/blob/main/docs/"
"""Where the project's documentation is read; the only place in the code that names it."""


class Scope(Enum):
    """What a rule's check is called with, once for each."""

    TASK = "task"
    APP = "app"
    WORKLOAD = "workload"
    """A task or an app."""
    TASK_ON_CLUSTER = "task on cluster"
    """A task with what is known of the cluster: `lint.cluster.TaskOnCluster`."""
    WORKLOAD_ON_CLUSTER = "workload on cluster"
    """A task or an app with what is known of the cluster: `lint.cluster.WorkloadOnCluster`."""
    ENVIRONMENT = "environment"
    SOURCE = "source"
    PROJECT = "project"
    REFUSAL = "refusal"
    """Nothing: the rule tells only what Flyte refused when a module was imported (`Rule.refused`)."""
    PROJECT_ON_CLUSTER = "project on cluster"
    """The project with what is known of the cluster: `lint.cluster.ProjectOnCluster`."""
    DEPLOYMENT = "deployment"
    """The code that is shipped: `lint.deployment.Deployment`."""
    SUPPRESSIONS = "suppressions"
    """The comments that suppress findings, after all other rules have run: `lint.suppress.Suppressions`."""


@dataclass(frozen=True)
class Cover:
    """Which findings of another rule a rule says better.

    Such a finding is left out where the covering rule ran and found something on the same task, of its own severity at
    least; of a finding about one trigger, on the same trigger; of one that belongs to no task, at the same place.

    Attributes:
        code: the other rule.
        aspect: a pattern that the whole of `Hit.aspect` matches.
    """

    code: str
    aspect: str = ".*"


@dataclass(frozen=True)
class Rule:
    """One rule: what it finds, why it matters, and the function that finds it.

    Attributes:
        code: three letters for the group, three digits; never given to another rule.
        slug: the same in words.
        summary: one line without a full stop, as said in lists.
        why: what happens if it is not fixed, as measured; Markdown.
        bad: a whole module that the rule finds something in.
        good: the same module, fixed.
        scope: what `check` takes.
        check: finds it. A pure function.
        default: whether it runs without being selected.
        since: the SDK release it applies from, as `2.0.0`.
        until: the first SDK release that itself refuses this when the module loads; None while none does.
        covers: what it says better than other rules. `UNTRANSLATED` is why a task could not be translated.
        refused: patterns of what it tells, as an error, where Flyte refused it when a module was imported:
            `Resources.gpu`.
        is_own: whether the project or a plugin brings it, so that flytex has no page on it.
        written: a policy as it is written, which is all that its check is made of; empty where the check is code.
        otherwise: the severity that some findings have instead (`Hit.severity`), and which: words to put after "where".
    """

    code: str
    slug: str
    severity: Severity
    summary: str
    why: str
    bad: str
    good: str
    scope: Scope
    check: Callable[[Any], Iterator[Hit]]
    default: bool = True
    since: str = "2.0.0"
    until: str | None = None
    covers: tuple[Cover, ...] = ()
    refused: tuple[str, ...] = ()
    otherwise: tuple[Severity, str] | None = None
    is_own: bool = False
    written: str = ""

    @property
    def group(self) -> str:
        """The letters of the code."""
        return self.code.rstrip("0123456789")

    @property
    def page(self) -> str:
        """Its page, relative to the documentation; empty of a rule of one's own."""
        return "" if self.is_own else f"rules/{self.code}.md"

    @property
    def url(self) -> str:
        """Where its page is read; empty of a rule of one's own."""
        return "" if self.is_own else DOCUMENTATION + self.page


def nothing(_: Any) -> Iterator[Hit]:
    """Find nothing: the check of a rule that tells only what Flyte refused."""
    return iter(())


UNTRANSLATED = Cover("LOD002")
"""The translation's own error."""
UNIMPORTED = Cover("LOD001")
"""That a module cannot be imported: covered by each rule that tells what Flyte refused there."""
