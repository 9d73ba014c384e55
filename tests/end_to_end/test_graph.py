"""Which task calls which: compared with graphs drawn by hand."""

from __future__ import annotations

import json

import jsonschema
import pytest

from flytex_cli.render.graphs import GraphFormat
from tests.graph.graph_sample import sample
from tests.harness import FIXTURES, REPOSITORY

ONE = """
from __future__ import annotations
import asyncio
import functools
import flyte
import helpers
import two
from helpers import fan_out as spread

env = flyte.TaskEnvironment("one", image="ghcr.io/acme/a:1", depends_on=[two.env])

@env.task
async def leaf(x: int) -> int:
    return x

@env.task
async def other(x: int) -> int:
    return x

@env.task
async def recursive(x: int) -> int:
    return await recursive(x - 1) if x else 0

@env.task
async def plain(x: int) -> int:
    await leaf(x)
    return await two.pong(x)

@env.task
async def forms(x: int) -> int:
    leaf.aio(x)
    await other.override(retries=2)(x)
    return sum(flyte.map(leaf, [x]))

@env.task
async def mapped(x: int) -> int:
    found = await flyte.map.aio(functools.partial(two.pong), [x])
    await asyncio.gather(*(other(i) for i in range(x)), *map(lambda i: leaf(i), range(x)))
    return x

@env.task
async def through(x: int) -> int:
    return await helpers.once(x)

@env.task
async def handed(x: int) -> int:
    return await spread(leaf, x)

@env.task
async def shadowed(leaf: int, x: int) -> int:
    other = leaf + x
    return other

@env.task
async def chosen(x: int) -> int:
    step = leaf if x else other
    await step(x)
    later = functools.partial(two.pong, x=x)
    return sum(flyte.map(later, [x]))

@env.task
async def unknown(x: int) -> int:
    steps = {"leaf": leaf}
    fn = steps["leaf"]
    await fn(x)
    await STEPS["other"](x)
    return await getattr(two, "pong")(x)

STEPS = {"other": other}

@env.task
async def calls_back(x: int) -> int:
    def inner(y: int) -> int:
        return leaf(y)
    return inner(x)

@env.task
async def alone(x: int) -> int:
    return len([x])
"""
TWO = """
import flyte

env = flyte.TaskEnvironment("two", image="ghcr.io/acme/a:1")

@env.task
async def pong(x: int) -> int:
    import one
    return await one.plain(x)
"""
HELPERS = """
async def once(x):
    return await twice(x)

async def twice(x):
    import two
    return await two.pong(x)

async def fan_out(fn, x):
    return [await fn(i) for i in range(x)]

async def never_fed(fn):
    return await fn(1)
"""
DRAWN = {
    "one.recursive": {"one.recursive": "call"},
    "one.plain": {"one.leaf": "call", "two.pong": "call"},
    "one.forms": {"one.leaf": "call map", "one.other": "call"},
    "one.mapped": {"two.pong": "map", "one.other": "call", "one.leaf": "call"},
    "one.through": {"two.pong": "call via once twice"},
    "one.handed": {"one.leaf": "pass"},
    "one.chosen": {"one.leaf": "call", "one.other": "call", "two.pong": "map"},
    "one.unknown": {"one.leaf": "pass"},
    "one.calls_back": {"one.leaf": "call"},
    "two.pong": {"one.plain": "call"},
}
NOT_KNOWN = [
    ("one.unknown", "fn", "a local variable"),
    ("one.unknown", "STEPS['other']", "an item"),
    ("one.unknown", "getattr(two, 'pong')", "found by name"),
]


@pytest.fixture
def modules(write):
    write("one.py", ONE)
    write("two.py", TWO)
    write("helpers.py", HELPERS)


def drawn(document) -> dict[str, dict[str, str]]:
    """Each task's callees, with the links and the helpers on the way."""
    graph: dict[str, dict[str, str]] = {}
    for call in document["calls"]:
        via = [f"via {' '.join(name.rpartition(':')[2] for name in call['via'])}"] if call["via"] else []
        graph.setdefault(call["from"], {})[call["to"]] = " ".join([*call["links"], *via])
    return graph


@pytest.mark.engines
def test_the_graph_is_as_drawn(flytex, modules):
    """Recursion, modules that import each other, tasks as arguments, maps, aliases, helpers, shadowed names."""
    result = flytex("graph", ".", "-f", "json")
    assert result.code == 0, result.stderr
    document = json.loads(result.out)
    assert drawn(document) == DRAWN
    assert [(each["from"], each["expression"], each["why"]) for each in document["unresolved"]] == NOT_KNOWN
    assert [(each["name"], each["dependsOn"]) for each in document["environments"]] == [("one", ["two"]), ("two", [])]
    assert document["outside"] == []


@pytest.mark.engines
def test_the_fixtures_are_as_drawn(flytex):
    """By hand from their source."""
    result = flytex("graph", FIXTURES, "--root-dir", FIXTURES, "-f", "json")
    document = json.loads(result.out)
    assert drawn(document) == {
        "container-caller.main": {"greeting": "call"},
        "light.report": {"heavy.crunch": "call"},
        "copied.report_again": {"light.report": "call"},
        "hello.main": {"hello.greet": "call"},
        "shop-pipeline.nightly": {"shop-steps.load": "call"},
        "model-server": {"trainer.train": "output", "features": "endpoint", "feedback": "endpoint"},
        "recommender": {"recommender-training.train": "output"},
        "recommender-canary": {"recommender-training.train": "output"},
    }
    assert document["unresolved"] == []


@pytest.mark.engines
def test_a_parameter_that_is_never_handed_a_task_is_said(flytex, write, modules):
    """One that is, is known by that."""
    write(
        "three.py",
        """
        import flyte
        import helpers
        env = flyte.TaskEnvironment("three", image="ghcr.io/acme/a:1")

        @env.task
        async def lost(x: int) -> int:
            return await helpers.never_fed(x)

        @env.task
        async def fine(x: int) -> int:
            return await helpers.never_fed(lost)
        """,
    )
    document = json.loads(flytex("graph", "three.py", "-f", "json").out)
    assert [(each["from"], each["place"], each["why"]) for each in document["unresolved"]] == [
        ("three.lost", "helpers.py:12", "a parameter")
    ]
    assert drawn(document) == {"three.fine": {"three.lost": "pass"}}


def test_what_filters_leave_out_is_outside(flytex, modules):
    """Called, but not among the tasks that are shown."""
    document = json.loads(flytex("graph", ".", "--env", "two", "-f", "json").out)
    assert [task["name"] for task in document["tasks"]] == ["two.pong"]
    assert document["outside"] == ["one.plain"]


def test_the_text_form(flytex, modules):
    """Environment by environment, task by task; the counts at the end."""
    result = flytex("graph", ".", "--env", "two", "--task", "unknown", "--env", "one", "--task", "pong")
    assert result.out == (
        "one  depends on two\n"
        "  one.unknown  one.py:60\n"
        "    passes on one.leaf  (not shown)\n"
        "    may call fn(...) at one.py:64: a local variable\n"
        "    may call STEPS['other'](...) at one.py:65: an item\n"
        "    may call getattr(two, 'pong')(...) at one.py:66: found by name\n"
        "two\n"
        "  two.pong  two.py:5\n"
        "    calls one.plain  (not shown)\n"
        "2 tasks, 2 links, 3 not resolved\n"
    )


@pytest.mark.parametrize(
    ("form", "said"), [("text", "1 task, 1 link, 3 not resolved"), ("html", "1 task in 1 environment, 1 link")]
)
def test_one_is_said_in_the_singular(flytex, modules, form, said):
    assert said in flytex("graph", ".", "--env", "one", "--task", "unknown", "-f", form).out


def test_json_is_valid_by_its_schema(flytex, modules):
    """`docs/schemas/graph.schema.json`, closed; tasks are those of inspect's schema."""
    schema, inspect = (
        json.loads((REPOSITORY / f"docs/schemas/{name}.schema.json").read_text()) for name in ("graph", "inspect")
    )
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(flytex("graph", ".", "-f", "json").out)
    jsonschema.Draft202012Validator(schema).validate(document)
    for kind in ("task", "environment"):
        validator = jsonschema.Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": inspect["$defs"]})
        for each in document[f"{kind}s"]:
            validator.validate(each)


def test_mermaid_and_dot():
    """Quotes, brackets and markup in names stay inside their labels."""
    graph = sample()
    assert GraphFormat.MERMAID.render(graph).decode() == (
        "flowchart LR\n"
        '  subgraph e0["a #quot;b#quot; #lt;/script#gt; #35;d #96;e#96;"]\n'
        '    t0["child"]\n'
        "  end\n"
        '  subgraph e1["low"]\n'
        '    t1["main"]\n'
        "  end\n"
        '  t2["\\x1b[31mloose"]\n'
        '  t3(["far.away"])\n'
        '  t1 -->|"map, via helper"| t0\n'
        "  t1 --> t1\n"
        '  t2 -.->|"pass"| t3\n'
        '  q0{{"fn[#quot;x#quot;](...) ?"}}\n'
        '  t1 -.->|"a parameter"| q0\n'
        '  e1 ==>|"depends on"| e0\n'
    )
    assert GraphFormat.DOT.render(graph).decode() == (
        "digraph tasks {\n"
        "  rankdir=LR; compound=true;\n"
        '  node [shape=box, style=rounded, fontname="Helvetica"]; edge [fontname="Helvetica", fontsize=10];\n'
        '  subgraph cluster_0 { label="a \\"b\\" </script> #d `e`";\n'
        '    point_0 [shape=point, style=invis, label=""];\n'
        '    "a.child" [label="child", tooltip="async def child(x: str = \'</script><b>\')"];\n'
        "  }\n"
        '  subgraph cluster_1 { label="low";\n'
        '    point_1 [shape=point, style=invis, label=""];\n'
        '    "low.main" [label="main", tooltip="async def main()"];\n'
        "  }\n"
        '  "\\\\x1b[31mloose" [label="\\\\x1b[31mloose", tooltip="loose()"];\n'
        '  "far.away" [style=dashed];\n'
        '  "low.main" -> "a.child" [label="map, via helper"];\n'
        '  "low.main" -> "low.main" [label=""];\n'
        '  "\\\\x1b[31mloose" -> "far.away" [label="pass", style=dotted];\n'
        '  unresolved_0 [label="fn[\\"x\\"](...) ?", shape=diamond];\n'
        '  "low.main" -> unresolved_0 [label="a parameter", style=dotted];\n'
        '  point_1 -> point_0 [ltail=cluster_1, lhead=cluster_0, style=bold, label="depends on"];\n'
        "}\n"
    )


def test_a_file_is_written_whole(flytex, modules, tmp_path):
    """-o; what was done is said on stderr."""
    result = flytex("graph", ".", "-f", "json", "-o", "out/graph.json")
    assert (result.code, result.stdout, result.stderr) == (0, b"", "json written to out/graph.json\n")
    assert json.loads((tmp_path / "out/graph.json").read_text())["version"] == 1


@pytest.mark.parametrize("form", ["text", "mermaid", "dot", "json", "html"])
def test_the_same_bytes_every_time(flytex, modules, form):
    """Whatever the hash seed."""
    first, second = (flytex("graph", ".", "-f", form, PYTHONHASHSEED=seed).stdout for seed in ("0", "7"))
    assert first == second
    assert first
