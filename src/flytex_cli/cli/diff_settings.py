"""`[tool.flytex.diff.impact]`: classes of one's own."""

from __future__ import annotations

from flytex_cli.cli.settings import shown
from flytex_cli.config import Settings, nearest
from flytex_cli.diff.change import Impact
from flytex_cli.diff.compare import Impacts
from flytex_cli.diff.patterns import from_path
from flytex_cli.errors import UsageError


def read_impacts(settings: Settings | None) -> Impacts:
    """Return the classes by patterns of fields, in the order in which they are written.

    Raises:
        UsageError: a pattern or class is none.
    """
    section = settings.table.get("diff") if settings is not None else None
    table = section.get("impact", {}) if isinstance(section, dict) else {}
    where = f"{shown(settings)}: tool.flytex.diff.impact" if settings is not None else ""
    if not isinstance(table, dict):
        raise UsageError(
            f"{where}: {table!r} is not a table", hint='write "taskTemplate.container.env.**" = "cosmetic"'
        )
    words = [impact.value for impact in Impact]
    found = []
    for path, word in table.items():
        if word not in words:
            raise UsageError(f"{where}.{path!r}: {word!r} is none of {', '.join(words)}{nearest(str(word), words)}")
        try:
            found.append((from_path(path), Impact(word)))
        except ValueError as error:
            hint = "write a path as it is shown, with * for a field, [] for an item and ** for any number of both"
            raise UsageError(f"{where}: {path!r} is not a path of fields", hint=hint) from error
    return tuple(found)
