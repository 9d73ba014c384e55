"""Names in `Diagnostic.field` that no task or environment has."""

from __future__ import annotations

ROOT_DIR = "root_dir"
"""What is said of where modules are looked for; the sentence says it itself."""
