"""`flytex graph`: what tasks and apps call and need."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from flytex_cli.api._modules import Modules
from flytex_cli.api._serialize import Progress, SerializeResult, serialize
from flytex_cli.config import project_name
from flytex_cli.graph.build import to_graph
from flytex_cli.graph.model import Graph
from flytex_cli.inspect.overview import to_overview
from flytex_cli.project import Project
from flytex_cli.project.sources import read_sources


@dataclass(frozen=True)
class GraphResult:
    """The graph, and what came of loading its modules."""

    graph: Graph
    serialized: SerializeResult


def graph(modules: Modules, progress: Progress | None = None) -> GraphResult:
    """Load the modules with their sources and find what their tasks and apps do with each other.

    Raises:
        UsageError: as `serialize`.
        EngineError: the engine cannot start.
    """
    load = dataclasses.replace(modules.load, declarations=True, apps=True)
    serialized = serialize(dataclasses.replace(modules, load=load), progress)
    project = Project(serialized.reports, lambda: read_sources(serialized.reports), serialized.engine, ())
    overview = to_overview(serialized.records, serialized.apps, serialized.reports, at=None)
    name = project_name(Path(modules.root_dir or "").resolve())
    return GraphResult(dataclasses.replace(to_graph(project, overview), project=name), serialized)
