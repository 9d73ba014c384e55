"""What a task costs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """What a task costs by its requests.

    Attributes:
        hour: of one Pod; None where something it asks for has no rate.
        run: at most, by its timeout and all its attempts; None where it has no timeout.
        month: at most, of the runs that its triggers start in a month of a year; None where none says how often.
        without_rate: accelerators that have no rate.
    """

    currency: str
    hour: float | None
    run: float | None = None
    month: float | None = None
    without_rate: tuple[str, ...] = ()

    def __str__(self) -> str:
        """`$0.48/h, at most $1.93/run, $58.70/month`."""
        if self.hour is None:
            return f"no rate for {', '.join(self.without_rate)}"
        words = [f"{self.money(self.hour)}/h"]
        words += [f"at most {self.money(self.run)}/run"] if self.run is not None else []
        words += [f"{self.money(self.month)}/month"] if self.month is not None else []
        return ", ".join(words)

    def money(self, amount: float) -> str:
        """Write an amount with cents, or two digits of one that is less."""
        text = f"{amount:,.2f}" if amount >= 0.1 or amount == 0 else f"{amount:.2g}"
        return f"{self.currency}{text}"
