"""Story → Pick: merge what tells the same event, score, choose, put in order, and say why.

    ranking.py  the order of the steps, and a sentence for every story
    words.py    a story → its weighed words, names and numbers
    languages.py  a language → its common words and the stems of its words
    recall.py   a story → what it speaks of as known
    same.py     stories → events
    onward.py   stories → the told ones of earlier weeks that they go on with
    views.py    a statistics export → how often each page was read
    score.py    events → named parts, 0-1
    asked.py    leads, pins and blocks → the events they name
    again.py    earlier episodes → what was told before, and what has moved on
    choose.py   scores and rules → what is told, with a reason for every one
    near.py     what nearly was told → the setting that would have brought it in
    order.py    what is told → the running order
"""

from atlascast.rank.asked import unmet
from atlascast.rank.near import NEAR_MISSES
from atlascast.rank.ranking import rank

__all__ = ["NEAR_MISSES", "rank", "unmet"]
