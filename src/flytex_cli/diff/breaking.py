"""What a changed field of a task means: an explicit table, of which the first rule that matches decides.

A field that no rule mentions is one of behaviour: nothing is called cosmetic by default.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flytex_cli.diff import conditions as when
from flytex_cli.diff import records
from flytex_cli.diff.app import ComparedApp
from flytex_cli.diff.app_rules import APP_RULES
from flytex_cli.diff.change import Change, Impact
from flytex_cli.diff.compared import Compared
from flytex_cli.diff.fields import FieldChange
from flytex_cli.diff.patterns import Pattern, matches, to_pattern
from flytex_cli.diff.rule import Condition, Rule, noise_of_command_lines, noise_of_variables

BREAKING, BEHAVIOUR, COSMETIC = Impact.BREAKING, Impact.BEHAVIOUR, Impact.COSMETIC

_INPUT, _OUTPUT = "taskTemplate.interface.inputs.variables.[]", "taskTemplate.interface.outputs.variables.[]"
_DEFAULT, _METADATA = "defaultInputs.[]", "taskTemplate.metadata"
_CONTAINER, _PODS = "taskTemplate.container", "taskTemplate.k8sPod.podSpec.containers.[]"
_EITHER = (_CONTAINER, _PODS)

_INPUT_RECORDS = (
    (BREAKING, "field [] of {} removed, which callers pass", records.field_removed),
    (BREAKING, "required field [] added to {}, which callers do not pass", records.required_field_added),
    (BEHAVIOUR, "optional field [] added to {}", records.field_added),
    (BEHAVIOUR, "default of field [] of {}", records.field_default),
    (BREAKING, "field [] of {} required now, which callers may leave out", records.required_now),
    (BEHAVIOUR, "field [] of {} optional now", records.optional_now),
    (BEHAVIOUR, "field [] of {} takes more values", records.more_values),
)
_OUTPUT_RECORDS = (
    (BREAKING, "field [] of {} removed, which readers may use", records.field_removed),
    (BEHAVIOUR, "field [] added to {}", records.field_added),
    (BEHAVIOUR, "default of field [] of {}", records.field_default),
    (BEHAVIOUR, "field [] of {} required now", records.required_now),
    (BEHAVIOUR, "field [] of {} optional now", records.optional_now),
    (BEHAVIOUR, "field [] of {} has fewer values", records.fewer_values),
)


def _of_records(pattern: str, what: str, meanings: Iterable[tuple[Impact, str, Condition]]) -> Iterator[Rule]:
    """Yield the rules for records in a type; `[]` is the record's field that one is about."""
    for impact, why, condition in meanings:
        yield Rule(pattern, impact, why.replace("{}", what), condition)
    noise = "schema of a field that was added or removed"
    yield Rule(pattern, COSMETIC, f"definition in {what}", records.goes_with_its_field, noise)
    yield Rule(pattern, BREAKING, f"field [] of {what} retyped", records.in_a_field)


RULES = (
    # The interface: what callers hand in and get back.
    Rule(_INPUT, BREAKING, "input {} removed", when.removed),
    Rule(_INPUT, BREAKING, "required input {} added", when.required_input_added),
    Rule(_INPUT, BEHAVIOUR, "optional input {} added", when.added),
    Rule(f"{_INPUT}.value.type.**", COSMETIC, "description inside the type of input {}", when.only_words),
    Rule(f"{_INPUT}.value.type", COSMETIC, "order of the values of input {}", when.only_order_of_values, "order"),
    *_of_records(f"{_INPUT}.value.type.**", "input {}", _INPUT_RECORDS),
    Rule(f"{_INPUT}.value.type.**", BREAKING, "input {} retyped"),
    Rule(f"{_INPUT}.value.description", COSMETIC, "description of input {}"),
    Rule(_OUTPUT, BREAKING, "output {} removed", when.removed),
    Rule(_OUTPUT, BEHAVIOUR, "output {} added", when.added),
    Rule(f"{_OUTPUT}.value.type.**", COSMETIC, "description inside the type of output {}", when.only_words),
    Rule(f"{_OUTPUT}.value.type", COSMETIC, "order of the values of output {}", when.only_order_of_values, "order"),
    *_of_records(f"{_OUTPUT}.value.type.**", "output {}", _OUTPUT_RECORDS),
    Rule(f"{_OUTPUT}.value.type.**", BREAKING, "output {} retyped"),
    Rule(f"{_OUTPUT}.value.description", COSMETIC, "description of output {}"),
    Rule("taskTemplate.interface.*.variables.[order]", COSMETIC, "order", noise="order"),
    Rule("taskTemplate.interface.**", BREAKING, "interface"),
    Rule(
        _DEFAULT,
        COSMETIC,
        "default of input {}",
        when.goes_with_its_input,
        "default of an input that was added or removed",
    ),
    Rule(_DEFAULT, BREAKING, "input {} is required now", when.removed),
    Rule(f"{_DEFAULT}.parameter.default", BREAKING, "input {} is required now", when.removed),
    Rule(f"{_DEFAULT}.parameter.required", BREAKING, "input {} is required now", when.now_true),
    Rule(_DEFAULT, BEHAVIOUR, "input {} is optional now", when.added),
    Rule("defaultInputs.[order]", COSMETIC, "order", noise="order"),
    Rule(f"{_DEFAULT}.**", BEHAVIOUR, "default of input {}"),
    # Triggers.
    Rule("triggers.[]", BREAKING, "trigger {} removed", when.removed),
    Rule("triggers.[]", BEHAVIOUR, "trigger {} added", when.added),
    Rule("triggers.[].spec.active", BEHAVIOUR, "activation of trigger {}"),
    Rule("triggers.[].spec.description", COSMETIC, "description of trigger {}"),
    Rule("triggers.[].automationSpec.**", BEHAVIOUR, "schedule of trigger {}"),
    Rule("triggers.[].spec.inputs.**", BEHAVIOUR, "inputs of trigger {}"),
    Rule("triggers.[order]", COSMETIC, "order", noise="order"),
    Rule("triggers.[].**", BEHAVIOUR, "trigger {}"),
    # What runs.
    *(Rule(f"{place}.image", BREAKING, "image without Python", when.lost_its_python) for place in _EITHER),
    *(Rule(f"{place}.image", BEHAVIOUR, "image") for place in _EITHER),
    *noise_of_command_lines(f"{place}.args" for place in _EITHER),
    *noise_of_variables(f"{place}.env" for place in _EITHER),
    *(Rule(f"{place}.args.[mod].**", BEHAVIOUR, "module it is imported from") for place in _EITHER),
    *(Rule(f"{place}.args.**", BEHAVIOUR, "arguments", when.not_order) for place in _EITHER),
    *(Rule(f"{place}.env.**", BEHAVIOUR, "environment variables", when.not_order) for place in _EITHER),
    *(Rule(f"{place}.resources.**", COSMETIC, "notation", when.same_amount, "notation") for place in _EITHER),
    *(Rule(f"{place}.resources.**", BEHAVIOUR, "resources", when.not_order) for place in _EITHER),
    Rule("taskTemplate.extendedResources.**", BEHAVIOUR, "resources", when.not_order),
    Rule("taskTemplate.securityContext.**", BEHAVIOUR, "secrets", when.not_order),
    Rule("taskTemplate.reusePolicy.**", BEHAVIOUR, "reuse", when.not_order),
    Rule("taskTemplate.custom.version", COSMETIC, "reuse hash", when.both_hashes, "reuse hash"),
    Rule("taskTemplate.custom.spec.container_image", COSMETIC, "image", when.is_the_image, "image"),
    Rule("taskTemplate.custom.**", BEHAVIOUR, "reuse", when.is_reused),
    Rule("taskTemplate.type", BEHAVIOUR, "kind of task"),
    # How it runs.
    Rule(f"{_METADATA}.discoveryVersion", COSMETIC, "cache hash", when.both_hashes, "cache hash"),
    Rule(f"{_METADATA}.discoveryVersion", BEHAVIOUR, "cache version"),
    *(
        Rule(f"{_METADATA}.{field}.**", BEHAVIOUR, "cache policy")
        for field in ("discoverable", "cacheSerializable", "cacheIgnoreInputVars")
    ),
    Rule(f"{_METADATA}.retries.**", BEHAVIOUR, "retries"),
    Rule(f"{_METADATA}.timeout", BEHAVIOUR, "timeout"),
    Rule(f"{_METADATA}.interruptible", BEHAVIOUR, "interruptible"),
    Rule(f"{_METADATA}.generatesDeck", BEHAVIOUR, "report"),
    Rule(f"{_METADATA}.runtime.version", COSMETIC, "SDK version", noise="SDK version"),
    # What people read.
    Rule(f"{_METADATA}.codeBundleUri", COSMETIC, "code bundle", noise="code bundle"),
    Rule("taskTemplate.id.version", COSMETIC, "version", noise="version"),
    Rule("documentation.sourceCode.**", COSMETIC, "source link", noise="source link"),
    Rule("documentation.**", COSMETIC, "documentation"),
    Rule("environment.description", COSMETIC, "description of the environment"),
    Rule("shortName", COSMETIC, "short name"),
    Rule("**.[order]", COSMETIC, "order", noise="order"),
)
"""The whole classification."""


def _table(rules: Iterable[Rule]) -> tuple[tuple[Pattern, Rule], ...]:
    return tuple((to_pattern(rule.pattern), rule) for rule in rules)


_OF_TASKS, _OF_APPS = _table(RULES), _table(APP_RULES)


def classified(change: FieldChange, old: Compared, new: Compared) -> Change:
    """Return the change of a field with what it means."""
    for pattern, rule in _OF_APPS if isinstance(new, ComparedApp) else _OF_TASKS:
        if matches(change.steps, pattern) and rule.condition(change, old, new):
            why = rule.why.replace("[]", records.field_name(change)) if "[]" in rule.why else rule.why
            why = why.replace("{}", when.item_of(change))
            return Change(new.name, rule.impact, why, change, rule.noise)
    return Change(new.name, BEHAVIOUR, when.last_field(change), change)
