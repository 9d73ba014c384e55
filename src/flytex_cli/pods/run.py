"""The run a Pod is shown for: what the user may choose, and the names and paths the backend derives from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from functools import cached_property

from flyteidl2.core import identifier_pb2, literals_pb2

from flytex_cli.errors import UsageError
from flytex_cli.pods.names import shard
from flytex_cli.pods.render_mode import RenderMode
from flytex_cli.pods.urls import encode_path, join, parse_url

START_TIME = "1970-01-01T00:00:00Z"
"""Stands for the time at which the run starts, which only the run itself can give."""

FIRST_WITH_START_TIME = (2, 3, 6)
"""The first SDK whose runs are stamped with their start time (`runs/service/run_service.go`)."""

FLYTE_RUN_VARIABLES = {"LOG_FORMAT": "console", "LOG_LEVEL": "30", "USER_LOG_LEVEL": "20"}
"""What `flyte run` adds to the run's variables (SDK 2.12.1 `_run.py`), by its own defaults."""

INPUTS_FILE = "inputs.pb"
CHECKPOINTS = "_flytecheckpoints"
ROOT_ACTION = "a0"


@dataclass(frozen=True)
class RunOptions:
    """What decides on a Pod beside its task and its cluster.

    Attributes:
        namespace: the Kubernetes namespace; None for the cluster configuration's.
        storage_prefix: where runs keep their data; None for the cluster configuration's.
        interruptible: RunSpec.interruptible. The task's own metadata.interruptible has no effect on the backend.
        labels, annotations, env: those of the RunSpec.
        by_flyte_run: whether `flyte run` starts it, which adds variables of its own.
        inputs: values for `{{.inputs.x}}`; None leaves these in place.
        start_time: RunSpec.run_start_time; None for a placeholder.
        owner_uid: stands for the uid of the TaskAction, which only a cluster can give.
    """

    run_name: str = "run"
    action_name: str = ROOT_ACTION
    attempt: int = 1
    namespace: str | None = None
    storage_prefix: str | None = None
    interruptible: bool = False
    render: RenderMode = RenderMode.VALUES
    labels: Mapping[str, str] = field(default_factory=dict)
    annotations: Mapping[str, str] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    by_flyte_run: bool = False
    inputs: literals_pb2.LiteralMap | None = None
    start_time: datetime | None = None
    owner_uid: str = "00000000-0000-0000-0000-000000000000"

    @property
    def variables(self) -> dict[str, str]:
        """The RunSpec's variables, those that `flyte run` adds among them. It overrules LOG_FORMAT alone."""
        if not self.by_flyte_run:
            return dict(self.env)
        return {**FLYTE_RUN_VARIABLES, **self.env, "LOG_FORMAT": FLYTE_RUN_VARIABLES["LOG_FORMAT"]}


@dataclass(frozen=True)
class Execution:
    """One attempt of one action: the names and paths of executor/pkg/plugin (task_exec_metadata, task_exec_context)."""

    options: RunOptions
    project: str
    domain: str
    namespace: str
    storage_prefix: str

    @classmethod
    def of(
        cls, options: RunOptions, task_id: identifier_pb2.Identifier, namespace: str, storage_prefix: str
    ) -> Execution:
        """Place a task in its run; the options win over the cluster's namespace and storage prefix."""
        return cls(
            options=options,
            project=task_id.project,
            domain=task_id.domain,
            namespace=options.namespace or namespace,
            storage_prefix=(options.storage_prefix or storage_prefix).rstrip("/"),
        )

    @property
    def attempt(self) -> int:
        return max(self.options.attempt, 1)

    @property
    def retry(self) -> int:
        return self.attempt - 1

    @property
    def is_root(self) -> bool:
        return self.options.action_name in (ROOT_ACTION, self.options.run_name)

    @cached_property
    def task_action(self) -> str:
        """The name of the TaskAction object that owns the Pod."""
        action = ROOT_ACTION if self.options.action_name == self.options.run_name else self.options.action_name
        return f"{self.options.run_name}-{action}"

    @cached_property
    def generated_name(self) -> str:
        return f"{self.task_action}-{self.retry}"

    @cached_property
    def run_output_base(self) -> str:
        return f"{self.storage_prefix}/{self.project}/{self.domain}/{self.options.run_name}/"

    @cached_property
    def input_prefix(self) -> str:
        return f"{self.run_output_base}inputs"

    @cached_property
    def input_file(self) -> str:
        return join(self.input_prefix, INPUTS_FILE)

    @cached_property
    def output_prefix(self) -> str:
        return self._output_prefix(self.attempt)

    @property
    def raw_output_prefix(self) -> str:
        return self.output_prefix

    @cached_property
    def checkpoint_prefix(self) -> str:
        return join(self.output_prefix, CHECKPOINTS)

    @cached_property
    def previous_checkpoint_prefix(self) -> str:
        """The checkpoints of the attempt before, empty for the first."""
        return join(self._output_prefix(self.attempt - 1), CHECKPOINTS) if self.attempt > 1 else ""

    @cached_property
    def start_time_text(self) -> str | None:
        """RunSpec.run_start_time as the backend writes it, if it was given: UTC, whole seconds."""
        start = self.options.start_time
        return start.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ") if start else None

    def stamped_start_time(self, sdk_version: str) -> str | None:
        """Return what takes the place of `{{.runStartTime}}`, None for an SDK whose runs are not stamped."""
        match = re.search(r"([0-9]+)\.([0-9]+)\.([0-9]+)", sdk_version)
        is_stamped = match is not None and tuple(map(int, match.groups())) >= FIRST_WITH_START_TIME
        return self.start_time_text or (START_TIME if is_stamped else None)

    def _output_prefix(self, attempt: int) -> str:
        return action_output_path(
            self.namespace, self.task_action, self.run_output_base, self.options.action_name, attempt
        )


def action_output_path(namespace: str, task_action: str, base: str, action: str, attempt: int) -> str:
    """Return `scheme://bucket/<shard>/<rest of base>/<action>/<attempt>`, where an attempt writes its outputs.

    The path is percent-encoded, as Go's `URL.String` does it.

    Raises:
        UsageError: `base` is not a URL.
    """
    url = parse_url(base)
    if url is None:
        raise UsageError(f"the storage prefix of {base!r} is not a URL", hint="write it as s3://bucket/path")
    segments = [shard(namespace, task_action), url.path.strip("/"), encode_path(action), str(attempt)]
    path = "/" + "/".join(segment for segment in segments if segment)
    return str(replace(url, path=encode_path(path)))
