"""What an app is made of, and what its parameters take from tasks and other apps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flytex_cli.graph.model import Link
from flytex_cli.graph.walk import Start, Use
from flytex_cli.project import Environment
from flytex_cli.records import ShownLocation

_LOOKED_UP = {"AppEndpoint": ("app_name", Link.ENDPOINT), "RunOutput": ("task_name", Link.OUTPUT)}


def functions(app: Environment) -> Iterator[Start]:
    """Yield the functions of an app: those that start, serve and stop it."""
    facts = app.record.app
    for name in (facts.on_startup, facts.server, facts.on_shutdown) if facts is not None else ():
        module, _, qualname = (name or "").partition(":")
        own = [app.source] if app.source is not None else []
        homes = [source for source in app.project.sources.values() if source.record.module == module]
        for source in dict.fromkeys([*homes, *own]):
            function = source.function(qualname)
            if function is not None:
                yield source, function
                break


def needs(app: Environment) -> Iterator[Use]:
    """Yield what the parameters of an app take: a task's output, another app's address."""
    for number, parameter in enumerate(app.record.app.parameters if app.record.app is not None else ()):
        value = parameter.get("value")
        if not isinstance(value, Mapping) or value.get("kind") not in _LOOKED_UP:
            continue
        field, link = _LOOKED_UP[str(value["kind"])]
        if value.get(field):
            span = app.at("parameters", number, "value").span
            yield Use(str(value[field]), link, (), ShownLocation(span.file, span.line))
