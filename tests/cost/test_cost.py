"""Rates, amounts, and how often schedules fire."""

from __future__ import annotations

from pathlib import Path

import pytest
from flyteidl2.task.common_pb2 import Cron, FixedRate, FixedRateUnit, Schedule

from flytex_cli.cost.model import Cost
from flytex_cli.cost.rates import Rates, read_rates
from flytex_cli.errors import UsageError
from flytex_cli.schedule.frequency import per_month


def rates(folder: Path, text: str) -> Rates:
    file = folder / "rates.toml"
    file.write_text(text)
    return read_rates(file)


def test_a_file_of_rates(tmp_path: Path) -> None:
    text = 'cpu = 1\nmemory = 0.5\ncurrency = "€"\n[accelerators]\n"nvidia.com/gpu" = 2\n'
    assert rates(tmp_path, text) == Rates(1.0, 0.5, {"nvidia.com/gpu": 2.0}, "€")
    assert rates(tmp_path, "cpu = 1\nmemory = 0\n") == Rates(1.0, 0.0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cpu = 1\n", "memory has no rate"),
        ("cpu = 1\nmemory = 1\ngpu = 3\n", "gpu: no such rate"),
        ("cpu = -1\nmemory = 1\n", "cpu: -1 is no rate"),
        ("cpu = true\nmemory = 1\n", "cpu: True is no rate"),
        (f"cpu = 1{'0' * 400}\nmemory = 1\n", "cpu: 1000"),
        ("cpu = 1e400\nmemory = 1\n", "cpu: inf is no rate"),
        ("cpu = nan\nmemory = 1\n", "cpu: nan is no rate"),
        (
            'cpu = 1\nmemory = 1\n[accelerators]\n"nvidia.com/gpu" = "2"\n',
            "accelerators.nvidia.com/gpu: '2' is no rate",
        ),
        ("cpu = 1\nmemory = 1\naccelerators = 2\n", "accelerators: 2 is not a table"),
        ("cpu = 1\nmemory = 1\ncurrency = 2\n", "currency: 2 is not text in quotes"),
        ("cpu =", "is not TOML"),
    ],
)
def test_wrong_rates(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        rates(tmp_path, text)
    assert said in caught.value.message


def test_amounts_in_words() -> None:
    assert str(Cost("$", 0.482, 1234.5, 0.0)) == "$0.48/h, at most $1,234.50/run, $0.00/month"
    assert str(Cost("€", 0.0321)) == "€0.032/h"
    assert str(Cost("$", None, without_rate=("nvidia-l4",))) == "no rate for nvidia-l4"


@pytest.mark.parametrize(
    ("cron", "times"),
    [
        ("0 2 * * *", 365 / 12),
        ("0 2 * * 1", 52 / 12),
        ("0 0 1 * *", 1),
        ("0 0 29 2 *", 0),
        ("0 0 1 1 *", 1 / 12),
        ("@every 6h", 365 * 4 / 12),
        ("0 * * * *", 730),
    ],
)
def test_how_often_cron_fires_in_a_month(cron: str, times: float) -> None:
    schedule = Schedule(cron=Cron(expression=cron, timezone="UTC"))
    assert per_month(schedule) == pytest.approx(times, rel=1e-3)


def test_how_often_a_fixed_rate_fires_in_a_month() -> None:
    rate = FixedRate(value=12, unit=FixedRateUnit.FIXED_RATE_UNIT_HOUR)
    assert per_month(Schedule(rate=rate)) == pytest.approx(365 * 2 / 12)
    assert per_month(Schedule()) is None
