"""Where the control plane or the TaskAction object refuses a name, there is no Pod."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flytex_cli.errors import UsageError
from flytex_cli.pods.build import to_pod
from flytex_cli.pods.errors import TaskPodError

from tests.pods.podkit import RUN, build, container_spec  # isort: skip


def test_a_short_name_that_does_not_fit() -> None:
    """SDK 2.12.1 cuts it to 63 characters; a TaskSpec of another origin may not."""
    spec = container_spec()
    spec.short_name = "n" * 63
    build(spec)
    spec.short_name = "n" * 64
    with pytest.raises(TaskPodError, match="64 characters; at most 63 are allowed") as caught:
        to_pod(spec)
    assert caught.value.field == "short_name"


@pytest.mark.parametrize("field", ["project", "domain"])
def test_a_place_that_does_not_fit(field: str) -> None:
    spec = container_spec()
    setattr(spec.task_template.id, field, "p" * 64)
    with pytest.raises(TaskPodError) as caught:
        to_pod(spec)
    assert caught.value.field == f"task_template.id.{field}"


def test_a_task_type_that_does_not_fit() -> None:
    with pytest.raises(TaskPodError, match="no Pod is ever created"):
        to_pod(container_spec(task_type="t" * 64))


@pytest.mark.parametrize("name", ["r" * 30, "a", "a-1", "a1"])
def test_names_of_runs(name: str) -> None:
    build(container_spec(), options=replace(RUN, run_name=name))


@pytest.mark.parametrize("name", ["", "r" * 31, "1a", "-a", "a-", "A", "a.b", "a_b", "a b"])
def test_names_that_no_run_has(name: str) -> None:
    """At most 30 characters, a DNS-1035 label."""
    with pytest.raises(UsageError, match="cannot name a run"):
        to_pod(container_spec(), replace(RUN, run_name=name))


@pytest.mark.parametrize("name", ["", "a" * 31])
def test_names_that_no_action_has(name: str) -> None:
    with pytest.raises(UsageError, match="cannot name an action"):
        to_pod(container_spec(), replace(RUN, action_name=name))
