"""Every way to begin an image and to go on with it."""

from pathlib import Path

import flyte

HERE = Path(__file__).parent / "files"

IMAGES = {
    "default": flyte.Image.from_debian_base(),
    "python": flyte.Image.from_debian_base(python_version=(3, 12), name="py", registry="ghcr.io/acme"),
    "bare": flyte.Image.from_debian_base(install_flyte=False),
    "pinned": flyte.Image.from_debian_base(flyte_version="2.9.0", platform=("linux/arm64",)),
    "base": flyte.Image.from_base("python:3.12-slim"),
    "cloned": flyte.Image.from_base("python:3.12").clone(name="mine", registry="ghcr.io/acme", extendable=True),
    "dockerfile": flyte.Image.from_dockerfile(HERE / "Dockerfile", registry="ghcr.io/acme", name="docker"),
    "script": flyte.Image.from_uv_script(HERE / "script.py", name="script", registry="ghcr.io/acme", pre=True),
    "apt": flyte.Image.from_debian_base().with_apt_packages("git", "curl"),
    "pip": flyte.Image.from_debian_base().with_pip_packages(
        "numpy==2.0", "torch", index_url="https://pypi.acme.io", extra_index_urls=["https://a.io", "https://b.io"],
        pre=True, extra_args="--no-deps",
    ),
    "requirements": flyte.Image.from_debian_base().with_requirements(HERE / "requirements.txt"),
    "env": flyte.Image.from_debian_base().with_env_vars({"A": "1", "B": "two"}).with_workdir("/srv"),
    "commands": flyte.Image.from_debian_base().with_commands(["echo hi", "ls -l"]),
    "uv": flyte.Image.from_debian_base().with_uv_project(pyproject_file=HERE / "project" / "pyproject.toml"),
    "poetry": flyte.Image.from_debian_base().with_poetry_project(
        pyproject_file=HERE / "project" / "pyproject.toml", extra_args="--no-root"
    ),
    "folder": flyte.Image.from_debian_base().with_source_folder(HERE / "project", "/srv/project"),
    "file": flyte.Image.from_debian_base().with_source_file(HERE / "requirements.txt", "/srv/r.txt"),
    "secret": flyte.Image.from_debian_base().with_pip_packages(
        "private", secret_mounts=[flyte.Secret(key="token", as_env_var="TOKEN")]
    ),
    "long": (
        flyte.Image.from_debian_base(name="long", registry="ghcr.io/acme", platform=("linux/amd64", "linux/arm64"))
        .with_apt_packages("vim")
        .with_pip_packages("pandas")
        .with_env_vars({"X": "y"})
        .with_commands(["true"])
        .with_source_folder(HERE / "project", copy_contents_only=True)
        .with_workdir("/root")
    ),
}


async def body(x: int) -> int:
    return x


for name, image in IMAGES.items():
    environment = flyte.TaskEnvironment(f"image-{name}", image=image)
    environment.task(body)
    globals()[f"env_{name}"] = environment

text = flyte.TaskEnvironment("image-text", image="docker.io/acme/app:1.0")
text.task(body)
auto = flyte.TaskEnvironment("image-auto", image="auto")
auto.task(body)
