"""`flytex serialize` as a person and a CI job use it."""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path

import pytest
import yaml
from google.protobuf import json_format

pytestmark = pytest.mark.engines

FLOW = """
    import flyte

    env = flyte.TaskEnvironment(name="flow", resources=flyte.Resources(cpu=1, memory="1Gi"), env_vars={"B": "2", "A": "1"})
    other = flyte.TaskEnvironment(name="other")

    @env.task
    async def main(count: int = 3, *, names: list[str], deep: dict[str, str] | None = None) -> str:
        \"\"\"Do it.\"\"\"
        return ",".join(names) * count

    @other.task
    def second(x: float) -> float:
        return x
"""


@pytest.fixture
def flow(write) -> Path:
    """A module with two environments of one task each."""
    return write("flow.py", FLOW)


def test_yaml_is_one_commented_document_a_task(flytex, flow):
    """The comment names the task, its signature as written and its file; nothing else is said."""
    result = flytex("serialize", "flow.py")
    assert (result.code, result.stderr) == (0, "")
    assert result.out.startswith(
        "# flow.main\n"
        "# async def main(count: int = 3, *, names: list[str], deep: dict[str, str] | None = None) -> str\n"
        "# flow.py\n"
        "taskTemplate:\n"
    )
    assert "\n---\n# other.second\n# def second(x: float) -> float\n# flow.py\ntaskTemplate:\n" in result.out


@pytest.mark.parametrize("folder", ["lib/site-packages", "lib/dist-packages"])
def test_a_file_outside_the_root_is_named_as_on_every_machine(flytex, write, tmp_path, folder):
    """By its path where the package is installed: `--check` holds wherever that is."""
    write(
        f"{folder}/acme/__init__.py",
        """
        import flyte
        env = flyte.TaskEnvironment("acme")

        @env.task
        def double(x: int) -> int:
            return 2 * x
        """,
    )
    write(
        "project/flow.py",
        """
        import flyte
        from acme import double, env as acme
        env = flyte.TaskEnvironment("flow", depends_on=[acme])

        @env.task
        def main(x: int) -> int:
            return double(x)
        """,
    )
    result = flytex("serialize", "flow.py", cwd=tmp_path / "project", PYTHONPATH=str(tmp_path / folder))
    assert result.code == 0, result.stderr
    assert "# acme.double\n# def double(x: int) -> int\n# acme/__init__.py\n" in result.out
    assert str(tmp_path) not in result.out


def test_all_formats_hold_the_same_messages(flytex, flow):
    """YAML, JSON, JSON lines and binary; each loadable by any flyteidl2 client."""
    from flyteidl2.task.task_definition_pb2 import TaskSpec

    out = {form: flytex("serialize", "flow.py", "-f", form).stdout for form in ("yaml", "json", "jsonl", "pb")}
    documents = list(yaml.safe_load_all(out["yaml"]))
    assert json.loads(out["json"]) == documents
    assert [json.loads(line) for line in out["jsonl"].splitlines()] == documents
    messages = [json_format.ParseDict(document, TaskSpec()) for document in documents]
    assert list(read_delimited(out["pb"], TaskSpec)) == messages
    assert [message.task_template.id.name for message in messages] == ["flow.main", "other.second"]


def test_a_folder_gets_a_file_a_task(flytex, flow, tmp_path):
    """DIR/<environment>/<task>.yaml, and what was done on stderr."""
    result = flytex("serialize", "flow.py", "-o", "specs")
    assert (result.code, result.stdout, result.stderr) == (0, b"", "2 tasks written to specs\n")
    files = sorted(path.relative_to(tmp_path).as_posix() for path in (tmp_path / "specs").rglob("*.*"))
    assert files == ["specs/flow/main.yaml", "specs/other/second.yaml"]
    assert flytex("serialize", "flow.py", "-o", "specs", "-f", "pb").code == 0
    assert (tmp_path / "specs/flow/main.pb").exists()


def test_check_says_what_would_change(flytex, flow, tmp_path):
    """Exit 0 while the files are up to date; then 1, with the diff on stdout and nothing written."""
    flytex("serialize", "flow.py", "-o", "specs")
    fresh = flytex("serialize", "flow.py", "-o", "specs", "--check")
    assert (fresh.code, fresh.stdout, fresh.stderr) == (0, b"", "2 tasks up to date in specs\n")
    flow.write_text(flow.read_text().replace('memory="1Gi"', 'memory="2Gi"').replace("def second(", "def third("))
    before = {path: path.read_bytes() for path in (tmp_path / "specs").rglob("*.yaml")}
    changed = flytex("serialize", "flow.py", "-o", "specs", "--check")
    assert changed.code == 1
    assert "-        value: 1Gi\n+        value: 2Gi\n" in changed.out
    assert changed.stderr.splitlines() == [
        "changed: specs/flow/main.yaml",
        "missing: specs/other/third.yaml",
        "stale: specs/other/second.yaml",
    ]
    assert {path: path.read_bytes() for path in (tmp_path / "specs").rglob("*.yaml")} == before


@pytest.mark.parametrize("form", ["yaml", "json", "jsonl", "pb"])
def test_a_stale_file_is_one_that_flytex_wrote(flytex, flow, tmp_path, form):
    """A task that is gone leaves one, in every format; other people's files in the folder are nobody's business."""
    flytex("serialize", "flow.py", "-o", "specs", "-f", form)
    for foreign in ("notes/plan.yaml", "notes/data.json", "notes/rows.jsonl", "notes/blob.pb", "flow/empty.yaml"):
        (tmp_path / "specs" / foreign).parent.mkdir(exist_ok=True)
        (tmp_path / "specs" / foreign).write_bytes(b"" if "empty" in foreign else b'{"a": [1]}\n')
    assert flytex("serialize", "flow.py", "-o", "specs", "-f", form, "--check").code == 0
    flow.write_text(flow.read_text().replace("def second(", "def third("))
    gone = flytex("serialize", "flow.py", "-o", "specs", "-f", form, "--check")
    assert (gone.code, gone.stderr.splitlines()) == (
        1,
        [f"missing: specs/other/third.{form}", f"stale: specs/other/second.{form}"],
    )
    assert (tmp_path / f"specs/other/second.{form}").exists()
    assert flytex("serialize", "flow.py", "-o", "specs", "-f", form, "--check", "--env", "flow").code == 0


def test_the_same_bytes_whatever_the_surroundings(flytex, flow, write, tmp_path):
    """Hash seed, working directory, number of jobs and order of loading change nothing."""
    for index in range(4):
        write(f"more/flow{index}.py", FLOW.replace('name="', f'name="m{index}-'))
    (tmp_path / "elsewhere").mkdir()
    first = flytex("serialize", ".", "-j", "1", PYTHONHASHSEED="0")
    second = flytex(
        "serialize", tmp_path, "--root-dir", tmp_path, "-j", "4", cwd=tmp_path / "elsewhere", PYTHONHASHSEED="7"
    )
    assert first.code == second.code == 0
    assert first.stdout == second.stdout
    assert str(tmp_path) not in first.out


def test_filters_choose_environments_and_tasks(flytex, flow):
    """--env by name, --task by glob over either name; nothing left is an error."""
    names = lambda *options: [  # noqa: E731
        document["taskTemplate"]["id"]["name"]
        for document in json.loads(flytex("serialize", "flow.py", "-f", "json", *options).out)
    ]
    assert names("--env", "other") == ["other.second"]
    assert names("--task", "flow.*") == ["flow.main"]
    assert names("--task", "sec*", "--task", "main") == ["flow.main", "other.second"]
    nothing = flytex("serialize", "flow.py", "--task", "nope")
    assert (nothing.code, nothing.stderr.splitlines()[0]) == (3, "error: no task matches the filters")


def test_the_context_reaches_the_spec(flytex, flow):
    """Project, domain, org, version, paths and code bundle, as a real deployment has them."""
    result = flytex(
        "serialize", "flow.py", "--env", "flow", "-p", "shop", "-d", "production", "--org", "acme", "--version", "v7",
        "--input-path", "s3://in", "--output-path", "s3://out",
        "--code-bundle-uri", "s3://bundles/x.tar.gz", "--dest", "/app", "-f", "json",
    )  # fmt: skip
    (document,) = json.loads(result.out)
    assert document["taskTemplate"]["id"] == {
        "resourceType": "TASK", "project": "shop", "domain": "production", "org": "acme",
        "name": "flow.main", "version": "v7",
    }  # fmt: skip
    arguments = document["taskTemplate"]["container"]["args"]
    pairs = dict(itertools.pairwise(arguments))
    assert (pairs["--inputs"], pairs["--outputs-path"], pairs["--version"]) == ("s3://in", "s3://out", "v7")
    assert (pairs["--tgz"], pairs["--dest"]) == ("s3://bundles/x.tar.gz", "/app")


def test_flyte_configuration_fills_what_the_flags_leave_out(flytex, flow, write):
    """The user's own file gives project and images; a flag wins; no endpoint is contacted."""
    write(
        ".flyte/config.yaml", "admin:\n  endpoint: dns:///nowhere.invalid\ntask:\n  project: web\n  domain: staging\n"
    )
    (document, _) = json.loads(flytex("serialize", "flow.py", "-f", "json", "-d", "production").out)
    assert (document["taskTemplate"]["id"]["project"], document["taskTemplate"]["id"]["domain"]) == (
        "web",
        "production",
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("task: train\n", "task: 'train' is not a mapping"),
        ("- a\n", "is not a mapping"),
        ("bucket: !Ref Bucket\n", "not valid YAML: could not determine a constructor for the tag '!Ref' (line 1)"),
    ],
)
def test_another_tools_config_yaml_is_passed_over(flytex, flow, write, text, reason):
    """With a warning, as the SDK does; one that was named for Flyte is an error."""
    write("config.yaml", text)
    found, given = flytex("serialize", "flow.py", "-q"), flytex("serialize", "flow.py", "--config", "config.yaml")
    assert (found.code, found.out.count("taskTemplate:"), given.code) == (0, 2, 2)
    assert found.stderr.startswith("warning: ")
    assert reason in found.stderr
    assert reason in given.stderr


def test_a_named_image_is_mapped(flytex, write):
    """By --image or the configuration; otherwise the error says how, and names environment, file and line."""
    write(
        "named.py",
        """
        import flyte
        env = flyte.TaskEnvironment(name="named", image=flyte.Image.from_ref_name("training"))

        @env.task
        async def main() -> None: ...
        """,
    )
    missing = flytex("serialize", "named.py")
    assert (missing.code, missing.stdout) == (3, b"")
    assert missing.stderr == (
        "error: named.py:4: named.main: image: environment 'named' uses Image.from_ref_name('training'), which nothing maps "
        "to an image\n"
        "  hint: give --image training=URI, or set image.image_refs.training in Flyte's configuration file\n"
    )
    given = flytex("serialize", "named.py", "--image", "training=ghcr.io/acme/training:1")
    assert (given.code, "image: ghcr.io/acme/training:1\n" in given.out) == (0, True)
    write("config.yaml", "image:\n  image_refs:\n    training: ghcr.io/acme/training:2\n")
    assert "image: ghcr.io/acme/training:2\n" in flytex("serialize", "named.py").out


def test_a_default_that_is_not_of_its_type_is_said_and_the_task_is_written(flytex, write):
    """File, line, task, field, value and a hint; the other defaults are kept."""
    write(
        "bad.py",
        """
        import flyte
        env = flyte.TaskEnvironment(name="bad")

        @env.task
        async def main(count: int = "three", rate: float = 0.5) -> None: ...
        """,
    )
    result = flytex("serialize", "bad.py", "-f", "json")
    assert result.code == 3
    assert result.stderr.startswith(
        "error: bad.py:4: bad.main: default_inputs.count: the default 'three' of input 'count'"
    )
    (document,) = json.loads(result.out)
    assert [entry["name"] for entry in document["defaultInputs"]] == ["rate"]


def test_two_tasks_of_one_name_are_both_named(flytex, flow, write):
    """With both places; the first is written."""
    write("copy.py", FLOW.replace("count: int = 3", "count: int = 4"))
    result = flytex("serialize", "copy.py", "flow.py", "--env", "flow")
    assert result.code == 3
    assert "two different tasks are named 'flow.main': copy.py:6 and flow.py:6" in result.stderr
    assert result.out.count("# flow.main") == 1


def test_a_task_reached_from_several_modules_is_written_once(flytex, write):
    """Imported, depended on, and found in the folder."""
    write("pkg/__init__.py", "")
    write("pkg/a.py", FLOW)
    write("pkg/b.py", "import flyte\nfrom .a import env\nuser = flyte.TaskEnvironment(name='user', depends_on=[env])\n")
    result = flytex("serialize", "pkg")
    assert (result.code, result.out.count("taskTemplate:")) == (0, 2)


def test_settings_in_pyproject_and_the_command_line_wins(flytex, flow, write):
    """[tool.flytex] for every option, `paths` included."""
    write(
        "pyproject.toml",
        "[tool.flytex]\npaths = ['flow.py']\nproject = 'web'\n[tool.flytex.serialize]\nformat = 'json'\n",
    )
    (document, _) = json.loads(flytex("serialize").out)
    assert document["taskTemplate"]["id"]["project"] == "web"
    assert "project: shop" in flytex("serialize", "-f", "yaml", "-p", "shop").out


USAGE = {
    "missing": (["missing.py"], "error: missing.py does not exist\n"),
    "check alone": (["flow.py", "--check"], "error: --check compares with the files of --output-dir\n"),
    "format": (["flow.py", "-f", "xml"], "--format: 'xml' is none of yaml, json, jsonl, pb\n"),
    "image": (["flow.py", "--image", "=x"], "--image: '=x' has an empty name or URI"),
    "size": (["flow.py", "--max-memory", "lots"], "--max-memory: 'lots' is not a size"),
    "little": (["flow.py", "--max-memory", "4"], "--max-memory: '4' is less than Python itself takes"),
    "config": (["flow.py", "--config", "missing.yaml"], "missing.yaml cannot be read: No such file or directory"),
}


@pytest.mark.parametrize("case", USAGE)
def test_a_wrong_command_line_is_exit_2(flytex, flow, case):
    """With a sentence, and nothing on stdout."""
    arguments, message = USAGE[case]
    result = flytex("serialize", *arguments)
    assert (result.code, result.stdout) == (2, b"")
    assert message in result.stderr


def test_a_folder_that_cannot_be_written_is_one_sentence(flytex, flow, write):
    """Exit 3 and no traceback."""
    write("blocked", "a file")
    result = flytex("serialize", "flow.py", "-o", "blocked")
    assert result.code == 3
    assert result.stderr.splitlines() == ["error: blocked/flow cannot be written: Not a directory"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has /dev/full")
def test_a_full_disk_is_one_sentence(flow, tmp_path, flytex):
    """On stdout too."""
    import subprocess
    import sys

    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "flytex_cli", "serialize", "flow.py"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert done.returncode == 3
    assert done.stderr.decode().splitlines() == ["error: stdout cannot be written: No space left on device"]


def test_a_reader_that_goes_away_is_no_error(flow, tmp_path):
    """`flytex serialize ... | head -1`."""
    import subprocess
    import sys

    command = f"{sys.executable} -m flytex_cli serialize flow.py | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=tmp_path, capture_output=True)
    assert done.stdout == b"# flow.main\n"
    assert done.stderr == b""
    assert done.returncode in (0, 141)  # 141 where the reader was gone before all was written


def test_colour_only_where_it_is_wanted(flytex, write):
    """Plain on a pipe; --color always colours; NO_COLOR and --color never do not."""
    write("bad.py", "raise ValueError('no')\n")
    assert "\x1b[" not in flytex("serialize", "bad.py").stderr
    assert "\x1b[1;31merror\x1b[0m" in flytex("serialize", "bad.py", "--color", "always", NO_COLOR="").stderr
    assert "\x1b[" not in flytex("serialize", "bad.py", "--color", "never").stderr


def test_quiet_and_verbose(flytex, write):
    """--quiet hides what modules print and what was done; --verbose says what was read."""
    write("loud.py", "print('hello')\n" + "\n".join(line[4:] for line in FLOW.splitlines()))
    assert flytex("serialize", "loud.py").stderr == "loud.py | hello\n"
    assert flytex("serialize", "loud.py", "-q", "-o", "out").stderr == ""
    assert "engine, Flyte SDK 2.12.1, Python" in flytex("serialize", "loud.py", "-v").stderr


def read_delimited(data: bytes, cls):
    """The messages of a length-delimited stream."""
    position = 0
    while position < len(data):
        size = shift = 0
        while True:
            byte = data[position]
            position += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        yield cls.FromString(data[position : position + size])
        position += size
