"""IMG013: a layer that cannot be built."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.facts.base_images import has_no_apt
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.image import image, layers, variables, words
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Workload
from flytex_cli.records import Severity

INSTRUCTION = re.compile(r"\s*(RUN|COPY|ADD|ENV|WORKDIR|USER|FROM|CMD|ENTRYPOINT|EXPOSE|ARG)\s+(\S.*)", re.DOTALL)
"""Instructions of a Dockerfile, of those that are no program's name; the SDK writes `RUN` before each command."""
BLANK = re.compile(r"""(?:[^\s"']|"[^"]*"|'[^']*'|\\.)*\s+\S.*""", re.DOTALL)


def check(workload: Workload) -> Iterator[Hit]:
    """Look at commands, variables and apt packages."""
    for layer in layers(workload):
        if layer["kind"] == "Commands":
            for command in words(layer.get("commands")):
                yield from _command(workload, command)
        elif layer["kind"] == "Env":
            for name, value in variables(layer):
                yield from _variable(workload, name, value)
        elif layer["kind"] == "AptPackages" and has_no_apt(str(image(workload).get("base_image"))):
            base = str(image(workload).get("base_image"))
            yield Hit(
                f"apt packages are installed into {base!r}, which has no apt-get",
                workload.at("image"),
                field="image",
                value=base,
                fix="start from a Debian or Ubuntu image, or use .with_commands([...]) with the base's own tool",
            )


def _command(workload: Workload, command: str) -> Iterator[Hit]:
    match = INSTRUCTION.fullmatch(command)
    if match is not None:
        shown = command if len(command) <= 40 else f"{command[:37]}..."
        what = "RUN is written before each command" if match[1] == "RUN" else f"{match[1]} is no command of a shell"
        yield Hit(
            f"{shown!r} cannot be run: {what}",
            workload.at_text(command, "image"),
            field="image",
            value=shown,
            fix="leave RUN out"
            if match[1] == "RUN"
            else "write a command, or use the layer's own method or a Dockerfile",
        )


def _variable(workload: Workload, name: str, value: object) -> Iterator[Hit]:
    if not isinstance(value, str):
        yield Hit(
            f"the image's variable {name} is a {type(value).__name__}, not text",
            workload.at("image"),
            field="image",
            value=str(value),
            fix=f'write "{value}"',
        )
    elif BLANK.fullmatch(value):
        yield Hit(
            f"the value of the image's variable {name} has a blank that no quotes hold: a local build refuses it",
            workload.at("image"),
            field="image",
            value=name,
            fix="write the value in quotes of its own, or set it in env_vars of the environment",
            severity=Severity.WARNING,
        )


IMG013 = Rule(
    code="IMG013",
    slug="unbuildable-layer",
    severity=Severity.ERROR,
    summary="A layer of an image cannot be built",
    why=(
        "Layers are put into a Dockerfile as they are, so that the build fails after minutes: `RUN` before a command "
        "that begins with `RUN`, `apt-get` in an image that has none, a variable that is not text. A variable whose "
        "value has blanks fails in local builds only, and is a warning."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base(name="train").with_commands(["RUN apt-get update"]))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base(name="train").with_commands(["apt-get update"]))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    otherwise=(Severity.WARNING, "a blank in a variable is refused by a local build alone"),
)
