"""The Services of loaded apps, one by one, with all that is to be said of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flytex_cli.pods.cluster import Cluster
from flytex_cli.pods.diagnostics import to_diagnostic
from flytex_cli.records import AppRecord, Diagnostic, Severity, ShownLocation
from flytex_cli.services.build import BuiltService, to_service
from flytex_cli.services.errors import AppServiceError


@dataclass(frozen=True)
class AppService:
    """An app and its Service."""

    record: AppRecord
    built: BuiltService
    location: ShownLocation

    @property
    def name(self) -> str:
        return self.record.name


@dataclass(frozen=True)
class AppServices:
    """What became of a set of apps."""

    services: tuple[AppService, ...]
    diagnostics: tuple[Diagnostic, ...]


def to_app_services(
    records: Iterable[AppRecord], cluster: Cluster, locations: Mapping[str, ShownLocation], namespace: str | None = None
) -> AppServices:
    """Build the Service of every app; one that cannot be built is reported and left out.

    Args:
        records: the apps.
        cluster: where they run.
        locations: where a person finds each app, by its name.
        namespace: where the Services are, over what the cluster's configuration says.
    """
    services: list[AppService] = []
    diagnostics: list[Diagnostic] = []
    for record in records:
        location = locations[record.name]
        try:
            built = to_service(record.app, cluster.config, namespace)
        except AppServiceError as error:
            diagnostics.append(_refusal(error, location, record.name))
            continue
        services.append(AppService(record, built, location))
        diagnostics += (to_diagnostic(finding, location, app=record.name) for finding in built.findings)
    return AppServices(tuple(services), tuple(diagnostics))


def _refusal(error: AppServiceError, location: ShownLocation, app: str) -> Diagnostic:
    return Diagnostic(Severity.ERROR, error.message, hint=error.hint, location=location, app=app, field=error.field)
