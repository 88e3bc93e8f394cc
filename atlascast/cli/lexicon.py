"""`atlascast lexicon …` → words that need a sound, and a new row for the show's lexicon, heard before it is kept."""

from pathlib import Path
from typing import Annotated

import typer

from atlascast.cli.options import CONFIG, AsJson, ConfigPath, Drafted, Out, Voice
from atlascast.errors import UserError

app = typer.Typer(help="How names and terms are said: list what is unknown, add a row.", no_args_is_help=True)


@app.command()
def missing(week: Drafted = None, config: ConfigPath = CONFIG, out: Out = None, json: AsJson = False) -> None:
    """List a script's words that no dictionary knows, with the sound the voice guesses, for lexicon.toml."""
    from atlascast import review
    from atlascast.cli import findings, show

    findings.missing(review.unknown(show.settings(config, None, out, None), week), json)


@app.command()
def add(
    written: Annotated[str, typer.Argument(help="The name or term as articles write it.")],
    ipa: Annotated[str, typer.Option("--ipa", help="Its sound in IPA, stress marked.", metavar="IPA")] = "",
    say: Annotated[str, typer.Option("--say", help="Its sound respelled, as in tah-KAI-eff.", metavar="TEXT")] = "",
    alias: Annotated[str, typer.Option("--alias", help="Other words to say for it.", metavar="TEXT")] = "",
    letters: Annotated[bool, typer.Option("--letters", help="Say it letter by letter.")] = False,
    word: Annotated[bool, typer.Option("--word", help="Say capitals as a word.")] = False,
    case: Annotated[bool, typer.Option("--case", help="Only where written exactly so.")] = False,
    source: Annotated[str, typer.Option("--source", help="Where its sound is written.", metavar="TEXT")] = "",
    sentence: Annotated[str, typer.Option("--in", help="A sentence to try it in.", metavar="TEXT")] = "",
    config: ConfigPath = CONFIG,
    voice: Voice = None,
    wav: Annotated[Path | None, typer.Option("--wav", help="Also speak the preview into it.", metavar="FILE")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Preview only; add nothing.")] = False,
) -> None:
    """Add a row to the show's lexicon.toml, showing first how it will be said: words, phonemes, a WAV if wanted."""
    from atlascast import pipeline, spoken
    from atlascast.cli import show

    ways = {"--ipa or --say": ipa or say, "--alias": alias, "--letters": letters, "--word": word and not (ipa or say)}
    given = [name for name, value in ways.items() if value]
    if len(given) > 1:
        raise UserError(f"{' and '.join(given)} are two ways to say {written}.", "Give one of them.")
    settings = show.settings(config, None, None, voice) if voice or wav or config.is_file() else None
    path = (settings.lexicon if settings else None) or config.parent / "lexicon.toml"
    entry = spoken.Entry(written, ipa, say, alias, letters, word, case, source)
    lexicon = spoken.with_row(entry, path if path.is_file() else None)
    line = sentence or written
    show.said(line, spoken.say(line, lexicon), spoken_only=False, explain=False, phonemes=True)
    if settings and wav:
        pipeline.speak(settings.voices["host"], [line], wav, lexicon, settings.out)
    if not dry_run:
        spoken.add(path, entry)
        typer.echo(f"Added to {path}: {spoken.row(entry)}")
