"""Resources given directly on the command line."""

from __future__ import annotations

import pytest

from flytex_cli.errors import UsageError
from flytex_cli.pods.bare import AmountRange, BareResources, GpuAmount, parse_resources


def test_every_option() -> None:
    """Single amounts, a range with a colon, a device with a count, `auto`."""
    assert parse_resources(cpu="1:4", memory="4Gi", gpu="A100:1", disk="10Gi", shm="auto") == BareResources(
        cpu=AmountRange("1", "4"),
        memory=AmountRange("4Gi"),
        gpu=GpuAmount(1, "A100"),
        disk=AmountRange("10Gi"),
        shm="auto",
    )
    assert parse_resources() == BareResources()


@pytest.mark.parametrize(("text", "expected"), [("2", GpuAmount(2)), ("A100 80G:8", GpuAmount(8, "A100 80G"))])
def test_gpu(text: str, expected: GpuAmount) -> None:
    """A plain count, or a device before it."""
    assert parse_resources(gpu=text).gpu == expected
    assert str(expected) == text


@pytest.mark.parametrize(
    ("option", "text", "hint"),
    [
        ("cpu", "1,4", "write a range as --cpu 1:4"),
        ("cpu", "4:1", "write --cpu 1:4"),
        ("cpu", "", None),
        ("cpu", "1:", None),
        ("cpu", "-1", None),
        ("memory", "4GiB", "write 4Gi"),
        ("disk", "1:2:3", None),
        ("gpu", "A100", "write --gpu 2, or a device: --gpu A100:2"),
        ("gpu", ":1", "write --gpu 2, or a device: --gpu A100:2"),
        ("gpu", "-1", "write --gpu 2, or a device: --gpu A100:2"),
        ("shm", "Auto", None),
    ],
)
def test_malformed(option: str, text: str, hint: str | None) -> None:
    """The message names the option; the hint has the right form where it can be guessed."""
    with pytest.raises(UsageError, match=f"--{option}") as caught:
        parse_resources(**{option: text})
    assert hint is None or caught.value.hint == hint
