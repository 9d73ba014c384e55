"""The two loggers of the SDK: its own (`flyte`) and the one user code writes to (`flyte.user`)."""

from __future__ import annotations

import logging

logger = logging.getLogger("flyte")
user_logger = logging.getLogger("flyte.user")

logger.addHandler(logging.NullHandler())
