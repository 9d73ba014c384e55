import flyte

NAME = "Nightly Jobs"
spaced = flyte.TaskEnvironment("My Env")  # expect: NAM008
doubled = flyte.TaskEnvironment(name="a__b")  # expect: NAM008
constant = flyte.TaskEnvironment(NAME)  # expect: NAM008
number = flyte.TaskEnvironment(3)  # expect: NAM008
empty = flyte.TaskEnvironment("")  # expect: NAM008
good = flyte.TaskEnvironment("my-env")
clone = good.clone_with("MyEnv")  # expect: NAM008
