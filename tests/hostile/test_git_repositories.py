"""Repositories that want `flytex diff git:REV` to run a program, or to write where it must not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from flytex_cli.errors import UsageError
from flytex_cli.load.repository import git as git_commands
from flytex_cli.load.repository import tree as git_tree
from flytex_cli.load.repository.revision import checked_out

FLOW = """import flyte
env = flyte.TaskEnvironment("flow")

@env.task
async def main(x: int) -> int: ...
"""
HOOKS = (
    "post-checkout",
    "post-index-change",
    "post-merge",
    "pre-auto-gc",
    "reference-transaction",
    "fsmonitor-watchman",
)


class Repository:
    """A repository of one commit, with a program that leaves a mark when anything runs it."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.path = base / "repo"
        self.path.mkdir()
        self.mark = base / "mark"
        self.helper = base / "helper"
        self.helper.write_text(f"#!/bin/sh\ntouch '{self.mark}'\nexec cat\n")
        self.helper.chmod(0o755)
        self.environment: dict[str, str] = {}
        self.inside = self.path
        self.git("init", "-q", "-b", "main")
        self.write("flow.py", FLOW)
        self.commit()

    def git(self, *arguments: str, stdin: bytes | None = None, folder: Path | None = None) -> str:
        names = {f"GIT_{who}_{what}": "t@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        command = ["git", "-c", "protocol.file.allow=always", *arguments]
        environment = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            command, cwd=folder or self.path, env=environment, input=stdin, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def config(self, **values: str) -> None:
        for name, value in values.items():
            self.git("config", name.replace("__", "."), value)

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "change")

    def commit_tree(self, *entries: tuple[str, bytes, str], branch: str = "main") -> None:
        """Commit a tree that git itself would not make."""
        tree = b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(oid) for mode, name, oid in entries)
        oid = self.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", stdin=tree)
        self.git("update-ref", f"refs/heads/{branch}", self.git("commit-tree", oid, "-m", "odd"))

    def blob(self, content: bytes) -> str:
        return self.git("hash-object", "-w", "--stdin", stdin=content)

    def state(self) -> dict[str, bytes]:
        """All of .git, byte for byte; links and folders by what they are."""
        home = self.path / ".git"
        return {
            str(path): path.read_bytes() if path.is_file() else str(path.stat().st_mode).encode()
            for path in sorted(home.rglob("*") if home.is_dir() else [home])
        }


@pytest.fixture
def repository(tmp_path, monkeypatch) -> Repository:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    return Repository(tmp_path)


def smudge_filter(repository: Repository) -> str:
    """A filter of the tree's attributes."""
    repository.write(".gitattributes", "*.py filter=evil\n")
    repository.commit()
    repository.config(filter__evil__smudge=str(repository.helper), filter__evil__required="true")
    return "warning: 1 file is as git stores it on this side: no filter is run ('evil')\n"


def process_filter(repository: Repository) -> str:
    """A filter that runs for long, from `info/attributes`."""
    (repository.path / ".git/info/attributes").write_text("* filter=evil\n")
    repository.config(filter__evil__process=str(repository.helper))
    return "warning: 1 file is as git stores it on this side: no filter is run ('evil')\n"


def lfs_filter(repository: Repository) -> str:
    """What git-lfs sets up."""
    repository.write("data.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    repository.write(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n")
    repository.commit()
    repository.config(filter__lfs__smudge=str(repository.helper), filter__lfs__process=str(repository.helper))
    return "warning: 1 file is only a Git LFS pointer on this side\n"


def hooks(repository: Repository) -> str:
    """Every hook, in its usual place."""
    for name in HOOKS:
        shutil.copy(repository.helper, repository.path / ".git/hooks" / name)
    return ""


def hooks_path(repository: Repository) -> str:
    """Hooks from a folder of the tree."""
    for name in HOOKS:
        shutil.copy(repository.helper, repository.write(f"hooks/{name}", ""))
    repository.commit()
    repository.config(core__hooksPath="hooks")
    return ""


def fsmonitor(repository: Repository) -> str:
    """What is asked which files changed."""
    repository.config(core__fsmonitor=str(repository.helper), core__fsmonitorHookVersion="1")
    return ""


def commands(repository: Repository) -> str:
    """Aliases with the names of commands, a pager, an editor, an external diff, a text conversion, gpg."""
    for name in ("rev-parse", "ls-tree", "cat-file", "config"):
        repository.git("config", f"alias.{name}", f"!{repository.helper}")
        repository.git("config", f"pager.{name}", str(repository.helper))
    helper = str(repository.helper)
    repository.config(core__pager=helper, core__editor=helper, diff__external=helper, diff__evil__textconv=helper)
    repository.config(gpg__program=helper, core__askPass=helper, core__alternateRefsCommand=helper)
    (repository.path / ".git/info/attributes").write_text("* diff=evil\n")
    return ""


def environment(repository: Repository) -> str:
    """Configuration, programs and traces by variables."""
    helper = str(repository.helper)
    (repository.path / ".git/info/attributes").write_text("* filter=evil\n")
    repository.environment = {
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": "filter.evil.smudge",
        "GIT_CONFIG_VALUE_0": helper,
        "GIT_CONFIG_KEY_1": "core.fsmonitor",
        "GIT_CONFIG_VALUE_1": helper,
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor'='{helper}'",
        "GIT_TRACE": str(repository.mark),
        "GIT_TRACE2_EVENT": str(repository.mark),
        "GIT_INDEX_FILE": str(repository.base / "elsewhere"),
        "GIT_TEMPLATE_DIR": str(repository.base),
        **dict.fromkeys(("GIT_EXTERNAL_DIFF", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_PAGER", "GIT_EDITOR"), helper),
        **dict.fromkeys(("GIT_ASKPASS", "GIT_PROXY_COMMAND"), helper),
    }
    return ""


def sparse(repository: Repository) -> str:
    """A working tree that has only a part: the whole tree is read."""
    repository.write("other/more.py", FLOW.replace('"flow"', '"more"'))
    repository.write("kept/kept.py", "")
    repository.commit()
    repository.git("sparse-checkout", "set", "--cone", "--sparse-index", "kept")
    return ""


def submodules(repository: Repository) -> str:
    """One that names a program to fetch it with."""
    odd = f"ext::{repository.helper}"
    repository.write(".gitmodules", f'[submodule "a"]\npath = a\nurl = {odd}\nupdate = !{repository.helper}\n')
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{repository.git('rev-parse', 'HEAD')},a")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{repository.git('rev-parse', 'HEAD')},deep/b")
    repository.git("add", ".gitmodules")
    repository.git("commit", "-qm", "submodules")
    repository.config(submodule__a__url=odd, submodule__recurse="true", submodule__a__update=f"!{repository.helper}")
    return "warning: 2 submodules are empty on this side\n"


def odd_names(repository: Repository) -> str:
    """Names that look like options, or are no text, or hold what steers a terminal."""
    for name in (b"-x", b"--output=mark", b"a\nb", b"\x1b[2J", b"\xff\xfe", b" ", b"-- "):
        Path(os.fsdecode(os.path.join(os.fsencode(repository.path), name))).write_text("")
    repository.commit()
    return ""


def links(repository: Repository) -> str:
    """Links out of the tree, to nowhere and in a circle."""
    (repository.path / "out").symlink_to(repository.base)
    (repository.path / "nowhere").symlink_to("a\n" * 100)
    (repository.path / "circle").symlink_to("circle")
    repository.commit()
    return ""


def nested(repository: Repository) -> str:
    """Folders in folders, as many as are allowed."""
    blob = repository.blob(b"")
    path = "/".join(["d"] * (git_tree.MAX_DEPTH - 1)) + "/f"
    repository.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
    repository.git("commit", "-qm", "nested")
    return ""


def worktree(repository: Repository) -> str:
    """A second working tree, whose .git is a file."""
    repository.inside = repository.base / "second"
    repository.git("worktree", "add", "-q", str(repository.inside))
    repository.git("checkout", "-q", "main", "--ignore-other-worktrees", folder=repository.inside)
    return ""


def alternates(repository: Repository) -> str:
    """A second object store that is not there."""
    (repository.path / ".git/objects/info/alternates").write_text("/nowhere/objects\n")
    return ""


HARMLESS: list[Callable[[Repository], str]] = [
    smudge_filter, process_filter, lfs_filter, hooks, hooks_path, fsmonitor, commands, environment, sparse, submodules,
    odd_names, links, nested, worktree, alternates,
]  # fmt: skip


@pytest.mark.parametrize("prepare", HARMLESS, ids=lambda prepare: prepare.__name__)
def test_nothing_runs_and_nothing_is_written(flytex, repository, prepare):
    """The comparison is made, `.git` stays byte for byte, and what is not as in a checkout is said once."""
    warning = prepare(repository)
    repository.mark.unlink(missing_ok=True)
    before = repository.state()
    flow = repository.inside / "flow.py"
    flow.write_text(FLOW.replace("x: int", "x: str"))
    arguments = ("git:main", "flow.py", "--engine", "standin")  # the SDK asks git itself, with the caller's variables
    outcome = flytex("diff", *arguments, cwd=repository.inside, **repository.environment)
    assert (outcome.code, "input x retyped" in outcome.out) == (0, True), outcome.stderr
    assert outcome.stderr.removeprefix("git:main:\n").replace("\nflow.py:\n", "") == warning
    assert not repository.mark.exists()
    assert repository.state() == before


LINKED: list[Callable[[Repository], str]] = [smudge_filter, process_filter, lfs_filter, hooks, hooks_path, fsmonitor,
    commands, submodules]  # fmt: skip


@pytest.mark.engines
@pytest.mark.parametrize("prepare", LINKED, ids=lambda prepare: prepare.__name__)
def test_nothing_runs_for_a_source_link(flytex, repository, prepare):
    """The engine asks git whether all is committed: that hands no file to a filter of the repository's own."""
    prepare(repository)
    repository.git("remote", "add", "origin", "https://github.com/o/r.git")
    for name in ("evil", "lfs"):
        repository.git("config", f"filter.{name}.clean", str(repository.helper))
    os.utime(repository.path / "flow.py", (1, 1))  # no longer as the index has it: its content is compared
    repository.mark.unlink(missing_ok=True)
    before = repository.state()
    outcome = flytex("serialize", "flow.py", "--message", "deploy-request", "-f", "jsonl", cwd=repository.path)
    assert outcome.code == 0, outcome.stderr
    assert not repository.mark.exists()
    assert repository.state() == before
    shown = json.loads(outcome.out)["spec"].get("documentation", {}).get("sourceCode", {}).get("link", "")
    clean = prepare is not submodules  # which are not there, and so are no longer as committed
    commit = repository.git("rev-parse", "HEAD")
    assert shown.startswith(f"https://github.com/o/r/blob/{commit}/flow.py") or not clean, outcome.out


@pytest.mark.engines
def test_a_filter_of_the_users_own_configuration_runs_for_a_source_link(flytex, repository, home):
    """As `git status` does: without it a file may look changed."""
    process_filter(repository)
    (home / ".gitconfig").write_text(f'[filter "evil"]\n\tclean = {repository.helper}\n')
    repository.git("config", "--unset", "filter.evil.process")
    os.utime(repository.path / "flow.py", (1, 1))
    assert flytex("serialize", "flow.py", "--message", "deploy-request", cwd=repository.path).code == 0
    assert repository.mark.exists()


def climbing(repository: Repository) -> str:
    """A path that leads out of the folder."""
    inner = repository.git("mktree", stdin=f"100644 blob {repository.blob(b'')}\tx\n".encode())
    repository.commit_tree(("40000", b"..", inner))
    return "the revision 'main' has a file that no checkout may write: '../x'"


def absolute(repository: Repository) -> str:
    """A name that is an absolute path."""
    repository.commit_tree(("100644", os.fsencode(repository.mark), repository.blob(b"")))
    return f"the revision 'main' has a file that no checkout may write: {str(repository.mark)!r}"


def own_folder(repository: Repository) -> str:
    """A configuration for git in the tree itself."""
    inner = repository.git("mktree", stdin=f"100644 blob {repository.blob(b'')}\tconfig\n".encode())
    repository.commit_tree(("40000", b".GIT", inner))
    return "the revision 'main' has a file that no checkout may write: '.GIT/config'"


def own_folder_on_a_mac(repository: Repository) -> str:
    """The same with a character that HFS ignores."""
    repository.commit_tree(("100644", ".g\u200cit".encode(), repository.blob(b"")))
    return "the revision 'main' has a file that no checkout may write: '.g\\u200cit'"


def behind_a_link(repository: Repository) -> str:
    """A link, and a file that would be written through it."""
    inner = repository.git("mktree", stdin=f"100644 blob {repository.blob(b'')}\tmark\n".encode())
    link = repository.blob(os.fsencode(repository.base))
    repository.commit_tree(("120000", b"a", link), ("40000", b"a", inner))
    return "the revision 'main' has a file and a folder of one name: 'a'"


def twice(repository: Repository) -> str:
    """One name, two files."""
    repository.commit_tree(("120000", b"a", repository.blob(b"mark")), ("100644", b"a", repository.blob(b"")))
    return "the revision 'main' has two files of one name: 'a'"


def too_nested(repository: Repository) -> str:
    """A thousand folders in each other."""
    path = "/".join(["d"] * 1000) + "/f"
    repository.git("update-index", "--add", "--cacheinfo", f"100644,{repository.blob(b'')},{path}")
    repository.git("commit", "-qm", "nested")
    return f"the revision 'main' has more than {git_tree.MAX_DEPTH} folders in each other: "


def bomb(repository: Repository) -> str:
    """Ten folders that hold ten folders and so on, of one object each."""
    tree = repository.git("mktree", stdin=f"100644 blob {repository.blob(b'')}\tf\n".encode())
    for _ in range(10):
        tree = repository.git("mktree", stdin="".join(f"040000 tree {tree}\td{n}\n" for n in range(10)).encode())
    repository.git("update-ref", "refs/heads/main", repository.git("commit-tree", tree, "-m", "bomb"))
    return "the revision 'main' has more than 500,000 files"


def long_link(repository: Repository) -> str:
    """A link that is no path."""
    repository.commit_tree(("120000", b"a", repository.blob(b"x" * 5000)))
    return "the revision 'main' has a link to a path of more than 4,096 bytes"


def link_without_end(repository: Repository) -> str:
    """A link whose path has a null byte."""
    repository.commit_tree(("120000", b"a", repository.blob(b"x\0y")))
    return "a file of the revision 'main' cannot be written: 'a': "


def long_name(repository: Repository) -> str:
    """A name that no file system takes."""
    repository.commit_tree(("100644", b"n" * 300, repository.blob(b"")))
    return f"a file of the revision 'main' cannot be written: '{'n' * 300}': File name too long"


def lacking(repository: Repository) -> str:
    """A file whose content the repository does not have."""
    repository.commit_tree(("100644", b"a", "1" * 40))
    return "git cannot read the files of the revision 'main': 'a' is missing"


def not_a_file(repository: Repository) -> str:
    """A folder that says it is a file."""
    repository.commit_tree(("100644", b"a", repository.git("rev-parse", "HEAD^{tree}")))
    return "git cannot read the files of the revision 'main': 'a' is "


def promisor(repository: Repository) -> str:
    """A partial clone whose missing objects would be fetched by a program that its configuration names."""
    origin = repository.base / "origin"
    repository.write("big.txt", "content\n")
    repository.commit()
    repository.git("clone", "-q", "--bare", str(repository.path), str(origin))
    repository.git("config", "uploadpack.allowFilter", "true", folder=origin)
    shutil.rmtree(repository.path)
    url = f"file://{origin}"
    repository.git("clone", "-q", "--no-checkout", "--filter=blob:none", url, "repo", folder=repository.base)
    repository.write("flow.py", FLOW)
    helper = str(repository.helper)
    repository.config(core__sshCommand=helper, remote__origin__uploadpack=helper, core__gitProxy=helper)
    repository.config(remote__origin__url="ssh://example.invalid/x", protocol__ssh__allow="always")
    repository.config(protocol__ext__allow="always")
    return "git cannot read the files of the revision 'main': "


def programs_as_urls(repository: Repository) -> str:
    """The same, with an address that is a program."""
    sentence = promisor(repository)
    repository.config(remote__origin__url=f"ext::{repository.helper}")
    return sentence


def worktree_elsewhere(repository: Repository) -> str:
    """`core.worktree` names another folder."""
    (repository.base / "other").mkdir()
    repository.config(core__worktree=str(repository.base / "other"))
    return "the working directory is not in the working tree of its repository: "


def bare(repository: Repository) -> str:
    """A repository without a working tree."""
    repository.config(core__bare="true")
    return "git rev-parse failed: fatal: this operation must be run in a work tree"


def of_another_user(repository: Repository) -> str:
    """A repository that git does not trust."""
    if os.geteuid():
        pytest.skip("only root can give files away")
    for path in (repository.path, *repository.path.rglob("*")):
        os.lchown(path, 4242, 4242)
    return "git refuses to read this repository, which belongs to another user"


def damaged(repository: Repository) -> str:
    """An object that is not what its name says."""
    name = repository.git("rev-parse", "main:flow.py")
    path = repository.path / ".git/objects" / name[:2] / name[2:]
    path.chmod(0o644)
    path.write_bytes(b"x")
    return "git cannot read the files of the revision 'main': "


def huge_attributes(repository: Repository) -> str:
    """Attributes by the million."""
    repository.write(".gitattributes", "*a*a*a*a*b text\n" * 70_000)
    repository.commit()
    return "the revision 'main' has a .gitattributes of more than 1 MiB"


REFUSED: list[Callable[[Repository], str]] = [
    climbing, absolute, own_folder, own_folder_on_a_mac, behind_a_link, twice, too_nested, bomb, long_link,
    link_without_end, long_name, lacking, not_a_file, promisor, programs_as_urls, worktree_elsewhere, bare,
    of_another_user, damaged, huge_attributes,
]  # fmt: skip


@pytest.mark.parametrize("prepare", REFUSED, ids=lambda prepare: prepare.__name__)
def test_what_cannot_be_read_is_one_sentence(flytex, repository, prepare):
    """Exit 2, nothing on stdout, nothing run, nothing written."""
    sentence = prepare(repository)
    repository.mark.unlink(missing_ok=True)
    before = repository.state()
    outcome = flytex("diff", "git:main", "flow.py", cwd=repository.path)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.stderr.startswith(f"error: {sentence}"), outcome.stderr
    assert not repository.mark.exists()
    assert repository.state() == before


def test_a_folder_that_folds_case_is_not_written_through(tmp_path, monkeypatch, repository):
    """There a link `A` and a file `a/x` are one path: folders come first, and the link finds its name taken."""
    inner = repository.git("mktree", stdin=f"100644 blob {repository.blob(b'')}\tx\n".encode())
    repository.commit_tree(("120000", b"A", repository.blob(b"/")), ("40000", b"a", inner))
    monkeypatch.setattr(git_tree._Writer, "_to", lambda self, path: self._folder + b"/" + path.lower())
    folder = tmp_path / "to"
    folder.mkdir()
    monkeypatch.chdir(repository.path)
    with pytest.raises(UsageError, match="names that are one to this file system: 'A'"):
        git_tree.write_tree("main", folder, "main")


def test_git_that_does_not_end_is_stopped(monkeypatch, repository):
    """Here it waits for a configuration that nobody writes."""
    os.mkfifo(repository.base / "fifo")
    with (repository.path / ".git/config").open("a") as config:
        config.write(f"[include]\npath = {repository.base / 'fifo'}\n")
    monkeypatch.setattr(git_commands, "SECONDS", 0.5)
    monkeypatch.chdir(repository.path)
    with pytest.raises(UsageError, match=r"git rev-parse did not end in 0\.5 seconds"), checked_out("main"):
        pass


@pytest.mark.parametrize("limit", [("MAX_BYTES", 10), ("MAX_FILES", 0)])
def test_a_tree_that_is_too_large_is_said(monkeypatch, repository, limit):
    """Before it fills the disk."""
    monkeypatch.setattr(git_tree, *limit)
    monkeypatch.chdir(repository.path)
    with pytest.raises(UsageError, match="the revision 'main' has more than"), checked_out("main"):
        pass


def contents(folder: Path) -> dict[str, tuple[str, bytes]]:
    """Every file of a folder, with its kind."""
    return {
        str(path.relative_to(folder)): ("link", os.fsencode(os.readlink(path)))
        if path.is_symlink()
        else ("program" if os.access(path, os.X_OK) else "file", path.read_bytes())
        for path in folder.rglob("*")
        if (path.is_symlink() or path.is_file()) and path.relative_to(folder).parts[0] != ".git"
    }


TEXTS = {
    "unix": b"a\nb\n",
    "dos": b"a\r\nb\r\n",
    "mixed": b"a\r\nb\n",
    "mac": b"a\rb\n",
    "binary": b"a\n\0b\n",
    "odd": b"\x01\n" * 50,
    "eof": b"a\n" + b"x" * 5 + b"\x1a",
    "ident": b"$Id$\n$Id: old $\n$Id: of another $\n$Id: no end\n$Identity$ $Id:$ $Id:x$ $Id: a b $\n",
    "umlauts": "äöü\nx\n".encode(),
    "none": b"",
}
ATTRIBUTES = {
    "nothing": "",
    "crlf": "* text eol=crlf\n",
    "only eol": "* eol=crlf\n",
    "auto": "* text=auto eol=crlf\n",
    "lf": "* text=auto eol=lf\n",
    "binary": "* text=auto eol=crlf\n*.py binary\n*.txt !text\n",
    "old words": "*.py crlf eol=crlf\n*.txt crlf=input\n*.md -crlf\n",
    "ident": "* ident\n*.py text eol=crlf\n",
    "encodings": "*.txt working-tree-encoding=UTF-16LE\n*.py text working-tree-encoding=latin1 eol=crlf\n",
    "patterns": (
        "/unix.py eol=crlf\nsub/*.txt eol=crlf\n**/deep/u*.py eol=crlf\nsub/**/dos.md eol=crlf\nun[h-j]x.md eol=crlf\n"
        '"mi\\170ed.py" eol=crlf\n# comment\n!*.md eol=lf\nsub/ eol=crlf\n\\unix.txt eol=crlf\nsub/deep/** ident\n'
        "*/u?ix.md ident\n*nix.m[!x] eol=crlf\n*.py -eol\n[^a-t]nix.py eol=crlf\n"
    ),
    "macros": "[attr]dos text eol=crlf\n[attr]both dos ident\n*.py dos\n*.md both\n*.txt -dos\n",
}


@pytest.mark.parametrize("auto_crlf", ["false", "true", "input"])
@pytest.mark.parametrize("attributes", ATTRIBUTES)
def test_files_are_those_of_a_checkout(monkeypatch, repository, attributes, auto_crlf):
    """Byte for byte, with the executable bit and links; `git worktree` is the measure."""
    repository.config(core__autocrlf="false")
    for suffix in ("py", "txt", "md"):
        for folder in ("", "sub/", "sub/deep/"):
            for name, text in TEXTS.items():
                if attributes != "encodings" or name not in ("binary", "odd", "ident", "mac"):
                    repository.write(f"{folder}{name}.{suffix}", text)
    repository.write("run.sh", "#!/bin/sh\n").chmod(0o755)
    (repository.path / "link").symlink_to("sub/deep")
    repository.write("ignored.txt", "export-ignore is for archives\n")
    repository.commit()
    repository.write(".gitattributes", ATTRIBUTES[attributes] + "ignored.txt export-ignore\n")
    repository.write("sub/deep/.gitattributes", "mac.py -text -ident\neof.py eol=lf\n/sub ident\n")
    (repository.path / ".git/info/attributes").write_text("dos.py -ident\nsub/unix.txt -text\n")
    repository.git("add", ".gitattributes", "sub/deep/.gitattributes")
    repository.git("commit", "-qm", "attributes")
    repository.config(core__autocrlf=auto_crlf)
    repository.git("worktree", "add", "-q", "--detach", str(repository.base / "tree"), "main")
    expected = contents(repository.base / "tree")
    monkeypatch.chdir(repository.path)
    with checked_out("main") as revision:
        assert contents(revision.top) == expected
        assert revision.notes == ()


def test_an_encoding_that_is_not_known_is_said(monkeypatch, repository):
    """The file is then in UTF-8."""
    repository.write("a.txt", "a\n")
    repository.write("b.txt", "\u4e16\n")
    repository.commit()
    repository.write(".gitattributes", "a.txt working-tree-encoding=nonsense\nb.txt working-tree-encoding=latin1\n")
    repository.git("add", ".gitattributes")
    repository.git("commit", "-qm", "attributes")
    monkeypatch.chdir(repository.path)
    with checked_out("main") as revision:
        assert revision.notes == ("2 files are in UTF-8 on this side, not in the working-tree-encoding",)
        assert (revision.top / "b.txt").read_text() == "\u4e16\n"


def test_a_sha256_repository_is_read(flytex, repository):
    """Names of objects may be longer."""
    shutil.rmtree(repository.path / ".git")
    try:
        repository.git("init", "-q", "-b", "main", "--object-format=sha256")
    except subprocess.CalledProcessError:
        pytest.skip("this git has only SHA-1")
    repository.commit()
    outcome = flytex("diff", "git:main", "flow.py", cwd=repository.path)
    assert (outcome.code, outcome.out) == (0, "1 unchanged\n"), outcome.stderr


def test_variables_that_say_where_the_repository_is_are_kept(flytex, repository):
    """As git sets them for hooks; relative ones too."""
    moved = repository.base / "moved"
    (repository.path / ".git").rename(moved)
    inside = repository.path / "sub"
    inside.mkdir()
    where = {"GIT_DIR": "../../moved", "GIT_WORK_TREE": ".."}
    outcome = flytex("diff", "git:main", "../flow.py", cwd=inside, **where)
    assert (outcome.code, outcome.out) == (0, "1 unchanged\n"), outcome.stderr
