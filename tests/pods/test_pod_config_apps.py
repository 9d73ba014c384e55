"""`internalApps`: how a cluster makes the Services of apps."""

from __future__ import annotations

import re

import pytest

from flytex_cli.pods.cluster_config import AppsConfig
from flytex_cli.pods.config_reader import read_cluster_config
from flytex_cli.pods.durations import go_duration
from flytex_cli.pods.errors import ClusterConfigError
from flytex_cli.pods.helm import Release

CONFIG = """
internalApps:
  enabled: true
  baseDomain: localhost
  scheme: http
  ingressAppsPort: 30081
  watchBufferSize: 5
  defaultEnvVars:
  - _U_EP_OVERRIDE: flyte:8090
  DEFAULTSERVICEACCOUNT: flyte2
  defaultRequestTimeout: 2m
  maxRequestTimeout: 10m
  namespacedNameSuffixTemplate: x
"""


def test_the_clusters_settings() -> None:
    """`internalApps` is read as all other sections; what does not change the Service is not complained of."""
    reading = read_cluster_config(CONFIG)
    assert reading.findings == ()
    assert reading.config.apps == AppsConfig(
        enabled=True,
        default_env_vars={"_U_EP_OVERRIDE": "flyte:8090"},
        default_request_timeout=120,
        default_service_account="flyte2",
        max_request_timeout=600,
        namespaced_name_suffix_template="x",
    )
    assert reading.config.given == {
        "internalApps.enabled",
        "internalApps.defaultEnvVars",
        "internalApps.defaultServiceAccount",
        "internalApps.defaultRequestTimeout",
        "internalApps.maxRequestTimeout",
        "internalApps.namespacedNameSuffixTemplate",
    }


def test_misspelled_settings() -> None:
    """The nearest one is named, in its own spelling."""
    (finding,) = read_cluster_config("internalApps: {defaultEnvVar: {a: b}}").findings
    assert (finding.field, finding.hint) == ("internalApps.defaultEnvVar", "did you mean 'defaultEnvVars'?")
    (section,) = read_cluster_config("{internalApp: {}, runs: {}}").findings
    assert (section.field, section.hint) == ("internalApp", "did you mean 'internalApps'?")


def test_helm_values() -> None:
    """`flyte-devbox` makes apps and gives them variables; `flyte-binary` makes none unless told to."""
    devbox = read_cluster_config("rustfs: {}\nflyte-binary: {}", release=Release("flyte-devbox", "flyte")).config
    assert devbox.apps.enabled
    assert devbox.apps.default_env_vars["_U_EP_OVERRIDE"] == "flyte-binary-http.flyte:8090"
    assert str(devbox.origin("internalApps.defaultEnvVars")) == (
        "config: internalApps.defaultEnvVars (by the chart flyte-devbox)"
    )
    binary = read_cluster_config("configuration: {inline: {internalApps: {enabled: true}}}").config
    assert str(binary.origin("internalApps.enabled")) == "config: internalApps.enabled"
    assert read_cluster_config("configuration: {inline: {}}").config.apps == AppsConfig()


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("[]", "internalApps: expected a mapping, found []"),
        ("{ingressAppsPort: many}", "internalApps.ingressAppsPort: expected a whole number, found 'many'"),
        ("{maxRequestTimeout: long}", "internalApps.maxRequestTimeout: 'long' is not a duration such as 1h30m or 90s"),
    ],
)
def test_settings_that_stop_the_backend(setting: str, message: str) -> None:
    """Also of the keys that do not change the Service."""
    with pytest.raises(ClusterConfigError, match=re.escape(message)):
        read_cluster_config(f"internalApps: {setting}")


@pytest.mark.parametrize(
    ("nanoseconds", "expected"),
    [
        (0, "0s"),
        (1, "1ns"),
        (1_500, "1.5µs"),
        (1_500_000, "1.5ms"),
        (250_000_000, "250ms"),
        (1_500_000_000, "1.5s"),
        (90_123_456_789, "1m30.123456789s"),
        (3_661_500_000_000, "1h1m1.5s"),
        (86_400_000_000_000, "24h0m0s"),
        (-5_000_000_000, "-5s"),
    ],
)
def test_durations(nanoseconds: int, expected: str) -> None:
    """As Go prints them."""
    assert go_duration(nanoseconds) == expected
