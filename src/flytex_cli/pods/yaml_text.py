"""YAML files of operators: parsed without surprises, with errors that name the file and line."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from flytex_cli.pods.errors import ClusterConfigError
from flytex_cli.wire.struct import JsonObject


class _Loader(yaml.SafeLoader):
    """Leaves dates as text, which is what they are in a Kubernetes field."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_documents(text: str, source: str) -> Iterator[JsonObject]:
    """Yield the mappings of a YAML stream; empty documents are left out.

    Raises:
        ClusterConfigError: the text is not YAML, or a document is not a mapping.
    """
    try:
        documents = list(yaml.load_all(text, Loader=_Loader))
    except yaml.YAMLError as problem:
        raise _unreadable(problem, source) from problem
    except RecursionError as problem:
        raise ClusterConfigError(f"{source}: nested too deeply") from problem
    for document in documents:
        if document is None:
            continue
        if not isinstance(document, dict):
            raise ClusterConfigError(f"{source}: expected a mapping, found {type(document).__name__}")
        yield document


def _unreadable(problem: yaml.YAMLError, source: str) -> ClusterConfigError:
    """Say where it went wrong, and where what went wrong began: a quote is missed at the end of the file."""
    if not isinstance(problem, yaml.MarkedYAMLError) or problem.problem_mark is None:
        return ClusterConfigError(f"{source}: not valid YAML: {' '.join(str(problem).split())}")
    began = problem.context_mark.line + 1 if problem.context and problem.context_mark else None
    context = f" ({problem.context} that begins in line {began})" if began else ""
    return ClusterConfigError(f"{source}:{problem.problem_mark.line + 1}: not valid YAML: {problem.problem}{context}")
