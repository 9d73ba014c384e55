"""A cluster as its operator's files describe it: configuration and PodTemplates, read from disk."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from flytex_cli.errors import OptionError
from flytex_cli.pods.cluster_config import ClusterConfig
from flytex_cli.pods.config_reader import read_cluster_config
from flytex_cli.pods.diagnostics import to_diagnostic
from flytex_cli.pods.errors import ClusterConfigError
from flytex_cli.pods.findings import PodFinding
from flytex_cli.pods.helm import Release
from flytex_cli.pods.template_reader import read_pod_templates
from flytex_cli.pods.templates import PodTemplateStore
from flytex_cli.pods.yaml_lines import find_line
from flytex_cli.records import Diagnostic, ShownLocation

_RELEASE = Release()


@dataclass(frozen=True)
class Cluster:
    """What Pods depend on beside task and run, and what is to be said of the files it was read from."""

    config: ClusterConfig = field(default_factory=ClusterConfig)
    templates: PodTemplateStore = field(default_factory=PodTemplateStore)
    diagnostics: tuple[Diagnostic, ...] = ()


def read_cluster(
    config_file: Path | None, template_files: Sequence[Path], gpu_key: str | None, release: Release = _RELEASE
) -> Cluster:
    """Read the operator's files; `gpu_key` wins over what they say.

    Raises:
        UsageError: a file cannot be read or used.
    """
    config = ClusterConfig()
    backend_namespace = release.namespace
    diagnostics: list[Diagnostic] = []
    if config_file is not None:
        text = _text(config_file, "--cluster-config")
        with _naming_lines(config_file, text):
            reading = read_cluster_config(text, str(config_file), release)
        config, backend_namespace = reading.config, reading.backend_namespace
        diagnostics += _located(reading.findings, config_file, text)
    if gpu_key is not None:
        config = config.with_gpu_key(gpu_key)
    templates = PodTemplateStore({}, backend_namespace or config.namespace, release.namespace is not None)
    for file in template_files:
        text = _text(file, "--pod-template-file")
        with _naming_lines(file, text):
            found = read_pod_templates([(str(file), text)], templates.fallback_namespace)
        templates = replace(templates, templates={**templates.templates, **found.store.templates})
        diagnostics += _located(found.findings, file, text)
    return Cluster(config, templates, tuple(diagnostics))


def _located(findings: Iterable[PodFinding], file: Path, text: str) -> Iterator[Diagnostic]:
    lines = [(find_line(text, finding.field), finding) for finding in findings]
    for line, finding in sorted(lines, key=lambda each: each[0] or 0):
        place = ShownLocation(str(file), line)
        # The readers name their file and field in the sentence already; each is message once.
        message = finding.message.removeprefix(f"{file}: ")
        field = "" if message.startswith(finding.field) else finding.field
        yield to_diagnostic(replace(finding, message=message, field=field), place)


@contextlib.contextmanager
def _naming_lines(file: Path, text: str) -> Iterator[None]:
    """Put the line of the field into an error of the form `<file>: <field>: <sentence>`."""
    try:
        yield
    except ClusterConfigError as error:
        message = error.message.removeprefix(f"{file}: ")
        line = find_line(text, message.partition(": ")[0]) if message != error.message else None
        if line is None:
            raise
        raise ClusterConfigError(f"{file}:{line}: {message}", hint=error.hint) from error


def _text(file: Path, option: str) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise OptionError(option, f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise OptionError(option, f"{file} is not UTF-8 text: {error.reason}") from error
