"""Which rules run: defaults, two layers, mandatory ones, and the SDK's release."""

from __future__ import annotations

import dataclasses

import pytest

from flytex_cli.errors import UsageError
from flytex_cli.lint.registry import all_rules
from flytex_cli.lint.rule_lookup import known_selectors, rules_of
from flytex_cli.lint.selection import Layer, Selection, applies
from flytex_cli.lint.selector import nearest_code

DEFAULT = {rule.code for rule in all_rules() if rule.default}
OPT_IN = {rule.code for rule in all_rules() if not rule.default}


def chosen(*layers: Layer, mandatory: tuple[str, ...] = ()) -> set[str]:
    return {rule.code for rule in Selection(layers, mandatory).rules()}


def of(group: str) -> set[str]:
    return {rule.code for rule in all_rules() if rule.code.startswith(group)}


def test_by_default_the_rules_that_are_not_opt_in() -> None:
    assert chosen() == chosen(Layer()) == DEFAULT
    assert OPT_IN


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        pytest.param([Layer(["RES001"])], {"RES001"}, id="a code"),
        pytest.param([Layer(["RES"])], of("RES"), id="a group, with its opt-in rules"),
        pytest.param([Layer(["ALL"])], {rule.code for rule in all_rules()}, id="all"),
        pytest.param([Layer([])], set(), id="none"),
        pytest.param([Layer(ignore=["RES"])], DEFAULT - of("RES"), id="all but a group"),
        pytest.param([Layer(extend_select=["RES"])], DEFAULT | of("RES"), id="more"),
        pytest.param([Layer(["RES"], ignore=["RES001"])], of("RES") - {"RES001"}, id="the longer wins: ignore"),
        pytest.param([Layer(["RES001"], ignore=["RES"])], {"RES001"}, id="the longer wins: select"),
        pytest.param([Layer(["RES001"], ignore=["RES001"])], set(), id="of two as long, ignore"),
        pytest.param([Layer(["ALL"], ignore=["RES"])], {r.code for r in all_rules()} - of("RES"), id="ALL is shortest"),
        pytest.param([Layer(ignore=["RES001"]), Layer(["RES001"])], {"RES001"}, id="the command line wins: select"),
        pytest.param([Layer(["RES001"]), Layer(ignore=["RES"])], set(), id="the command line wins: ignore"),
        pytest.param([Layer(["RES001"]), Layer(extend_select=["RES002"])], {"RES001", "RES002"}, id="both layers"),
    ],
)
def test_layers(layers: list[Layer], expected: set[str]) -> None:
    assert chosen(*layers) == expected


def test_nobody_turns_a_mandatory_rule_off() -> None:
    assert chosen(Layer(["RES001"], ignore=["SEC"]), Layer(ignore=["ALL"]), mandatory=("SEC",)) == of("SEC")


def test_rules_outside_their_sdk_range_do_not_run() -> None:
    rule = dataclasses.replace(all_rules()[0], since="2.3.0", until="2.11.0")
    runs = {version: applies(rule, version) for version in ("2.2.9", "2.3.0", "2.10.1", "2.11.0", "2.12.1", "mine")}
    assert runs == {
        "2.2.9": False, "2.3.0": True, "2.10.1": True, "2.11.0": False, "2.12.1": False, "mine": True
    }  # fmt: skip
    assert applies(rule, None)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("RES01X", "RES001"), ("res001", "RES001"), ("bad-quantity", "RES001"), ("bad-quantities", "RES001"), ("EVN", "ENV"),
     ("all", "ALL"), ("QQQQQQ", None)],
)  # fmt: skip
def test_the_nearest_word(word: str, meant: str | None) -> None:
    assert nearest_code(word, all_rules()) == meant


def test_an_unknown_selector_is_refused_with_its_place() -> None:
    with pytest.raises(UsageError, match=r"here: no rule 'RES01X'; did you mean RES001\?"):
        known_selectors(["RES", "RES01X"], "here")


def test_a_slug_stands_for_its_code() -> None:
    assert known_selectors(["RES", "no-trigger", "ALL"], "here") == ("RES", "TRG009", "ALL")


def test_a_group_a_code_and_a_slug_name_rules() -> None:
    assert {rule.group for rule in rules_of("RES")} == {"RES"}
    assert [rule.code for word in ("RES001", "res001", "bad-quantity") for rule in rules_of(word)] == ["RES001"] * 3
    with pytest.raises(UsageError, match="no rule ''"):
        rules_of("")
