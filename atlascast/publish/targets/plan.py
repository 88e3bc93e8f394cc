"""public/ and what a target holds → what to send and what to take away, in order, with reasons. Nothing is done here.

Audio goes first, then captions and pictures, then pages, then feeds with feed.xml last: whoever reads the target
at any moment finds everything that its feed names. Only then are things taken away, and never what a feed names.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from atlascast.errors import WorldError
from atlascast.models import AUDIO
from atlascast.publish.serve import content_type
from atlascast.publish.targets.local import FEED, HASHED, Local, Site, enclosures, names, under
from atlascast.publish.targets.seam import LOCK, Copy, Held, Served

MANIFEST = "atlascast.json"
"""Name of the list of what atlascast has put on a target: only that is ever taken away."""
_AUDIO = tuple(f".{ending}" for ending in AUDIO)
_PAGES = (".html", "/oembed.json", "index.json", "sitemap.xml", "robots.txt")


@dataclass(frozen=True, slots=True)
class Row:
    """What the manifest says of a file: its size and hash as sent, and the target's mark of it then."""

    bytes: int
    sha256: str
    mark: str


@dataclass(frozen=True, slots=True)
class Live:
    """A target as it was read: all it holds, what atlascast had put there, its feeds, and feed.xml itself."""

    held: Mapping[str, Held]
    manifest: Mapping[str, Row]
    feeds: Mapping[str, str]
    feed: Copy | None


@dataclass(frozen=True, slots=True)
class Step:
    """One file to be sent or removed; `why` is for people."""

    action: Literal["send", "remove"]
    name: str
    bytes: int
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in their order; what stays as it is, by number; what is there and not ours, or ours and kept."""

    steps: tuple[Step, ...]
    unchanged: int
    kept: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    """GUIDs that the live feed has and ours has not."""

    @property
    def sends(self) -> tuple[Step, ...]:
        """What is sent, in order."""
        return tuple(step for step in self.steps if step.action == "send")

    @property
    def removes(self) -> tuple[Step, ...]:
        """What is taken away, in order."""
        return tuple(step for step in self.steps if step.action == "remove")


def decide(site: Site, live: Live, base_url: str, prune: bool) -> Plan:
    """The plan for one target. Raises WorldError where a feed names audio that would be neither here nor there."""
    _whole(site, live, base_url)
    changed = {name: why for name, local in site.files.items() if (why := _reason(name, local, live))}
    sends = [Step("send", name, site.files[name].bytes, why) for name, why in changed.items()]
    sends.sort(key=lambda step: _order(step.name, site.feeds))
    gone = [name for name in live.manifest if name in live.held and name not in site.files]
    away, kept = _removed(gone, site, live, prune)
    ours = {item.guid for text in site.feeds.values() for item in enclosures(text)}
    theirs = [item.guid for item in enclosures(live.feeds.get(FEED, ""))]
    lost = tuple(dict.fromkeys(guid for guid in theirs if guid not in ours))
    return Plan((*sends, *away), len(site.files) - len(sends), tuple(kept), lost)


def _reason(name: str, local: Local, live: Live) -> str:
    """Why a file must be sent; empty where the target holds it already."""
    held, row = live.held.get(name), live.manifest.get(name)
    if held is None:
        return "new"
    if held.bytes != local.bytes:
        return "damaged there" if immutable(name, local.sha256) else "changed"
    if row and row.mark:
        if row.sha256 != local.sha256:
            return "changed"
        return "" if row.mark == held.mark else "changed there by another"
    return "" if immutable(name, local.sha256) else "not known to be the same"


def immutable(name: str, sha256: str) -> bool:
    """Whether a name follows from the bytes; that of corrected audio which keeps its address does not."""
    match = HASHED.search(name)
    return match is not None and (sha256.startswith(match[0][1:9]) or not name.endswith(_AUDIO))


def replacing(site: Site, live: Live) -> list[str]:
    """Audio at the target that is to be replaced under its name."""
    return [name for name, local in site.files.items() if name in live.held and name.endswith(_AUDIO)
            and not immutable(name, local.sha256) and _reason(name, local, live)]


def _order(name: str, feeds: Mapping[str, str]) -> tuple[int, bool, list[int | str]]:
    """Audio, other files, pages, feeds; older pages of feeds first, feed.xml after all."""
    if name == FEED:
        return 9, False, []
    if name in feeds:
        stem, _, page = name.removesuffix(".xml").rpartition("-")
        return (6, False, [stem, -int(page)]) if page.isdecimal() else (7, False, [name])
    if name.endswith(_AUDIO):
        return 0, False, [name]
    if name.endswith(_PAGES):
        return 4, "/" not in name, [name]
    return (1 if HASHED.search(name) else 2), False, [name]


def _removed(gone: Iterable[str], site: Site, live: Live, prune: bool) -> tuple[list[Step], list[str]]:
    """What was withdrawn goes, and pages that are no longer made; all else only when pruning."""
    after = names([*site.feeds.values(), *(text for name, text in live.feeds.items() if name not in site.feeds)])
    before = names(live.feeds.values())
    away, kept = [], []
    for name in gone:
        page = name.endswith(_PAGES)
        folder = name.rpartition("/")[0]
        if name in after or (page and folder and folder in after):
            kept.append(name)
        elif name in site.withdrawn:
            away.append(Step("remove", name, live.held[name].bytes, "withdrawn"))
        elif name in before and not page:
            kept.append(name)
        elif page or prune:
            why = "no longer published" if page else "no feed names it, now or before"
            away.append(Step("remove", name, live.held[name].bytes, why))
        else:
            kept.append(name)
    return sorted(away, key=lambda step: (not step.name.endswith(_PAGES), step.name)), sorted(kept)


def _whole(site: Site, live: Live, base_url: str) -> None:
    """Refuse a feed whose audio would not be there as the feed says; corrected audio is told by its version."""
    missing, wrong = set(), set()
    for item in (item for text in site.feeds.values() for item in enclosures(text)):
        name = under(base_url, item.url)
        local, held = site.files.get(name), live.held.get(name)
        found = local or held
        missing |= {name} if name and (found is None or found.bytes != item.bytes) else set()
        match, version = HASHED.search(name), item.url.partition("?v=")[2]
        hashed = version or (match[0][1:9] if match else "")
        wrong |= {name} if local and not local.sha256.startswith(hashed) else set()
    for names_, said in ((missing, "neither here nor there as it says"), (wrong, "not the file that its name says")):
        if names_:
            raise WorldError(
                f"The feed names {len(names_)} audio files, each {said}: {', '.join(sorted(names_)[:3])}.",
                "Bring the episodes' audio back, or build their weeks again: build-week --week WEEK.",
            )


def served(name: str, sha256: str) -> Served:
    """Type and caching: a year for names that follow from the bytes, else minutes; so for corrected audio, too."""
    if immutable(name, sha256):
        return Served(content_type(name), "public, max-age=31536000, immutable")
    return Served(content_type(name), f"public, max-age={300 if name.endswith('.xml') else 600}")


def read_manifest(copy: Copy | None) -> dict[str, Row]:
    """What the manifest says; empty where there is none or it cannot be read."""
    try:
        rows = json.loads(copy.content)["files"] if copy else {}
        return {str(name): Row(int(row[0]), str(row[1]), str(row[2])) for name, row in rows.items()}
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return {}


def write_manifest(rows: Mapping[str, Row]) -> bytes:
    """The manifest's bytes: the same for the same rows."""
    files = {name: [row.bytes, row.sha256, row.mark] for name, row in sorted(rows.items())}
    return json.dumps({"version": 1, "files": files}, indent=0).encode()


def intended(plan: Plan, site: Site, live: Live) -> dict[str, Row]:
    """The manifest before anything is sent: what will be there is ours, though its mark is not known yet."""
    rows = {name: row for name, row in live.manifest.items() if name in live.held}
    for step in plan.sends:
        local = site.files[step.name]
        before = rows.get(step.name)
        rows[step.name] = replace(before, mark="") if before else Row(local.bytes, local.sha256, "")
    return rows


def ours_only(held: Mapping[str, Held], rows: Mapping[str, Row]) -> list[str]:
    """What a target holds that atlascast did not put there."""
    return sorted(name for name in held if name not in rows and name not in (MANIFEST, LOCK))
