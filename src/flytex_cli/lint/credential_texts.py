"""Every text of a task or an app that leaves the machine in plain sight, with its name and where it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from flytex_cli.lint.image import layers, variables, words
from flytex_cli.project import App, Task, Workload
from flytex_cli.project.places import Place

if TYPE_CHECKING:
    from google.protobuf.message import Message

IN_LAYERS = ("packages", "commands", "index_url", "extra_index_urls", "extra_args")

PLAIN = frozenset({"scalar", "primitive", "string_value", "union", "value", "literals", "collection", "map", "generic"})
"""Fields of a literal that only wrap the value."""


@dataclass(frozen=True)
class Text:
    """One text.

    Attributes:
        name: of the variable, input, header or setting; empty for a word of a command.
        what: how a message calls it.
        find: finds its place, which few texts are asked for.
        command: whether it is a word of a command, or all of one.
    """

    name: str
    text: str
    what: str
    field: str
    find: Callable[[], Place]
    command: bool = False

    @property
    def place(self) -> Place:
        """Where it is written."""
        return self.find()


_KNOWN: WeakKeyDictionary[Workload, tuple[Text, ...]] = WeakKeyDictionary()
"""What was read, for the rules that ask one after the other of all tasks and apps."""


def texts(workload: Workload) -> tuple[Text, ...]:
    """Return the texts of a task: its variables, defaults, command, pod template, triggers, and its image's layers.

    Of an app these are its variables, parameters, command, arguments and pod template, and its image's layers.
    """
    if workload not in _KNOWN:
        _KNOWN[workload] = tuple(_texts(workload))
    return _KNOWN[workload]


def _texts(workload: Workload) -> Iterator[Text]:
    for variable in workload.declared.env_vars:
        place = partial(workload.at, "env_vars", variable.name)
        yield Text(variable.name, variable.text, f"the value of {variable.name}", "env_vars", place)
    yield from _of_layers(workload)
    yield from _of_app(workload) if isinstance(workload, App) else _of_task(workload)
    for name, text in _values(workload.declared.pod_template):
        what = f"the value of {name} in the pod template"
        yield Text(name, text, what, "pod_template", partial(workload.at, "pod_template"))


def _of_task(task: Task) -> Iterator[Text]:
    if task.spec is None or task.template is None or task.record is None:
        return
    for each in task.spec.default_inputs:
        where = (f"the default of {each.name!r}", f"default_inputs.{each.name}", partial(task.at_parameter, each.name))
        for name, text in _strings(each.parameter.default):
            yield Text(each.name if name in ("", "string_value") else name, text, *where)
    container = task.container
    if container is not None and list(container.args[:1]) != ["a0"]:
        for word in (*container.command, *container.args):
            place = partial(task.at_text, word, "command" if word in container.command else "arguments")
            yield Text("", word, "the command", "command", place, command=True)
        yield from _of_pairs(task, [*container.command, *container.args], "command")
    for index, trigger in enumerate(task.record.triggers):
        place = partial(task.at, "triggers", index)
        for name, text in _strings(trigger.spec):
            yield Text(name, text, f"{name} of the trigger {trigger.name!r}", f"triggers.{trigger.name}", place)


def _of_app(app: App) -> Iterator[Text]:
    for setting, listed in (("command", app.facts.command), ("args", app.facts.args)):
        for word in listed or ():
            yield Text("", word, f"{setting} of the app", setting, partial(app.at_text, word, setting), command=True)
        yield from _of_pairs(app, list(listed or ()), setting)
    for index, parameter in enumerate(app.facts.parameters):
        name, value = str(parameter.get("name")), parameter.get("value")
        if isinstance(value, str):
            place = partial(app.at, "parameters", index, "value")
            what, field = f"the value of the parameter {name!r}", f"parameters.{name}"
            yield Text(str(parameter.get("env_var") or name), value, what, field, place)


def _of_pairs(workload: Workload, command: list[str], setting: str) -> Iterator[Text]:
    """Yield options of a command together with the word after them."""
    for option, value in pairwise(command):
        if option.startswith("--") and "=" not in option:
            name = option.lstrip("-")
            place = partial(workload.at_text, value, setting)
            yield Text(name, value, f"the option {option}", setting, place)


def _of_layers(workload: Workload) -> Iterator[Text]:
    """Yield what an image is built with; each where the layer is written, if it is written as it is."""
    for layer in layers(workload):
        for name, value in variables(layer):
            place = partial(workload.at_text, name, "image")
            yield Text(name, str(value), f"the value of {name} in the image", "image", place)
        for setting in IN_LAYERS:
            for text in words(layer.get(setting)):
                place = partial(workload.at_text, text, "image")
                yield Text("", text, f"{setting} of the image", "image", place, command=True)


def _strings(message: Message) -> Iterator[tuple[str, str]]:
    """Yield the texts of a message, each with its key in the pair or map that holds it, else its field's name."""
    from google.protobuf.json_format import MessageToDict

    yield from _values(MessageToDict(message, preserving_proto_field_name=True))


def _values(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        key = value.get("key") or value.get("name")
        pair = key if isinstance(key, str) and "value" in value else None
        for inner, item in value.items():
            yield from _values(item, pair if pair and inner == "value" else name if inner in PLAIN else str(inner))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _values(item, name)
    elif isinstance(value, str):
        yield name, value
