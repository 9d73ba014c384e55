"""Every file that a person names may hold anything: the answer is an error of one sentence, never a crash or a hang."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytex_cli.errors import UsageError
from flytex_cli.reading import MAX_DEPTH, UnreadableError, read_json, read_toml, read_yaml
from flytex_cli.wire.written import is_written, read_written

BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
MERGES = "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 40))
DIGITS = "9" * 5000

YAML = {
    "alias bomb": (BOMB, "each alias counted"),
    "merge keys that multiply": (MERGES, "each alias counted"),
    "recursive anchor": ("&a [*a]", "holds itself"),
    "recursive key": ("&a {b: *a}", "holds itself"),
    "nested flow": ("[" * 100_000 + "]" * 100_000, "nested more than|nesting depth"),
    "nested blocks": ("\n".join(" " * n + "a:" for n in range(MAX_DEPTH + 5)), "nested more than"),
    "an int that is none": ("a: !!int foo", "not valid YAML"),
    "an empty int": ("a: !!int ''", "not valid YAML"),
    "hexadecimal without digits": ("a: !!int 0x", "not valid YAML"),
    "empty timestamp": ("a: !!timestamp ''", "not valid YAML"),
    "a date that is none": ("a: 2024-13-45", "not valid YAML"),
    "too many digits": (f"a: {DIGITS}", "not valid YAML"),
    "infinity": ("a: .inf", "no number that JSON has"),
    "not a number": ("a: .nan", "no number that JSON has"),
    "NUL": ("a: \0", "not valid YAML"),
    "a tag that runs code": ("!!python/object/apply:os.system [true]", "not valid YAML"),
    "an alias to nothing": ("a: *gone", "not valid YAML"),
    "unhashable key": ("? [a]\n: b", "not valid YAML"),
    "unclosed": ("{a: [", "not valid YAML"),
    "lone surrogate": ('a: "\\uD800"', "YAML|surrogate"),
}
JSON = {
    "nested": ("[" * 100_000 + "]" * 100_000, "nested"),
    "not a number": ('{"a": NaN}', "no number that JSON has"),
    "infinity": ('{"a": -Infinity}', "no number that JSON has"),
    "a number past what a double holds": ('{"a": 1e999}', "no number that JSON has"),
    "too many digits": (DIGITS, "not valid JSON"),
    "lone surrogate": ('{"a": "\\ud800"}', "surrogate"),
    "lone surrogate in a key": ('{"\\ud800": 1}', "surrogate"),
    "unclosed": ('{"a": [', "not valid JSON"),
    "nothing": ("", "not valid JSON"),
}
TOML = {
    "nested": ("a = " + "[" * 100_000 + "]" * 100_000, "nested too deeply"),
    "too many digits": (f"a = {DIGITS}", "not valid TOML"),
    "a date that is none": ("a = 2024-13-45", "not valid TOML"),
    "NUL": ("a = \0", "not valid TOML"),
}


@pytest.mark.parametrize("case", YAML)
def test_yaml_past_a_limit_is_refused(case):
    text, reason = YAML[case]
    with pytest.raises(UnreadableError, match=reason):
        read_yaml(text)


@pytest.mark.parametrize("case", JSON)
def test_json_past_a_limit_is_refused(case):
    text, reason = JSON[case]
    with pytest.raises(UnreadableError, match=reason):
        read_json(text)


@pytest.mark.parametrize("case", TOML)
def test_toml_past_a_limit_is_refused(case):
    text, reason = TOML[case]
    with pytest.raises(UnreadableError, match=reason):
        read_toml(text)


def test_what_is_within_the_limits_is_read():
    assert read_yaml("a: &x [1, 2]\nb: *x\n---\n") == [{"a": [1, 2], "b": [1, 2]}, None]
    assert read_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert read_json('{"a": [1.5, "ä"]}') == {"a": [1.5, "ä"]}
    assert read_toml("a = [1, 2]") == {"a": [1, 2]}


OPTIONS = {
    "Flyte configuration": (["serialize", "m.py", "--config", "FILE"], "bad.yaml: "),
    "written specs": (["diff", "FILE", "m.py"], "bad.yaml: "),
    "cluster configuration": (["podspec", "m.py", "--cluster-config", "FILE"], "bad.yaml: "),
    "pod template": (["podspec", "m.py", "--pod-template-file", "FILE"], "bad.yaml: "),
    "baseline": (["lint", "m.py", "--baseline", "FILE"], "is not a baseline"),
}


@pytest.mark.parametrize("case", ["alias bomb", "merge keys that multiply", "recursive anchor", "nested flow"])
@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_that_names_a_file_refuses_it(flytex, write, tmp_path, option, case):
    write("m.py", "import flyte\nenv = flyte.TaskEnvironment('e')\n@env.task\ndef main() -> int: ...\n")
    write("bad.yaml", YAML[case][0])
    arguments, message = OPTIONS[option]
    result = flytex(*(word.replace("FILE", "bad.yaml") for word in arguments), cwd=tmp_path)
    assert result.code == 2, result.stderr
    assert message in result.stderr


def said(read, *arguments) -> str | None:
    """What a reader says, None where it can read; anything but its own error fails the test."""
    try:
        read(*arguments)
    except UnreadableError as error:
        return str(error)
    except UsageError as error:
        return error.message
    return None


_PIECES = st.sampled_from([
    "a: ", "- ", "\n", "  ", "&a ", "*a", "{", "}", "[", "]", ", ", "? ", ": ", "!!int ", "!!set ", "!!omap ", "!!binary ",
    "!!timestamp ", "!!pairs ", "<<: ", "2024-01-01", "1e400", "0x", ".nan", "'", '"', "|\n", "---\n", "%YAML 1.1\n",
    "taskTemplate: ", "taskId: ", "=", "~", "\0", "é",
])  # fmt: skip


@given(st.one_of(st.text(), st.lists(_PIECES).map("".join)))
def test_a_reader_returns_or_raises_its_own_error(text):
    for read in (read_yaml, read_json, read_toml):
        assert said(read, text) != ""


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
_FIELDS = (
    "id",
    "type",
    "metadata",
    "interface",
    "container",
    "custom",
    "k8sPod",
    "config",
    "taskTypeVersion",
    "extendedConfig",
)


@given(st.sampled_from(["taskTemplate", "taskId", "defaultInputs"]), st.sampled_from(_FIELDS), _VALUES)
def test_wrong_shapes_of_a_spec_are_said(top, field, value):
    import yaml

    for document in ({"taskTemplate": {}, top: value}, {"taskTemplate": {field: value}}):
        message = said(read_written, yaml.dump(document).encode(), "spec.yaml")
        assert message is None or "spec.yaml" in message


@given(st.binary(max_size=60))
def test_any_bytes_are_a_spec_or_refused(data):
    message = said(read_written, data, "spec.pb")
    assert message is None or "spec.pb" in message
    assert said(is_written, data) is None
