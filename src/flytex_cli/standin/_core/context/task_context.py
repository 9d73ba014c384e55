"""What a running task knows of itself: `flyte.ctx()`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, Literal

from flytex_cli.standin._core.common.repr import short_repr

from .action import ActionID
from .paths import CheckpointPaths, RawDataPath
from .serialization import CodeBundle, ImageCache

if TYPE_CHECKING:
    from .checkpoint import Checkpoint
    from .report import Report

CLUSTERED_WORKER_ENV = "FLYTE_CLUSTERED_WORKER"
_CHECKPOINT = "__checkpoint__"


def is_clustered_worker_env(env: Mapping[str, str]) -> bool:
    """Say whether these environment variables are those of a clustered task's worker."""
    return bool(env.get(CLUSTERED_WORKER_ENV) or env.get("TORCHELASTIC_RUN_ID"))


@short_repr
@dataclass(frozen=True)
class GroupData:
    """The group that calls are shown under."""

    name: str


class CallCounter:
    """Counts equal calls of one action: 1, 2, 3, ..."""

    __slots__ = ("_counts",)

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def next(self, call_key: str) -> int:
        """Return the number of this call."""
        self._counts[call_key] = self._counts.get(call_key, 0) + 1
        return self._counts[call_key]

    def __repr__(self) -> str:
        return f"CallCounter({self._counts})"


def _integer_variable(name: str) -> property:
    """Make a property that reads an environment variable a launcher sets; None without it."""

    def read(_context: TaskContext) -> int | None:
        value = os.environ.get(name)
        return int(value) if value is not None else None

    read.__doc__ = f"The environment variable {name}; None where no launcher has set it."
    return property(read)


@short_repr
@dataclass(frozen=True, kw_only=True)
class TaskContext:
    """The context of one action.

    Attributes:
        action: the action itself.
        version: the task's version.
        raw_data_path: where offloaded values go.
        input_path: where the inputs came from.
        output_path: where the outputs go.
        run_base_dir: the run's folder.
        report: the action's report.
        group_data: the group, inside `flyte.group`.
        checkpoint_paths: where checkpoints go.
        code_bundle: the uploaded code.
        compiled_image_cache: URIs of built images.
        data: what `pre` has returned.
        mode: where the run is.
        interactive_mode: whether it was started from a notebook.
        custom_context: passed down to all actions of the run.
        disable_run_cache: whether cached results are left aside.
        in_driver_literal_conversion: True while a parent converts a child's values.
        run_start_time: when the run was started.
        task_action: the task's action, also where a trace has an action of its own.
    """

    action: ActionID
    version: str
    raw_data_path: RawDataPath
    input_path: str | None = None
    output_path: str
    run_base_dir: str
    report: Report
    group_data: GroupData | None = None
    checkpoint_paths: CheckpointPaths | None = None
    code_bundle: CodeBundle | None = None
    compiled_image_cache: ImageCache | None = None
    data: dict[str, Any] = field(default_factory=dict)
    mode: Literal["local", "remote", "hybrid"] = "remote"
    interactive_mode: bool = False
    custom_context: dict[str, str] = field(default_factory=dict)
    disable_run_cache: bool = False
    in_driver_literal_conversion: bool = False
    run_start_time: datetime | None = field(default_factory=lambda: datetime.now(timezone.utc))
    task_action: ActionID | None = None
    _call_counter: CallCounter = field(default_factory=CallCounter, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.task_action is None:
            object.__setattr__(self, "task_action", self.action)

    def replace(self, **kwargs: Any) -> TaskContext:
        """Return a copy with other values; `data` is added to what is there, a new action counts afresh."""
        if kwargs.get("action", self.action) != self.action:
            kwargs.setdefault("_call_counter", CallCounter())
        if "data" in kwargs:
            kwargs["data"] = {**(self.data or {}), **kwargs["data"]} if kwargs["data"] is not None else self.data
        return replace(self, **kwargs)

    def __getitem__(self, key: str) -> Any:
        return self.data.get(key)

    def is_in_cluster(self) -> bool:
        """Say whether this runs in a cluster."""
        return self.mode == "remote"

    @property
    def checkpoint(self) -> Checkpoint | None:
        """The task's checkpoint; None where there is no place for one."""
        from .checkpoint import Checkpoint

        paths = self.checkpoint_paths
        target = ((paths.checkpoint_path if paths else None) or "").strip()
        if paths is None or not target:
            return None
        if _CHECKPOINT not in self.data:
            restarted = (self.restart_attempt or 0) > 0
            source = target if restarted else (paths.prev_checkpoint_path or "").strip()
            self.data[_CHECKPOINT] = Checkpoint(target, source or None)
        checkpoint: Checkpoint = self.data[_CHECKPOINT]
        return checkpoint

    @property
    def attempt_number(self) -> int:
        """The attempt, counted from 0."""
        return int(os.environ.get("FLYTE_ATTEMPT_NUMBER", "0"))

    @property
    def master_addr(self) -> str | None:
        """The environment variable MASTER_ADDR; None where no launcher has set it."""
        return os.environ.get("MASTER_ADDR")

    rank = _integer_variable("RANK")
    local_rank = _integer_variable("LOCAL_RANK")
    world_size = _integer_variable("WORLD_SIZE")
    local_world_size = _integer_variable("LOCAL_WORLD_SIZE")
    node_rank = _integer_variable("NODE_RANK")
    nnodes = _integer_variable("NNODES")
    master_port = _integer_variable("MASTER_PORT")
    restart_attempt = _integer_variable("JOBSET_RESTART_ATTEMPT")


class _NullTaskContext(TaskContext):
    """The context outside of a task: false, and every field None."""

    def __init__(self) -> None:
        for each in fields(TaskContext):
            object.__setattr__(self, each.name, None)

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "NullTaskContext()"


NULL_TASK_CONTEXT = _NullTaskContext()
