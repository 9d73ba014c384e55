import flyte
from flyte import Cron, Trigger, notify

env = flyte.TaskEnvironment("env")
LONG = {"X-A-Header-Name-Of-Many-Characters": "1", "Authorization": "Bearer " + "x" * 60}
daily = Cron("0 6 * * *")


@env.task(
    triggers=[
        Trigger("long", daily, notifications=notify.Webhook(on_phase="failed", url="https://h", headers=LONG)),  # expect: NTF001, NTF001
        Trigger(
            "many",
            daily,
            notifications=(
                notify.Webhook(on_phase="failed", url="https://h", headers={f"h{i}": "1" for i in range(21)}),  # expect: NTF001
                notify.Slack(on_phase="failed", webhook_url="hooks.slack.com/services/x", message="m"),  # expect: NTF001
                notify.Email(on_phase="failed", recipients=("ops", "ops@example.com")),  # expect: NTF001
                notify.Teams(on_phase="failed", webhook_url="https://teams.example.com/x", message="m"),
                notify.NamedDelivery(on_phase="succeeded", name="ops"),
            ),
        ),
    ]
)
async def told(x: int = 1) -> int:
    return x
