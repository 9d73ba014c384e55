import flyte
from flyte import notify
from flyte.extras import ContainerTask
from kubernetes.client import V1Container, V1EnvVar, V1PodSpec  # expect: IMG009

TOKEN = "ghp_" + "a1" * 18
HOOK = "https://hooks.slack.com/services/" + "T0123ABCD/B0123ABCD/abcdefghijklmnopqrstuvwx"
BASE = flyte.Image.from_debian_base(registry="ghcr.io/acme", name="b")
slack = notify.Slack(on_phase=flyte.models.ActionPhase.FAILED, webhook_url=HOOK, message="x")

named = flyte.TaskEnvironment(
    "named",
    env_vars={
        "AWS_SECRET_ACCESS_KEY": "kJq8s1mNfEMIaK7" + "MDENGabPxRfiCYzz9Qw2LmP0x",  # expect: SEC005
        "WANDB_API_KEY": "9f2c3d7a1b0e4f55" + "66778899aabbccddeeff0011",  # expect: SEC005
        "DB_PASSWORD": "hunter2",  # expect: SEC005
        "PGPASSWORD": "tr0ub4dor&3",  # expect: SEC005
        "clientSecret": "Zm9vYmFyMTIz",  # expect: SEC005
        "SLACK": "xoxb-" + "123456789012-1234567890123-abcdefghijklmnopqrstuvwx",  # expect: SEC004
        "CACHE_URL": "redis://:" + "s3cr3tpw@cache:6379/0",  # expect: SEC004
    },
)
fine = flyte.TaskEnvironment(
    "fine",
    env_vars={
        "DB_PASSWORD": "changeme",
        "API_KEY": "<your key>",
        "ADMIN_PASSWORD": "",
        "HF_TOKEN": "${HF_TOKEN}",
        "SERVICE_TOKEN": "$TOKEN",
        "AUTH_TOKEN": "xxxxxxxxxxxxxxxx",
        "TOKEN": "{{.inputs.token}}",
        "PAD_TOKEN": "[PAD]12a",
        "MAX_TOKENS": "4096",
        "SECRET": "database-password",
        "API_KEY_FILE": "/etc/keys/api2",
        "PRIVATE_KEY": "/etc/keys/id_rsa2",
        "PASSWORD": "password",
        "PWD": "/srv/work1",
        "DATABASE": "postgres://fit:${PASSWORD}@db/clicks",
        "OTHER": "postgres://user:<password>@db/clicks",
        "GITHUB": "ghp_" + "x" * 36,
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
    },
)
pod = V1PodSpec(containers=[V1Container(name="p", env=[V1EnvVar(name="T", value=TOKEN), V1EnvVar(name="MODE", value="x")])])
template = flyte.PodTemplate(primary_container_name="p", pod_spec=pod)  # expect: SEC004
podded = flyte.TaskEnvironment("podded", pod_template=template)
index = BASE.with_pip_packages("numpy", index_url="https://" + "me:hunter22@pypi.acme.io/simple")  # expect: SEC004
indexed = flyte.TaskEnvironment("indexed", image=index)
linked = flyte.TaskEnvironment("linked", image=BASE.with_commands(["git clone https://" + TOKEN + "@github.com/a/b"]))  # expect: SEC004
export = BASE.with_commands(["export API_KEY=a1b2c3d4e5f6 && ./load.sh", "curl --token $TOKEN https://acme.io"])  # expect: SEC005
exported = flyte.TaskEnvironment("exported", image=export)
curl = ContainerTask(  # expect: SEC004
    name="curl",
    image="alpine:3.20",
    command=["curl", "-H", "Authorization: Bearer " + TOKEN],
)
curls = flyte.TaskEnvironment.from_task("curls", curl)
load = ContainerTask(
    name="load",
    image="alpine:3.20",
    command=["load", "--password", "hunter22", "--token", "{{.inputs.token}}"],  # expect: SEC005
    inputs={"token": str},
)
loads = flyte.TaskEnvironment.from_task("loads", load)
trigger = flyte.Trigger("n", flyte.Cron("0 5 * * *"), notifications=slack)  # expect: SEC004


@named.task
async def f_named(
    uri: str = "postgresql://bob:" + "hunter2@db.acme.io/shop",  # expect: SEC004
    password: str = "hunter2",  # expect: SEC005
    stop_token: str = "</s>",
    model: str = "gpt-4",
) -> None: ...


@fine.task(triggers=trigger)
async def f_fine(token: str = "none") -> None: ...


@podded.task
async def f_podded() -> None: ...


@indexed.task
async def f_indexed() -> None: ...


@linked.task
async def f_linked() -> None: ...


@exported.task
async def f_exported() -> None: ...


chain = (
    BASE.with_pip_packages("numpy")
    .with_env_vars({"MODE": "x", "WANDB_API_KEY": "9f2c3d7a1b0e4f5566778899aabbccdd"})  # expect: SEC005
    .with_commands(
        [
            "true",
            "curl -H 'Authorization: Bearer abcdef0123456789abcdef' https://acme.io",  # expect: SEC004
        ]
    )
)
chained = flyte.TaskEnvironment("chained", image=chain)
chained_too = flyte.TaskEnvironment("chained-too", image=chain)


@chained.task
async def t_chained(x: int) -> int:
    return x


@chained_too.task
async def t_chained_too(x: int) -> int:
    return x
