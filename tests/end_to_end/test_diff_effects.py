"""`flytex diff` says what a change does to what is deployed and cached."""

from __future__ import annotations

import json

import pytest

from tests.end_to_end.test_diff import git

HEAD = """
import flyte

env = flyte.TaskEnvironment("shop", image={image})
"""
TASKS = """

@env.task(cache="auto"{trigger})
async def train(x: int = 1) -> int:
    return x{more}


@env.task(cache="auto")
async def score(x: int) -> int:
    return x{more}
"""
NIGHTLY = ', triggers=flyte.Trigger("nightly", flyte.Cron("0 2 * * *"))'
BASE = 'flyte.Image.from_debian_base(name="shop", registry="ghcr.io/acme", python_version=(3, 12))'


def module(*, image: str = '"ghcr.io/acme/shop:1"', trigger: str = "", more: str = "") -> str:
    return HEAD.format(image=image) + TASKS.format(trigger=trigger, more=more)


@pytest.fixture
def diff(flytex, write, tmp_path):
    """Compare what was committed with what came after it."""
    git(tmp_path, "init", "-q")

    def run(old: str, new: str, *arguments: str):
        write("shop.py", old)
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", "old", "--allow-empty")
        write("shop.py", new)
        return flytex("diff", "git:HEAD", "shop.py", *arguments)

    return run


@pytest.mark.engines
def test_a_changed_body_of_cached_tasks(diff):
    """No change of a field, and not unchanged: one entry for both, and a gate."""
    outcome = diff(module(), module(more=" + 1"), "--fail-on", "recompute")
    assert (outcome.code, outcome.out) == (
        1,
        """\
! recompute  shop.score, shop.train
             its source
             a function's decorators and docstring count too
! rerun-on-recover  shop.score, shop.train
             its source
             a function's decorators and docstring count too

2 affected; 2 recompute, 2 rerun-on-recover
""",
    )
    assert diff(module(), module(more=" + 1"), "--fail-on", "any", "--fail-on", "rebuild-image").code == 0
    assert diff(module(), module(), "--fail-on", "recompute").code == 0


@pytest.mark.engines
def test_a_trigger_that_goes_on_firing(diff):
    """Its task's last one: the backend does not prune it. The command is the SDK's own."""
    outcome = diff(module(trigger=NIGHTLY), module(), "--fail-on", "keeps-firing")
    assert outcome.code == 1
    assert "\n             $ flyte delete trigger nightly shop.train\n" in outcome.out
    weekly = NIGHTLY.replace("nightly", "weekly")
    assert diff(module(trigger=NIGHTLY), module(trigger=weekly), "--fail-on", "keeps-firing").code == 0


@pytest.mark.sdk
def test_the_command_is_one_of_the_sdk():
    """`flyte delete trigger NAME TASK_NAME`, `flyte delete app NAME`, and none that removes a task."""
    from flyte.cli._delete import delete

    assert {"trigger", "app"} <= {*delete.commands}
    assert "task" not in delete.commands
    assert [each.name for each in delete.commands["trigger"].params if each.param_type_name == "argument"] == [
        "name",
        "task_name",
    ]


@pytest.mark.engines
def test_an_image_that_is_built(diff):
    """Which layer, and of which environment's tasks: once."""
    old = module(image=f'{BASE}.with_apt_packages("git").with_pip_packages("pandas==2.2", "numpy")')
    new = module(image=f'{BASE}.with_apt_packages("git").with_pip_packages("pandas==2.3", "numpy", "torch")')
    document = json.loads(diff(old, new, "-f", "json").out)
    (effect,) = document["effects"]
    assert (effect["effect"], effect["tasks"], effect["details"]) == (
        "rebuild-image",
        ["shop.score", "shop.train"],
        ["layer 2 (pip): pandas ==2.2 -> ==2.3", "layer 2 (pip): + torch"],
    )
    (change,) = document["changes"]
    assert (change["tasks"], change["why"]) == (["shop.score", "shop.train"], "image")


@pytest.mark.engines
@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('.with_apt_packages("graphviz")', '.with_pip_packages("graphviz")', "layer 1 is PipPackages, not AptPackages"),
        (
            '.clone(platform=("linux/amd64",))',
            '.clone(platform=("linux/arm64",))',
            "platform is linux/arm64, not the default",
        ),
    ],
)
def test_an_image_that_is_wrongly_not_built(diff, old, new, what):
    """Its tag is the same."""
    outcome = diff(module(image=BASE + old), module(image=BASE + new), "--fail-on", "stale-image")
    assert outcome.code == 1
    assert f"             {what}\n" in outcome.out


@pytest.mark.engines
def test_written_specs_do_not_say_which_python_made_them(flytex, write):
    """Another hash beside them is not called a change of code."""
    write("shop.py", module())
    flytex("serialize", "shop.py", "-o", "specs", "--message", "deploy-request")
    write("shop.py", module(more=" + 1"))
    outcome = flytex("diff", "specs", "shop.py")
    assert "             its source, or another Python that made the specs\n" in outcome.out
