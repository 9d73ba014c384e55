"""Edits change their spans and not another byte."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from flytex_cli.lint.engine import Subjects, find
from flytex_cli.lint.fixing import Fixes, plan_fixes
from flytex_cli.project.source import Source
from flytex_cli.records import SourceRecord
from tests.lint.linting import rules_for
from tests.lint.making import finding, project_of


def source_of(path: Path, data: bytes) -> Source:
    path.write_bytes(data)
    return Source(SourceRecord(path.name, path.stem, hashlib.sha256(data).hexdigest()), path, path.name)


def planned(path: Path, data: bytes, *edits: tuple[tuple[int, int, int, int], str]) -> Fixes:
    source = source_of(path, data)
    return plan_fixes([finding(file=path.name, at=at, edit=text) for at, text in edits], [source])


@pytest.mark.parametrize(
    ("before", "at", "text", "after"),
    [
        pytest.param(b'a = "1GiB"\n', (1, 5, 1, 11), '"1Gi"', b'a = "1Gi"\n', id="plain"),
        pytest.param(b'a = "1GiB"', (1, 5, 1, 11), '"1Gi"', b'a = "1Gi"', id="no last newline"),
        pytest.param(b'x = 1\r\na = "1GiB"\r\n', (2, 5, 2, 11), '"1Gi"', b'x = 1\r\na = "1Gi"\r\n', id="CRLF"),
        pytest.param(b'x = 1\ra = "1GiB"\r', (2, 5, 2, 11), '"1Gi"', b'x = 1\ra = "1Gi"\r', id="CR"),
        pytest.param(b'x = 1\n\na = "1GiB"\r\n', (3, 5, 3, 11), '"1Gi"', b'x = 1\n\na = "1Gi"\r\n', id="mixed"),
        pytest.param(b'\xef\xbb\xbfa = "1GiB"\n', (1, 5, 1, 11), '"1Gi"', b'\xef\xbb\xbfa = "1Gi"\n', id="BOM"),
        pytest.param("é = '𝒳', \"1GiB\"\n".encode(), (1, 10, 1, 16), '"1Gi"', "é = '𝒳', \"1Gi\"\n".encode(), id="wide"),
        pytest.param(
            '# coding: latin-1\né = "1GiB"\n'.encode("latin-1"), (2, 5, 2, 11), '"1Gi"',
            '# coding: latin-1\né = "1Gi"\n'.encode("latin-1"), id="latin-1",
        ),
        pytest.param(b'"""\x0c\x1c"""\na = "1GiB"\n', (2, 5, 2, 11), '"1Gi"', b'"""\x0c\x1c"""\na = "1Gi"\n', id="form feed"),
        pytest.param(b'a = (\r\n "1"\r\n "GiB")\r\n', (1, 5, 3, 8), '(\n "1Gi")', b'a = (\r\n "1Gi")\r\n', id="lines"),
    ],
)  # fmt: skip
def test_only_the_span_changes(
    before: bytes, at: tuple[int, int, int, int], text: str, after: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "m.py"
    (file,) = planned(path, before, (at, text)).files
    assert file.write()
    assert path.read_bytes() == after
    assert [entry.name for entry in tmp_path.iterdir()] == ["m.py"]


def test_several_edits_and_of_overlapping_ones_the_first(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    fixes = planned(path, b"a = 1, 22, 3\n", ((1, 12, 1, 13), "30"), ((1, 5, 1, 10), "10, 2"), ((1, 8, 1, 10), "99"))
    (file,) = fixes.files
    assert (file.after, file.count) == (b"a = 10, 2, 30\n", 2)


def test_an_edit_that_makes_no_python_is_left_out(tmp_path: Path) -> None:
    assert planned(tmp_path / "m.py", b"a = 1\n", ((1, 5, 1, 6), "(")) == Fixes(())


def test_a_file_that_changed_since_it_was_loaded_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    source = source_of(path, b"a = 1\n")
    path.write_bytes(b"a = 2\n")
    assert plan_fixes([finding(file="m.py", at=(1, 5, 1, 6), edit="3")], [source]) == Fixes((), ("m.py",))


def test_a_file_that_changes_while_it_is_mended_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    (file,) = planned(path, b"a = 1\n", ((1, 5, 1, 6), "3")).files
    path.write_bytes(b"a = 2\n")
    assert not file.write()
    assert path.read_bytes() == b"a = 2\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["m.py"]


def test_mode_and_link_are_kept(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    path, link = tmp_path / "real" / "m.py", tmp_path / "m.py"
    path.write_bytes(b"a = 1\n")
    path.chmod(0o750)
    link.symlink_to(path)
    (file,) = planned(link, b"a = 1\n", ((1, 5, 1, 6), "3")).files
    assert file.write()
    assert link.is_symlink()
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"a = 3\n", 0o750)


@pytest.mark.parametrize("data", [b'a = "x"\r\nb = 1\r\n', b'a = "x"', b'b = 1\na = "\xc3\xa9"; a = "x"\n'])
def test_git_applies_the_diff(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    line, start = (2, 14) if data.startswith(b"b") else (1, 5)
    (file,) = planned(path, data, ((line, start, line, start + 3), '"y"')).files
    command = ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"]
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    subprocess.run(command, cwd=tmp_path, input=file.diff, check=True, env=environ)
    assert path.read_bytes() == data.replace(b'"x"', b'"y"')


def test_after_fixing_the_finding_is_gone(tmp_path: Path) -> None:
    text = """
    import flyte

    env = flyte.TaskEnvironment("env", resources=flyte.Resources(memory="250MB", disk="1GiB"))


    @env.task
    async def one(x: int) -> int:
        return x
    """
    project = project_of(tmp_path, text)
    fixes = plan_fixes(find(Subjects(project), rules_for()), project.sources.values())
    assert [file.count for file in fixes.files] == [2]
    assert all(file.write() for file in fixes.files)
    again = project_of(tmp_path, (tmp_path / "m0.py").read_text())
    assert find(Subjects(again), rules_for()) == []
