"""Names: the rules of Kubernetes (DNS-1123, labels) and how Flyte derives and bends names to them."""

from __future__ import annotations

import re
from functools import lru_cache

LABEL_LENGTH = 63
SUBDOMAIN_LENGTH = 253
PLACEHOLDER_NAME = "xxxx"
"""Stands for the four random characters the backend calls a container when the generated name is not a DNS label."""

_LABEL = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
_SUBDOMAIN = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
_LABEL_VALUE = re.compile(r"([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?")

_BASE32 = "abcdefghijklmnopqrstuvwxyz123456"
_BASE36 = "abcdefghijklmnopqrstuvwxyz0123456789"
_UNIQUE_ID_LENGTH = 30
_OFTEN = 4096
"""So many names are remembered: most Pods have the same."""


@lru_cache(_OFTEN)
def is_dns_label(name: str) -> bool:
    """Tell whether `name` may name a container or a volume (DNS-1123 label)."""
    return len(name) <= LABEL_LENGTH and _LABEL.fullmatch(name) is not None


@lru_cache(_OFTEN)
def is_dns_subdomain(name: str) -> bool:
    """Tell whether `name` may name a Pod (DNS-1123 subdomain)."""
    return len(name) <= SUBDOMAIN_LENGTH and _SUBDOMAIN.fullmatch(name) is not None


@lru_cache(_OFTEN)
def is_label_value(value: str) -> bool:
    """Tell whether `value` may be the value of a label."""
    return len(value) <= LABEL_LENGTH and _LABEL_VALUE.fullmatch(value) is not None


@lru_cache(_OFTEN)
def is_label_key(key: str) -> bool:
    """Tell whether `key` may be the key of a label or annotation: `name` or `prefix/name`."""
    prefix, slash, name = key.rpartition("/")
    return bool(name) and is_label_value(name) and (not slash or is_dns_subdomain(prefix))


def to_label_value(value: str) -> str:
    """Bend any text into a label value, as the backend does for its `run`, `action` and `task-name` labels."""
    bent = re.sub(r"[^a-zA-Z0-9._-]", "-", value)[:LABEL_LENGTH]
    bent = re.sub(r"^[^a-zA-Z0-9]", "x", bent)
    return re.sub(r"[^a-zA-Z0-9]\Z", "x", bent)


def to_dns_subdomain(name: str) -> str:
    """Bend a generated name into a Pod name, as the backend does."""
    if is_dns_subdomain(name):
        return name
    bent = re.sub(r"([a-z0-9])([A-Z])", r"\1-\2", name).lower()
    bent = re.sub(r"[^-.a-z0-9]", "", bent).strip(".-")
    if len(bent) > SUBDOMAIN_LENGTH:
        bent = f"{bent[: SUBDOMAIN_LENGTH - _UNIQUE_ID_LENGTH - 1]}-{shorten(bent, _UNIQUE_ID_LENGTH)}"
    return bent


def to_unique_key(name: str) -> str:
    """Return the value of `{{.perRetryUniqueKey}}`: letters, digits and underscores, not led by a digit."""
    return re.sub(r"[^a-zA-Z0-9_]+", "_", re.sub(r"^[^a-zA-Z_]+", "a", name))


def shorten(name: str, length: int) -> str:
    """Return `name`, or when it is too long the 8-character hash the backend puts in its place."""
    if len(name) <= length:
        return name
    return "f" + base32(fnv1a(name.encode()).to_bytes(4, "big"))


def shard(namespace: str, action: str) -> str:
    """Return the two characters that spread a TaskAction's outputs over the bucket."""
    first, second = divmod(fnv1a(f"{namespace}/{action}".encode()) % 36**2, 36)
    return _BASE36[first] + _BASE36[second]


def fnv1a(data: bytes) -> int:
    """Return the 32-bit FNV-1a hash."""
    value = 0x811C9DC5
    for byte in data:
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def base32(data: bytes) -> str:
    """Encode in Flyte's own base-32 alphabet, without padding."""
    bits = len(data) * 8
    number = int.from_bytes(data, "big") << (-bits % 5)
    count = (bits + 4) // 5
    return "".join(_BASE32[number >> 5 * (count - 1 - index) & 31] for index in range(count))
