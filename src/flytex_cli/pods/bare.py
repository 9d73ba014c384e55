"""Resources given directly, as on a command line: `--cpu 1:4 --memory 4Gi --gpu A100:1 --disk 10Gi --shm auto`.

A range is written `request:limit`. A comma is not taken, since it reads as a decimal comma in half of the world
(`1,5`); in `--gpu` the colon separates the device from its count, as in the SDK's own `"A100:1"`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flytex_cli.errors import OptionError
from flytex_cli.pods.errors import QuantityError
from flytex_cli.pods.quantity import Quantity, parse_quantity

AUTO = "auto"


@dataclass(frozen=True)
class AmountRange:
    """A request and a limit, as written; without a limit the amount is a request alone."""

    request: str
    limit: str | None = None

    def __str__(self) -> str:
        return self.request if self.limit is None else f"{self.request}:{self.limit}"


@dataclass(frozen=True)
class GpuAmount:
    """A count of accelerators, of a named device or of any."""

    count: int
    device: str | None = None

    def __str__(self) -> str:
        return str(self.count) if self.device is None else f"{self.device}:{self.count}"


@dataclass(frozen=True)
class BareResources:
    """What a container is to have; None where nothing was said.

    Attributes:
        shm: size of /dev/shm, or `auto` for no size of its own.
    """

    cpu: AmountRange | None = None
    memory: AmountRange | None = None
    disk: AmountRange | None = None
    gpu: GpuAmount | None = None
    shm: str | None = None


def parse_resources(
    *,
    cpu: str | None = None,
    memory: str | None = None,
    gpu: str | None = None,
    disk: str | None = None,
    shm: str | None = None,
) -> BareResources:
    """Read the values of the options.

    Raises:
        UsageError: a value is malformed; the message names the option.
    """
    return BareResources(
        cpu=_range("--cpu", cpu),
        memory=_range("--memory", memory),
        disk=_range("--disk", disk),
        gpu=_gpu(gpu),
        shm=_shm(shm),
    )


def _range(option: str, text: str | None) -> AmountRange | None:
    if text is None:
        return None
    request, colon, limit = (part.strip() for part in text.partition(":"))
    low = _quantity(option, request, text)
    if not colon:
        return AmountRange(request)
    if low > _quantity(option, limit, text):
        raise OptionError(option, f"{text!r}: the request is above the limit", hint=f"write {option} {limit}:{request}")
    return AmountRange(request, limit)


def _gpu(text: str | None) -> GpuAmount | None:
    if text is None:
        return None
    device, colon, count = text.rpartition(":")
    if not re.fullmatch(r"[0-9]{1,6}", count) or (colon and not device.strip()):
        raise OptionError("--gpu", f"{text!r} is not a number of GPUs", hint="write --gpu 2, or a device: --gpu A100:2")
    return GpuAmount(int(count), device.strip() or None)


def _shm(text: str | None) -> str | None:
    if text is not None and text != AUTO:
        _quantity("--shm", text, text)
    return text


def _quantity(option: str, part: str, text: str) -> Quantity:
    try:
        quantity = parse_quantity(part)
    except QuantityError as problem:
        hint = f"write a range as {option} 1:4" if "," in text and ":" not in text else problem.hint
        raise OptionError(option, f"{text!r}: {problem.message}", hint=hint) from problem
    if quantity.nanos < 0:
        raise OptionError(option, f"{text!r}: an amount cannot be negative")
    return quantity
