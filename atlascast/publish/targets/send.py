"""A plan → its steps done on a target, in order; feed.xml only if it still is what was read.

A step that failed is tried again on a new connection. Killed anywhere, the next run finds by the manifest what was
sent and goes on; what listeners read is whole at every moment.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from atlascast.errors import ConflictError
from atlascast.publish.targets.again import Patient
from atlascast.publish.targets.local import FEED, MAYBE_FEEDS, Site, is_feed
from atlascast.publish.targets.plan import (
    MANIFEST,
    Live,
    Plan,
    Row,
    Step,
    decide,
    intended,
    read_manifest,
    served,
    write_manifest,
)
from atlascast.publish.targets.seam import Copy, Held, Served
from atlascast.store import point

_LIST = Served("application/json", "no-cache")


def look(patient: Patient) -> Live:
    """Read what a target holds, its manifest and its feeds."""
    target = patient.target
    held = patient.again(target.held)
    point("publish.listed")
    manifest = read_manifest(patient.again(lambda: target.read(MANIFEST)) if MANIFEST in held else None)
    feed = patient.again(lambda: target.read(FEED))
    feeds = {FEED: feed.content.decode("utf-8", "replace")} if feed else {}
    for name in held:
        if name.endswith(MAYBE_FEEDS) and name != FEED:
            copy = patient.again(lambda name=name: target.read(name))  # type: ignore[misc]  # mypy sees no default here
            text = copy.content.decode("utf-8", "replace") if copy else ""
            feeds |= {name: text} if is_feed(text) else {}
    point("publish.read")
    return Live(held, manifest, feeds, feed)


def carry_out(patient: Patient, plan: Plan, site: Site, live: Live, renew: Callable[[], None],
              told: Callable[[Step], None]) -> None:
    """Do every step of the plan; `told` hears of each that is done. Raises TargetError, ConflictError."""
    if not plan.steps:
        return
    target = patient.target
    rows = intended(plan, site, live)
    _list(patient, rows)
    point("publish.announced")
    for step in plan.sends:
        renew()
        point("publish.file")
        local = site.files[step.name]
        held = _feed(patient, site, live) if step.name == FEED else patient.again(
            lambda name=step.name, local=local: target.put(name, local.path, served(name, local.sha256)))  # type: ignore[misc]
        rows[step.name] = Row(local.bytes, local.sha256, held.mark)
        point("publish.sent")
        told(step)
    rows |= {name: _known(site, live, name, row) for name, row in rows.items() if not row.mark}
    for step in plan.removes:
        renew()
        point("publish.remove")
        patient.again(lambda step=step: target.remove(step.name))  # type: ignore[misc]
        rows.pop(step.name, None)
        told(step)
    point("publish.list")
    _list(patient, rows)
    point("publish.finish")
    patient.again(target.finish)


def _known(site: Site, live: Live, name: str, row: Row) -> Row:
    """A file that a killed run had sent: it is there as it is here."""
    held, local = live.held.get(name), site.files.get(name)
    return replace(row, mark=held.mark, sha256=local.sha256, bytes=local.bytes) if held and local else row


def _list(patient: Patient, rows: Mapping[str, Row]) -> None:
    patient.again(lambda: patient.target.put(MANIFEST, write_manifest(rows), _LIST))


def _feed(patient: Patient, site: Site, live: Live) -> Held:
    """feed.xml, in place of the one that was read and of no other."""
    target, content = patient.target, site.files[FEED].path.read_bytes()
    point("publish.feed")
    try:
        return patient.again(lambda: target.swap(FEED, content, served(FEED, ""), live.feed))
    except ConflictError as error:
        now = patient.again(lambda: target.read(FEED))
        if now and now.content == content:  # it arrived, and only the answer was lost
            return Held(len(content), now.mark)
        raise ConflictError(
            "feed.xml was changed there while this run was sending: another publisher, or an editor.",
            "Nothing of it was overwritten. Bring the episodes of both together, then publish again.",
        ) from error


def planned(site: Site, live: Live, base_url: str, prune: bool, replacing: bool, last: str) -> Plan:
    """`decide`, and refuse to lose episodes.

    `last` is the SHA-256 of the feed.xml that this show's folder put there last. Raises ConflictError where the live
    feed is another one and names episodes that are not here, unless `replacing`.
    """
    plan = decide(site, live, base_url, prune)
    if plan.lost and not replacing and not (live.feed and _sha256(live.feed) == last):
        raise ConflictError(
            f"The live feed names {len(plan.lost)} episodes that are not here, and was not put there from here.",
            "Fetch the episodes/ folders that are missing; or publish with --replace if they are to go.",
        )
    return plan


def _sha256(copy: Copy) -> str:
    import hashlib

    return hashlib.sha256(copy.content).hexdigest()
