import datasets
import flyte
from flyteplugins.huggingface.datasets import from_hf

env = flyte.TaskEnvironment("reviews")


@env.task
async def count(dataset: datasets.Dataset = from_hf("stanfordnlp/imdb", name="plain_text", split="train")) -> int: ...
