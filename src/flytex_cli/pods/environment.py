"""The environment variables the backend adds to every container of the task, in its order."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.pods.draft import PodDraft, backend, from_run, from_task
from flytex_cli.pods.origins import Origin
from flytex_cli.wire.struct import JsonObject

RUN_ORG = "local"


def add_environment(draft: PodDraft, container: JsonObject) -> None:
    """Append Flyte's variables to the container's own. No name is ever replaced: Kubernetes takes the last of two."""
    env = container.setdefault("env", [])
    for variable, origin in _variables(draft):
        draft.origins.mark_all(variable, origin)
        env.append(variable)
    sources = [
        *(("secretRef", name, "default-env-from-secrets") for name in draft.config.default_env_from_secrets),
        *(("configMapRef", name, "default-env-from-configmaps") for name in draft.config.default_env_from_configmaps),
    ]
    for kind, name, key in sources:
        source: JsonObject = {kind: {"name": name, "optional": True}}
        draft.origins.mark_all(source, draft.config_origin(key))
        container.setdefault("envFrom", []).append(source)


def _variables(draft: PodDraft) -> Iterator[tuple[JsonObject, Origin]]:
    for name, value in _execution_variables(draft).items():
        yield {"name": name, "value": value}, backend("identity of the run")
        if name == "FLYTE_INTERNAL_EXECUTION_DOMAIN":
            yield {"name": "_F_PN", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}, backend("Pod name")
    for name, value in _task_variables(draft).items():
        yield {"name": name, "value": value}, from_task("task_template.id")
    # The backend walks Go maps from here on, in random order; sorted, the output is the same every time.
    for name, value in sorted(_run_variables(draft).items()):
        origin = _run_origin(draft, name)
        yield {"name": name, "value": value}, origin
    for name, value in sorted(draft.config.default_env_vars.items()):
        yield {"name": name, "value": value}, draft.config_origin("default-env-vars")
    for name, variable in sorted(draft.config.default_env_vars_from_env.items()):
        # Read from the environment of the backend's own process, which is not known here.
        placeholder = f"<{variable} of the backend>"
        yield {"name": name, "value": placeholder}, draft.config_origin("default-env-vars-from-env")


def _run_origin(draft: PodDraft, name: str) -> Origin:
    options = draft.execution.options
    if name in options.env:
        return from_run("env")
    return from_run("flyte run") if name in options.variables else backend("identity of the run")


def _execution_variables(draft: PodDraft) -> dict[str, str]:
    execution = draft.execution
    return {
        "FLYTE_INTERNAL_EXECUTION_ID": execution.options.run_name,
        "FLYTE_INTERNAL_EXECUTION_PROJECT": execution.project,
        "FLYTE_INTERNAL_EXECUTION_DOMAIN": execution.domain,
        "FLYTE_ATTEMPT_NUMBER": str(execution.retry),
    }


def _task_variables(draft: PodDraft) -> dict[str, str]:
    if not draft.task.HasField("id"):
        return {}
    task_id = draft.task.id
    parts = {"PROJECT": task_id.project, "DOMAIN": task_id.domain, "NAME": task_id.name, "VERSION": task_id.version}
    return {
        **{f"FLYTE_INTERNAL_TASK_{part}": value for part, value in parts.items()},
        **{f"FLYTE_INTERNAL_{part}": value for part, value in parts.items()},
    }


def _run_variables(draft: PodDraft) -> dict[str, str]:
    """Return the run's own variables; those of the user's RunSpec cannot replace them."""
    return {
        **draft.execution.options.variables,
        "ACTION_NAME": draft.execution.options.action_name,
        "RUN_NAME": draft.execution.options.run_name,
        "_U_ORG_NAME": RUN_ORG,
        "_U_RUN_BASE": draft.execution.run_output_base,
    }
