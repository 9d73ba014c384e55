"""TYP013: a type whose values do not survive the way from task to task."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.project import Task
from flytex_cli.project.classes import class_span
from flytex_cli.project.places import Place
from flytex_cli.records import Loss, LostValue, Severity


def check(task: Task) -> Iterator[Hit]:
    """Tell what loading the module found; at the class, which tasks may share."""
    for lost in task.declared.lost_values:
        message, fix = _said(lost)
        side, _, name = lost.variable.partition(".")
        span = class_span(task.project, lost.holder, lost.field) if lost.holder else None
        place = task.at_parameter(name) if side == "inputs" else task.at_returns
        yield Hit(
            message,
            Place(span, task.name) if span is not None else place,
            field=lost.variable,
            value=lost.text or lost.field,
            fix=fix,
            severity=None if lost.fails else Severity.WARNING,
        )


def _said(lost: LostValue) -> tuple[str, str]:
    """Return what is wrong, and what to do."""
    holder = _class(lost.holder)
    side, _, name = lost.variable.partition(".")
    what = f"field {lost.field!r} of {holder}" if holder else f"{side[:-1]} {name!r}"
    match lost.loss:
        case Loss.ALIAS:
            return (
                f"{what} is written by its name and read as {lost.text!r}",
                f"set populate_by_name=True in the model_config of {holder}",
            )
        case Loss.RENAMED:
            return (
                f"{what} is written by its name and read as {lost.text!r}",
                f"set allow_deserialization_not_by_alias = True in the Config of {holder}",
            )
        case Loss.SECRET:
            return f"{what} is a {lost.text}: it is written as '**********'", "give the task a flyte.Secret"
        case Loss.EXCLUDED:
            lot = "reading it fails" if lost.fails else "the task gets its default"
            return f"{what} is excluded: it is not written, and {lot}", "remove exclude=True"
        case Loss.ROOT:
            return (
                f"{holder} is a root model of {lost.text}: Flyte reads and writes models that are objects",
                "make it a model with a field, or use the type itself",
            )
        case Loss.FIELD:
            return f"{what} has a {lost.text}, which has no written form", "give it a type that Flyte knows"
        case Loss.MODEL:
            return (
                f"{what} has the model {lost.text}, which neither a dataclass nor such a dict can hold",
                f"make {holder or 'the whole'} a model, which may hold models and dataclasses",
            )
        case Loss.REFUSED:
            owner = _class(lost.text)
            if owner == holder:
                return (
                    f"{holder} annotates {lost.field!r}, which its __init__ does not take",
                    f"make {holder} a @dataclass",
                )
            return (
                f"{holder} inherits the annotation {lost.field!r} of {owner}, which its __init__ does not take",
                f"make {owner} a @dataclass, or leave it out of the bases of {holder}",
            )
        case Loss.MISSING:
            return f"{holder} needs {lost.field!r}, which is not written", "make it a field, or give it a default"
        case Loss.KEY:
            return f"{what} is a {lost.text}, whose keys do not come back", "use text or numbers as keys"


def _class(name: str) -> str:
    return name.rpartition(":")[2].rpartition(".")[2]


TYP013 = Rule(
    code="TYP013",
    slug="does-not-come-back",
    severity=Severity.ERROR,
    summary="A value of the type does not come back as it was sent",
    why=(
        "Values travel from task to task in a written form. A model's field is written by its name and read by its alias; "
        "a dataclass cannot hold a model; a subclass that is no dataclass writes what its `__init__` refuses; keys that "
        "are tuples come back as lists. The call fails when the value is read, or already when it is written."
    ),
    bad="""
import flyte
from pydantic import BaseModel, Field

class Settings(BaseModel):
    rate: float = Field(alias="learningRate")

env = flyte.TaskEnvironment("train")

@env.task
async def fit(settings: Settings) -> float:
    return settings.rate
""",
    good="""
import flyte
from pydantic import BaseModel, ConfigDict, Field

class Settings(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    rate: float = Field(alias="learningRate")

env = flyte.TaskEnvironment("train")

@env.task
async def fit(settings: Settings) -> float:
    return settings.rate
""",
    scope=Scope.TASK,
    check=check,
    covers=(Cover("TYP009"),),
    otherwise=(Severity.WARNING, "the value changes and nothing fails: a secret, an excluded field with a default"),
)
