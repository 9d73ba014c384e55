"""What is followed, on code that nobody wrote for it: it neither fails nor finds what it does not know."""

from __future__ import annotations

import hashlib
import sysconfig
from pathlib import Path

import pytest

from flytex_cli.flow import Kind, Misuse, misused
from flytex_cli.project import Project
from flytex_cli.project.source import Source
from flytex_cli.records import Reference, Referent, SourceRecord

LIBRARY = Path(sysconfig.get_path("stdlib"))
FILES = sorted([*LIBRARY.glob("*.py"), *LIBRARY.glob("asyncio/*.py")])
CHILD = Reference(Referent.FUNCTION, "m:child", gives=(("", "coroutine"),))
ROWS = Reference(Referent.FLYTE, "flyte.map", gives=(("", "generator"), ("aio", "async generator")))


def project_of(path: Path, *uses: tuple[str, Reference]) -> tuple[Project, Source]:
    """A project of one file, in which each name given stands for something wherever it is loaded."""
    import ast

    data = path.read_bytes()
    names = dict(uses)
    places = {
        f"{node.end_lineno}:{node.end_col_offset}": list(names).index(node.id)
        for node in ast.walk(ast.parse(data))
        if isinstance(node, ast.Name) and node.id in names and isinstance(node.ctx, ast.Load)
    }
    record = SourceRecord(path.name, path.stem, hashlib.sha256(data).hexdigest(), tuple(names.values()), places)
    source = Source(record, path, path.name)
    return Project([], lambda: {path.name: source}, None, []), source


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_any_module_can_be_followed(path: Path) -> None:
    """Every kind of statement and expression of Python's own library; nothing there is of Flyte."""
    assert misused(*project_of(path)) == ()


@pytest.mark.parametrize(
    ("body", "misuse"),
    [
        ("child()", Misuse.NEVER),
        ("a = child()", Misuse.NEVER),
        ("a: object = child()", Misuse.NEVER),
        ("a = child()\n    a = 1", Misuse.NEVER),
        ("child() + 1", Misuse.VALUE),
        ("f'{child()}'", Misuse.VALUE),
        ("return child().x", Misuse.VALUE),
        ("if child(): pass", Misuse.TESTED),
        ("x = [1 for i in a if child()]", Misuse.TESTED),
        ("for x in child(): pass", Misuse.ITERATED),
        ("async for x in child(): pass", Misuse.ITERATED),
        ("await [child()]", Misuse.AWAITED),
        ("await rows()", Misuse.AWAITED),
        ("rows()", Misuse.NEVER),
        ("len(rows())", Misuse.VALUE),
        ("await rows.aio()", Misuse.AWAITED),
        ("import asyncio\n    await asyncio.gather([child()])", Misuse.GATHERED),
        ("import asyncio\n    asyncio.gather(child())", Misuse.NEVER),
    ],
)
def test_a_misuse_is_named(tmp_path: Path, body: str, misuse: Misuse) -> None:
    path = tmp_path / "module.py"
    path.write_text(f"async def function(a):\n    {body}\n")
    found = misused(*project_of(path, ("child", CHILD), ("rows", ROWS)))
    assert [each.misuse for each in found] == [misuse]


@pytest.mark.parametrize(
    "body",
    [
        "return await child()",
        "return child()",
        "yield child()",
        "a.append(child())",
        "a.x = child()",
        "a(child())",
        "a = [child()]\n    for x in a: await x",
        "a = child() if a else None\n    if a is not None: await a",
        "a = child()\n    try: await a\n    except OSError: pass",
        "a = child()\n    def inner(): return a",
        "a = child()\n    a.close()",
        "global b\n    b = child()",
        "x = {k: child() for k in a}\n    await x[1]",
        "x, *y = [child(), child()]\n    await x\n    for z in y: await z",
        "return [x for x in rows()]",
        "return [x async for x in rows.aio()]",
        "import asyncio\n    t = asyncio.create_task(child())\n    return t in a, str(t)",
    ],
)
def test_what_is_right_or_out_of_sight_is_left_alone(tmp_path: Path, body: str) -> None:
    path = tmp_path / "module.py"
    path.write_text(f"async def function(a):\n    {body}\n")
    assert misused(*project_of(path, ("child", CHILD), ("rows", ROWS))) == ()


def test_the_origin_tells_of_the_call(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text("async def function():\n    child(\n        1)\n")
    (found,) = misused(*project_of(path, ("child", CHILD)))
    assert (found.origin.kind, found.origin.name, found.node.lineno) == (Kind.COROUTINE, "child", 2)
