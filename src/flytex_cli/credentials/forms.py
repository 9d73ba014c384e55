"""Forms of keys and tokens that tell by themselves what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.credentials.placeholders import is_placeholder

FORMS = {
    "an OpenAI or Anthropic key": r"\bsk-(?:[a-z]+[0-9]*-)*[A-Za-z0-9_-]{20,}",
    "an AWS access key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a GitHub token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})",
    "a GitLab token": r"\bglpat-[A-Za-z0-9_-]{20,}",
    "a Slack token": r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\bxapp-[0-9]-[A-Za-z0-9-]{10,}",
    "a Slack webhook": r"hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]+",
    "a Discord webhook": r"discord(?:app)?\.com/api/webhooks/[0-9]{15,}/[A-Za-z0-9_-]{50,}",
    "a Google API key": r"\bAIza[0-9A-Za-z_-]{35}",
    "a Hugging Face token": r"\bhf_[A-Za-z0-9]{30,}",
    "a Databricks token": r"\bdapi[0-9a-f]{32}\b",
    "a Docker Hub token": r"\bdckr_pat_[A-Za-z0-9_-]{20,}",
    "an npm token": r"\bnpm_[A-Za-z0-9]{36}\b",
    "a PyPI token": r"\bpypi-AgEI[A-Za-z0-9_-]{20,}",
    "a Replicate token": r"\br8_[A-Za-z0-9]{37}\b",
    "a SendGrid key": r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{32,}",
    "a Stripe key": r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{20,}",
    "an Azure storage key": r"\bAccountKey=[A-Za-z0-9+/]{40,}={0,2}",
    "a private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----",
    "a signed token (JWT)": r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    "a bearer token": r"\b[Bb]earer\s+[A-Za-z0-9._~+/-]{16,}=*",
    "a password in a URL": r"://[^/\s:@$\{<]*:(?P<password>[^/\s:@$\{<]{3,})@",
}
"""By what they are; each as its vendor documents it, and as scanners of repositories such as gitleaks look for it."""
ANCHORS = {
    "an OpenAI or Anthropic key": ("sk-",),
    "an AWS access key": ("AKIA", "ASIA"),
    "a GitHub token": ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
    "a GitLab token": ("glpat-",),
    "a Slack token": ("xox", "xapp-"),
    "a Slack webhook": ("hooks.slack.com",),
    "a Discord webhook": ("/api/webhooks/",),
    "a Google API key": ("AIza",),
    "a Hugging Face token": ("hf_",),
    "a Databricks token": ("dapi",),
    "a Docker Hub token": ("dckr_pat_",),
    "an npm token": ("npm_",),
    "a PyPI token": ("pypi-AgEI",),
    "a Replicate token": ("r8_",),
    "a SendGrid key": ("SG.",),
    "a Stripe key": ("k_live_", "k_test_"),
    "an Azure storage key": ("AccountKey=",),
    "a private key": ("PRIVATE KEY",),
    "a signed token (JWT)": (".eyJ",),
    "a bearer token": ("earer",),
    "a password in a URL": ("://",),
}
"""What a text has at least if it has that form; told at once where the form takes a search."""
_ANCHORED = [(anchor, what) for what, anchors in ANCHORS.items() for anchor in anchors]
_FORMS = {what: re.compile(form) for what, form in FORMS.items()}
_TOKEN_IN_URL = re.compile(r"://(?P<user>[A-Za-z0-9_-]{20,})@")


def form_of(text: str) -> str | None:
    """Return what a credential in a text is; None where there is none that tells by itself."""
    return next((what for what, _ in _found(text)), None)


def credentials_in(text: str) -> list[tuple[int, int]]:
    """Return where credentials stand in a text, each as its first and its last position."""
    return [span for _, span in _found(text)]


def _found(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for what in dict.fromkeys([what for anchor, what in _ANCHORED if anchor in text]):
        for found in _FORMS[what].finditer(text):
            group = "password" if "password" in found.groupdict() else 0
            if not is_placeholder(found[group]) and not _is_one_letter(found[group]):
                yield what, found.span(group)
    for found in _TOKEN_IN_URL.finditer(text) if "://" in text else ():
        if re.search(r"[0-9]", found["user"]):
            yield "a token in a URL", found.span("user")


def _is_one_letter(secret: str) -> bool:
    """Whether its end is one letter over and over, as people write tokens in documents."""
    return re.search(r"([A-Za-z0-9*._-])\1{7,}$", secret) is not None
