"""Identity and phase of an action: one task call within a run."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from typing import Any

from flytex_cli.standin._core.common.repr import short_repr

_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"


def generate_random_name() -> str:
    """Return a name nobody has used."""
    import uuid

    return str(uuid.uuid4())


@short_repr
@dataclass(frozen=True, kw_only=True)
class ActionID:
    """The name of an action and where it runs; the first action's name is the run's when none is given."""

    name: str
    run_name: str | None = None
    project: str | None = None
    domain: str | None = None
    org: str | None = None

    def __post_init__(self) -> None:
        if self.run_name is None:
            object.__setattr__(self, "run_name", self.name)

    @classmethod
    def create_random(cls) -> ActionID:
        """Return the first action of a new run."""
        name = generate_random_name()
        return cls(name=name, run_name=name)

    def new_sub_action(self, name: str | None = None) -> ActionID:
        """Return an action of the same run."""
        return replace(self, name=generate_random_name() if name is None else name)

    def new_sub_action_from(self, task_call_seq: int, task_hash: str, input_hash: str, group: str | None) -> ActionID:
        """Return the action of a call, whose name is the same in every attempt of the run."""
        import hashlib

        parts = [self.name, input_hash, task_hash, str(task_call_seq), *([group] if group else [])]
        return self.new_sub_action(_base36(hashlib.md5("-".join(parts).encode()).digest()))

    def unique_id_str(self, salt: str | None = None) -> str:
        """Return project, domain, run and action as one string."""
        parts = f"{self.project}-{self.domain}-{self.run_name}-{self.name}"
        return parts if salt is None else f"{parts}-{salt}"


def _base36(digest: bytes) -> str:
    number = int.from_bytes(digest, "big")
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _BASE36[rest] + digits
    return digits or "0"


class ActionPhase(str, enum.Enum):
    """Where an action is in its life; the last five are its ends."""

    QUEUED = "queued"
    WAITING_FOR_RESOURCES = "waiting_for_resources"
    INITIALIZING = "initializing"
    RUNNING = "running"
    PAUSED = "paused"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    ABORTED = "aborted"
    TIMED_OUT = "timed_out"
    RECOVERED = "recovered"

    @property
    def is_terminal(self) -> bool:
        """Say whether nothing follows."""
        return self in (
            ActionPhase.SUCCEEDED,
            ActionPhase.FAILED,
            ActionPhase.ABORTED,
            ActionPhase.TIMED_OUT,
            ActionPhase.RECOVERED,
        )

    def to_protobuf_name(self) -> str:
        """Return the name of the value in `flyteidl2.common.phase_pb2`."""
        return f"ACTION_PHASE_{self.value.upper()}"

    def to_protobuf_value(self) -> int:
        """Return the value in `flyteidl2.common.phase_pb2`; RECOVERED is 10 also where the module is too old."""
        from flyteidl2.common import phase_pb2

        if self is ActionPhase.RECOVERED:
            return getattr(phase_pb2, "ACTION_PHASE_RECOVERED", 10)
        return int(phase_pb2.ActionPhase.Value(self.to_protobuf_name()))

    @classmethod
    def from_protobuf(cls, pb_phase: Any) -> ActionPhase:
        """Return the phase of a value in `flyteidl2.common.phase_pb2`."""
        for phase in cls:
            if phase.to_protobuf_value() == pb_phase:
                return phase
        raise ValueError(f"phase {pb_phase!r} is no ActionPhase; these are {', '.join(p.value for p in cls)}")
