import json

import kubernetes  # expect: IMG009


def grown(x: int) -> int:
    import coverage

    return x + 1
