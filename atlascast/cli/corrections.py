"""`atlascast correct` and `withdraw`: arguments → a correction, made and published."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from atlascast.cli.options import CONFIG, AsJson, ConfigPath, Out
from atlascast.errors import UserError

Story = Annotated[str, typer.Argument(help="The story's id, link, track number or words of its title.")]
StoryOrEpisode = Annotated[str, typer.Argument(help="A story as for correct, or an episode by its week.")]
Note = Annotated[str, typer.Option("--note", help="What was wrong and what is right: said and shown.")]
In = Annotated[str | None, typer.Option("--week", help="The episode's week; the newest with that story.")]


def correct(
    story: Story,
    note: Note,
    text: Annotated[str | None, typer.Option("--text", help="The article's whole text, put right.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="The same, from a file; - is standard input.")] = None,
    from_source: Annotated[bool, typer.Option("--from-source", help="The text that the source has now.")] = False,
    force_redownload: Annotated[
        bool, typer.Option("--force-redownload", help="A new GUID: apps fetch it again, and list it as a new episode.")
    ] = False,
    week: In = None,
    config: ConfigPath = CONFIG,
    out: Out = None,
    json: AsJson = False,
) -> None:
    """Put a published story right: only changed lines are spoken again, and the correction is said and shown.

    Without --text, --file or --from-source the words are script.md's as it was edited.
    """
    from atlascast import revise
    from atlascast.cli import show
    from atlascast.cli.progress import progress

    if sum(map(bool, (text is not None, file, from_source))) > 1:
        raise UserError("The new words come from one place.", "Give one of --text, --file and --from-source.")
    words = show.read(file).decode("utf-8", "replace") if file else text
    settings = show.settings(config, None, out, None)
    wanted = revise.Wanted(story, note, week, words, from_source, force_redownload)
    with progress() as watch:
        built = revise.correct(settings, wanted, datetime.now(UTC), watch)
    show.corrected(settings, built, json)


def withdraw(
    story: StoryOrEpisode,
    note: Note,
    force_redownload: Annotated[
        bool, typer.Option("--force-redownload", help="A new GUID for the edition that is left.")
    ] = False,
    week: In = None,
    config: ConfigPath = CONFIG,
    out: Out = None,
    json: AsJson = False,
) -> None:
    """Take a story out of its edition and the feeds, or a whole episode; a note stands in its place."""
    from atlascast import revise
    from atlascast.cli import show
    from atlascast.cli.progress import progress

    settings = show.settings(config, None, out, None)
    with progress() as watch:
        built = revise.withdraw(
            settings, revise.Wanted(story, note, week, redownload=force_redownload), datetime.now(UTC), watch
        )
    show.corrected(settings, built, json)
    if settings.publish.targets:
        typer.echo("It can still be heard on the targets: atlascast publish takes it off them.", err=True)
