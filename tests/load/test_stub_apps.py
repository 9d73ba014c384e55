"""An app whose packages are not installed: what its message needs is there, and what a stub decides is reported."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.engines

FASTAPI = """
import fastapi_of_nobody as fastapi
import flyte.app

web = fastapi.FastAPI(title="x")


@web.get("/")
async def root() -> dict:
    return {}


env = flyte.app.AppEnvironment(name="web", image="ghcr.io/acme/web:1", port=PORT)


@env.server
async def serve() -> None:
    fastapi.serve(web)
"""


def test_packages_that_are_not_installed_do_not_matter(flytex, write):
    write("web.py", FASTAPI.replace("PORT", "8000"))
    run = flytex("serialize", "web.py", "--message", "app", "--stub-imports", "-f", "json")
    assert (run.code, run.stderr) == (0, "not installed, stubbed: fastapi_of_nobody\n")
    assert json.loads(run.stdout)[0]["spec"]["container"]["ports"] == [{"containerPort": 8000}]


def test_a_value_of_a_stub_is_no_guess(flytex, write):
    """The app is reported, and not written."""
    write("web.py", FASTAPI.replace("port=PORT", 'description=f"{fastapi.VERSION}"'))
    run = flytex("serialize", "web.py", "--message", "app", "--stub-imports")
    assert (run.code, run.stdout) == (3, b"")
    assert "web.py:12: web: " in run.stderr
    assert "stubbed package 'fastapi_of_nobody'" in run.stderr


def test_an_app_of_flytes_own_asks_for_the_class(flytex, write):
    """`FastAPIAppEnvironment` asks whether the application is one; the answer decides nothing."""
    write(
        "web.py",
        "import flyte\nfrom fastapi import FastAPI\nfrom flyte.app.extras import FastAPIAppEnvironment\n"
        'web = FastAPI()\nenv = FastAPIAppEnvironment(name="web", app=web, image="ghcr.io/acme/web:1")\n',
    )
    run = flytex("serialize", "web.py", "--message", "app", "--stub-imports", "-f", "json")
    assert run.code == 0, run.stderr
    assert json.loads(run.stdout)[0]["spec"]["links"] == [
        {"path": "/docs", "title": "FastAPI OpenAPI Docs", "isRelative": True}
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('parameters=[flyte.app.Parameter(name="data", type="file")]', "'data'"),
        ('image=flyte.Image.from_debian_base().with_requirements("nowhere.txt")', "nowhere.txt"),
    ],
)
def test_a_wrong_value_beside_a_stub_is_said(flytex, write, wrong, said):
    """The application that is served has no part in it."""
    write(
        "web.py",
        "import flyte\nimport flyte.app\nfrom fastapi import FastAPI\nfrom flyte.app.extras import FastAPIAppEnvironment\n"
        f'web = FastAPI()\nenv = FastAPIAppEnvironment(name="web", app=web, {wrong})\n',
    )
    run = flytex("serialize", "web.py", "--message", "app", "--stub-imports")
    assert run.code == 3
    assert said in run.stderr
    assert "reached the spec" not in run.stderr


def test_a_stub_as_a_setting_is_said(flytex, write):
    """Where it fails the translation."""
    write("web.py", FASTAPI.replace("port=PORT", 'env_vars={"VERSION": fastapi.VERSION}'))
    run = flytex("serialize", "web.py", "--message", "app", "--stub-imports")
    assert run.code == 3
    assert "stubbed package 'fastapi_of_nobody'" in run.stderr
