"""Ten thousand made-up stories → the seconds and the memory that reading, merging and ranking them takes.

    python benchmarks/ranking.py [HOW MANY]

A tenth of them are reports of another one's event. The same stories on every machine.
"""

import itertools
import json
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from atlascast.collect import collect
from atlascast.config import Config
from atlascast.models import Pick, Story
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


def peak() -> float:
    """The most memory this program has held, in megabytes.

    Linux's own mark where there is one: ru_maxrss also counts what the process that started this one held.
    """
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    marks = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return (int(marks[0]) if marks else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


def _english(text: str) -> str:
    """The text with an English word before each of its own, so that it is taken for the show's language."""
    words = ("the", "government", "said", "that", "it", "was", "not", "in", "this", "week", "and", "people", "have")
    common = itertools.cycle(words)
    return " ".join(f"{next(common)} {word}" for word in text.split()) + "."


def read_and_rank(count: int) -> tuple[list[Pick], float, float]:
    """The picks, the seconds and the peak in megabytes, from a feed of the stories on the disk.

    They are read, known again, judged by language, merged and ranked. The memory holds
    this program's own making of the feed too.
    """
    rows = [
        {"id": one.id, "url": f"https://x.org/{one.id}", "title": one.title, "content_text": _english(one.text),
         "date_published": one.published.isoformat() if one.published else "", "tags": [one.section]}
        for one in stories(count)
    ]  # fmt: skip
    show = {"title": "T", "newsroom": "N", "description": "d", "email": "a@b.org", "base_url": "https://x.org/"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feed.json"
        path.write_text(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": rows}))
        fetch = {"max_megabytes": 200}
        config = Config.model_validate({"show": show, "sources": [{"location": str(path)}], "fetch": fetch})
        began = time.perf_counter()
        collected = collect(config, "all", START + timedelta(days=14))
        picks = rank(collected, config)
    return picks, time.perf_counter() - began, peak()


if __name__ == "__main__":
    made, spent, memory = read_and_rank(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    merged = sum(len(pick.merged) for pick in made)
    print(f"{len(made)} stories, {merged} merged, read and ranked in {spent:.1f} s; peak {memory:.0f} MB")
