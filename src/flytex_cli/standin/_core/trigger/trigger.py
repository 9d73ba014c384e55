"""Triggers of a task. Fill the `triggers` of a deploy request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flytex_cli.standin._core.common.repr import short_repr
from flytex_cli.standin._core.settings.docs import SHORT_DESCRIPTION_LENGTH, cut_description

from .automation import Cron, FixedRate, OnArtifact, TriggeredArtifact, TriggeredPartition, TriggerTime

if TYPE_CHECKING:
    from .notify import NamedRule, Notification

__all__ = ["Cron", "FixedRate", "OnArtifact", "Trigger", "TriggerTime", "TriggeredArtifact", "TriggeredPartition"]


def _by_cron(default_name: str, expression: str, default_description: str) -> classmethod[Trigger, ..., Trigger]:
    """Make a constructor of triggers with a fixed schedule; its name and description are the wire's defaults."""

    def construct(
        cls: type[Trigger],
        trigger_time_input_key: str | None = None,
        *,
        name: str = default_name,
        description: str = default_description,
        auto_activate: bool = True,
        inputs: dict[str, Any] | None = None,
        env_vars: dict[str, str] | None = None,
        interruptible: bool | None = None,
        overwrite_cache: bool = False,
        queue: str | None = None,
        max_action_concurrency: int | None = None,
        labels: Mapping[str, str] | None = None,
        annotations: Mapping[str, str] | None = None,
        custom_context: Mapping[str, str] | None = None,
    ) -> Trigger:
        time_input = {trigger_time_input_key: TriggerTime} if trigger_time_input_key is not None else {}
        return cls(
            name=name,
            automation=Cron(expression),
            description=description,
            auto_activate=auto_activate,
            inputs={**time_input, **(inputs or {})},
            env_vars=env_vars,
            interruptible=interruptible,
            overwrite_cache=overwrite_cache,
            queue=queue,
            max_action_concurrency=max_action_concurrency,
            labels=labels,
            annotations=annotations,
            custom_context=custom_context,
        )

    construct.__name__ = default_name
    construct.__qualname__ = f"Trigger.{default_name}"
    construct.__doc__ = (
        f"Return a trigger for the cron schedule `{expression}`; the first argument names the input that gets the time."
    )
    return classmethod(construct)


@short_repr
@dataclass(frozen=True)
class Trigger:
    """A named way to start a task: inputs and run settings, and the automation that fires it, if any.

    Attributes:
        name: unique for the task.
        automation: a Cron, FixedRate or OnArtifact; None when it is only started by hand.
        description: cut to 255 characters.
        auto_activate: active from deployment on.
        inputs: values by input name; TriggerTime, TriggeredArtifact and TriggeredPartition stand for what fired.
        env_vars: set for the run, over the task's own.
        interruptible: over the task's own, unless None.
        overwrite_cache: compute again what is cached.
        queue: over the task's own.
        max_action_concurrency: actions at a time in a run; 0 or None for the platform's bound, else 2 or more.
        labels: of the run's pods.
        annotations: of the run's pods.
        notifications: whom to tell about the run's end.
        custom_context: readable in all of the run's tasks.
    """

    name: str
    automation: Cron | FixedRate | OnArtifact | None = None
    description: str = ""
    auto_activate: bool = True
    inputs: dict[str, Any] | None = None
    env_vars: dict[str, str] | None = None
    interruptible: bool | None = None
    overwrite_cache: bool = False
    queue: str | None = None
    max_action_concurrency: int | None = None
    labels: Mapping[str, str] | None = None
    annotations: Mapping[str, str] | None = None
    notifications: NamedRule | Notification | tuple[Notification, ...] | None = None
    custom_context: Mapping[str, str] | None = None

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("Trigger needs a name, got an empty one")
        self._check_placeholders()
        bound = self.max_action_concurrency
        if bound is not None and (bound < 0 or bound == 1):
            raise ValueError(
                f"Trigger {self.name!r}: max_action_concurrency must be 0 (the platform's bound) or 2 or more, got "
                f"{bound}; with 1 the parent action would wait for ever for its children"
            )
        if self.description and len(self.description) > SHORT_DESCRIPTION_LENGTH:
            object.__setattr__(self, "description", cut_description(self.description))

    def _check_placeholders(self) -> None:
        inputs = self.inputs or {}
        artifacts = sorted(name for name, value in inputs.items() if value is TriggeredArtifact)
        partitions = [name for name, value in inputs.items() if isinstance(value, TriggeredPartition)]
        times = [name for name, value in inputs.items() if value is TriggerTime]
        if len(artifacts) > 1:
            raise ValueError(
                f"Trigger {self.name!r}: inputs {', '.join(artifacts)} are all TriggeredArtifact; only one can be"
            )
        for placeholder, names in (("TriggeredArtifact", artifacts), ("TriggeredPartition", partitions)):
            if names and not isinstance(self.automation, OnArtifact):
                raise ValueError(
                    f"Trigger {self.name!r}: input {names[0]!r} is {placeholder}, "
                    f"which needs automation=OnArtifact(...), got {self.automation!r}"
                )
        if times and not isinstance(self.automation, (Cron, FixedRate)):
            raise ValueError(
                f"Trigger {self.name!r}: input {times[0]!r} is TriggerTime, "
                f"which needs automation=Cron(...) or FixedRate(...), got {self.automation!r}"
            )

    minutely = _by_cron("minutely", "* * * * *", "A trigger that runs every minute")
    hourly = _by_cron("hourly", "0 * * * *", "A trigger that runs every hour")
    daily = _by_cron("daily", "0 0 * * *", "A trigger that runs daily at midnight")
    weekly = _by_cron("weekly", "0 0 * * 0", "A trigger that runs weekly on Sundays at midnight")
    monthly = _by_cron("monthly", "0 0 1 * *", "A trigger that runs monthly on the 1st at midnight")
