import flyte
from flyte import init_from_config as configure

env = flyte.TaskEnvironment("calls")


@env.task
async def main(x: int) -> int:
    return x


def later() -> None:
    flyte.run(main, x=1)


class Settings:
    flyte.init()  # expect: LOD003


configure()  # expect: LOD003
run = flyte.run(main, x=1)  # expect: LOD003
if __name__ == "__main__":
    flyte.init()
    print(flyte.run(main, x=1).url)
