import flyte

number = flyte.Resources(memory=1024)  # expect: RES001
listed = flyte.Resources(cpu=["1", "2"])  # expect: RES001
three = flyte.Resources(cpu=(1, 2, 3))  # expect: RES001
negative = flyte.Resources(cpu=-1)  # expect: RES001
disk = flyte.Resources(disk=10)  # expect: RES001
shared = flyte.Resources(shm=1)  # expect: RES001
half = flyte.Resources(memory=("1Gi", 2))  # expect: RES001
