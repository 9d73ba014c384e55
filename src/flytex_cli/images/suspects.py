"""Files that are likely to hold a secret: by their name, or by what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from flytex_cli.images.model import Suspect
from flytex_cli.lint.credentials.forms import form_of
from flytex_cli.records import ContextFile

MAX_READ = 256 * 1024
"""So many bytes of a file are looked at."""
MAX_FILES = 2_000
"""So many files of an image are looked into."""

NAME = re.compile(
    r"\.env(?:\..+)?|.+\.env|\.netrc|_netrc|\.pgpass|\.npmrc|\.pypirc|\.git-credentials|\.htpasswd|kubeconfig"
    r"|id_(?:rsa|dsa|ecdsa|ed25519)|.+\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk)"
    r"|credentials(?:\.(?:json|ya?ml|toml|ini|csv))?|(?:service[-_]?account|client[-_]?secret).*\.json"
    r"|secrets?\.(?:json|ya?ml|toml|ini|env)",
    re.IGNORECASE,
)
HARMLESS = re.compile(r"\.env\.(?:example|sample|template|dist|defaults?)", re.IGNORECASE)
FOLDERS = frozenset({(".docker", "config.json"), (".kube", "config"), (".aws", "credentials"), (".ssh", "config")})


def suspects(files: Iterable[ContextFile], root: str) -> Iterator[Suspect]:
    """Yield the files of a build context that should not be in an image.

    Args:
        files: what a build copies.
        root: the folder that their sources are relative to.
    """
    for number, file in enumerate(files):
        why = _by_name(PurePosixPath(file.path))
        if why is None and number < MAX_FILES:
            why = _by_content(Path(root, file.source))
        if why is not None:
            yield Suspect(file.path, why)


def _by_name(path: PurePosixPath) -> str | None:
    named = NAME.fullmatch(path.name) is not None and HARMLESS.fullmatch(path.name) is None
    return "its name" if named or path.parts[-2:] in FOLDERS else None


def _by_content(path: Path) -> str | None:
    if not path.is_file():  # a pipe or a device would hold flytex up
        return None
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_READ)
    except OSError:
        return None
    return None if b"\0" in data[:1024] else form_of(data.decode("utf-8", "replace"))
