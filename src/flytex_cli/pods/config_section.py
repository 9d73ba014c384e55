"""Entries of an operator's configuration, found and decoded as viper and mapstructure do it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flytex_cli.pods.errors import ClusterConfigError
from flytex_cli.pods.fields import FieldDecoder, Reading, nearest
from flytex_cli.pods.findings import Code, PodFinding, warning
from flytex_cli.pods.origins import Path, path_text
from flytex_cli.pods.viper import written
from flytex_cli.wire.struct import JsonObject

_EMPTY: dict[str, Any] = {"string": "", "bool": False, "quantity": "0", "int": 0, "duration": 0.0}


@dataclass
class SectionReader:
    """Read sections of one file, collecting what is unknown or has no effect in them."""

    source: str
    findings: list[PodFinding] = field(default_factory=list)

    def decode(self, value: object, kind: str, path: Path) -> Any:
        """Return the decoded value, None for a missing or null one.

        Raises:
            ClusterConfigError: a value the backend would not start with.
        """
        return FieldDecoder(self._report, Reading.CONFIG).decode(value, kind, path)

    def decode_field(self, value: object, kind: str, path: Path) -> Any:
        """Return a given value in the form a dataclass holds it; a null is the kind's empty value."""
        decoded = self.decode(value, kind, path)
        if kind.startswith("["):
            return tuple(decoded or ())
        if kind.startswith("{["):
            return {key: tuple(items) for key, items in (decoded or {}).items()}
        if kind.startswith("{"):
            return decoded or {}
        return _EMPTY.get(kind) if decoded is None else decoded

    def entries(
        self,
        section: object,
        path: Path,
        known: Collection[str],
        ineffective: Mapping[str, str],
        kinds: Mapping[str, str] | None = None,
    ) -> Iterator[tuple[str, object]]:
        """Yield the known entries of a section by their proper keys; report the others.

        `kinds` are those of the keys without effect, whose values the backend reads all the same.
        """
        if not isinstance(section, dict):
            raise self.malformed(path, f"expected a mapping, found {section!r}")
        proper = {key.lower(): key for key in (*known, *ineffective)}
        for name, value in section.items():
            key = proper.get(str(name).lower())
            if key is None:
                self.warn_unknown((*path, written(name)), "is not a Flyte key", [*known, *ineffective])
            elif key in ineffective:
                self.decode(value, (kinds or {}).get(key, "any"), (*path, key))
                self.warn(Code.INEFFECTIVE_KEY, (*path, key), f"has no effect here: {ineffective[key]}")
            else:
                yield key, value

    def warn_unknown(self, path: Path, message: str, known: Collection[str]) -> None:
        """Say that the last key of a path is unknown, and which known one is nearest."""
        guess = nearest(str(path[-1]), list(known))
        self.warn(Code.UNKNOWN_KEY, path, message, f"did you mean {guess!r}?" if guess else None)

    def warn(self, code: Code, path: Path, message: str, hint: str | None = None) -> None:
        """Keep a remark on a key."""
        key = path_text(path)
        subject = f"{self.source}: {key}" if key else f"{self.source}:"
        self.findings.append(warning(code, key, f"{subject} {message}", hint))

    def malformed(self, path: Path, message: str, hint: str | None = None) -> ClusterConfigError:
        """Return the error for a value the backend would not start with."""
        return ClusterConfigError(f"{self.source}: {path_text(path)}: {message}", hint=hint)

    def _report(self, code: Code, path: Path, message: str, hint: str | None) -> None:
        if code is Code.LETTER_CASE:
            self.warn(code, path, message, hint)
        elif code in (Code.UNKNOWN_FIELD, Code.FIELD_NOT_READ):
            shown = Code.UNKNOWN_KEY if code is Code.UNKNOWN_FIELD else code
            self.findings.append(warning(shown, path_text(path), f"{self.source}: {message}", hint))
        else:
            raise self.malformed(path, message, hint)


def find(node: object, *path: str) -> Any:
    """Return the value at a path of keys, in any letter case, or None."""
    for wanted in path:
        if not isinstance(node, dict):
            return None
        node = next((value for key, value in node.items() if str(key).lower() == wanted.lower()), None)
    return node


def find_section(node: object, *path: str) -> JsonObject:
    """Return the mapping at a path of keys, empty if there is none."""
    found = find(node, *path)
    return found if isinstance(found, dict) else {}
