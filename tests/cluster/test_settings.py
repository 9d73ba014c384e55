"""Flyte's own settings as files: what is read of them, and what is told of odd ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from flytex_cli.cluster.settings import read_maximums
from flytex_cli.errors import UsageError


def test_a_narrower_scope_comes_later(tmp_path: Path) -> None:
    """It replaces a maximum, or takes it away; numbers may be written as Kubernetes takes them."""
    outer, inner = tmp_path / "org.yaml", tmp_path / "domain.yaml"
    outer.write_text("task_resource.max.cpu: 1e1\ntask_resource.max.gpu: 2\ntask_resource.max.memory: 64Gi\n")
    inner.write_text("task_resource.max.cpu: 500m\ntask_resource.max.gpu: ~unset\nlabels: {a: b}\n")
    found = read_maximums([outer, inner], "settings")
    assert {name: (str(most.amount), most.file) for name, most in found.items()} == {
        "cpu": ("500m", inner),
        "memory": ("64Gi", outer),
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("task_resource.max.cpu: -1", "task_resource.max.cpu: -1 is negative"),
        ("task_resource.max.cpu:", "task_resource.max.cpu: 'None' is not a Kubernetes quantity"),
        ("task_resource.max.cpu: [1]", "task_resource.max.cpu: '[1]' is not a Kubernetes quantity"),
        ("task_resource: {max: {cpu: 1}}", "task_resource: keys are flat here"),
        ("- task_resource.max.cpu", "expected a mapping, found list"),
    ],
)
def test_odd_settings_are_told_with_file_and_key(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_text(text)
    with pytest.raises(UsageError) as raised:
        read_maximums([file], "settings")
    assert raised.value.message == f"{file}: {said}"
