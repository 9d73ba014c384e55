"""Helm values -> the configuration files that the chart `flyte-binary`, or `flyte-devbox` around it, renders for Flyte.

Mirrors `charts/flyte-binary` of flyteorg/flyte: `templates/configmap.yaml`, `templates/config-secret.yaml` and the
helpers and values they use, as far as what they write decides on Pods.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flytex_cli.pods.config_section import SectionReader
from flytex_cli.pods.errors import ClusterConfigError
from flytex_cli.pods.findings import Code
from flytex_cli.pods.helm_charts import BINARY, CORE, DEVBOX, ChartValues
from flytex_cli.pods.helm_values import CONFIGURATION, DEVBOX_VALUES, NOT_RENDERED, VALUES
from flytex_cli.pods.origins import Path
from flytex_cli.wire.struct import JsonObject

DEFAULT_NAMESPACE = "flyte"
_ACTION = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}")
_HTTP_PORT = 8090
_GOOGLE_SCOPE = "https://www.googleapis.com/auth/cloud-platform"


@dataclass(frozen=True)
class Release:
    """How the operator installed the chart.

    Attributes:
        namespace: where the backend itself runs; None if it is not known.
    """

    name: str = BINARY
    namespace: str | None = None


@dataclass(frozen=True)
class Rendering:
    """What a chart makes of its values.

    Attributes:
        files: the backend's configuration files, in the order they are read.
        own: those of them, and parts, that the user's values bring.
        chart: the chart that set the rest.
    """

    files: tuple[JsonObject, ...]
    own: tuple[JsonObject, ...]
    chart: str


def render(given: ChartValues, reader: SectionReader, release: Release) -> Rendering:
    """Render the configuration, saying what of the values is not known here.

    Raises:
        ClusterConfigError: the chart does not render with these values.
    """
    _check_keys(given.values, given.place, reader)
    if given.chart is None:
        message = f"is read as values of the chart {BINARY}; what the chart around it sets by default is not known"
        hint = f"if it is {DEVBOX}, give the release that name: --release-name {DEVBOX}"
        reader.warn(Code.HELM_VALUE_NOT_READ, given.place, message, hint)
    elif given.chart == DEVBOX:
        _check_devbox(given, reader)
    chart = _Chart(given.complete, given.place, reader, release)
    return Rendering(tuple(chart.files()), tuple(_own_parts(given.values)), given.chart or BINARY)


def _own_parts(values: JsonObject) -> Iterator[JsonObject]:
    parts = (("configuration", "inline"), (CORE,), ("enabled_plugins",))
    yield from (part for path in parts if isinstance(part := _at(values, *path), dict))


def _check_devbox(given: ChartValues, reader: SectionReader) -> None:
    for key in given.around or {}:
        if key not in DEVBOX_VALUES:
            reader.warn_unknown((key,), f"is not a value of the chart {DEVBOX}", DEVBOX_VALUES)
    if given.values.get("enabled") is False:
        message = "leaves the backend out; shown is what it would have been given"
        reader.warn(Code.HELM_VALUE_NOT_READ, (*given.place, "enabled"), message)


def _check_keys(values: JsonObject, place: Path, reader: SectionReader) -> None:
    configuration = values.get("configuration")
    for section, path, known in ((values, place, VALUES), (configuration, (*place, "configuration"), CONFIGURATION)):
        for key in section if isinstance(section, dict) else ():
            if key not in known:
                reader.warn_unknown((*path, key), f"is not a value of the chart {BINARY}", known)
    for keys, why in NOT_RENDERED.items():
        if _at(values, *keys):
            reader.warn(Code.HELM_VALUE_NOT_READ, (*place, *keys), why)


@dataclass(frozen=True)
class _Chart:
    values: JsonObject
    place: Path
    reader: SectionReader
    release: Release

    @property
    def namespace(self) -> str:
        return self.release.namespace or DEFAULT_NAMESPACE

    @property
    def full_name(self) -> str:
        given = self.values.get("fullnameOverride")
        if given:
            return _cut(str(given))
        name = str(self.values.get("nameOverride") or BINARY)
        return _cut(self.release.name if name in self.release.name else f"{self.release.name}-{name}")

    def files(self) -> Iterator[JsonObject]:
        configuration = self._mapping("configuration")
        reference = _at(configuration, "co-pilot", "storageSecretRef")
        if configuration.get("externalConfigMap") or configuration.get("externalSecretRef"):
            if reference:
                raise self._fails(
                    ("configuration", "co-pilot", "storageSecretRef"),
                    "has no effect with externalConfigMap or externalSecretRef",
                )
            return
        yield self._core(configuration)
        yield self._plugins(reference)
        yield from self._storage()
        inline = self._mapping("configuration", "inline")
        if inline:
            yield self._rendered(inline, ("configuration", "inline"))

    def _core(self, configuration: JsonObject) -> JsonObject:
        core = self._rendered(self._mapping(CORE), (CORE,))
        own = {
            "logger": {"show-source": True, "level": _at(configuration, "logging", "level") or 1},
            "webhook": {"certDir": "/var/run/flyte/certs"},
        }
        for key in own:
            if key in core:
                raise self._fails((CORE, key), "stands twice in the file that is rendered, which the backend refuses")
        return {**own, **core}

    def _plugins(self, reference: object) -> JsonObject:
        copilot: JsonObject = {}
        image = self._mapping("configuration", "co-pilot", "image")
        if image:
            copilot["image"] = f"{image.get('repository')}:{image.get('tag')}"
        if self._copilot_reads_secret(reference):
            copilot["storage-config-secret-name"] = reference or f"{self.full_name}-copilot-storage-config-secret"
        port = _at(self.values, "service", "ports", "http") or _HTTP_PORT
        variables = [
            {"_U_EP_OVERRIDE": f"{self.full_name}-http.{self.namespace}:{port}"},
            {"_U_INSECURE": "true"},
            {"_U_USE_ACTIONS": "1"},
        ]
        return {
            "tasks": _at(self.values, "enabled_plugins", "tasks"),
            "plugins": {"k8s": {"co-pilot": copilot, "default-env-vars": variables}},
        }

    def _copilot_reads_secret(self, reference: object) -> bool:
        storage = self._mapping("configuration", "storage")
        s3, azure = (self._mapping("configuration", "storage", "providerConfig", name) for name in ("s3", "azure"))
        provider = storage.get("provider")
        return bool(storage) and bool(
            reference
            or (provider == "s3" and s3.get("authType") == "accesskey" and s3.get("secretKey"))
            or (provider == "azure" and azure.get("key"))
            or "storage" in self._mapping("configuration", "inline")
        )

    def _storage(self) -> Iterator[JsonObject]:
        path = ("configuration", "storage")
        storage = self._mapping(*path)
        if not storage:
            return
        kind, config = self._stow(storage, path)
        container = self._required(storage, (*path, "metadataContainer"))
        yield {"storage": {"type": "stow", "container": container, "stow": {"kind": kind, "config": config}}}
        s3 = self._mapping(*path, "providerConfig", "s3")
        if kind == "s3" and s3.get("authType") == "accesskey":
            where = (*path, "providerConfig", "s3")
            secret = {"access_key_id": self._required(s3, (*where, "accessKey"))}
            if s3.get("secretKey"):
                secret["secret_key"] = s3["secretKey"]
            else:
                secret["secret_key_path"] = self._required(s3, (*where, "secretKeyPath"))
            yield {"storage": {"stow": {"config": secret}}}

    def _stow(self, storage: JsonObject, path: tuple[str, ...]) -> tuple[str, JsonObject]:
        provider = storage.get("provider")
        where = (*path, "providerConfig", str(provider))
        own = self._mapping(*where)
        if provider == "s3":
            if own.get("authType") not in ("iam", "accesskey"):
                raise self._fails((*where, "authType"), f"must be iam or accesskey, found {own.get('authType')!r}")
            config = {
                "region": self._required(own, (*where, "region")),
                "disable_ssl": own.get("disableSSL"),
                "v2_signing": own.get("v2Signing"),
                "auth_type": own["authType"],
            }
            if own.get("endpoint"):
                config["endpoint"] = self._rendered(own["endpoint"], (*where, "endpoint"))
            return "s3", config
        if provider == "azure":
            optional = ("key", "configDomainSuffix", "configUploadConcurrency")
            # In lowercase, as viper would have them.
            return "azure", {
                "account": own.get("account"),
                **{key.lower(): own[key] for key in optional if own.get(key)},
            }
        if provider == "gcs":
            project = self._required(own, (*where, "project"))
            return "google", {"json": "", "project_id": project, "scopes": _GOOGLE_SCOPE}
        raise self._fails((*path, "provider"), f"must be s3, azure or gcs, found {provider!r}")

    def _mapping(self, *path: str) -> JsonObject:
        found = _at(self.values, *path)
        if found is not None and not isinstance(found, dict):
            raise self.reader.malformed((*self.place, *path), f"expected a mapping, found {found!r}")
        return found or {}

    def _required(self, section: JsonObject, path: Path) -> Any:
        value = section.get(str(path[-1]))
        if value in (None, ""):
            raise self._fails(path, "must be set")
        return value

    def _fails(self, path: Path, why: str) -> ClusterConfigError:
        return self.reader.malformed((*self.place, *path), f"the chart {BINARY} does not render: it {why}")

    def _rendered(self, value: Any, path: Path) -> Any:
        """Render the templates in texts: those that name the release, or another value."""
        if isinstance(value, dict):
            return {key: self._rendered(child, (*path, key)) for key, child in value.items()}
        if isinstance(value, list):
            return [self._rendered(child, (*path, index)) for index, child in enumerate(value)]
        if not isinstance(value, str) or "{{" not in value:
            return value
        text = _ACTION.sub(lambda match: self._action(match), value)
        if "{{" in text:
            message = f"holds a template that is not rendered here: {value!r}"
            self.reader.warn(Code.HELM_VALUE_NOT_READ, (*self.place, *path), message)
        return text

    def _action(self, match: re.Match[str]) -> str:
        action = match[1]
        known = {
            ".Release.Namespace": self.namespace,
            ".Release.Name": self.release.name,
            'include "flyte-binary.fullname" .': self.full_name,
            'include "flyte-binary.webhook.headlessServiceName" .': f"{self.full_name}-webhook-headless",
        }
        if action in known:
            return known[action]
        if re.fullmatch(r"\.Values(\.[A-Za-z0-9_]+)+", action):
            value = _at(self.values, *action.split(".")[2:])
            if isinstance(value, (str, int)) and not isinstance(value, bool):
                return str(value)
        return match[0]


def _at(values: object, *path: str) -> Any:
    for key in path:
        values = values.get(key) if isinstance(values, dict) else None
    return values


def _cut(name: str) -> str:
    return name[:63].removesuffix("-")
