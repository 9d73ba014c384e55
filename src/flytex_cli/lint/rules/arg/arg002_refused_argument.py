"""ARG002: a value that Flyte refuses."""

from __future__ import annotations

from flytex_cli.lint.rule import Rule, Scope, nothing
from flytex_cli.records import Severity

ARG002 = Rule(
    code="ARG002",
    slug="refused-argument",
    severity=Severity.ERROR,
    summary="A value that Flyte refuses, so that the module cannot be imported",
    why=(
        "The SDK raises while the module is imported, often without the value or what it accepts. Devices, amounts, names, caches, "
        "pools and triggers have rules of their own: GPU003, GPU004, RES001, NAM008, CAC008, REU006, TRG009."
    ),
    bad="""
import flyte

image = flyte.Image.from_debian_base(python_version=3.12)
env = flyte.TaskEnvironment("train", image=image)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

image = flyte.Image.from_debian_base(python_version=(3, 12))
env = flyte.TaskEnvironment("train", image=image)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.REFUSAL,
    check=nothing,
    refused=(
        r"(?!Resources\.|GPU\.|TPU\.|Neuron\.|AMD_GPU\.|HABANA_GAUDI\.|Device\.|Cache\.|ReusePolicy\.|Trigger\.|Cron\.|FixedRate\.|OnArtifact\.|\w+Environment(\.\w+)?\.(name|cache|reusable|triggers)$)[A-Z]\w+(\.\w+)*",
    ),
)
