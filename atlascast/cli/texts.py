"""`atlascast extract` and `atlascast say`: a page → the story in it; a sentence → how it is said."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from atlascast.cli.options import CONFIG, ConfigPath, Voice
from atlascast.errors import AtlascastError, UserError

if TYPE_CHECKING:
    from atlascast.spoken import Lexicon


def extract(
    paths: Annotated[list[Path], typer.Argument(help="Pages, plain text or feed item files; - is standard input.")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Print the story found in a page, without its furniture."""
    from atlascast import collect
    from atlascast.cli import show

    failed: AtlascastError | None = None
    for path in paths:
        try:
            show.story(path, collect.extract(show.read(path), path.name), json)
        except AtlascastError as error:
            failed = error
            show.fault(error, str(path))
    if failed:
        raise typer.Exit(failed.exit_code)


def say(
    text: Annotated[str, typer.Argument(help="What to say; - reads sentences from standard input, one a line.")],
    config: ConfigPath = CONFIG,
    voice: Voice = None,
    wav: Annotated[
        Path | None, typer.Option("--wav", help="Speak it into this file; say.wav with --voice.", metavar="FILE")
    ] = None,
    spoken_only: Annotated[bool, typer.Option("--spoken-only", help="Print the spoken form and nothing else.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Name the class of each change.")] = False,
) -> None:
    """Print how a sentence is said: its spoken form, the sounds of names, with --voice its phonemes and a WAV."""
    from atlascast import spoken
    from atlascast.cli import show

    lexicon = show.settings(config, None, None, voice).lexicon if config != CONFIG or config.is_file() else None
    words, lines = spoken.load(lexicon), show.lines(text)
    for line in lines:
        show.said(line, spoken.say(line, words), spoken_only, explain, phonemes=bool(voice))
    if wav or voice:
        _heard(lines, words, config, voice, wav or Path("say.wav"))


def _heard(lines: list[str], lexicon: "Lexicon", config: Path, voice: str | None, wav: Path) -> None:
    """The lines by the show's voice; outside any show by the bundled one, leaving nothing behind but the WAV."""
    from atlascast import narrate, pipeline
    from atlascast.cli import show
    from atlascast.config import Voice as Settings

    if not any(char.isalnum() for line in lines for char in line):
        raise UserError("There is nothing to say.", "Give a sentence with words.")
    if config.is_file():
        settings = show.settings(config, None, None, voice)
        pipeline.speak(settings.voices["host"], lines, wav, lexicon, settings.out)
        return
    voices = narrate.with_engine({"host": Settings()}, voice or "piper")
    with TemporaryDirectory() as folder:
        pipeline.speak(voices["host"], lines, wav, lexicon, Path(folder))
