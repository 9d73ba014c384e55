"""Offline serialization, inspection and linting of Flyte 2 tasks.

The library's face: what the commands do, as functions on paths. Everything is imported when it is first used.

```python
import flytex_cli

result = flytex_cli.serialize("flows/hello.py", project="web", version="v1")
for record in result.records:
    print(record.name, record.spec.task_template.container.image)
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from flytex_cli.api import SerializeResult
    from flytex_cli.engine.base import EngineChoice

__version__ = "0.1.0"

__all__ = ["__version__", "serialize"]


def serialize(
    *paths: str | Path,
    root_dir: str | Path | None = None,
    engine: EngineChoice | str = "auto",
    message: str = "taskspec",
    **context: Any,
) -> SerializeResult:
    """Load modules in child processes and translate their tasks, as `flytex serialize` does.

    Args:
        paths: `.py` files, packages or folders.
        root_dir: the SDK's `root_dir`; the working directory when None.
        engine: `auto`, `sdk` or `standin`.
        message: `taskspec` or `deploy-request`.
        context: fields of `flytex_cli.engine.base.ContextSpec`: project, domain, org, version, images, ...

    Returns:
        The records of every task, each once, and what must be said of them.

    Raises:
        flytex_cli.errors.UsageError: a path does not exist, is not Python or lies outside the root directory.
        flytex_cli.errors.EngineError: the engine cannot start.
    """
    from flytex_cli import api
    from flytex_cli.engine.base import ContextSpec, EngineChoice
    from flytex_cli.load.protocol import LoadRequest
    from flytex_cli.records import Message

    load = LoadRequest(engine=EngineChoice(engine), message=Message(message), context=ContextSpec(**context))
    return api.serialize(api.SerializeRequest(paths=paths, root_dir=root_dir, load=load))
