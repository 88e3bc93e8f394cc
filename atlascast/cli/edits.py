"""`atlascast diff`: a week → what an edit of its script.md changed."""

from atlascast.cli.options import CONFIG, AsJson, ConfigPath, Drafted, Out


def diff(week: Drafted = None, config: ConfigPath = CONFIG, out: Out = None, json: AsJson = False) -> None:
    """Show what an edit of script.md changed against the draft, and what its articles do not say."""
    from atlascast import review
    from atlascast.cli import findings, show

    settings = show.settings(config, None, out, None)
    name, changes = review.edits(settings, week)
    findings.differences(name, changes, json)
    review.readable(settings, name)
