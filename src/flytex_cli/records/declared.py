"""What a module's source says and what its names stand for: what lint and graph need beside the task records.

Sent only where it is asked for (`LoadRequest.declarations`). Unlike a `TaskRecord`, a `DeclaredTask` exists also for a
task that could not be translated, and so does a `DeclaredApp`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from flytex_cli.records.base import Json, SourceLocation
from flytex_cli.records.task import Facts


class Referent(str, Enum):
    """What an expression in user code stands for."""

    TASK = "task"
    ENVIRONMENT = "environment"
    FUNCTION = "function"
    """A plain function of the user's own tree."""
    FLYTE = "flyte"
    """Something of the `flyte` package, by its public name."""


@dataclass(frozen=True)
class Reference:
    """One thing that a file's names stand for.

    Attributes:
        name: the task's full name, the environment's name, `module:qualname` of a function, or `flyte.report.log`.
        file: where a function or task is written, relative to the root directory; None for the others.
        line: the first line of its function, decorators included.
        traced: for a function, whether `flyte.trace` is on it.
        gives: for a function, or something of `flyte`: what is called, and what that gives where it is not its value at
            once: `("", "coroutine")`, `("aio", "async generator")`, for a class `("download", "coroutine")`.
    """

    kind: Referent
    name: str
    file: str | None = None
    line: int | None = None
    traced: bool = False
    gives: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class SourceRecord:
    """One file of the user's own tree, and what the names in it stand for in the loaded module.

    Attributes:
        file: relative to the root directory.
        module: the dotted name it was imported as.
        digest: SHA-256 of the bytes that were read, hexadecimal.
        things: what is referred to, each once.
        uses: index into `things` by where a name (`a`) or dotted name (`a.b`) ends: `"line:column"`, both as in
            `ast.expr.end_lineno` and `end_col_offset`. A name that a function binds itself is left out.
    """

    file: str
    module: str
    digest: str
    things: tuple[Reference, ...] = field(default=(), repr=False)
    uses: Mapping[str, int] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class LoadedModule:
    """A module of the user's own tree that was loaded.

    Attributes:
        name: as in `sys.modules`; `__main__` of none.
        file: its absolute path, as Python has it.
    """

    name: str
    file: str


@dataclass(frozen=True)
class DeclaredValue:
    """One entry of a mapping that must hold text, whatever it really holds.

    Attributes:
        type: the name of the value's type.
        text: the text itself, or the value's `repr`.
    """

    name: str
    type: str
    text: str


class Loss(str, Enum):
    """Why a value of a type does not come back as it was sent."""

    ALIAS = "alias"
    """A model's field is written by one name and read by another."""
    RENAMED = "renamed"
    """A dataclass's field is written by one name and read by another."""
    SECRET = "secret"
    """A secret is written as asterisks."""
    EXCLUDED = "excluded"
    """A field is not written."""
    ROOT = "root"
    """A root model is written as no object, and read as one."""
    FIELD = "field"
    """A field's type has no written form."""
    MODEL = "model"
    """A dataclass, or a dict that is written as one, holds a model, which has no written form inside it."""
    REFUSED = "refused"
    """A class annotates what its `__init__` does not take."""
    MISSING = "missing"
    """A class's `__init__` needs what is no field of it."""
    KEY = "key"
    """A dict's keys come back as lists or dicts, which are no keys."""


@dataclass(frozen=True)
class LostValue:
    """A part of a task's interface that does not survive the way from task to task.

    Attributes:
        variable: `inputs.x` or `outputs.o0`.
        fails: whether every value fails; otherwise it changes.
        holder: `module:qualname` of the class that has the field; empty where the type itself is meant.
        field: the field's name; empty where the class itself is meant.
        text: more on it: the name a field is read by, the type that is not written, the class that annotates.
    """

    variable: str
    loss: Loss
    fails: bool
    holder: str
    field: str
    text: str


@dataclass(frozen=True)
class DeclaredTask:
    """One task as declared, translated or not.

    Attributes:
        function: `module:qualname` of its function; None for a task without one.
        is_async: whether its function is a coroutine function.
        resolver: the import path of its resolver; None where there is no function.
        found: what the container finds where the default resolver looks for the task: `task`, `other task NAME`,
            `function`, `nothing`, or the type of what is there; None where that resolver is not used.
        replaced: whether another task of the same name took its place in the environment.
        short_name: as given; None where the SDK takes the function's name.
        produces_artifacts: as given, False with releases that do not know it.
        odd_enums: enums in the interface without a wire form: `inputs.x`, why (`flag`, `empty`, `values`), the class.
        lost_values: what of the interface does not come back from a task as it was sent.
        unpicklable: global variables that its function reads and that cannot be pickled: the type that refuses, and as
            text the variable's own.
        pod_template: an inline template in Kubernetes' own form, beside `primary_container_name`.
        triggers: each trigger's fields as declared, and as `type` its class, for what is none; `env_vars` has the type
            of each value, and an input that takes the trigger's time is `{"trigger_time": True}`.
    """

    name: str
    environment: str | None
    location: SourceLocation
    facts: Facts
    function: str | None = None
    is_async: bool = False
    resolver: str | None = None
    found: str | None = None
    replaced: bool = False
    short_name: str | None = None
    queue: str | None = None
    service_account: str | None = None
    produces_artifacts: bool = False
    env_vars: tuple[DeclaredValue, ...] = ()
    odd_enums: tuple[DeclaredValue, ...] = ()
    lost_values: tuple[LostValue, ...] = ()
    unpicklable: tuple[DeclaredValue, ...] = ()
    pod_template: Mapping[str, Json] | None = None
    triggers: tuple[Mapping[str, Json], ...] = ()


@dataclass(frozen=True)
class DeclaredApp:
    """What an app declares beside the facts of its environment, translated or not.

    Attributes:
        names: where the user's loaded modules hold it at their top: `module:variable`.
        env_vars: of each variable the value, whatever it really is.
        pod_template: an inline template, as that of a `DeclaredTask`.
    """

    name: str
    location: SourceLocation
    names: tuple[str, ...] = ()
    service_account: str | None = None
    env_vars: tuple[DeclaredValue, ...] = ()
    pod_template: Mapping[str, Json] | None = None
