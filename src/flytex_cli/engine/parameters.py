"""The names of a function's parameters: releases of the SDK differ in them."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any


@functools.cache
def parameters(function: Callable[..., Any]) -> frozenset[str]:
    """Return the names of the parameters of a function or class of the SDK's, which are looked up once."""
    return frozenset(inspect.signature(function).parameters)
