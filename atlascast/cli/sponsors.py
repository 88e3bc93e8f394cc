"""`atlascast sponsors …` → where reads would go and why, what was delivered, what is wrong in the file."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from atlascast.cli.options import CONFIG, AsJson, ConfigPath, Out, Sources

app = typer.Typer(help="Sponsor reads: plan, report and check.", no_args_is_help=True)

Week = Annotated[str, typer.Option("--week", help="latest, newest, or a week such as 2022-W01.", metavar="WEEK")]


@app.command()
def plan(
    week: Week = "newest", config: ConfigPath = CONFIG, source: Sources = None, out: Out = None, json: AsJson = False
) -> None:
    """Where each campaign's read would stand and why, before anything is rendered."""
    from atlascast import review
    from atlascast.cli import findings, show
    from atlascast.cli.progress import progress

    settings = show.settings(config, source, out, None)
    with progress() as watch:
        found = review.reads(settings, week, datetime.now(UTC), watch)
    findings.sponsor_plan(found, json)


@app.command()
def report(
    week: Week = "latest",
    config: ConfigPath = CONFIG,
    out: Out = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print the campaigns as CSV.")] = False,
    json: AsJson = False,
) -> None:
    """What was ordered, delivered and is owed, from the episodes' records alone."""
    from atlascast import review
    from atlascast.cli import findings, show

    findings.sponsor_report(review.ledger(show.settings(config, None, out, None), week, datetime.now(UTC)), csv, json)


@app.command()
def check(week: Week = "latest", config: ConfigPath = CONFIG, out: Out = None) -> None:
    """Everything that is wrong or cannot work in the sponsors' file, with file and line; exit 2 if anything is."""
    from atlascast import review
    from atlascast.cli import findings
    from atlascast.config import load

    rows = review.mistakes(load(config, out), week, datetime.now(UTC))
    findings.rows(rows or ["All campaigns can run as they stand."])
    if rows:
        raise typer.Exit(2)
