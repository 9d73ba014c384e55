"""Names that say that their value is a credential."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.credentials.placeholders import is_placeholder

SECRET = re.compile(
    r"(?:^|_)(?:(?:SECRET|ACCESS|SECRET_ACCESS|API|AUTH|PRIVATE|SIGNING|ENCRYPTION|ACCOUNT|MASTER|SERVICE)_?KEY|APIKEY"
    r"|(?:CLIENT_|APP_|SHARED_|WEBHOOK_)?SECRET|(?:ACCESS_|AUTH_|BEARER_|REFRESH_|API_)?TOKEN|CREDENTIALS?)$"
)
PASSWORD = re.compile(r"(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|PASSWORT|PWD|PASS)$|(?:^|_)PGPASSWORD$")
NO_SECRET = re.compile(
    r"(?:^|_)(?:PAD|BOS|EOS|SEP|CLS|UNK|MASK|STOP|END|START|SPECIAL|NEXT|PAGE|CONTINUATION|PUBLIC|PRIMARY|FOREIGN|SORT"
    r"|SYNC|RESUME|CANCEL|PARTITION|CACHE|AND|OLD|FIRST|LAST|IMAGE|VISION|TOOL|THINK)_(?:TOKEN|ACCESS_KEY|KEY|PASS)$"
    r"|^(?:OLD)?PWD$|^PASS$"
)
ASSIGNED = re.compile(
    r"(?:^|(?<=[\s;&'\"(]))(?:--?(?P<option>[A-Za-z][\w-]*)(?:=|\s+)|(?P<name>[A-Za-z_]\w*)(?:=|:\s*))"
    r"(?P<value>\"[^\"]+\"|'[^']+'|[^\s;&'\"]+)"
)
"""A name and its value in a command: `PASSWORD=x`, `--password x`, `token: x`."""
LOCATION = re.compile(r"^(?:[./~]|[A-Za-z]:\\)|://")


def is_secret(name: str, value: str) -> bool:
    """Return whether a name and the look of its value say that the value is a credential.

    A password may be any word; a key or token has a digit or both cases of letters, which a name of a secret has not.
    """
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").upper()
    if NO_SECRET.search(words) or is_placeholder(value) or LOCATION.search(value) or any(map(str.isspace, value)):
        return False
    if value.upper().replace("-", "_") == words:
        return False
    if PASSWORD.search(words):
        return len(value) >= 4
    return SECRET.search(words) is not None and len(value) >= 8 and _is_random(value)


def secrets_in(command: str) -> Iterator[str]:
    """Yield the names in a command that a credential is given to."""
    for found in ASSIGNED.finditer(command):
        name = found["option"] or found["name"]
        if is_secret(name, found["value"].strip("\"'")):
            yield name


def _is_random(value: str) -> bool:
    letters = [each for each in value if each.isalpha()]
    mixed = any(each.isupper() for each in letters) and any(each.islower() for each in letters)
    digits = sum(each.isdigit() for each in value)
    return (digits >= 2 and bool(letters)) or (mixed and digits > 0) or (mixed and len(value) >= 20)
