"""A year of made-up news and twenty campaigns → how many reads each got against its order, and the time it took.

    python benchmarks/sponsor_year.py

52 editions of ten stories, a third of them grave; nothing is narrated. The same on every machine.
"""

import random
import time
from datetime import UTC, date, datetime, timedelta

from atlascast.models import Delivered, Episode, Pick, Story
from atlascast.sponsors import Campaign, place, report
from atlascast.sponsors.flights import sunday

FIRST = date(2024, 1, 1)
SECTIONS = ("World", "Africa", "Asia", "Europe", "Business", "Culture", "Travel", "Science")
CATEGORIES = ("air travel", "banking", "books", "insurance", "cars", "food", "software", "energy")
KINDS = {
    "death": "Gunfire killed four people at a wedding, and doctors treated the wounded through the night.",
    "war": "Artillery shelled the town for a third day while rebels held the bridge.",
    "disaster": "The earthquake brought down a school and a dam, and rescue teams search the rubble.",
    "crime": "A court sentenced the banker to nine years in prison for fraud.",
    "politics": "The coalition lost the election by two seats, and parliament meets on Monday.",
    "health": "An outbreak of cholera closed the schools in two districts.",
    "calm": "Bakers, painters and the makers of clocks showed their work at the fair by the river.",
}


def edition(luck: random.Random, week: str) -> list[Pick]:
    """Ten stories in running order."""
    picks = []
    for number in range(1, 11):
        kind = luck.choice(list(KINDS) + ["calm"] * 6)
        story = Story(f"{week}-{number}", "", f"Report {number}", KINDS[kind], section=luck.choice(SECTIONS))
        picks.append(Pick(story, number, 0.5, {}, True, "made up."))
    return picks


def orders(luck: random.Random) -> list[Campaign]:
    """Twenty campaigns with flights of 6 to 52 weeks that together order four fifths of the year's reads."""
    weights = [luck.uniform(0.5, 1.5) for _ in range(20)]
    found = []
    for number, weight in enumerate(weights):
        length = luck.choice((6, 10, 13, 26, 52))
        start = FIRST + timedelta(weeks=luck.randrange(53 - length))
        goal = max(1, min(length, round(0.8 * 104 * weight / sum(weights))))
        found.append(
            Campaign.model_validate(
                {
                    "id": f"campaign-{number:02d}",
                    "advertiser": f"Advertiser {number:02d}",
                    "category": luck.choice(CATEGORIES),
                    "copy": [{"text": "A few good words."}, {"text": "Some other words."}],
                    "disclosure": "This part is sponsored.",
                    "start": start,
                    "end": start + timedelta(weeks=length) - timedelta(days=1),
                    "goal": goal,
                    "priority": luck.choice((4, 5, 5, 5, 6)),
                    "exclusive": number % 10 == 0,
                    "avoid": {"classes": luck.sample(list(KINDS)[:6], luck.randrange(1, 4))},
                    "seek": [luck.choice(SECTIONS)],
                }
            )
        )
    return found


def year() -> tuple[list[Campaign], list[Episode], float]:
    """The campaigns, the ledger after 52 weeks, and the seconds that placing took."""
    luck = random.Random(1)
    campaigns = orders(luck)
    ledger: list[Episode] = []
    spent = 0.0
    for number in range(52):
        day = FIRST + timedelta(weeks=number)
        week = f"{day.isocalendar().year}-W{day.isocalendar().week:02d}"
        picks = edition(luck, week)
        began = time.perf_counter()
        reads = place(picks, campaigns, week, ledger)
        spent += time.perf_counter() - began
        plays = tuple(Delivered(r.campaign, r.advertiser, 0.0, 15.0, r.url, r.copy) for r in reads)
        when = datetime.combine(sunday(week), datetime.min.time(), UTC)
        ledger.append(Episode(week, number + 1, week, week, "", when, "", 0, 0.0, "", -16.0, -1.0, (), (), plays))
    return campaigns, ledger, spent


def main() -> None:
    """Print delivery against order."""
    campaigns, ledger, spent = year()
    rows = report(campaigns, ledger, ledger[-1].week)["campaigns"]
    print(f"{'campaign':12} {'flight':24} {'ordered':>7} {'given':>6} {'owed':>5}")
    for row in rows:
        flight = f"{row['start']} – {row['end']}"
        print(f"{row['campaign']:12} {flight:24} {row['ordered']:7} {row['delivered']:6} {row['make_goods']:5}")
    ordered, given = (sum(row[key] for row in rows) for key in ("ordered", "delivered"))
    print(f"{given} of {ordered} reads given in {len(ledger)} weeks by {len(campaigns)} campaigns, {spent:.2f} s")


if __name__ == "__main__":
    main()
