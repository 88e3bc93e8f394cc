"""`atlascast sponsors …` → where reads would go and why, what was delivered, what is wrong in the file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from atlascast.cli.options import CONFIG, AsJson, ConfigPath, Out, Sources

app = typer.Typer(help="Sponsor reads: plan, report and check.", no_args_is_help=True)

File = Annotated[
    Path | None, typer.Option("--sponsors", help="A file or folder to try, in place of the config's.", metavar="PATH")
]
WEEK_HELP = "latest, newest, or a week such as 2022-W01; the config's unless named."
Week = Annotated[str, typer.Option("--week", help="latest, newest, or a week such as 2022-W01.", metavar="WEEK")]


@app.command()
def plan(
    week: Annotated[str | None, typer.Option("--week", help=WEEK_HELP, metavar="WEEK")] = None,
    config: ConfigPath = CONFIG,
    source: Sources = None,
    sponsors: File = None,
    out: Out = None,
    json: AsJson = False,
) -> None:
    """Where each campaign's read would stand and why, before anything is rendered."""
    from atlascast import review
    from atlascast.cli import findings, show
    from atlascast.cli.progress import progress

    settings = show.sponsored(show.settings(config, source, out, None), sponsors)
    with progress() as watch:
        found = review.reads(settings, week or settings.edition.week, datetime.now(UTC), watch)
    findings.sponsor_plan(found, json)


@app.command()
def report(
    week: Week = "latest",
    config: ConfigPath = CONFIG,
    sponsors: File = None,
    out: Out = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print the campaigns as CSV; with --plays the plays.")] = False,
    plays: Annotated[bool, typer.Option("--plays", help="Show every read that was played, not the campaigns.")] = False,
    json: AsJson = False,
) -> None:
    """What was ordered, delivered and is owed, and proof of every play, from the episodes' records alone."""
    from atlascast import review
    from atlascast.cli import findings, show

    settings = show.sponsored(show.settings(config, None, out, None), sponsors)
    findings.sponsor_report(review.ledger(settings, week, datetime.now(UTC)), csv, json, plays)


@app.command()
def check(
    week: Week = "latest", config: ConfigPath = CONFIG, sponsors: File = None, out: Out = None, json: AsJson = False
) -> None:
    """Everything that is wrong or cannot work in the sponsors' file, with file and line; exit 2 if anything is."""
    from atlascast import review
    from atlascast.cli import findings, show
    from atlascast.config import load

    rows = review.mistakes(show.sponsored(load(config, out), sponsors), week, datetime.now(UTC))
    if json:
        show.print_json({"mistakes": list(rows)})
    else:
        findings.rows(rows or ["All campaigns can run as they stand."])
    if rows:
        raise typer.Exit(2)


def schema(what: Annotated[str, typer.Argument(help="sponsors: the sponsors' file.")] = "sponsors") -> None:
    """Print the JSON Schema of a file that a newsroom writes, every key with an example."""
    from atlascast.cli import show
    from atlascast.errors import UserError
    from atlascast.sponsors import schema as made

    if what != "sponsors":
        raise UserError(f"There is no schema for {what!r}.", "Ask for: atlascast schema sponsors")
    show.print_json(made())
