"""`atlascast diff`: a week → what an edit of its script.md changed."""

from atlascast.cli.options import CONFIG, AsJson, ConfigPath, Drafted, Out


def diff(week: Drafted = None, config: ConfigPath = CONFIG, out: Out = None, json: AsJson = False) -> None:
    """Show what an edit of script.md changed against the draft, and what its articles do not say."""
    from atlascast import review
    from atlascast.cli import findings, show

    findings.differences(*review.edits(show.settings(config, None, out, None), week), json)
