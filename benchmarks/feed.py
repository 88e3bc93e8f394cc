"""How long publishing takes by the number of episodes: from nothing, again with nothing new, and after one more week.

    python benchmarks/feed.py 500 5000

Records and sidecars are written first, without audio, as an archive in git holds them; ten tracks an episode.
"""

import shutil
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from archives import add_episode, config_in

from atlascast.publish import publish
from atlascast.publish.art import look
from atlascast.publish.entries import entries
from atlascast.publish.feeds import build
from atlascast.publish.public import Public
from atlascast.store import Store
from atlascast.week import monday


def main() -> None:
    """Print a row of seconds for each number of episodes asked for."""
    print("episodes  feeds  all pages  nothing new  one week more   feed.xml")
    for count in map(int, sys.argv[1:] or ["500"]):
        folder = Path(tempfile.mkdtemp(prefix="atlascast-feed-"))
        try:
            print(row(folder, count))
        finally:
            shutil.rmtree(folder)


def row(folder: Path, count: int) -> str:
    """Seconds for an archive of so many weeks."""
    config = config_in(folder)
    store, first = Store(config.out), monday("1925-W01")
    weeks = [(first + timedelta(weeks=index)).isocalendar() for index in range(count + 1)]
    names = [f"{year}-W{week:02d}" for year, week, _ in weeks]
    for number, name in enumerate(names[:-1], 1):
        add_episode(config, name, number)
        shutil.rmtree(store.folder(name) / "tracks")
        (store.folder(name) / "edition.mp3").unlink()
    public = Public(store.public)
    told, (seen, _) = entries(store.records(), store, config.show.base_url), look(config, public)
    feeds = timed(lambda: build(config, told, seen, "9b024349-ccf0-5f69-a609-6b82873eab3c", public))
    whole, again = (timed(lambda: publish(config, store, quiet)) for _ in range(2))
    add_episode(config, names[-1], count + 1)
    more = timed(lambda: publish(config, store, quiet))
    size = (store.public / "feed.xml").stat().st_size
    return f"{count:8} {feeds:6.2f} {whole:10.2f} {again:12.2f} {more:14.2f}   {size / 1e6:.2f} MB"


def quiet(step: str, done: float, total: float) -> None:
    """No progress is shown."""


def timed(work: object) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
