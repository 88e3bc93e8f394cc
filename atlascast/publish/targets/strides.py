"""A site and a target → the sites to be sent one after the other: usually that one alone.

Audio that was corrected and keeps its address cannot take it in the same moment as the feed tells its new length.
So it is first sent under a name of its own, with feeds that name that; then to its address, and the feeds as they are
to stay. Whoever reads a feed finds every file as long as it says, at any moment. The name of its own stays until
`--prune`, as somebody may just have read the feed that held it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from atlascast.publish.entries import named
from atlascast.publish.targets.local import Local, Site
from atlascast.publish.targets.plan import Live, Plan, replacing
from atlascast.store import write


def strides(here: Site, live: Live, base_url: str, folder: Path) -> list[Site]:
    """The sites in their order, `here` the last; `folder` is where feeds are written that stand for a moment."""
    moved = {name: named(name, here.files[name].sha256) for name in replacing(here, live)}
    if not moved:
        return [here]
    files = {moved.get(name, name): local for name, local in here.files.items()}
    feeds = {name: _elsewhere(text, moved, here, base_url) for name, text in here.feeds.items()}
    for name, text in feeds.items():
        if text != here.feeds[name]:
            write(folder / name, text)
            files[name] = Local(folder / name, len(text.encode()), hashlib.sha256(text.encode()).hexdigest())
    return [Site(files, feeds, here.withdrawn), here]


def _elsewhere(feed: str, moved: Mapping[str, str], here: Site, base_url: str) -> str:
    for old, new in moved.items():
        feed = feed.replace(f"{base_url}{old}?v={here.files[old].sha256[:8]}", f"{base_url}{new}")
    return feed


def foreseen(sites: Sequence[Site], plans: Sequence[Plan]) -> Plan:
    """What carrying out the plans will come to, each made from the target as it is now: no file is sent twice."""
    *before, last = plans
    if not before:
        return last
    (first,), (between, here) = before, sites
    again = [step for step in last.sends if between.files.get(step.name) != here.files[step.name]]
    return replace(last, steps=(*first.sends, *again, *last.removes))
