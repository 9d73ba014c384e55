"""`flyte.git`: the repository the working directory is in, and links into it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .config import Config, auto

__all__ = ["GitStatus", "config_from_root"]

_BLOB = {"github.com": "blob", "gitlab.com": "-/blob"}
"""The part of a link between repository and commit, by host."""


def _git(*arguments: str) -> str | None:
    """Return what git prints; None where it fails or is not installed."""
    try:
        result = subprocess.run(["git", *arguments], check=False, capture_output=True, text=True)
    except OSError:
        return None
    return result.stdout.strip() if result.returncode == 0 else None


@dataclass(frozen=True)
class GitStatus:
    """The repository, its commit and its remote.

    Attributes:
        is_valid: whether all of it could be found.
        is_tree_clean: whether every change is committed.
        remote_url: of the remote that is pushed to, as https.
        repo_dir: the repository's folder.
        commit_sha: the commit.
    """

    is_valid: bool = False
    is_tree_clean: bool = False
    remote_url: str = ""
    repo_dir: Path = Path()
    commit_sha: str = ""

    @classmethod
    def from_current_repo(cls) -> GitStatus:
        """Ask git about the working directory."""
        folder = _git("rev-parse", "--show-toplevel")
        if folder is None:
            return cls()
        commit, changes = _git("rev-parse", "HEAD"), _git("status", "--porcelain")
        if commit is None or changes is None:
            return cls(repo_dir=Path(folder), commit_sha=commit or "")
        remote = _push_url()
        return cls(
            is_valid=bool(remote),
            is_tree_clean=not changes,
            remote_url=remote,
            repo_dir=Path(folder),
            commit_sha=commit,
        )

    def build_url(self, path: Path | str, line_number: int) -> str:
        """Return a link to a line; without the line where changes may have moved it, empty where there is no link."""
        host = urlsplit(self.remote_url).netloc
        file = Path(path).resolve()
        if not self.is_valid or host not in _BLOB or not file.is_relative_to(self.repo_dir):
            return ""
        line = f"#L{line_number}" if self.is_tree_clean else ""
        return f"{self.remote_url}/{_BLOB[host]}/{self.commit_sha}/{file.relative_to(self.repo_dir)}{line}"


def commit_link() -> str | None:
    """Return a link to the commit that the working directory is at; None without a repository or a remote."""
    found = _git("rev-parse", "--show-toplevel", "HEAD")
    remote = _push_url() if found is not None else ""
    return f"{remote}/tree/{found.splitlines()[-1]}" if found and remote else None


def _push_url() -> str:
    """Return the address of `origin`, or else of the first remote by name, as https."""
    url = _git("remote", "get-url", "--push", "origin")
    if url is None:
        remotes = sorted((_git("remote") or "").split("\n"))
        url = _git("remote", "get-url", "--push", remotes[0]) if remotes[0] else None
    url = (url or "").removesuffix(".git")
    if url.startswith("git@"):
        return "https://" + url.removeprefix("git@").replace(":", "/", 1)
    return url


def config_from_root(path: Any = ".flyte/config.yaml") -> Config | None:
    """Return the configuration file at that path of the repository; None where there is none."""
    folder = _git("rev-parse", "--show-toplevel")
    if folder is None or not (Path(folder) / path).exists():
        return None
    return auto(Path(folder) / path)
