"""A wrong value names the option it was given for, or the file and the key it was set in; every option is walked."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import typer

from flytex_cli.cli.app import build, command
from flytex_cli.cli.loading import LoadOptions, TalkOptions
from flytex_cli.cli.setting_types import choices, parameter_types
from flytex_cli.commands import COMMANDS

WRONG = {
    "paths": "nowhere",
    "max_memory": "much",
    "root_dir": "nowhere",
    "exclude": "!",
    "image": "=x",
    "config": "nowhere.yaml",
    "sort": "nme",
    "filter": "memry>4Gi",
    "at": "noon",
    "gpu_key": "gpu",
    "cluster_config": "nowhere.yaml",
    "pod_template_file": "nowhere.yaml",
    "release_namespace": "Flyte",
    "release_name": "Flyte",
    "run_name": "Nightly",
    "namespace": "Prod",
    "storage_prefix": "bucket",
    "run_start_time": "noon",
    "run_env": "A",
    "run_label": "a",
    "run_annotation": "a",
    "cpu": "many",
    "memory": "4GB",
    "gpu": "many",
    "disk": "4GB",
    "shm": "4GB",
    "container_name": "Main",
    "baseline": "nowhere.json",
    "accept": "nowhere.json",
    "cluster": "nowhere",
    "rates": "nowhere.toml",
    "select": "RES01",
    "extend_select": "RES01",
    "ignore": "RES01",
    "code": "RES01",
    "cache_dir": "flow.py",
    "cache_size": "much",
    "shard": "most",
}
"""By parameter, a text that none of its values has."""

ANY_TEXT = {
    *("env", "task", "stub", "project", "domain", "org", "version", "dest"),
    *("interpreter_path", "input_path", "output_path", "code_bundle_uri", "code_bundle_version"),
    *("output_dir", "output_file", "relative_to", "old", "new", "against", "tar"),
    *("old_python", "new_python", "affected", "revision", "file"),
}
"""Those that take any text, or whose text is only wrong once something is written or read there."""

SHARED = {field.name for group in (LoadOptions, TalkOptions) for field in dataclasses.fields(group)} | {"paths"}
"""Asked of one command; all read them the same way."""

AMOUNTS = ("cpu", "memory", "gpu", "disk", "shm", "container_name")


def walked() -> list[Any]:
    shown = typer.main.get_command(build([])).commands  # type: ignore[attr-defined]
    return [
        pytest.param(name, each, parameter_types(command(name))[each.name], id=f"{name}-{each.name}")
        for name in COMMANDS
        for each in shown[name].params
        if name == "serialize" or each.name not in SHARED
    ]


def wrong(parameter: Any, kind: Any) -> str | None:
    """Return a text that is no value of an option; None if any is, or it is a flag."""
    if choices(kind) or kind in (int, float) or parameter.name == "format":
        return "wrng"
    return None if kind is bool else WRONG.get(parameter.name)


OPTIONS = walked()
REFUSING = [each for each in OPTIONS if wrong(*each.values[1:]) is not None]
SETTINGS = [each for each in OPTIONS if each.values[1].param_type_name == "option" or each.values[1].name == "paths"]


def test_every_option_is_walked():
    """One that takes any text is known to."""
    left = {each.values[1].name for each in OPTIONS if each not in REFUSING and each.values[2] is not bool}
    assert left == ANY_TEXT


@pytest.mark.parametrize(("name", "parameter", "kind"), REFUSING)
def test_a_wrong_value_names_its_option(name, parameter, kind, flytex, write):
    """An argument speaks for itself."""
    write("flow.py", "import flyte\n")
    value = wrong(parameter, kind) or ""
    long = max(parameter.opts, key=len)
    is_option = parameter.param_type_name == "option"
    paths = [] if parameter.name in AMOUNTS or name == "rule" else [".", "."] if name == "diff" else ["."]
    result = flytex(name, f"{long}={value}", *paths) if is_option else flytex(name, value)
    assert (result.code, result.out) == (2, "")
    assert result.stderr.startswith(f"error: {long}: " if is_option else "error: ")
    assert value.partition(">")[0] in result.stderr.splitlines()[0]


@pytest.mark.parametrize(("name", "parameter", "kind"), SETTINGS)
def test_a_wrong_setting_names_its_file_and_key(name, parameter, kind, flytex, write, tmp_path):
    """Whether its type is wrong or its text, in a command's table or in that of all; seen from a folder below."""
    write("flow.py", "import flyte\n")
    (tmp_path / "below").mkdir()
    key, text = parameter.name.replace("_", "-"), wrong(parameter, kind)
    paths = [] if parameter.name in {"paths", *AMOUNTS} or name == "rule" else [tmp_path] * (2 if name == "diff" else 1)
    for value in ["1979-05-27"] + ([f"{text!r}"] if text is not None else []):
        for section in (f".{name}", "") if parameter.name in SHARED else (f".{name}",):
            write("pyproject.toml", f"[tool.flytex{section}]\n{key} = {value}\n")
            result = flytex(name, *paths, cwd=tmp_path / "below")
            assert (result.code, result.out) == (2, "")
            assert result.stderr.startswith(f"error: ../pyproject.toml: tool.flytex{section}.{key}: ")
