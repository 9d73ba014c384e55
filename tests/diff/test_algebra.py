"""What every comparison keeps to, whatever the tasks."""

from __future__ import annotations

import copy
from typing import Any

from flyteidl2.task.task_definition_pb2 import TaskSpec
from google.protobuf import json_format
from hypothesis import example, given
from hypothesis import strategies as st

from flytex_cli.diff.apply import applied
from flytex_cli.diff.change import Impact, Kind
from flytex_cli.diff.compare import compared, view_changes
from flytex_cli.diff.comparison import Comparison
from flytex_cli.diff.fields import MISSING, changed_fields, same
from flytex_cli.diff.report import DiffReport
from flytex_cli.diff.task import ComparedTask
from flytex_cli.diff.view import from_view, to_view
from flytex_cli.wire.document import to_document as message_document

words = st.sampled_from(["a", "b", "c", "x.y", "[z]"])
documents = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2) | words,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(words, inner, max_size=4)
        | st.lists(words, unique=True, max_size=4).flatmap(
            lambda names: st.tuples(
                *(st.fixed_dictionaries({"name": st.just(name), "v": inner}) for name in names)
            ).map(list)
        )
    ),
    max_leaves=20,
)
types = st.sampled_from(
    [{"simple": "INTEGER"}, {"simple": "STRING"}, {"collectionType": {"simple": "INTEGER"}}]
    + [{"simple": "STRUCT", "metadata": {"title": title, "description": title}} for title in ("P", "Q")]
)


def named(key: str, value: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """A list of items with names of their own, in any order."""
    return st.dictionaries(words, value, max_size=3).map(
        lambda items: [{key: name, **copy.deepcopy(item)} for name, item in items.items()]
    )


@st.composite
def task_specs(draw: st.DrawFn, name: str = "e.t") -> dict[str, Any]:
    """A TaskSpec as a document, by way of its message."""
    variables = named("key", st.builds(lambda kind, text: {"value": {"type": kind, "description": text}}, types, words))
    defaults = st.sampled_from([{"scalar": {"primitive": {"integer": "1"}}}, {"scalar": {"noneType": {}}}])
    inputs = draw(variables)
    values = [{"name": "CPU", "value": draw(words)}, {"name": "MEMORY", "value": draw(words)}]
    document = {
        "taskTemplate": {
            "id": {"resourceType": "TASK", "name": name, "version": draw(words)},
            "type": draw(st.sampled_from(["python", "actor"])),
            "metadata": {
                "discoverable": draw(st.booleans()),
                "discoveryVersion": draw(st.sampled_from(["v1", "ab" * 8, "cd" * 8])),
                "retries": {"retries": draw(st.integers(0, 2))},
            },
            "interface": {"inputs": {"variables": inputs}, "outputs": {"variables": draw(variables)}},
            "container": {
                "image": draw(st.sampled_from(["python:3.11", "alpine", "acme/a"])),
                "args": draw(
                    st.sampled_from([["a0", "--version", "1", "--fast"], ["a0", "--version", "2"], ["sh", "x"]])
                ),
                "env": draw(named("key", st.builds(lambda text: {"value": text}, words))),
                "resources": {"requests": draw(st.lists(st.sampled_from(values), max_size=2, unique_by=id))},
            },
            "custom": draw(st.dictionaries(words, documents, max_size=2)),
        },
        "defaultInputs": [
            {"name": item["key"], "parameter": {"var": item["value"], "default": draw(defaults)}}
            for item in inputs
            if draw(st.booleans())
        ],
        "documentation": {"shortDescription": draw(words)},
    }
    return message_document(json_format.ParseDict(document, TaskSpec()))


@st.composite
def task_sets(draw: st.DrawFn) -> dict[str, ComparedTask]:
    """A few tasks by name, with triggers."""
    tasks = {}
    for name in draw(st.lists(st.sampled_from(["e.t", "e.u", "f.t", "g.w"]), unique=True)):
        view = to_view(draw(task_specs(name)))
        view["triggers"] = draw(named("name", st.builds(lambda text: {"spec": {"description": text}}, words)))
        tasks[name] = ComparedTask(name, view)
    return tasks


@given(documents, documents)
def test_applying_all_changes_to_a_document_gives_the_other(one, other):
    """And leaves the first as it was."""
    before = copy.deepcopy(one)
    assert same(applied(one, changed_fields(one, other)), other)
    assert same(one, before)


@given(task_specs(), task_specs())
def test_applying_the_listed_changes_to_a_task_gives_the_other(one, other):
    """Message for message."""
    old, new = (ComparedTask("e.t", to_view(copy.deepcopy(document))) for document in (one, other))
    result = applied(old.view, view_changes(old, new))
    assert same(result, new.view)
    assert parsed(from_view(result)) == parsed(from_view(new.view)) == parsed(other)


@given(task_sets())
def test_nothing_differs_from_itself(tasks):
    """diff(a, a) is empty."""
    assert compared(tasks, copy.deepcopy(tasks)) == []


@given(task_sets(), task_sets())
def test_both_directions_mirror(one, other):
    """What is added one way is removed the other way, what is renamed is renamed back."""
    forth = {row(change.renamed_from or change.task, change.task, change) for change in compared(one, other)}
    back = set()
    for change in compared(other, one):
        kind = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}.get(change.kind, change.kind)
        back.add((change.path, kind, repr(change.new), repr(change.old)))
    assert forth == back


def with_custom(*customs: dict[str, Any]) -> dict[str, ComparedTask]:
    """Tasks that differ in their `custom` only."""
    names = ["e.t", "e.u"]
    return {
        name: ComparedTask(name, {"taskTemplate": {"id": {"name": name}, "custom": custom}})
        for name, custom in zip(names, customs, strict=True)
    }


NULL_GOES_AND_COMES = with_custom({"a": None}, {}), with_custom({}, {"a": None})
"""What is written of a null that is added and of one that is removed is the same but for the kind."""


def reported(one, other) -> DiffReport:
    return DiffReport(Comparison("a", "b", one, other, tuple(compared(one, other))), everything=True)


@given(task_sets(), task_sets())
@example(*NULL_GOES_AND_COMES)
def test_blocks_hold_every_change_once(one, other):
    """What a block says of its tasks, each of them has; nothing is lost, and nothing said twice."""
    report = reported(one, other)
    said = [
        (name, change.path, change.kind, repr(change.old), repr(change.new), change.why)
        for block in report.blocks
        for change in block.changes
        for name in block.names
    ]
    every = [
        (change.task, change.path, change.kind, repr(change.old), repr(change.new), change.why)
        for change in report.comparison.changes
    ]
    assert sorted(said, key=repr) == sorted(every, key=repr)
    names = [block.names for block in report.blocks]
    assert len(set(names)) == len(names)


@given(task_sets(), task_sets())
@example(*NULL_GOES_AND_COMES)
def test_applying_the_blocks_to_the_old_tasks_gives_the_new(one, other):
    """Each block's fields, set in each of its tasks."""
    report = reported(one, other)
    for task in report.tasks:
        if task.old is not None and task.new is not None and task.old.name == task.new.name:
            fields = {
                change.path: change.field
                for block in report.blocks
                if task.name in block.names
                for change in block.changes
                if change.field is not None
            }
            in_order = [fields.pop(change.path) for change in view_changes(task.old, task.new)]
            assert not fields
            assert same(applied(task.old.view, in_order), task.new.view)


@given(task_sets(), task_sets())
def test_blocks_mirror(one, other):
    """The other way round the same tasks have the same fields in common, unless one was renamed."""
    forth, back = reported(one, other), reported(other, one)
    if any(change.renamed_from for change in forth.comparison.changes):
        return
    assert paths(forth) == paths(back)


def paths(report: DiffReport) -> set[tuple[str, str]]:
    return {(name, change.path) for block in report.blocks for change in block.changes for name in block.names}


@given(task_sets())
def test_nothing_has_no_effect(tasks):
    """The same tasks again: no effect, no block."""
    report = reported(tasks, copy.deepcopy(tasks))
    assert (report.effects, report.blocks) == ((), ())


@given(task_sets(), task_sets())
def test_an_effect_is_on_what_differs(one, other):
    """Every task that it names came, went or has a change, noise included."""
    report = reported(one, other)
    moved = {change.renamed_from for change in report.comparison.changes}
    assert report.affected <= {change.task for change in report.comparison.changes} | moved


def row(old: str, new: str, change) -> tuple[Any, ...]:
    return change.path, change.kind, repr(change.old), repr(change.new)


@given(task_specs(), task_specs(), task_specs())
def test_a_breaking_change_is_never_hidden(one, other, words_of):
    """More changes that people read beside it change nothing of its class, and it is never noise."""
    old, new = (ComparedTask("e.t", to_view(copy.deepcopy(document))) for document in (one, other))
    worded = copy.deepcopy(new.view)
    worded["documentation"] = words_of["documentation"]
    worded["taskTemplate"]["id"]["version"] = words_of["taskTemplate"]["id"]["version"]
    for variable in worded["taskTemplate"]["interface"]["inputs"]["variables"]:
        variable["value"]["description"] = "other words"
    plain, with_words = (breaking(compared({"e.t": old}, {"e.t": side})) for side in (new, ComparedTask("e.t", worded)))
    assert plain == with_words


def breaking(changes) -> set[tuple[str, str]]:
    found = {(change.path, change.why) for change in changes if change.impact is Impact.BREAKING}
    assert not any(change.noise for change in changes if change.impact is not Impact.COSMETIC)
    return found


@given(task_specs(), task_specs())
def test_a_changed_interface_is_always_breaking_or_more_inputs(one, other):
    """If an input or output is gone or has another type, some change is breaking."""
    old, new = (ComparedTask("e.t", to_view(copy.deepcopy(document))) for document in (one, other))
    changes = compared({"e.t": old}, {"e.t": new})
    for side in ("inputs", "outputs"):
        olds, news = (kinds(task, side) for task in (old, new))
        if any(key not in news or bare(news[key]) != bare(olds[key]) for key in olds):
            assert any(change.impact is Impact.BREAKING for change in changes)


def kinds(task: ComparedTask, side: str) -> dict[str, Any]:
    return {item["key"]: item["value"]["type"] for item in task.view["taskTemplate"]["interface"][side]["variables"]}


def bare(kind: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in kind.items() if key != "metadata"}


@given(documents)
def test_missing_is_no_value(document):
    """A field that is not there differs from every value, null included."""
    (change,) = changed_fields({}, {"a": document})
    assert change.old is MISSING


def parsed(document: dict[str, Any]) -> TaskSpec:
    """The message, whatever is left empty in it."""
    message = json_format.ParseDict({key: value for key, value in document.items() if key != "triggers"}, TaskSpec())
    interface = message.task_template.interface
    if not interface.inputs.variables:
        interface.ClearField("inputs")
    if not interface.outputs.variables:
        interface.ClearField("outputs")
    if not interface.ListFields():
        message.task_template.ClearField("interface")
    return message
