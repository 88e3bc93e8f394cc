"""Entries → the pages of public/: the show, its years, each episode, each article's track, and players to embed.

Static, and readable without JavaScript. A newsroom's own wording or shape: a template or stylesheet of the same
name in the folder that `edition.templates` names.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import atlascast
from atlascast import memory
from atlascast.config import Config
from atlascast.errors import ConfigError
from atlascast.models import Chapter
from atlascast.publish import art, corrected, linked, plain, transcript
from atlascast.publish.art import Look
from atlascast.publish.entries import Entry, File, Piece
from atlascast.publish.kept import Kept
from atlascast.publish.light import light, unquoted
from atlascast.publish.public import Public
from atlascast.store import digest, fingerprint, point
from atlascast.words import words

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).with_name("templates")
REPORT = "report.json"
FRONT = 24
"""Episodes listed on the show's own page; all of them stand on the pages of their years."""
PLAYER = ("play", "pause", "speed", "copied", "unplayable", "unloadable")
"""Entries of words.toml that the script of the pages says."""
_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}


@dataclass(frozen=True, slots=True)
class Row:
    """A chapter as it is listed, with the article's own track where there is one."""

    chapter: Chapter
    piece: Piece | None


def build(config: Config, entries: Sequence[Entry], look: Look, public: Public, notes: Path) -> list[Path]:
    """Put every page and what the pages share; the files that changed. `notes` is where is kept what is fresh.

    Pages that a correction or a withdrawal has left without a source are taken away, so that what was wrong does
    not stay to be read; audio and captions stay, as apps may hold their addresses.
    Raises ConfigError where a template of the user's own is wrong.
    """
    site = _Site(config, look, public)
    changed = site.shared()
    kept = Kept(notes, public)
    every, entries = entries, [entry for entry in entries if not corrected.withdrawn(entry)]
    for index, entry in enumerate(entries):
        around = (entries[index - 1] if index else None, entries[index + 1] if index + 1 < len(entries) else None)
        key = site.key(entry, around)
        if kept.fresh(entry.episode.week, key):
            continue
        pages = dict(site.episode(entry, around, partial(kept.stands, entry.episode.week)))
        for name, page in pages.items():
            changed += public.put(name, page)
            point("site.page")
        for name in kept.stale(entry.episode.week, pages):
            changed += public.remove(name)
            point("site.stale")
        kept.made(entry.episode.week, key, list(pages))
    years = {entry.episode.week[:4] for entry in every} - {entry.episode.week[:4] for entry in entries}
    for name in (*kept.gone([entry.episode.week for entry in entries]), *(f"{year}/index.html" for year in years)):
        changed += public.remove(name)
    kept.save()
    point("site.noted")
    for name, page in (*site.front(entries), *site.corrections(every)):
        changed += public.put(name, page)
        point("site.front")
    return changed


class _Site:
    """Templates and what every page is told."""

    def __init__(self, config: Config, look: Look, public: Public) -> None:
        self._config, self._look, self._public = config, look, public
        self._environment, self._made_of = _environment(config, look), _templates(config)
        self._common: dict[str, Any] = {"show": config.show, "look": look, "feed": config.feed_url,
                                        "articles": config.feed.articles}

    def shared(self) -> list[Path]:
        """Put the stylesheets, the player and the QR code, named by their content so that browsers may keep them."""
        changed: list[Path] = []
        texts = {name: light(name, self._render(name)) for name in ("site.css", "front.css", "embed.css", "player.js")}
        texts["subscribe.svg"] = _qr(self._common["feed"])
        for name, text in texts.items():
            stem, ending = name.split(".")
            self._common[stem] = f"assets/{stem}-{hashlib.sha256(text.encode()).hexdigest()[:8]}.{ending}"
            changed += self._public.put(self._common[stem], text)
        return changed

    def key(self, entry: Entry, around: tuple[Entry | None, Entry | None]) -> str:
        """A hash of all that an episode's pages are made from."""
        families = [entry.sidecars, *(piece.sidecars for piece in entry.pieces)]
        beside = [file for family in families for file in family.values()]
        read = [entry.folder / REPORT, *(family["json"].source for family in families if "json" in family)]
        sources = [entry.folder / "episode.json", *(path for path in read if path.is_file())]
        neighbours = [(other.page, other.episode.title) if other else None for other in around]
        show = self._config.show.model_dump(mode="json", exclude={"cover"})
        shared = [value for value in self._common.values() if isinstance(value, str | bool)]
        names = [file.name for file in (*beside, entry.cover) if file]
        hashes = [digest(path) for path in sources]
        return fingerprint(atlascast.__version__, show, self._made_of, shared, self._look, hashes, names, neighbours)

    def episode(
        self, entry: Entry, around: tuple[Entry | None, Entry | None], stands: Callable[[str], bool]
    ) -> Iterator[tuple[str, str | bytes]]:
        """An episode's pages by name: its own, its player, the same for each track, and its cover in their sizes; of
        these `stands` tells which are there as they were made."""
        look, pictures = art.own(self._look, entry.cover, self._public, stands) if entry.cover else (self._look, [])
        yield from pictures
        episode, report = entry.episode, entry.folder / REPORT
        lines = transcript.edition_lines(report)
        passages = _passages(entry.sidecars, lines, episode.chapters, episode.seconds)
        rows = [Row(chapter, _piece(entry, chapter)) for chapter in episode.chapters]
        data, say = linked.episode(self._config, entry, look), words(self._config)
        yield from self._pair(
            "episode.html", entry.page, data, episode.title, look=look, audio=entry.audio, seconds=episode.seconds,
            entry=entry, episode=episode, key=episode.guid, rows=rows, passages=passages,
            mended=corrected.rows(self._config, entry, say), before=around[0], after=around[1],
        )
        for piece in entry.pieces:
            track = piece.track
            told = _passages(piece.sidecars, transcript.track_lines(report, track), (), track.seconds)
            data = linked.article(self._config, piece, look)
            yield from self._pair(
                "track.html", piece.page, data, track.title, look=look, audio=piece.audio, seconds=track.seconds,
                entry=entry, episode=episode, key=f"{episode.guid}/{track.story_id}", piece=piece, passages=told,
                mended=corrected.rows(self._config, entry, say, track.story_id),
            )

    def _pair(
        self, template: str, page: str, data: dict[str, Any], title: str, look: Look, **values: Any
    ) -> Iterator[tuple[str, str]]:
        """A page, its player for other sites, and what it says of itself to them."""
        url, root = self._config.show.base_url + page, "../" * page.count("/")
        frame = linked.frame(url, title)
        values |= {"url": url, "player_url": f"{url}embed/", "title": title, "frame": frame, "look": look}
        values["data"] = linked.script(data)
        yield f"{page}index.html", self._render(template, root=root, **values)
        yield f"{page}embed/index.html", self._render("embed.html", root=f"{root}../", **values)
        yield f"{page}oembed.json", linked.oembed(self._config, look, url, title)

    def front(self, entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
        """The pages that list others, and what programs read."""
        base, newest_first = self._config.show.base_url, entries[::-1]
        years = list(dict.fromkeys(entry.episode.week[:4] for entry in newest_first))
        data = linked.script(linked.series(self._config, self._look))
        for year in years:
            told = [entry for entry in newest_first if entry.episode.week.startswith(year)]
            page = self._render("year.html", root="../", url=f"{base}{year}/", year=year, years=years, entries=told)
            yield f"{year}/index.html", page
        newest = next(iter(newest_first), None)
        yield "index.html", self._render("show.html", root="", url=base, data=data, apps=linked.apps(self._config),
                                         newest=newest, entries=newest_first[1 : FRONT + 1], years=years,
                                         more=len(entries) > FRONT + 1)
        yield "index.json", linked.index(self._config, entries)
        yield "sitemap.xml", linked.sitemap(self._config, entries, years)
        yield "robots.txt", linked.robots(self._config)

    def corrections(self, entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
        """The log of corrections, and a word in place of every page that was withdrawn."""
        base, say = self._config.show.base_url, words(self._config)
        log = corrected.log(self._config, entries, say)
        yield "corrections/index.html", self._render("corrections.html", root="../", url=f"{base}corrections/", log=log)
        for entry in entries:
            for gone in corrected.gone(self._config, entry, say):
                root, values = "../" * gone.page.count("/"), {"url": base + gone.page, "row": gone.row}
                yield f"{gone.page}index.html", self._render("gone.html", root=root, **values)
                yield f"{gone.page}embed/index.html", self._render("gone.html", root=f"{root}../", **values)

    def _render(self, name: str, **values: Any) -> str:
        from jinja2 import TemplateError

        try:
            text = self._environment.get_template(name).render(self._common | values)
            return unquoted(text) if name.endswith(".html") else text
        except TemplateError as error:
            hint = "Mend it in the folder that edition.templates names."
            raise ConfigError(f"The template {name} is wrong: {error}.", hint) from error


def _environment(config: Config, look: Look) -> "Environment":
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    say = words(config)
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in _folders(config)]), autoescape=True,
        trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, keep_trailing_newline=True,
    )
    environment.filters |= {"clean": plain.clean, "head": plain.head, "short": plain.short, "clock": plain.clock,
                            "minutes": say.minutes, "days": say.days, "web": plain.web, "json_script": Markup}
    language = config.show.language.partition("-")[0]
    environment.globals |= {"say": say, "player_words": json.dumps({name: say.said[name] for name in PLAYER},
                                                                   ensure_ascii=False, separators=(",", ":"))}
    environment.globals |= {"direction": "rtl" if language in _RIGHT_TO_LEFT else "ltr",
                            "accent": look.accent, "accent_dark": look.accent_dark}
    return environment


def _folders(config: Config) -> list[Path]:
    return [folder for folder in (config.edition.templates, TEMPLATES) if folder]


def _templates(config: Config) -> list[str]:
    """Hashes of all that turns an entry into pages: the templates, with whatever the newsroom's own include, the words,
    and this room's own code."""
    own = memory.held([config.edition.templates] if config.edition.templates else [])
    folders = (TEMPLATES, Path(__file__).parent)
    made = [path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in (".html", ".py")]
    hashes = (digest(path) for path in (*made, Path(atlascast.words.__file__)))
    return [fingerprint(words(config).said, own), *hashes]


def _qr(address: str) -> str:
    """The feed's address for a phone's camera, dark on light whatever the page is."""
    import segno

    out = BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=3, dark="#16181d", light="#fff", xmldecl=False)
    return out.getvalue().decode()


def _passages(
    sidecars: Mapping[str, File], lines: Sequence[transcript.Said], chapters: Sequence[Chapter], seconds: float
) -> list[transcript.Passage]:
    spoken = sidecars.get("json")
    return transcript.passages(spoken.source, lines, chapters, seconds) if spoken else []


def _piece(entry: Entry, chapter: Chapter) -> Piece | None:
    """The track of a chapter's story; a record of before names that by link and title, and one of them may be lost."""
    if chapter.kind != "story":
        return None
    if chapter.story_id:
        return next((piece for piece in entry.pieces if piece.track.story_id == chapter.story_id), None)
    told = [(piece, piece.track.url, piece.track.title) for piece in entry.pieces]
    same = [piece for piece, url, title in told if (url, title) == (chapter.url, chapter.title)]
    same += [piece for piece, url, _ in told if url and url == chapter.url]
    same += [piece for piece, _, title in told if title == chapter.title]
    return next(iter(same), None)
