"""The registry of the images, given to `flyte.init`."""

import flyte

flyte.init(image_registry="registry.example.com/shop")

env = flyte.TaskEnvironment("jobs", image=flyte.Image.from_debian_base(name="shop").with_pip_packages("numpy"))


@env.task
def work(x: int) -> int:
    return x
