from . import deeper


def grown(x: int) -> int:
    return deeper.STEP + x
