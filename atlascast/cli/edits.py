"""Commands on a script.md that is there → what an edit changed, a notice put into it."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from atlascast.cli.options import CONFIG, AsJson, ConfigPath, Out, Week


def diff(week: Week = None, config: ConfigPath = CONFIG, out: Out = None, json: AsJson = False) -> None:
    """Show what an edit of script.md changed against the draft, and what its articles do not say."""
    from atlascast import review
    from atlascast.cli import findings, show

    findings.differences(*review.edits(show.settings(config, None, out, None), week), json)


def correct(
    story: Annotated[str, typer.Argument(help="The story's id, or words of its title.")],
    note: Annotated[str, typer.Argument(help="What was wrong and what is right, in a sentence or two.")],
    week: Week = None,
    config: ConfigPath = CONFIG,
    out: Out = None,
) -> None:
    """Put a notice of a correction at the head of a story in script.md; `render` then says it."""
    from atlascast import review
    from atlascast.cli import findings, show

    name, title = review.correct(show.settings(config, None, out, None), week, story, note, datetime.now(UTC))
    findings.rows([f"{title}: the notice stands in script.md of {name}. Run `atlascast render --week {name}`."])
