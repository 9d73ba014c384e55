"""`flyte.ai`: agents and their apps. They are made and kept; talking to a model is refused."""

from __future__ import annotations
