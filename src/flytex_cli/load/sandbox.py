"""Fence a process in before it runs user code: no input, no network, bounded memory, its own process group."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import functools
import os
import signal
import struct
import sys
from types import FrameType
from typing import Any

from flytex_cli.load import audit

NETWORK_HINT = "importing a module must not need the network; --allow-network lifts this"

_PR_SET_PDEATHSIG = 1
_PR_SET_SECCOMP = 22
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2
_LANDLOCK_CREATE_RULESET = 444
_LANDLOCK_RESTRICT_SELF = 446
_LANDLOCK_SCOPE_SIGNAL = 2
_SOCKET_CALL = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""AUDIT_ARCH value and number of the `socket` system call, by machine (Linux `audit.h`, `unistd.h`)."""


def expect() -> None:
    """Find, before any fork, what the processes that are forked fence themselves in with."""
    _libc()
    _filter()


def deny_network() -> None:
    """Refuse connections from here on: by audit hook in Python, and on Linux by the kernel, for native code as well.

    Unix sockets stay allowed: event loops and multiprocessing need them.
    """
    audit.listen({"socket.connect": _refuse, "socket.getaddrinfo": _refuse, "socket.gethostbyname": _refuse})
    with contextlib.suppress(OSError, AttributeError):
        program = _filter()
        if program is not None and _prctl(_PR_SET_NO_NEW_PRIVS, 1):
            _libc().prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)


def confine() -> None:
    """Let this process, and all it starts, signal and trace only each other, where the kernel can (Linux 6.12).

    Not the warm process, flytex or the other modules: what stops or traces those would hold up the whole run.
    """
    with contextlib.suppress(OSError, AttributeError):
        if _prctl(_PR_SET_NO_NEW_PRIVS, 1):
            _restrict_signals()


def limit_memory(size: int) -> None:
    """Bound this process's address space to `size` bytes, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, resource.getrlimit(resource.RLIMIT_AS)[1]))


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent dies, where it can; it may have died before."""
    if _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL) and os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def adopt_orphans() -> None:
    """Become the parent of every orphaned descendant, so that none can hide from `reap_strays`, where possible."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def reap_strays(known: set[int]) -> None:
    """Kill and collect this process's children other than `known`: daemons that user code left behind."""
    for _ in range(100):
        strays = [pid for pid in _children() if pid not in known]
        if not strays:
            return
        for pid in strays:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(OSError):
                os.waitpid(pid, 0)


def _children() -> list[int]:
    try:
        with open(f"/proc/{os.getpid()}/task/{os.getpid()}/children") as stream:
            return [int(pid) for pid in stream.read().split()]
    except OSError:
        return []


def _refuse(event: str, args: tuple[Any, ...], caller: FrameType) -> None:
    if event == "socket.connect":
        address = args[1]
        if isinstance(address, tuple):
            raise ConnectionRefusedError(
                errno.ECONNREFUSED, f"flytex refused a connection to {address[0]}:{address[1]} ({NETWORK_HINT})"
            )
    else:
        raise ConnectionRefusedError(errno.ECONNREFUSED, f"flytex refused to look up {args[0]!r} ({NETWORK_HINT})")


class _Program(ctypes.Structure):
    """A `struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


@functools.cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


@functools.cache
def _filter() -> _Program | None:
    """Return what answers `socket(AF_INET | AF_INET6, ...)` with ENETUNREACH; None where no number of it is known.

    It holds in the process that takes it, and in every process started from there.
    """
    if sys.platform != "linux" or os.uname().machine not in _SOCKET_CALL:
        return None
    arch, socket_call = _SOCKET_CALL[os.uname().machine]
    load, equal, ret = 0x20, 0x15, 0x06
    allow, refuse = 0x7FFF0000, 0x00050000 | errno.ENETUNREACH
    program = [
        (load, 0, 0, 4),  # seccomp_data.arch
        (equal, 0, 6, arch),
        (load, 0, 0, 0),  # seccomp_data.nr
        (equal, 0, 4, socket_call),
        (load, 0, 0, 16),  # low word of the first argument: the address family
        (equal, 1, 0, 2),  # AF_INET
        (equal, 0, 1, 10),  # AF_INET6
        (ret, 0, 0, refuse),
        (ret, 0, 0, allow),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    made = _Program(len(program), ctypes.cast(code, ctypes.c_void_p))
    made.code = code  # which it points to
    return made


def _restrict_signals() -> None:
    """Enter a Landlock domain that restricts nothing else (Linux `landlock.h`)."""
    libc = _libc()
    rules = struct.pack("QQQ", 0, 0, _LANDLOCK_SCOPE_SIGNAL)
    domain = libc.syscall(_LANDLOCK_CREATE_RULESET, rules, ctypes.c_size_t(len(rules)), 0)
    if domain >= 0:  # an older kernel refuses a set of rules with a part that it does not know
        libc.syscall(_LANDLOCK_RESTRICT_SELF, domain, 0)
        os.close(domain)


def _prctl(option: int, value: int) -> bool:
    if sys.platform != "linux":
        return False
    with contextlib.suppress(OSError, AttributeError):
        return bool(_libc().prctl(option, value, 0, 0, 0) == 0)
    return False
