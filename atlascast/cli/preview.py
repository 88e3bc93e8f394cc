"""public/ → a page in the producer's browser that follows the scripts, the config, the templates, lexicon, sponsors."""

import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import typer

from atlascast import archive, pipeline
from atlascast.cli import show
from atlascast.cli.progress import progress
from atlascast.config import Config
from atlascast.errors import AtlascastError
from atlascast.models import Watch
from atlascast.publish import serve
from atlascast.store import Store


def preview(path: Path, config: Config, host: str, port: int) -> None:
    """Serve until Ctrl-C. Raises WorldError where public/ is not there or the port is taken."""
    server = serve.serve(config.out / "public", port, host)
    typer.echo(f"http://{host}:{server.server_address[1]}/  (Ctrl-C ends it)", err=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    followed = Followed(path, config, server)
    try:
        serve.follow(followed.paths, followed.again, threading.Event())
    except KeyboardInterrupt:
        server.shutdown()


class Followed:
    """What the site is made from, and how it is made again; the config is read anew each time."""

    def __init__(self, path: Path, config: Config, server: serve.Server) -> None:
        self._path, self._config, self.server = path, config, server

    def paths(self) -> list[Path]:
        """Every file and folder whose change shows in the site, as things stand now."""
        own = self._config
        named = [own.edition.templates, own.lexicon, own.sponsors, own.show.cover]
        scripts = sorted((own.out / "episodes").glob("*/script.md"))
        return [self._path, *scripts, *(path for path in named if path)]

    def again(self, changed: Sequence[Path]) -> None:
        """Make anew what these files bear on; a mistake is told, on the pages too, and what was served before stays.

        Pages follow a changed config at once, and say that the sound is still being made.
        """
        try:
            self._config = show.settings(self._path, None, self._config.out, None)
            with progress() as watch:
                if self._path in changed:
                    pipeline.publish_all(self._config, watch)
                self.server.stale = "This page is being made anew, its sound too: reload in a while."
                self._render(changed, watch)
                pipeline.publish_all(self._config, watch)
            self.server.stale = ""
        except AtlascastError as error:
            self.server.stale = f"This page is as it was before the last change. {error.message}"
            show.fault(error)

    def _render(self, changed: Sequence[Path], watch: Watch) -> None:
        """Each week whose script changed; the newest where what all weeks share did, its reads placed anew."""
        config, now = self._config, datetime.now(UTC)
        weeks: set[str | None] = {path.parent.name for path in changed if path.name == "script.md"}
        rest = [path for path in changed if path.name != "script.md"]
        if any(_within(path, config.sponsors) for path in rest):
            pipeline.draft(config, archive.newest_draft(Store(config.out)), now, watch)
        if not all(_within(path, config.edition.templates) for path in rest):
            weeks.add(None)
        for week in sorted(weeks, key=str):
            pipeline.render(config, week, now, watch)


def _within(path: Path, folder: Path | None) -> bool:
    return folder is not None and path.is_relative_to(folder)
