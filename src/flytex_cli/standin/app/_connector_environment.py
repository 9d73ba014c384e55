"""`flyte.app.ConnectorEnvironment`: a connector as a service of its own."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from flytex_cli.standin._core.app.environment import AppEnvironment
from flytex_cli.standin._core.app.settings import Port
from flytex_cli.standin._core.common.repr import short_repr
from flytex_cli.standin._core.context.serialization import SerializationContext


@short_repr
@dataclass
class ConnectorEnvironment(AppEnvironment):
    """An app that serves the connectors in the modules of `include`."""

    type: str = "connector"
    port: int | Port = field(default=Port(port=8080, name="h2c"))

    def container_args(self, serialize_context: SerializationContext) -> list[str]:
        """Return the arguments: the port, and the modules."""
        if self.args is not None:
            return super().container_args(serialize_context)
        modules = [path.replace(os.sep, ".").removesuffix(".py") for path in self.include]
        named = ["--modules", *modules] if modules else []
        return ["c0", "--port", str(self.get_port().port), "--prometheus_port", "9092", *named]
