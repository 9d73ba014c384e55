"""The releases of the Flyte SDK that flytex is compared with. Makefile and documentation are held to this list."""

from __future__ import annotations

COMPARED = ("2.0.0", "2.3.9", "2.6.13", "2.9.0", "2.12.1")
"""Oldest first: `make conformance` compares every fixture with each of them, message for message."""

STANDIN = COMPARED[-1]
"""The release whose behaviour the stand-in has; image tags and task metadata carry it."""
