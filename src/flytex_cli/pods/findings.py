"""What building a Pod or a Service has to say about it: structured, so that the linter can reuse each one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from flytex_cli.pods.origins import Path, path_text
from flytex_cli.records import Severity


class Code(str, Enum):
    """The name of each finding; stable, since tools match on it."""

    # Found while building.
    REQUEST_LOWERED = "request-lowered-to-limit"
    ZERO_LIMIT = "zero-limit"
    TEMPLATE_CONTAINER_DROPPED = "template-container-dropped"
    TEMPLATE_NAMESPACE = "template-in-other-namespace"
    AFFINITY_TERMS_ORED = "affinity-terms-ored"
    RANDOM_CONTAINER_NAME = "random-container-name"
    DUPLICATE_ENV = "duplicate-env"
    UNKNOWN_ACCELERATOR = "unknown-accelerator"
    UNKNOWN_DEVICE_CLASS = "unknown-device-class"
    ACCELERATOR_WITHOUT_LIMIT = "accelerator-without-limit"
    SHARED_MEMORY_CONFLICT = "shared-memory-conflict"
    SHARED_MEMORY_LARGER_THAN_MEMORY = "shared-memory-larger-than-memory"
    RESOURCE_DROPPED = "resource-dropped"
    BAD_COPILOT = "bad-copilot-config"
    DOLLAR_IN_PATH = "dollar-in-path"
    INPUT_NOT_RENDERED = "input-not-rendered"
    MALFORMED_FIELD = "malformed-field"
    UNKNOWN_FIELD = "unknown-field"
    # Found while building the Service of an app.
    APP_FIELD_NOT_READ = "app-field-not-read"
    APPS_OFF = "apps-switched-off"
    NAME_SHORTENED = "name-shortened"
    NOT_FIRST_CONTAINER = "app-not-first-container"
    TIMEOUT_LOWERED = "timeout-lowered"
    # Found by the rules of Knative.
    BAD_SCALING = "bad-scaling"
    KNATIVE_FIELD = "refused-by-knative"
    KNATIVE_SETTING = "needs-knative-setting"
    # Found by the rules the API server applies (validation).
    BAD_QUANTITY = "bad-quantity"
    BAD_RESOURCE_NAME = "bad-resource-name"
    REQUEST_OVER_LIMIT = "request-over-limit"
    BAD_NAME = "bad-name"
    BAD_LABEL = "bad-label"
    ANNOTATIONS_TOO_LARGE = "annotations-too-large"
    BAD_TOLERATION = "bad-toleration"
    BAD_NODE_AFFINITY = "bad-node-affinity"
    BAD_ENV = "bad-env"
    BAD_VOLUME = "bad-volume"
    BAD_VOLUME_MOUNT = "bad-volume-mount"
    BAD_CHOICE = "bad-choice"
    MISSING_FIELD = "missing-field"
    CONTRADICTION = "contradiction"
    BAD_PORT = "bad-port"
    BAD_PROBE = "bad-probe"
    BAD_SECURITY = "bad-security-context"
    BAD_DNS = "bad-dns"
    BAD_TOPOLOGY = "bad-topology"
    NEWER_KUBERNETES = "needs-newer-kubernetes"
    # Found in an operator's configuration.
    UNKNOWN_KEY = "unknown-config-key"
    INEFFECTIVE_KEY = "ineffective-config-key"
    LETTER_CASE = "config-letter-case"
    FIELD_NOT_READ = "config-field-not-read"
    DOCUMENT_NOT_READ = "config-document-not-read"
    HELM_VALUE_NOT_READ = "helm-value-not-read"


@dataclass(frozen=True)
class PodFinding:
    """One remark on one field.

    Attributes:
        field: path in the Pod (`spec.containers[0].resources.limits.cpu`) or Service, in the message it is made
            of, or in the configuration.
    """

    severity: Severity
    code: Code
    message: str
    field: str
    hint: str | None = None


def error(code: Code, field: str, message: str, hint: str | None = None) -> PodFinding:
    return PodFinding(Severity.ERROR, code, message, field, hint)


def warning(code: Code, field: str, message: str, hint: str | None = None) -> PodFinding:
    return PodFinding(Severity.WARNING, code, message, field, hint)


def reporter(findings: list[PodFinding]) -> Callable[[Code, Path, str, str | None], None]:
    """Return what a decoder of objects in the user's hand reports to."""

    def report(code: Code, path: Path, message: str, hint: str | None) -> None:
        # An unknown field is dropped by Go without a word; anything else makes it refuse the whole object.
        make = warning if code is Code.UNKNOWN_FIELD else error
        findings.append(make(code, path_text(path), message, hint))

    return report


def distinct(findings: Iterable[PodFinding]) -> tuple[PodFinding, ...]:
    """Drop findings that a later step repeats, word for word, for the same field."""
    first: dict[tuple[Code, str, str], PodFinding] = {}
    for finding in findings:
        first.setdefault((finding.code, finding.field, finding.message), finding)
    return tuple(first.values())
