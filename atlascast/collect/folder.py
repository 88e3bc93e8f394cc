"""A folder of articles (Markdown, HTML, plain text, feeds) → their stories, by name of file."""

import re
from collections.abc import Iterator

from atlascast.collect import discover
from atlascast.collect.document import Document
from atlascast.collect.fetch import Web
from atlascast.collect.seam import Found, Span
from atlascast.errors import SourceError
from atlascast.models import SetAside

_ENDINGS = frozenset({".md", ".markdown", ".html", ".htm", ".txt", ".xml", ".rss", ".atom", ".json"})
_PAPERS = re.compile(
    r"(?:read[-_ ]?me|licen[cs]es?|copying|copyright|requirements)(?:[-._]\S*)?|notices?|authors"
    r"|contributors|contributing|changelog|changes|install|todo|security|code[-_]of[-_]conduct|robots|humans"
    r"|package(?:-lock)?|[tj]sconfig|manifest",
    re.I,
)
"""Names of files that come with a program or a site and hold no article."""


class Folder:
    """Every file below the folder that can hold an article; hidden ones are left alone."""

    def read(self, web: Web, document: Document, text: str, span: Span) -> Iterator[Found]:
        """The files' stories in the order of their paths; a file that cannot be read costs itself only."""
        root = web.config.root / document.location
        for path in sorted(root.rglob("*")):
            inside = path.relative_to(root)
            hidden = any(part.startswith(".") for part in inside.parts)
            if hidden or not path.is_file() or path.suffix.lower() not in _ENDINGS:
                continue
            if _PAPERS.fullmatch(path.stem):
                yield SetAside(inside.as_posix(), inside.as_posix(), "no article by its name: it comes with the folder")
                continue
            location = f"{document.location.rstrip('/')}/{inside.as_posix()}"
            try:
                yield from discover.read(web, location, "auto", span)
            except SourceError as error:
                yield SetAside(location, inside.as_posix(), error.message)
