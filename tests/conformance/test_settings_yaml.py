"""The YAML of `flyte get settings`, as the SDK writes and reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flytex_cli.cluster.settings import MAXIMUM, UNSET, read_maximums

pytestmark = pytest.mark.sdk
ORGANIZATION = {"cpu": "8", "gpu": "2", "memory": "64Gi", "storage": "1.5Ti"}


def test_the_maximums_that_the_sdk_writes(tmp_path: Path) -> None:
    """Each resource that it knows, and what an inner scope takes away."""
    from flyte.remote._settings import _YAML_UNSET_TOKEN, LocalSetting, Settings
    from flyte.remote._settings import UNSET as TAKEN_AWAY

    keys = [key for key in Settings.available_keys() if key.startswith(MAXIMUM)]
    assert (keys, _YAML_UNSET_TOKEN) == ([MAXIMUM + name for name in ORGANIZATION], UNSET)
    outer = [LocalSetting(MAXIMUM + name, amount) for name, amount in ORGANIZATION.items()]
    inner = [
        LocalSetting(f"{MAXIMUM}gpu", TAKEN_AWAY),
        LocalSetting(f"{MAXIMUM}cpu", "4"),
        LocalSetting("run.default_queue", "gpu"),
        LocalSetting("labels", {"team": "ml: all"}),
    ]
    files = []
    for name, local in (("org.yaml", outer), ("production.yaml", inner)):
        files.append(tmp_path / name)
        files[-1].write_text(Settings(effective_settings=[], local_settings=local).to_yaml())
    found = read_maximums(files, "settings")
    assert {name: (str(most.amount), most.file.name) for name, most in found.items()} == {
        "cpu": ("4", "production.yaml"),
        "memory": ("64Gi", "org.yaml"),
        "storage": ("1536Gi", "org.yaml"),
    }
