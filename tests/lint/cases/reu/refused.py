import flyte

text = flyte.ReusePolicy(replicas="2")  # expect: REU006
turned = flyte.ReusePolicy(replicas=(3, 1))  # expect: REU006
listed = flyte.ReusePolicy([1, 2])  # expect: REU006
negative = flyte.ReusePolicy(replicas=-1)  # expect: REU006
short = flyte.ReusePolicy(replicas=2, idle_ttl=5)  # expect: REU006
crowd = flyte.ReusePolicy(replicas=2, concurrency=0)  # expect: REU006
flag = flyte.TaskEnvironment("flag", reusable=True)  # expect: REU006
number = flyte.TaskEnvironment("number", reusable=2)  # expect: REU006
