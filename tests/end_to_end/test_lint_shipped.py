"""What `flytex lint` says of the code that is shipped answers to settings, comments, baseline and formats as all it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.harness import Flytex

pytestmark = pytest.mark.engines

Write = Callable[..., Path]
MODULE = """
    from pathlib import Path

    import flyte
    import build.steps

    env = flyte.TaskEnvironment(
        "e",
        include=(
            "id_rsa",
            "weights.bin",
        ),
    )


    @env.task
    def main() -> str:
        import late

        return (Path(__file__).parent / "words.txt").read_text()
    """
SECRET = "flow.py:9:9 warning BND001 [secret-shipped] id_rsa is shipped: its name tells that it holds a secret"
LARGE = "flow.py:10:9 info BND003 [large-file] weights.bin is shipped: its 1.5 MB are uploaded with each change"
MISSED = "flow.py:17:5 warning BND004 [module-not-shipped] late.py is imported only when this runs, and is not shipped"
DATA = "flow.py:19:12 warning BND006 [data-not-shipped] words.txt is read here, and is not shipped"
LEFT_OUT = "flow.py:4:1 warning BND005 [module-left-out] build/steps.py was loaded, and build leaves it out"
LINK = "hosts.txt:1:1 warning BND002 [link-leaves-root] hosts.txt is shipped: it is a link out of the root directory"
LOOSE_SECRET = "id_rsa:1:1 warning BND001 [secret-shipped] id_rsa is shipped: its name tells that it holds a secret"
LOOSE_LARGE = (
    "weights.bin:1:1 info BND003 [large-file] weights.bin is shipped: its 1.5 MB are uploaded with each change"
)
BUNDLE = """
    [tool.flytex.bundle]
    ruff = false
    copy-style = "{}"
    """
LINT = """
    [tool.flytex.lint]
    select = ["BND", "BND003"]
    """


@pytest.fixture(autouse=True)
def project(write: Write) -> Path:
    """Each of the rules has something to say of it, with one or the other style of copying."""
    for name in ("build/steps.py", "late.py", "words.txt", "id_rsa"):
        write(name, "")
    file = write("flow.py", MODULE)
    file.with_name("weights.bin").write_bytes(bytes(1_500_000))
    file.with_name("hosts.txt").symlink_to("/etc/hosts")
    return file.parent


@pytest.fixture
def settings(write: Write) -> Callable[..., None]:
    """Write the settings: of the style, and of lint."""

    def settle(lint: str = "", style: str = "loaded_modules") -> None:
        write("pyproject.toml", BUNDLE.format(style) + LINT + lint)

    return settle


def found(flytex: Flytex, *arguments: object) -> list[str]:
    run = flytex("lint", "flow.py", *arguments)
    assert run.code in (0, 1), run.stderr
    return [line for line in run.out.splitlines() if "[" in line and " BND" in line.partition("[")[0]]


def test_what_is_shipped_depends_on_the_style_of_copying(flytex: Flytex, settings: Callable[..., None]) -> None:
    settings()
    assert found(flytex) == [SECRET, LARGE, MISSED, DATA]
    settings(style="all")
    assert found(flytex) == [LEFT_OUT, LINK, LOOSE_SECRET, LOOSE_LARGE]


@pytest.mark.parametrize(
    ("lint", "arguments", "left"),
    [
        ("", ("--select", "BND006"), [DATA]),
        ("", ("--ignore", "BND001,module-not-shipped"), [LARGE, DATA]),
        ('    ignore = ["BND004", "large-file"]\n', (), [SECRET, DATA]),
        ('    [tool.flytex.lint.per-file-ignores]\n    "flow.py" = ["BND001"]\n', (), [LARGE, MISSED, DATA]),
        (
            '    [tool.flytex.lint.severity]\n    BND003 = "error"\n    data-not-shipped = "info"\n',
            ("--ignore", "BND001,BND004"),
            [LARGE.replace("info", "error"), DATA.replace("warning", "info")],
        ),
    ],
)
def test_settings_choose_and_weigh_the_rules(
    flytex: Flytex, settings: Callable[..., None], lint: str, arguments: tuple[str, ...], left: list[str]
) -> None:
    settings(lint)
    assert found(flytex, *arguments) == left


def test_the_default_leaves_large_files_alone(flytex: Flytex, write: Write) -> None:
    write("pyproject.toml", BUNDLE.format("loaded_modules"))
    assert found(flytex) == [SECRET, MISSED, DATA]
    assert found(flytex, "--select", "BND") == [SECRET, LARGE, MISSED, DATA]


def test_a_comment_where_it_is_written_keeps_it_quiet(
    flytex: Flytex, settings: Callable[..., None], write: Write
) -> None:
    settings()
    quiet = MODULE.replace('"id_rsa",', '"id_rsa",  # flytex: ignore[BND001]')
    quiet = quiet.replace("import late", "import late  # flytex: ignore[module-not-shipped]")
    quiet = quiet.replace(".read_text()", ".read_text()  # flytex: ignore[BND006] the image has it")
    write("flow.py", quiet)
    assert found(flytex) == [LARGE]
    settings('    mandatory = ["BND001"]\n')
    assert found(flytex) == [SECRET, LARGE]
    settings(style="all")
    write("flow.py", MODULE.replace("import build.steps", "import build.steps  # flytex: ignore[BND005]"))
    assert found(flytex) == [LINK, LOOSE_SECRET, LOOSE_LARGE]


@pytest.mark.parametrize("style", ["loaded_modules", "all"])
def test_a_baseline_knows_them_wherever_they_are_written(
    flytex: Flytex, settings: Callable[..., None], write: Write, project: Path, style: str
) -> None:
    settings(style=style)
    flytex("lint", "flow.py", "--baseline", "known.json", "--write-baseline")
    write("flow.py", "# moved\n\n" + MODULE.replace("\n    ", "\n").lstrip("\n"))
    assert found(flytex, "--baseline", "known.json") == []
    (project / "server.pem").write_text("")
    write(
        "flow.py",
        "# moved again\n" + MODULE.replace("\n    ", "\n").lstrip("\n").replace('"id_rsa"', '"id_rsa", "server.pem"'),
    )
    assert [line.split()[2:5] for line in found(flytex, "--baseline", "known.json")] == [
        ["BND001", "[secret-shipped]", "server.pem"]
    ]


def test_json_has_their_places(flytex: Flytex, settings: Callable[..., None]) -> None:
    for style in ("loaded_modules", "all"):
        settings(style=style)
        run = flytex("lint", "flow.py", "--format", "json")
        assert run.code == 0, "warnings fail nothing"
        assert [
            f"{each['file']}:{each['line']}:{each['column']} {each['severity']} {each['code']} [{each['slug']}] {each['message']}"
            for each in json.loads(run.out)["findings"]
        ] == (
            [SECRET, LARGE, MISSED, DATA] if style == "loaded_modules" else [LEFT_OUT, LINK, LOOSE_SECRET, LOOSE_LARGE]
        )


def test_sarif_has_their_rules_and_places(flytex: Flytex, settings: Callable[..., None]) -> None:
    settings(style="all")
    run = json.loads(flytex("lint", "flow.py", "--format", "sarif").out)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    shown = []
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        shown.append(
            (result["ruleId"], result["level"], place["artifactLocation"]["uri"], place["region"]["startLine"])
        )
    assert shown == [
        ("BND005", "warning", "flow.py", 4),
        ("BND002", "warning", "hosts.txt", 1),
        ("BND001", "warning", "id_rsa", 1),
        ("BND003", "note", "weights.bin", 1),
    ]
