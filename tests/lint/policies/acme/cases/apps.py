from flyte.app import AppEnvironment, Scaling

fine = AppEnvironment("fine", description="An app of ours.", image="ghcr.io/acme/api:1", command="serve", port=8000)
open_app = AppEnvironment(
    "open-app",
    description="An app for everybody.",
    image="ghcr.io/acme/api:1",
    command="serve",
    requires_auth=False,  # expect: ACME018
    scaling=Scaling(replicas=(1, 2)),  # expect: ACME019
    port=80,  # expect: ACME020
)
