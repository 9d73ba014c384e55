"""`flytex lint`."""

from __future__ import annotations

import dataclasses
import functools
import time
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from flytex_cli import __version__, api, records
from flytex_cli.cli import options
from flytex_cli.cli.conversation import Conversation
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.lint_options import FormatOptions, ResultOptions, RuleOptions
from flytex_cli.cli.loading import LoadOptions, TalkOptions, say_loading, to_request
from flytex_cli.cli.output import Output
from flytex_cli.cli.spread import spread
from flytex_cli.records import Diagnostic, Message, ShownLocation

if TYPE_CHECKING:
    from flytex_cli.lint.fixing import Fixes


@spread
@exiting
def lint(
    context: typer.Context,
    paths: options.Paths = None,
    affected: options.AffectedSince = None,
    cluster: options.ClusterProfile = None,
    watch: options.Watch = False,
    *,
    rules: RuleOptions,
    formats: FormatOptions,
    results: ResultOptions,
    load: LoadOptions,
    conversation: TalkOptions,
) -> ExitCode:
    """Find what will fail at deploy, in the cluster or at the end of the run.

    Loads each module in a process of its own and looks at its tasks, environments and source. Exits 0 when nothing at
    or above --fail-on was found, 1 when something was, 3 when some module could not be loaded.

    \b
    Examples:
      flytex lint src                                  everything, as text
      flytex lint src --fail-on warning --statistics
      flytex lint src --select RES,GPU --ignore RES007
      flytex lint src --diff                           what --fix would change
      flytex lint src --stub-imports --format github --format sarif=flytex.sarif
      flytex lint src --baseline .flytex-baseline.json --write-baseline
      flytex lint src --watch                          again after each save

    `flytex rule CODE` explains a rule; a comment `# flytex: ignore[CODE] reason` suppresses it.
    """
    results.check()
    run = functools.partial(_lint, context, paths, affected, cluster, rules, formats, results, conversation)
    if not watch:
        return run(load)
    from flytex_cli.cli.watching import run_on_changes

    return run_on_changes(run, load, paths, written=formats.written)


def _lint(
    context: typer.Context,
    paths: list[Path] | None,
    affected: str | None,
    cluster: str | None,
    rules: RuleOptions,
    formats: FormatOptions,
    results: ResultOptions,
    conversation: TalkOptions,
    load: LoadOptions,
) -> ExitCode:
    began = time.monotonic()
    files, talk, output = formats.files(), conversation.conversation(), conversation.output()
    request = _to_request(context, paths, cluster, rules, results, load, talk)
    request = dataclasses.replace(request, modules=dataclasses.replace(request.modules, affected_since=affected))
    with talk.progress() as progress:
        result = api.lint(request, progress, meanwhile=functools.partial(_warm_up, request))
    _say(result, talk)
    fixed = 0
    if results.fix or results.diff:
        fixes = api.plan_fixes(result)
        _say_changed(fixes, talk)
        if results.diff:
            return _show_diff(fixes, result, talk, output)
        fixed = sum(file.count for file in fixes.files if file.write())
        if fixed:
            with talk.progress() as progress:
                result = api.lint(request, progress)
    if results.write_baseline and results.baseline is not None:
        result = _write_baseline(result, request, results.baseline, talk)
    from flytex_cli.cli.lint_output import say_statistics, say_unloaded, summary, write_report

    report = dataclasses.replace(result.report, fixed=fixed, version=__version__)
    if formats.relative_to is not None:
        report = report.relative_to(formats.relative_to)
    write_report(report, files, output)
    say_unloaded(result, talk)
    if formats.statistics:
        say_statistics(report, talk)
    talk.note(summary(result, time.monotonic() - began, fixed))
    return _exit_code(result, results)


def _to_request(
    context: typer.Context,
    paths: list[Path] | None,
    cluster: str | None,
    rules: RuleOptions,
    results: ResultOptions,
    load: LoadOptions,
    talk: Conversation,
) -> api.LintRequest:
    from flytex_cli.cli.lint_settings import read_lint_settings, split_selectors
    from flytex_cli.lint.baseline import read_baseline
    from flytex_cli.lint.selection import Layer, Selection

    settings = read_lint_settings(context.find_root().obj, cluster)
    given = Layer(
        None if rules.select is None else split_selectors(rules.select, "--select", settings.own),
        split_selectors(rules.extend_select, "--extend-select", settings.own),
        split_selectors(rules.ignore, "--ignore", settings.own),
    )
    modules = to_request(load, paths, Message.TASKSPEC, talk)
    return api.LintRequest(
        modules=modules,
        selection=Selection((settings.layer, given), settings.policy.mandatory, settings.own),
        policy=settings.policy,
        cluster=settings.cluster,
        copy_style=settings.copy_style,
        ruff=settings.ruff,
        baseline=read_baseline(results.baseline) if results.baseline and not results.write_baseline else None,
    )


def _warm_up(request: api.LintRequest) -> None:
    """Import what is needed once the modules are loaded, while they are being loaded."""
    if request.modules.cache is None:  # what it would say may be remembered
        import protovalidate  # noqa: F401
    from flyteidl2.task import task_definition_pb2  # noqa: F401

    from flytex_cli.lint.registry import all_rules

    all_rules()


def _say(result: api.LintResult, talk: Conversation) -> None:
    say_loading(result.serialized if talk.verbose else result, talk)
    if result.fixed:
        known = ", ".join(f"{code} in {owner}" for code, owner, _ in result.fixed)
        talk.note(f"the baseline has findings that no longer occur: {known}; --write-baseline removes them")


def _say_changed(fixes: Fixes, talk: Conversation) -> None:
    for file in fixes.changed:
        talk.diagnostics(
            [
                Diagnostic(
                    records.Severity.WARNING,
                    "the file changed while it was linted and is left alone",
                    location=ShownLocation(file),
                )
            ]
        )


def _show_diff(fixes: Fixes, result: api.LintResult, talk: Conversation, output: Output) -> ExitCode:
    from flytex_cli.cli.lint_output import counted

    output.write(b"".join(file.diff for file in fixes.files))
    talk.note(f"--fix would fix {counted(sum(file.count for file in fixes.files), 'finding')}")
    if result.unloaded:
        return ExitCode.INPUT
    return ExitCode.FINDINGS if fixes.files else ExitCode.OK


def _write_baseline(result: api.LintResult, request: api.LintRequest, file: Path, talk: Conversation) -> api.LintResult:
    from flytex_cli.cli.lint_output import counted
    from flytex_cli.lint.baseline import Baseline
    from flytex_cli.render.common.folder import write_tree

    mandatory = request.selection.mandatory
    baseline = Baseline.of(result.findings, file.parent, mandatory)
    write_tree(file.parent, {file.name: baseline.dump()})
    talk.note(f"{counted(sum(baseline.known.values()), 'finding')} written to {file}")
    new = tuple(baseline.new(result.findings, mandatory))
    known = tuple(finding for finding in result.findings if finding not in new)
    return dataclasses.replace(result, findings=new, known=known)


def _exit_code(result: api.LintResult, results: ResultOptions) -> ExitCode:
    if result.unloaded:
        return ExitCode.INPUT
    worst = result.report.worst()
    failed = worst is not None and worst.rank <= results.fail_on.rank and not results.exit_zero
    return ExitCode.FINDINGS if failed else ExitCode.OK
