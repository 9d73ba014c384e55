"""What stands before and after the layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flytex_cli.standin._core.image.default import CREATE_USER
from flytex_cli.standin._core.image.plain_layers import Commands

from .lines import env, run

if TYPE_CHECKING:
    from flytex_cli.standin._core.image.image import Image

SYNTAX = "docker/dockerfile:1.10"
UV_IMAGE = "ghcr.io/astral-sh/uv:0.13.4"
NVIDIA = "/usr/local/nvidia"
HOME = "/home/flyte"
UV_VARIABLES = {
    "UV_COMPILE_BYTECODE": "1",
    "UV_LINK_MODE": "copy",
    "VIRTUALENV": "$VIRTUALENV",
    "UV_PYTHON": "$UV_PYTHON",
}


def head(image: Image) -> str:
    """Write the base image, uv, and the virtual environment, which is made where the base has none."""
    version = ".".join(map(str, image.python_version[:2]))
    paragraphs = (
        f"# syntax={SYNTAX}\nFROM {UV_IMAGE} AS uv\nFROM {image.base_image}\n",
        "USER root\n",
        "# Copy in uv so that later commands don't have to mount it in\nCOPY --from=uv /uv /usr/bin/uv\n",
        "# Configure default paths (can be overridden via --build-arg)\n"
        "ARG VIRTUALENV=/opt/venv\nARG UV_PYTHON=$VIRTUALENV/bin/python\n",
        env(UV_VARIABLES),
    )
    venv = run(
        'if [ ! -f "$UV_PYTHON" ]; then',
        f"    uv venv $VIRTUALENV --python={version} && uv run --python=$UV_PYTHON python -m compileall $VIRTUALENV;",
        "fi",
    )
    paths = env({"PATH": f'"$PATH:{NVIDIA}/bin:/usr/local/cuda/bin"', "LD_LIBRARY_PATH": f'"{NVIDIA}/lib64"'})
    return (
        "\n\n".join(paragraphs)
        + "\n\n# Create virtualenv only if UV_PYTHON doesn't already exist\n"
        + venv
        + '\nENV PATH="$VIRTUALENV/bin:$PATH"\n'
        + "\n\n# Adds nvidia just in case it exists\n"
        + paths
    )


def foot(image: Image) -> str:
    """Write the user, where a layer creates it, and the image's own URI."""
    commands = [layer.commands for layer in image._layers if isinstance(layer, Commands)]
    user = f"USER flyte\nWORKDIR {HOME}\n" if any(CREATE_USER in each for each in commands) else ""
    return f'{user}ENV _F_IMG_ID={image.uri}\nSHELL ["/bin/bash", "-c"]\n'
