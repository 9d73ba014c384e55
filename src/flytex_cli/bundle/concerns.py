"""What a person should know of a bundle before it is shipped: what it misses, and what should not be in it."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Iterable, Iterator

from flytex_cli.bundle.content import relative_path
from flytex_cli.bundle.ignore import Ignore
from flytex_cli.bundle.model import Bundle, Listed
from flytex_cli.records import Diagnostic, Severity

LARGE = 1_000_000
"""Bytes of a file that is worth a word."""

_SECRET_NAMES = (
    *(".env", ".env.*", "*.env", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "*.pem", "*.key", "*.p12", "*.pfx"),
    *(".netrc", ".pgpass", ".pypirc", ".npmrc", "kubeconfig", "*.kubeconfig", "credentials.json", "secrets.*"),
)
_EXAMPLES = ("*.example", "*.sample", "*.template", "*.pub", "*.py")
_SECRET_CONTENT = re.compile(rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----|\"private_key_id\"\s*:")
_HEAD = 1 << 16
"""Bytes of a file that are looked at."""


def unwanted(bundle: Bundle) -> Iterator[Diagnostic]:
    """Yield files that look like secrets, links that leave the root directory, and large files."""
    for file in bundle.files:
        path = os.path.join(bundle.root, file.path)
        if what := _secret(path):
            yield _warning(file.path, f"{what}, and everybody who can read the bundle can read it", _KEEP_OUT)
        target = os.path.realpath(path)
        if os.path.islink(path) and os.path.relpath(target, bundle.root).startswith(".."):
            yield _warning(
                file.path, "this link leads out of the root directory; what it leads to is shipped", _KEEP_OUT
            )
        if file.size > LARGE:
            yield _warning(file.path, f"{file.size / LARGE:.1f} MB are uploaded with every change", _KEEP_OUT)


def missed(reached: Iterable[Listed], root: str) -> Iterator[Diagnostic]:
    """Yield modules of the user's own that a task imports when it runs, and that no ruff adds.

    Args:
        reached: what is imported in functions and was not loaded (`ImportGraph.reached`).
    """
    for each in reached:
        path = relative_path(each.path, root)
        yield _warning(
            each.cause or path,
            f"{path} is imported only when this runs, and is not shipped",
            "import it at the top of the module, add it to include= of the environment, or deploy with ruff on PATH",
        )


def dropped(files: Iterable[str], root: str, ignore: Ignore) -> Iterator[Diagnostic]:
    """Yield loaded files that a bundle of all files leaves out, with the pattern that does.

    Args:
        files: absolute paths of what was loaded and is not in the bundle.
    """
    for file in files:
        path = relative_path(file, root)
        parts = path.split("/")
        above = (os.path.join(root, *parts[:length]) for length in range(1, len(parts) + 1))
        if pattern := next(filter(None, map(ignore.why, above)), None):
            hint = "ship the modules that are loaded (--copy-style loaded_modules), or rename it"
            yield _warning(path, f"it was loaded, and {pattern} leaves it out", hint)


_KEEP_OUT = "keep it out with .flyteignore, or move it out of the root directory"


def _secret(path: str) -> str | None:
    name = os.path.basename(path)
    if any(fnmatch.fnmatch(name, pattern) for pattern in _EXAMPLES):
        return None
    if any(fnmatch.fnmatch(name, pattern) for pattern in _SECRET_NAMES):
        return "by its name this file holds secrets"
    try:
        with open(path, "rb") as file:
            return "this file holds a private key" if _SECRET_CONTENT.search(file.read(_HEAD)) else None
    except OSError:  # it is said where the files are read
        return None


def _warning(place: str, what: str, hint: str) -> Diagnostic:
    return Diagnostic(Severity.WARNING, f"{place}: {what}", hint)
