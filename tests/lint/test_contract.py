"""The contract's limits."""

from __future__ import annotations

from flyteidl2.task.common_pb2 import TriggerAutomationSpecType
from flyteidl2.task.task_definition_pb2 import TaskSpec, TaskTrigger

from flytex_cli.lint.contract import Violation, violations


def spec() -> TaskSpec:
    """A TaskSpec within all limits."""
    made = TaskSpec()
    made.task_template.id.name = "env.task"
    return made


def trigger() -> TaskTrigger:
    made = TaskTrigger(name="nightly")
    made.spec.SetInParent()
    made.automation_spec.type = TriggerAutomationSpecType.TYPE_NONE
    return made


def test_within_the_limits() -> None:
    assert list(violations(spec(), [trigger(), trigger()])) == []


def test_a_violation_has_its_path_the_limit_and_the_value() -> None:
    over = spec()
    over.task_template.metadata.cache_max_age.seconds = -5
    over.task_template.reuse_policy.max_replicas = 1
    assert list(violations(over, [])) == [
        Violation("task_template.metadata.cache_max_age", "must be greater than or equal to 0s", "-5s"),
        Violation("task_template.reuse_policy.concurrency", "must be greater than or equal to 1", "0"),
    ]


def test_triggers_by_their_number_and_items_of_lists_by_theirs() -> None:
    long, odd = trigger(), trigger()
    long.name = "t" * 256
    odd.spec.run_spec.recover.force_rerun_actions.extend(["a0", ""])
    found = list(violations(spec(), [trigger(), long, odd]))
    assert [each.path for each in found] == [
        "triggers[1].name", "triggers[2].spec.run_spec.recover.force_rerun_actions[1]"
    ]  # fmt: skip
    assert [each.written for each in found] == [("triggers", 1), ("triggers", 2)]


def test_notifications_neither_fail_nor_change_the_message() -> None:
    made = trigger()
    made.spec.run_spec.notification_rules.rules.add().delivery_template.webhook.headers["k" * 30] = "v"
    before = made.SerializeToString(deterministic=True)
    assert list(violations(spec(), [made])) == []
    assert made.SerializeToString(deterministic=True) == before
