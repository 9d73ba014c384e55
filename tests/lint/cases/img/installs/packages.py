import json
from typing import TYPE_CHECKING

import attr
import coverage.data  # expect: IMG009
import flyte
import hypothesis
import jsonschema as schemas
import yaml
from kubernetes import client as kube, config  # expect: IMG009
from typer import echo  # expect: IMG009

if TYPE_CHECKING:
    import numpy
try:
    import pandas
except ImportError:
    pandas = None

BASE = flyte.Image.from_debian_base(name="packages")
packed = flyte.TaskEnvironment("packed", image=BASE.with_pip_packages("jsonschema>=4", "Hypothesis==6.*"))


@packed.task
async def judge(x: int) -> int:
    import pytest

    return x
