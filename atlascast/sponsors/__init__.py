"""Picks and campaigns → reads at their places, each with its reason; the ledger of what was delivered.

campaigns.py       what an advertiser ordered: every key of sponsors.toml
reading.py         sponsors.toml → campaigns, every mistake at once with its line
sensitivity.py     a story → its sensitive classes (sensitivity.*.toml: the words of a language)
gaps.py            the running order → gaps, and for each campaign whether a gap suits
flights.py         weeks and flights → days
outlook.py         reads owed and weeks left → which goals are at stake
pacing.py          what was delivered → which campaigns are due
searching.py       what reads are worth in each gap → the best set of them
placing.py         gaps and due campaigns → the most valuable plan that breaks no rule
holding.py         an edition's reads and its stories as they are now → where they may stand, and what is amiss
telling.py         a plan → plain values that an outside program can check
checking.py        a file and a week → all that is wrong or cannot work
ledger.py          episode records → proof of play; ordered, delivered, owed
"""

from atlascast.sponsors.campaigns import Campaign, Copy, schema
from atlascast.sponsors.checking import check, strangers
from atlascast.sponsors.holding import amiss, hold, undisclosed
from atlascast.sponsors.ledger import report, to_csv
from atlascast.sponsors.placing import Plan, place, plan
from atlascast.sponsors.reading import load
from atlascast.sponsors.sensitivity import doubtful
from atlascast.sponsors.telling import to_json

__all__ = [
    "Campaign",
    "Copy",
    "Plan",
    "amiss",
    "check",
    "doubtful",
    "hold",
    "load",
    "place",
    "plan",
    "report",
    "schema",
    "strangers",
    "to_csv",
    "to_json",
    "undisclosed",
]
