import os
import random
import socket
import time
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Optional

import flyte
from flyte.io import Dir, File

env = flyte.TaskEnvironment("moments")
NOW = datetime.now()
START = datetime(2024, 1, 1) + timedelta(days=1)


@dataclass
class Settings:
    rate: float = 0.1
    run: str = field(default_factory=lambda: str(uuid.uuid4()))


def stamp() -> str:
    return f"{time.time():.0f}"


@env.task
async def direct(
    at: datetime = datetime.now(),  # expect: TYP011
    run: str = str(uuid.uuid4()),  # expect: TYP011
    seed: int = random.randint(0, 10**9),  # expect: TYP011
    host: str = "on-" + socket.gethostname(),  # expect: TYP011
) -> None: ...


@env.task
async def followed(
    day: datetime = NOW - timedelta(days=1),  # expect: TYP011
    settings: Settings = Settings(0.2),  # expect: TYP011
    *,
    name: str = stamp(),  # expect: TYP011
    process: Optional[int] = os.getpid(),  # expect: TYP011
) -> None: ...


@env.task
async def fine(
    start: datetime = START,
    settings: Settings = Settings(run="first"),
    stage: str = os.getenv("STAGE_UNSET", "dev"),
    parsed: str = time.strftime("%Y", time.gmtime(0)),
    end: datetime = datetime.combine(date(2024, 1, 2), datetime.min.time()),
    at: Optional[datetime] = None,
) -> str:
    return str(at or datetime.now())


@env.task
async def files(
    table: File = File(path="data/table.csv"),  # expect: TYP012
    folder: Dir = Dir(path="./data"),  # expect: TYP012
    here: File = File(path=__file__),  # expect: TYP012
    remote: File = File(path="s3://acme/table.csv"),
    mounted: File = File(path="/mnt/of-the-image/table.csv"),
) -> None: ...
