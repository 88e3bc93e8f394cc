"""Publishing to targets, and how they stand → what is printed of it; secrets never are."""

import os
from collections.abc import Sequence
from typing import Any

import typer

from atlascast.cli import show
from atlascast.config import Config
from atlascast.errors import UserError
from atlascast.publish.targets import Options, Outcome, Secrets, Sent, Standing, chosen


def prepared(
    config: Config, names: Sequence[str] | None, dry_run: bool = False, prune: bool = False, replace: bool = False
) -> tuple[Options, Secrets]:
    """How to publish, and where secrets come from. Raises UserError for a target that is none, before any work."""
    targets = chosen(config, names or ())
    if (dry_run or prune or replace) and not targets:
        hint = "Name one in [[publish.targets]]; docs/publishing.md shows how."
        raise UserError("The config names no targets.", hint)
    return Options(dry_run, prune, replace), Secrets(os.environ)


def rows(sent: Sent, dry_run: bool) -> dict[str, Any]:
    """What was sent, for programs."""
    return {
        "dry_run": dry_run,
        "targets": [_row(outcome, dry_run) for outcome in sent.outcomes],
        "told": list(sent.told),
        "warnings": list(sent.warnings),
    }


def _row(outcome: Outcome, dry_run: bool) -> dict[str, Any]:
    steps = outcome.plan.steps if dry_run else outcome.done
    return {
        "name": outcome.target,
        "kind": outcome.kind,
        "unchanged": outcome.plan.unchanged,
        "send" if dry_run else "sent": [_step(step) for step in steps if step.action == "send"],
        "remove" if dry_run else "removed": [_step(step) for step in steps if step.action == "remove"],
        "bytes": sum(step.bytes for step in steps if step.action == "send"),
        "error": str(outcome.error) if outcome.error else None,
    }


def _step(step: Any) -> dict[str, Any]:
    return {"name": step.name, "bytes": step.bytes, "why": step.why}


def outcomes(sent: Sent, dry_run: bool, json: bool) -> None:
    """What was done on each target, a line each, or the whole plan; exits with the first error's code if any."""
    for outcome in () if json else sent.outcomes:
        _told(outcome, dry_run)
    for who in () if json else sent.told:
        typer.echo(f"Told {who}.")
    failed = [outcome for outcome in sent.outcomes if outcome.error]
    for outcome in failed:
        if outcome.error:
            show.fault(outcome.error, outcome.target)
    if failed and failed[0].error:
        raise typer.Exit(failed[0].error.exit_code)


def _told(outcome: Outcome, dry_run: bool) -> None:
    steps = outcome.plan.steps if dry_run else outcome.done
    sends = [step for step in steps if step.action == "send"]
    verbs = ("to send", "to remove") if dry_run else ("sent", "removed")
    size = sum(step.bytes for step in sends)
    if outcome.error and not steps:
        typer.echo(f"{outcome.target} ({outcome.kind}): nothing was done")
        return
    typer.echo(
        f"{outcome.target} ({outcome.kind}): {len(sends)} files {verbs[0]} ({size / 1e6:.1f} MB), "
        f"{len(steps) - len(sends)} {verbs[1]}, {outcome.plan.unchanged} unchanged"
    )
    for step in steps if dry_run else ():
        typer.echo(f"  {step.action:6} {step.bytes:>10} {step.name}  ({step.why})")


def standings(config: Config, found: Sequence[Standing], json: bool) -> None:
    """What `status` prints; exits 1 where a target could not be read."""
    if json:
        show.print_json({"feed": config.feed_url, "targets": [_standing(one) for one in found]})
    for one in () if json else found:
        typer.echo(f"{one.target} ({one.kind}): {_said(one)}")
    if not found and not json:
        typer.echo("The config names no targets; docs/publishing.md shows how to name one.")
    failed = [one for one in found if one.error]
    for one in failed:
        if one.error:
            show.fault(one.error, one.target)
    if failed and failed[0].error:
        raise typer.Exit(failed[0].error.exit_code)


def _standing(one: Standing) -> dict[str, Any]:
    return {
        "name": one.target,
        "kind": one.kind,
        "same": one.same and not one.plan.steps,
        "feed_same": one.same,
        "episodes": {"here": one.here, "there": one.episodes},
        "unchanged": one.plan.unchanged,
        "send": [_step(step) for step in one.plan.sends],
        "remove": [_step(step) for step in one.plan.removes],
        "kept": list(one.plan.kept),
        "lost": list(one.plan.lost),
        "others": one.others,
        "locked_until": one.locked or None,
        "error": str(one.error) if one.error else None,
    }


def _said(one: Standing) -> str:
    if one.error:
        return "it cannot be read"
    if one.episodes is None:
        feed = "no feed yet"
    elif one.same:
        feed = "the feed is the same"
    else:
        feed = "the feed differs"
    parts = [
        f"{feed} ({one.here} episodes here, {one.episodes or 0} there)",
        f"{len(one.plan.sends)} files to send",
        f"{one.plan.unchanged} unchanged",
    ]
    parts += [f"{len(one.plan.removes)} to remove"] if one.plan.removes else []
    parts += [f"{len(one.plan.lost)} episodes only there"] if one.plan.lost else []
    parts += [f"a publisher is at work until {one.locked}"] if one.locked else []
    return ", ".join(parts)
