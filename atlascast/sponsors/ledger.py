"""Episode records → what was delivered: proof of play, and for each campaign ordered, given, owed.

Everything comes from the records alone. A read that a correction took out has the day of that as `withdrawn`
in its episode's record: the proof stays, but it counts as not given, and is owed at once.
"""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from atlascast.models import Episode
from atlascast.sponsors.campaigns import Campaign
from atlascast.sponsors.flights import sunday
from atlascast.sponsors.pacing import due

EXCERPT = 120
"""Characters of a read's words that a proof quotes."""
_RUN = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def report(campaigns: Sequence[Campaign], episodes: Sequence[Episode], week: str) -> dict[str, Any]:
    """{"week", "campaigns": […], "plays": […]} as of the edition of a week; plain values, ready for JSON.

    A campaign's `pace` is what was given less what is due; `make_goods` is what is owed after its flight, and before
    its end what was withdrawn and not made good.
    Campaigns that are only in the records are listed too, with `known` false.
    """
    plays = [
        play
        for episode in sorted(episodes, key=lambda episode: (episode.week, episode.number))
        if episode.week <= week
        for play in _plays(episode)
    ]
    stood, lost = (
        Counter(play["campaign"] for play in plays if bool(play["withdrawn"]) is gone) for gone in (False, True)
    )
    rows = [
        _standing(campaign, stood[campaign.id], lost[campaign.id], week) | _voice(campaign, plays)
        for campaign in campaigns
    ]
    known = {campaign.id for campaign in campaigns}
    names = {play["campaign"]: play["advertiser"] for play in plays}
    rows += [_gone(name, names[name], stood[name], lost[name]) for name in sorted(names) if name not in known]
    return {"week": week, "campaigns": rows, "plays": plays}


def _plays(episode: Episode) -> list[dict[str, Any]]:
    return [
        {
            "campaign": read.campaign,
            "advertiser": read.advertiser,
            "week": episode.week,
            "episode": episode.number,
            "guid": episode.guid,
            "published": episode.published.isoformat(),
            "start": read.start,
            "seconds": read.seconds,
            "lufs": read.lufs,
            "sha256": read.sha256,
            "edition_lufs": episode.lufs if read.edition_lufs is None else read.edition_lufs,
            "edition_sha256": read.edition_sha256 or episode.sha256,
            "withdrawn": read.withdrawn,
            "url": read.url,
            "text": read.text if len(read.text) <= EXCERPT else read.text[: EXCERPT - 1].rstrip() + "…",
        }
        for read in episode.reads
    ]


def _standing(campaign: Campaign, given: int, withdrawn: int, week: str) -> dict[str, Any]:
    pace = due(campaign, sunday(week))
    over = campaign.end is not None and sunday(week) >= campaign.end
    left = None if campaign.goal is None else max(0, campaign.goal - given)
    if left is None:
        owed = withdrawn
    elif over:
        owed = left
    else:
        owed = min(left, withdrawn)
    return {
        "campaign": campaign.id,
        "advertiser": campaign.advertiser,
        "start": campaign.start and campaign.start.isoformat(),
        "end": campaign.end and campaign.end.isoformat(),
        "ordered": campaign.goal,
        "delivered": given,
        "withdrawn": withdrawn,
        "remaining": left,
        "due": pace,
        "pace": None if pace is None else given - pace,
        "make_goods": owed,
        "known": True,
    }


def _voice(campaign: Campaign, plays: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The share of voice that was promised, and its part of all reads in its flight so far, None where it had none."""
    first, last = campaign.start or date.min, campaign.end or date.max
    names = [play["campaign"] for play in plays if not play["withdrawn"] and first <= sunday(play["week"]) <= last]
    return {"share": campaign.share, "shared": round(names.count(campaign.id) / len(names), 4) if names else None}


def _gone(name: str, advertiser: str, given: int, withdrawn: int) -> dict[str, Any]:
    """What the records alone say of a campaign, in the keys of the others."""
    counts = {"delivered": given, "withdrawn": withdrawn, "make_goods": withdrawn, "known": False}
    keys = ("start", "end", "ordered", "delivered", "withdrawn", "remaining", "due", "pace", "make_goods", "known")
    return {"campaign": name, "advertiser": advertiser, **dict.fromkeys((*keys, "share", "shared")), **counts}


def to_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """Campaigns or plays of a report as CSV with a heading; a cell that a spreadsheet would run is quoted as text."""
    out = io.StringIO()
    if rows:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(rows[0])
        writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_RUN) else value
