"""A show's name → its cover, from the command line."""

from pathlib import Path
from typing import Annotated

import typer

from atlascast import art
from atlascast.errors import UserError


def cover(
    title: Annotated[str, typer.Argument(help="The show's name.")],
    newsroom: Annotated[str, typer.Option(help="Whose show it is.")] = "",
    layout: Annotated[str, typer.Option(help=f"{', '.join(art.LAYOUTS[:-1])} or {art.LAYOUTS[-1]}.")] = "bars",
    palette: Annotated[str, typer.Option(help=f"{', '.join(art.PALETTES[:-1])} or {art.PALETTES[-1]}.")] = "night",
    out: Annotated[Path, typer.Option(help="Where the JPEG goes.")] = Path("assets/cover.jpg"),
) -> None:
    """Draw a cover for a show that has none: 3000 × 3000 pixels, as directories ask for."""
    from atlascast import store

    if not title.strip():
        raise UserError("A cover needs the show's name.", 'For example: atlascast cover "The Harbour Hour".')
    if out.suffix.lower() not in (".jpg", ".jpeg"):
        raise UserError(f"{out} is no name for a JPEG.", "Covers are drawn as JPEG: end the name in .jpg.")
    if out.exists():
        raise UserError(f"There is a cover at {out}.", "Remove it, or name another file with --out.")
    store.write(out, art.cover(title, newsroom, layout, palette))
    typer.echo(str(out))
