"""What a user without flytex writes: load a module, call the SDK, print YAML. The peer of the benchmarks."""

import importlib.util
import sys

import flyte
import flyte.extras
import yaml
from google.protobuf import json_format

spec = importlib.util.spec_from_file_location("module", sys.argv[1])
module = importlib.util.module_from_spec(spec)
sys.modules["module"] = module
spec.loader.exec_module(module)
documents = [
    json_format.MessageToDict(flyte.extras.serialize(task))
    for environment in vars(module).values()
    if isinstance(environment, flyte.TaskEnvironment)
    for task in environment.tasks.values()
]
yaml.safe_dump_all(documents, sys.stdout, sort_keys=False)
