import flyte
from flyteplugins.jsonl import JsonlDir, JsonlFile

env = flyte.TaskEnvironment("lines")


@env.task
async def split(file: JsonlFile, parts: int = 4) -> JsonlDir: ...
