"""public/ → a page in the producer's browser that follows the script, the config and the templates."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import typer

from atlascast import pipeline
from atlascast.cli import show
from atlascast.cli.progress import progress
from atlascast.config import Config
from atlascast.errors import AtlascastError
from atlascast.publish import serve


def preview(path: Path, config: Config, host: str, port: int) -> None:
    """Serve until Ctrl-C. Raises WorldError where public/ is not there or the port is taken."""
    server = serve.serve(config.out / "public", port, host)
    typer.echo(f"http://{host}:{server.server_address[1]}/  (Ctrl-C ends it)", err=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    watched = [path, config.out / "episodes", *filter(None, [config.edition.templates, config.lexicon])]
    try:
        serve.follow([*_scripts(watched)], lambda: _again(path, config), threading.Event())
    except KeyboardInterrupt:
        server.shutdown()


def _scripts(watched: list[Path]) -> list[Path]:
    """The scripts of the archive, not what is made from them, and what else is written by hand."""
    scripts = [found for place in watched if place.name == "episodes" for found in place.glob("*/script.md")]
    return [*scripts, *(place for place in watched if place.name != "episodes")]


def _again(path: Path, config: Config) -> None:
    """Build the newest week anew; a mistake is told, and what was served before stays."""
    try:
        settings = show.settings(path, None, config.out, None)
        with progress() as watch:
            pipeline.render(settings, None, datetime.now(UTC), watch)
            pipeline.publish_all(settings, watch)
    except AtlascastError as error:
        show.fault(error)
