"""What follows from a message alone is worked out once, and never taken for that of another message."""

from __future__ import annotations

import json

import pytest

from flytex_cli.lint import remembered as module
from flytex_cli.lint.contract import Violation
from flytex_cli.lint.remembered import remembered, remembering
from flytex_cli.pods.findings import Code, PodFinding, error

FOUND = (error(Code.BAD_NAME, "metadata.name", "is no name", "write another"), error(Code.BAD_ENV, "spec", "is wrong"))


def ask(messages=(b"spec",), question="pod", found=FOUND):
    """Return the answer, and whether it was worked out."""
    calls: list[str] = []

    def work_out():
        calls.append(question)
        return found

    return remembered(PodFinding, question, messages, work_out), bool(calls)


def told(known=None, **question):
    """Ask, and return what is kept as it is after it was written and read, with the answer."""
    with remembering(known or {}) as kept:
        answer = ask(**question)
    return json.loads(json.dumps(kept.to_json())), answer


def test_an_answer_is_that_of_before():
    """With every field."""
    known, first = told()
    again, second = told(known)
    assert first == (FOUND, True)
    assert second == (FOUND, False)
    assert again == known


@pytest.mark.parametrize(
    "other", [{"messages": (b"Spec",)}, {"messages": (b"sp", b"ec")}, {"messages": ()}, {"question": "contract"}]
)
def test_another_question_is_worked_out(other):
    """Also where the same bytes are cut elsewhere."""
    known, _ = told()
    assert told(known, found=(), **other)[1] == ((), True)


@pytest.mark.parametrize("damage", [3, [3], [{}], [{"severity": "none"}], "text", None, {"a": 1}])
def test_what_is_no_answer_is_worked_out(damage):
    """Such as one of a file that someone has written to."""
    known, _ = told()
    broken = dict.fromkeys(known, damage)
    again, answer = told(broken)
    assert answer == (FOUND, True)
    assert again == known


def test_only_what_was_not_known_is_new():
    """So that a run that learns nothing writes nothing."""
    known, _ = told()
    with remembering(known) as kept:
        ask()
        assert not kept.is_new
        ask(messages=(b"another",))
        assert kept.is_new


def test_the_oldest_answers_go_first(monkeypatch: pytest.MonkeyPatch):
    """Those that were asked for stay, however many they are."""
    monkeypatch.setattr(module, "MAX_ANSWERS", 2)
    known, _ = told(messages=(b"1",))
    known, _ = told(known, messages=(b"2",))
    known, _ = told(known, messages=(b"1",))
    known, _ = told(known, messages=(b"3",))
    assert len(known) == 2
    assert [told(known, messages=(each,))[1][1] for each in (b"1", b"2", b"3")] == [False, True, False]
    with remembering(known) as kept:
        for number in range(5):
            ask(messages=(b"%d" % number,))
    assert len(kept.to_json()) == 5


def test_nothing_is_remembered_elsewhere():
    """Such as in a run without a cache."""
    assert ask() == ask() == (FOUND, True)


def test_violations_are_remembered_too():
    """The other kind of record."""
    violation = Violation("short_name", "at most 63 characters", "x")
    with remembering({}) as kept:
        remembered(Violation, "contract", [b"x"], lambda: [violation])
    with remembering(json.loads(json.dumps(kept.to_json()))):
        assert remembered(Violation, "contract", [b"x"], list)[0] == violation
