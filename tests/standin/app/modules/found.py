"""How an app is found again: by the module that makes it, and the variable that holds it."""

from flyte.app import AppEnvironment, Parameter
from helper import make_app, shared


class Own(AppEnvironment):
    """Adds to what the container runs."""

    def container_args(self, serialize_context) -> list[str]:
        return ["own", f"{serialize_context.project}"]

    def container_cmd(self, serialize_context, parameter_overrides=None) -> list[str]:
        return [*super().container_cmd(serialize_context, parameter_overrides), "more"]


class Initialized(AppEnvironment):
    def __post_init__(self) -> None:
        self.args = "made"
        super().__post_init__()


def here(name: str) -> AppEnvironment:
    return AppEnvironment(name=name)


first = AppEnvironment(name="first")
own = Own(name="own", parameters=[Parameter("a", "x")])
initialized = Initialized(name="initialized")
of_a_function = here("of-a-function")
of_a_helper = make_app("of-a-helper")
imported = shared
kept = {"a": AppEnvironment(name="in-a-dict")}
in_a_dict = kept["a"]
again = first
copied = first.clone_with("copied", port=9000)
in_a_list = [AppEnvironment(name=f"in-a-list-{number}") for number in range(2)]
