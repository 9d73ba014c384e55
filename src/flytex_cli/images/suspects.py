"""Files of a build context that should not be in an image."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from flytex_cli.credentials.files import why_by_content, why_by_name
from flytex_cli.images.model import Suspect
from flytex_cli.records import ContextFile

MAX_FILES = 2_000
"""So many files of an image are looked into."""


def suspects(files: Iterable[ContextFile], root: str) -> Iterator[Suspect]:
    """Yield the files that are likely to hold a secret.

    Args:
        files: what a build copies.
        root: the folder that their sources are relative to.
    """
    for number, file in enumerate(files):
        why = why_by_name(file.path)
        if why is None and number < MAX_FILES:
            why = why_by_content(os.path.join(root, file.source))
        if why is not None:
            yield Suspect(file.path, why)
