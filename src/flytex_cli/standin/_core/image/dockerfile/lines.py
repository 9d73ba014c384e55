"""How instructions are laid out: the local builder of SDK 2.12.1 joins their parts by four blanks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flytex_cli.standin._core.image.layer import SecretMounts

GAP = " " * 4
UV_CACHE = "/root/.cache/uv"


def run(*parts: str) -> str:
    """Write one RUN instruction."""
    return f"RUN {GAP.join(parts)}\n"


def env(variables: Mapping[str, str]) -> str:
    """Write one ENV instruction for several variables."""
    return f"ENV {GAP.join(f'{name}={value}' for name, value in variables.items())}\n"


def cache(target: str = UV_CACHE, name: str = "uv") -> str:
    """Mount a folder that builds share."""
    return f"--mount=type=cache,sharing=locked,mode=0777,target={target},id={name}"


def bind(target: str, source: str, *, writable: bool = False) -> str:
    """Mount a file or folder of the build context."""
    return f"--mount=type=bind,target={target},src={source}{',rw' if writable else ''}"


def secrets(mounts: SecretMounts) -> str:
    """Mount secrets, each under the id that the builder gives it."""
    from flytex_cli.standin._core.settings.secret import Secret

    def mounted(each: str | Secret) -> str:
        secret = Secret(key=each) if isinstance(each, str) else each
        place = f"target={secret.mount}" if secret.mount else f"env={secret.as_env_var}"
        return f"--mount=type=secret,id={hash(secret)},{place}"

    return words(mounted(each) for each in mounts or ())


def words(parts: Iterable[str]) -> str:
    """Join by one blank."""
    return " ".join(parts)
