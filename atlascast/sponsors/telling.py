"""A plan → plain values, in which an outside program can check each hard rule (docs/sponsors.md tells every key)."""

from collections.abc import Sequence
from typing import Any

from atlascast.models import Story
from atlascast.sponsors.campaigns import Campaign
from atlascast.sponsors.flights import sunday
from atlascast.sponsors.gaps import Gap
from atlascast.sponsors.placing import Plan
from atlascast.sponsors.searching import clash
from atlascast.sponsors.sensitivity import classes, closed, doubtful, evidence, shown


def to_json(made: Plan) -> dict[str, Any]:
    """The stories told, every gap with its stories and their classes, and for every campaign its places or why not."""
    campaigns = made.campaigns
    stories = {story.id: story for gap in made.gaps for story in (gap.before, gap.after) if story}
    return {
        "week": made.week,
        "dated": sunday(made.week).isoformat(),
        "programme": {
            "reads": min((campaign.rules.reads for campaign in campaigns), default=0),
            "apart": max((campaign.rules.apart for campaign in campaigns), default=0),
        },
        "stories": [_side(story) | {"text": story.text, "found": evidence(story)} for story in stories.values()],
        "gaps": [_gap(made, gap, campaigns) for gap in made.gaps],
        "campaigns": [_campaign(made, campaign) for campaign in campaigns],
        "proven": made.proven,
        "warnings": doubtful(stories.values()),
    }


def _side(story: Story) -> dict[str, Any]:
    return {
        "id": story.id,
        "title": story.title,
        "section": story.section,
        "tags": shown(story),
        "classes": list(classes(story)),
        "noads": closed(story),
    }


def _gap(made: Plan, gap: Gap, campaigns: Sequence[Campaign]) -> dict[str, Any]:
    read = next((read for place, read in zip(made.places, made.reads, strict=True) if place == gap.place), None)
    suits = [campaign.advertiser for campaign in campaigns if not _unfit(made, gap, campaign)]
    if gap.closed:
        empty = "Closed: a story beside it takes no ads."
    elif suits:
        empty = f"No read: open to {', '.join(suits)}, who say why not."
    else:
        empty = "No read: it suits no campaign."
    return {
        "gap": gap.place,
        "slot": gap.slot,
        "before": gap.before and _side(gap.before),
        "after": gap.after and _side(gap.after),
        "beside": [story.id for story in gap.beside],
        "classes": list(gap.classes),
        "closed": gap.closed,
        "campaign": read and read.campaign,
        "reason": read.reason if read else empty,
        "campaigns": [
            {
                "campaign": one.id,
                "suits": not _unfit(made, gap, one),
                "placed": bool(read and read.campaign == one.id),
                "reason": _why(made, gap, one),
            }
            for one in campaigns
        ],
    }


def _unfit(made: Plan, gap: Gap, campaign: Campaign) -> str:
    """Why a gap does not suit a campaign, whatever else is read; "" where it does."""
    return made.against[campaign.id].get(gap.place) or made.standings[campaign.id].obstacle


def _why(made: Plan, gap: Gap, campaign: Campaign) -> str:
    """Why a campaign is read in this gap, or why not."""
    reads = list(zip(made.places, made.reads, strict=True))
    own = [place for place, read in reads if read.campaign == campaign.id]
    if gap.place in own:
        return next(read.reason for place, read in reads if place == gap.place)
    if reason := _unfit(made, gap, campaign) or made.standings[campaign.id].waits:
        return reason
    if len(own) >= made.standings[campaign.id].room:
        return f"it is read in gap {' and '.join(map(str, own))}, where it is worth more"
    if not campaign.rules.reads:
        return "[programme] allows no reads"
    known = {read.campaign: other for _, read in reads for other in made.campaigns if other.id == read.campaign}
    clashes = (clash(campaign, gap.place, known[read.campaign], place) for place, read in reads)
    return next(filter(None, clashes), "") or "what is read elsewhere is worth more"


def _campaign(made: Plan, campaign: Campaign) -> dict[str, Any]:
    standing = made.standings[campaign.id]
    placed = [
        {
            "gap": place,
            "slot": read.slot,
            "after": read.after,
            "reason": read.reason,
            "copy": read.copy,
            "audio": read.audio,
        }
        for place, read in zip(made.places, made.reads, strict=True)
        if read.campaign == campaign.id
    ]
    return {
        "campaign": campaign.id,
        "advertiser": campaign.advertiser,
        "placed": placed,
        "reason": placed[0]["reason"] if placed else made.passed[campaign.id],
        "ordered": campaign.goal,
        "delivered": standing.given,
        "due": standing.due,
        "against": [
            {"gap": gap.place, "reason": reason}
            for gap in made.gaps
            if (reason := _unfit(made, gap, campaign))
        ],
    }
