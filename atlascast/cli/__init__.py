"""Arguments → calls → what is printed: the only printing, the only `except AtlascastError`.

    atlascast build-week    the whole road; draft, render and publish are its three parts
    atlascast status        what each place that listeners read from holds, beside public/
    atlascast stories       what would be told, and why
    atlascast extract       the story in a page or file
    atlascast say           how a sentence is said
    atlascast diff          what an edit of script.md changed
    atlascast collect       take in what the sources hold now, for a build later in the week
    atlascast cover         a picture for a show that has none
    atlascast lexicon       words that no dictionary knows, and how a name is to be said
    atlascast verify        what a recogniser hears of an edition
    atlascast sponsors      where reads go and why, what was delivered, what is wrong
    atlascast schema        the JSON Schema of a file that a newsroom writes
    atlascast correct       a published story put right; withdraw takes one, or an episode, back
    atlascast check         a published feed against what apps and directories ask for
    atlascast serve         public/ on this machine, built anew when something changes

Exit codes: 0 done, 1 the world's fault, 2 the user's.
"""

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from atlascast.cli import corrections, covers, edits, sponsors, texts
from atlascast.cli import lexicon as names
from atlascast.cli.options import (
    CONFIG,
    AsJson,
    Block,
    ConfigPath,
    Drafted,
    Lead,
    Out,
    Pin,
    Redraft,
    Sources,
    To,
    Voice,
    Week,
)
from atlascast.errors import AtlascastError

app = typer.Typer(
    help="Turn a newsroom's week into a podcast people subscribe to.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(sponsors.app, name="sponsors")
app.command()(corrections.correct)
app.command()(corrections.withdraw)
app.command()(covers.cover)
app.command()(sponsors.schema)
app.add_typer(names.app, name="lexicon")
app.command()(edits.diff)
app.command()(texts.extract)
app.command()(texts.say)


@app.command()
def build_week(
    week: Week = None,
    config: ConfigPath = CONFIG,
    source: Sources = None,
    lead: Lead = None,
    pin: Pin = None,
    block: Block = None,
    out: Out = None,
    voice: Voice = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be told; write nothing.")] = False,
    redraft: Redraft = False,
    json: AsJson = False,
) -> None:
    """Collect the week, choose, write, narrate, mix, master, tag, record and publish it."""
    from atlascast import pipeline
    from atlascast.cli import show
    from atlascast.cli.progress import progress

    settings = show.chosen(show.settings(config, source, out, voice), lead, pin, block)
    name = week or settings.edition.week
    if dry_run:
        with progress() as watch:
            draft = pipeline.write_script(settings, name, _now(), watch, keep=False)
        show.plan(settings, draft, json)
        return
    with progress() as watch:
        built = pipeline.build_week(settings, name, _now(), watch, redraft)
    show.built(settings, built, json)


@app.command()
def draft(
    week: Week = None,
    config: ConfigPath = CONFIG,
    source: Sources = None,
    lead: Lead = None,
    pin: Pin = None,
    block: Block = None,
    out: Out = None,
    redraft: Redraft = False,
    json: AsJson = False,
) -> None:
    """Collect, choose and write script.md, for an editor to change before `render`."""
    from atlascast import pipeline
    from atlascast.cli import show
    from atlascast.cli.progress import progress

    settings = show.chosen(show.settings(config, source, out, None), lead, pin, block)
    with progress() as watch:
        written = pipeline.draft(settings, week or settings.edition.week, _now(), watch, redraft)
    show.drafted(settings, written, json)


@app.command()
def render(
    week: Drafted = None, config: ConfigPath = CONFIG, out: Out = None, voice: Voice = None, json: AsJson = False
) -> None:
    """Say script.md as it stands: the audio, captions, tags and record of a drafted week (the newest unless named)."""
    from atlascast import pipeline
    from atlascast.cli import show
    from atlascast.cli.progress import progress

    settings = show.settings(config, None, out, voice)
    with progress() as watch:
        built = pipeline.render(settings, week, _now(), watch)
    show.built(settings, built, json)


@app.command()
def publish(
    config: ConfigPath = CONFIG,
    out: Out = None,
    to: To = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be sent; send nothing.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Also take away audio that no feed names any more.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Also where the live feed has episodes not here.")] = False,
    json: AsJson = False,
) -> None:
    """Build the feed and the site under public/, then send them to the config's targets, the feed last."""
    from atlascast import pipeline
    from atlascast.cli import show, targets
    from atlascast.cli.progress import progress

    settings = show.settings(config, None, out, None)
    options, secrets = targets.prepared(settings, to, dry_run, prune, replace)
    with progress() as watch:
        made = pipeline.publish_all(settings, watch)
        sent = pipeline.send_all(settings, to or (), options, secrets, watch)
    show.published(settings, made.changed, made.absent, targets.rows(sent, dry_run), json)
    targets.outcomes(sent, dry_run, json)


@app.command()
def status(config: ConfigPath = CONFIG, out: Out = None, to: To = None, json: AsJson = False) -> None:
    """Compare public/ with what each target holds: the feed, what is to be sent, who is at work there."""
    from atlascast import pipeline
    from atlascast.cli import show, targets

    settings = show.settings(config, None, out, None)
    _, secrets = targets.prepared(settings, to)
    targets.standings(settings, pipeline.standing(settings, to or (), secrets), json)


@app.command()
def stories(
    week: Annotated[str | None, typer.Option(help="A week as for build-week, or all.", metavar="WEEK")] = None,
    config: ConfigPath = CONFIG,
    source: Sources = None,
    lead: Lead = None,
    pin: Pin = None,
    block: Block = None,
    json: AsJson = False,
) -> None:
    """Show the week's stories as they rank, with the reason for each choice."""
    from atlascast import pipeline
    from atlascast.cli import ranked, show
    from atlascast.cli.progress import progress

    settings = show.chosen(show.settings(config, source, None, None), lead, pin, block)
    now = _now()
    with progress() as watch:
        _, collected, picks = pipeline.choose(settings, week or settings.edition.week, now, watch)
    ranked.show(collected, picks, settings, now, json)


@app.command()
def collect(config: ConfigPath = CONFIG, source: Sources = None, out: Out = None, json: AsJson = False) -> None:
    """Take in what the sources hold now: feeds are short, so a daily run keeps the whole week for `build-week`."""
    from atlascast import pipeline
    from atlascast.cli import show
    from atlascast.cli.progress import progress

    settings = show.settings(config, source, out, None)
    with progress() as watch:
        found = pipeline.take_in(settings, _now(), watch)
    show.taken_in(found, json)


@app.command()
def verify(week: Drafted = None, config: ConfigPath = CONFIG, out: Out = None, json: AsJson = False) -> None:
    """Have a recogniser listen to an edition and show what it hears otherwise than the script says."""
    from atlascast import review
    from atlascast.cli import findings, show
    from atlascast.cli.progress import progress

    settings = show.settings(config, None, out, None)
    with progress() as watch:
        found = review.heard(settings, week, watch)
    findings.verification(found, json)


@app.command()
def check(
    where: Annotated[str, typer.Argument(help="A folder, a feed's file, or an address.")] = "public",
    json: AsJson = False,
) -> None:
    """Hold a published feed against what podcast apps and directories ask for; exit 1 if an error is found."""
    from atlascast.cli import findings

    found = findings.examined(where, json)
    findings.checked(found, json)
    if any(one.level == "error" for one in found):
        raise typer.Exit(1)


@app.command()
def serve(
    config: ConfigPath = CONFIG,
    out: Out = None,
    port: Annotated[int, typer.Option(help="Any free one for 0.", min=0, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on; this machine alone unless told.")] = "127.0.0.1",
) -> None:
    """Serve public/ for a look; builds anew when a script, the config or a template changes. Ctrl-C ends it."""
    from atlascast.cli import show
    from atlascast.cli.preview import preview

    preview(config, show.settings(config, None, out, None), host, port)


def _now() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    """Run the command; turn an AtlascastError into its words and exit code."""
    try:
        app()
    except AtlascastError as error:
        from atlascast.cli import show

        show.fault(error)
        sys.exit(error.exit_code)
