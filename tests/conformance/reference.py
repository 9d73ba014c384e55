"""What an SDK release itself makes of a module: no code of flytex, in a process of its own.

    python -m tests.conformance.reference FILE ROOT OUT

writes to the folder OUT one `<task name>.pb` a task, in the way of `flyte.extras.serialize` where the release has it.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import pathlib
import sys

import flyte
from flyte.models import SerializationContext


def serialize(task, context):
    """The release's own TaskSpec of a task."""
    try:
        from flyte.extras import serialize as public
    except ImportError:
        from flyte._internal.runtime.convert import convert_upload_default_inputs
        from flyte._internal.runtime.task_serde import translate_task_to_wire

        defaults = asyncio.run(convert_upload_default_inputs(task.interface))
        return translate_task_to_wire(task, context, default_inputs=defaults)
    return public(task, context)


def load(file: pathlib.Path):
    """A module as a script or as part of its package."""
    root = file.parent
    while (root / "__init__.py").exists():
        root = root.parent
    sys.path.append(str(root))
    if root != file.parent:
        return importlib.import_module(".".join(file.relative_to(root).with_suffix("").parts))
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[file.stem] = module
    spec.loader.exec_module(module)
    return module


def main() -> None:
    file, root, out = map(pathlib.Path, sys.argv[1:])
    os.chdir(root)
    module = load(file)
    context = SerializationContext(version="serialized", root_dir=root)
    for environment in [value for value in vars(module).values() if isinstance(value, flyte.TaskEnvironment)]:
        for task in environment.tasks.values():
            (out / f"{task.name}.pb").write_bytes(serialize(task, context).SerializeToString(deterministic=True))


if __name__ == "__main__":
    main()
