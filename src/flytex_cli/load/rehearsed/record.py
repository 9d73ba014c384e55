"""A dataclass, for whose schema and values encoders are made."""

from dataclasses import dataclass

import flyte

env = flyte.TaskEnvironment("rehearsed", image="rehearsed")


@dataclass
class Record:
    """Two fields, one with a default."""

    number: int
    name: str = ""


@env.task
async def with_record(record: Record = Record(1)) -> Record:  # noqa: B008
    return record
