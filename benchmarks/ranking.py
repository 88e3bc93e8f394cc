"""Ten thousand made-up stories → the seconds and the memory that merging and ranking them takes.

    python benchmarks/ranking.py [HOW MANY]

A tenth of them are reports of another one's event. The same stories on every machine.
"""

import itertools
import random
import resource
import sys
import time
from datetime import UTC, datetime, timedelta

from atlascast.config import Config
from atlascast.models import Collected, Pick, Story
from atlascast.rank import rank

START = datetime(2024, 3, 4, tzinfo=UTC)


def stories(count: int) -> list[Story]:
    """Texts of 300 words drawn from 30,000 as a language draws its own (Zipf)."""
    luck = random.Random(3)
    words = ["".join(luck.choices("abcdefghijklmnopqrstuvwxyz", k=6)) for _ in range(30_000)]
    often = list(itertools.accumulate(1 / (place + 5) for place in range(len(words))))
    found: list[Story] = []
    for number in range(count):
        title, text = (" ".join(luck.choices(words, cum_weights=often, k=size)) for size in (8, 300))
        moment = START + timedelta(seconds=luck.randrange(7 * 86_400))
        if number % 10 == 9:
            other = luck.choice(found[-500:])
            known = other.text.split()
            luck.shuffle(known)
            title, text = f"{other.title} update", " ".join(known[:250]) + text[:400]
            moment = (other.published or START) + timedelta(hours=3)
        author, views = f"Author {luck.randrange(50)}", float(luck.randrange(1000))
        found.append(
            Story(str(number), "", title, text, moment, author=author, section=luck.choice("ABCDE"), popularity=views)
        )
    return found


def run(count: int) -> tuple[list[Pick], float, float]:
    """The picks, the seconds that ranking took, and the process's peak memory in megabytes."""
    show = {"title": "T", "newsroom": "N", "description": "d", "email": "a@b.org", "base_url": "https://x.org/"}
    config = Config.model_validate({"show": show, "sources": [{"location": "none"}]})
    collected = Collected("2024-W10", tuple(stories(count)))
    began = time.perf_counter()
    picks = rank(collected, config)
    seconds = time.perf_counter() - began
    return picks, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    made, spent, memory = run(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    merged = sum(len(pick.merged) for pick in made)
    print(f"{len(made)} stories, {merged} merged, ranked in {spent:.1f} s; peak {memory:.0f} MB")
