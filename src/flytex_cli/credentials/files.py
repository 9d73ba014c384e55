"""Files that are likely to hold a secret: by their name, or by what they hold."""

from __future__ import annotations

import os
import re

from flytex_cli.credentials.forms import form_of

BY_NAME = "its name"
MAX_READ = 256 * 1024
"""So many bytes of a file are looked at."""

NAME = re.compile(
    r"\.env(?:\..+)?|.+\.env|\.netrc|_netrc|\.pgpass|\.npmrc|\.pypirc|\.git-credentials|\.htpasswd|(?:.+\.)?kubeconfig"
    r"|id_(?:rsa|dsa|ecdsa|ed25519)|.+\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk)"
    r"|credentials(?:\.(?:json|ya?ml|toml|ini|csv))?|(?:service[-_]?account|client[-_]?secret).*\.json"
    r"|secrets?\.(?:json|ya?ml|toml|ini|env)",
    re.IGNORECASE,
)
HARMLESS = re.compile(r".*\.(?:example|sample|template|dist|defaults?|pub)", re.IGNORECASE)
FOLDERS = frozenset({(".docker", "config.json"), (".kube", "config"), (".aws", "credentials"), (".ssh", "config")})
_KEY_OF_ACCOUNT = re.compile(r'"private_key_id"\s*:')


def why_secret(path: str) -> str | None:
    """Return what tells that a file holds a secret: `its name`, or the form of what it holds."""
    return why_by_name(path) or why_by_content(path)


def why_by_name(path: str) -> str | None:
    """Return `its name` where that tells."""
    folder, name = os.path.split(path)
    if HARMLESS.fullmatch(name) is not None:
        return None
    return BY_NAME if NAME.fullmatch(name) is not None or (os.path.basename(folder), name) in FOLDERS else None


def why_by_content(path: str) -> str | None:
    """Return the form of what a text file holds, `a private key`, where that tells."""
    try:
        if not os.path.isfile(path):  # a pipe or a device would hold flytex up
            return None
        with open(path, "rb") as stream:
            data = stream.read(MAX_READ)
    except OSError:
        return None
    if b"\0" in data[:1024]:
        return None
    text = data.decode("utf-8", "replace")
    return "a service account's key" if _KEY_OF_ACCOUNT.search(text) else form_of(text)
