import hypothesis  # expect: IMG009

STEP = 1
