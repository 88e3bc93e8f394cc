"""What several commands take → its meaning on the command line, once."""

from pathlib import Path
from typing import Annotated

import typer

ConfigPath = Annotated[Path, typer.Option("--config", help="The show's config.", metavar="FILE")]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", help="A path or address to read instead of the config's sources; may be repeated."),
]
Out = Annotated[
    Path | None, typer.Option("--out", help="Where episodes/, public/ and .atlascast/ go; the current folder.")
]
Voice = Annotated[
    str | None,
    typer.Option("--voice", help="Say everything by piper, pyttsx3, silent, or a Piper model's path.", metavar="NAME"),
]
Week = Annotated[
    str | None, typer.Option("--week", help="latest, newest, or a week such as 2022-W01; the config's.", metavar="WEEK")
]
Drafted = Annotated[
    str | None,
    typer.Option("--week", help="A drafted week such as 2022-W01; the newest unless named.", metavar="WEEK"),
]
Lead = Annotated[
    list[str] | None,
    typer.Option("--lead", help="A title's words or an id that must open, in place of the config's; may be repeated."),
]
Pin = Annotated[
    list[str] | None, typer.Option("--pin", help="A title's words or an id that must be told; may be repeated.")
]
Block = Annotated[
    list[str] | None, typer.Option("--block", help="A title's words or an id that must not be told; may be repeated.")
]
Redraft = Annotated[bool, typer.Option("--redraft", help="Write an edited script.md anew, keeping the old.")]
To = Annotated[
    list[str] | None, typer.Option("--to", help="Only this target of the config; may be repeated.", metavar="NAME")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]

CONFIG = Path("atlascast.toml")
