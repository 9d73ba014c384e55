"""A service that sends webhooks: how its deliveries are checked and read."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from ._errors import SignatureError
from ._event import WebhookEvent

VerifyFn = Callable[[bytes, Mapping[str, str], str], bool]
ParseFn = Callable[[Mapping[str, str], bytes], WebhookEvent]
HandshakeFn = Callable[[Mapping[str, str], bytes], "dict[str, Any] | None"]


@dataclass(frozen=True)
class Provider:
    """One service.

    Attributes:
        name: in the address of its endpoint.
        secret_env: the variable with its secret.
        verify: says whether a delivery is authentic.
        parse: makes an event of a delivery.
        handshake: answers the question with which some services begin.
        signed: whether the service signs.
        setup_hint: where to set it up.
    """

    default_secret_env: ClassVar[str] = ""

    name: str
    secret_env: str
    verify: VerifyFn
    parse: ParseFn
    handshake: HandshakeFn | None = None
    signed: bool = True
    setup_hint: str = ""


def constant_time_equals(a: str, b: str) -> bool:
    """Compare two secrets, in the same time whatever they are."""
    return hmac.compare_digest(a.encode(), b.encode())


def hex_hmac_sha256(secret: str, body: bytes) -> str:
    """Return the signature of a message that most services use."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def lower_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers with names in lower case."""
    return {name.lower(): value for name, value in headers.items()}


def json_body(body: bytes) -> dict[str, Any]:
    """Return a message as a dict; what is JSON but no object is its `data`."""
    if not body:
        return {}
    try:
        data = json.loads(body.decode())
    except ValueError as error:
        raise SignatureError(f"the body of the webhook is no JSON: {error}") from error
    return data if isinstance(data, dict) else {"data": data}
