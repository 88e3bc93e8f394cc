"""How much of an article is found, and nothing else: tables over a corpus of pages, copied texts, feeds and dates.

    python benchmarks/extraction.py [CORPUS]

CORPUS (default: the environment's ATLASCAST_SHARED, else ../shared, with corpus/ below it) holds manifest.tsv (file
and gold), feeds_expected.tsv and dates/*.tsv. F1 is over bags of lower-case words, as in the usual comparisons of
article extractors (Bevendorff et al., "An Empirical Comparison of Web Content Extraction Algorithms", SIGIR 2023).
"""

import csv
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from atlascast.collect import clean, dates, discover, extract, language
from atlascast.collect.fetch import Web
from atlascast.collect.item import TEASER_WORDS
from atlascast.collect.seam import Span
from atlascast.config import Config, Show, Source
from atlascast.errors import AtlascastError
from atlascast.models import SetAside, Story


def corpus(named: str = "") -> Path:
    """The corpus's folder; it need not exist."""
    shared = os.environ.get("ATLASCAST_SHARED") or str(Path(__file__).resolve().parents[2] / "shared")
    return Path(named or shared) if named else Path(shared) / "corpus"


def f1(found: str, gold: str) -> float:
    """Harmonic mean of precision and recall over the words of both, 0-1."""
    mine, theirs = (Counter(re.findall(r"\w+", text.lower())) for text in (found, gold))
    both = (mine & theirs).total()
    return 2 * both / max(1, mine.total() + theirs.total())


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def pages(folder: Path, kind: str) -> list[tuple[str, float, str]]:
    """Name, F1 and what differs for every page of the kind (html or text) that has a gold text."""
    found = []
    for row in _rows(folder / "manifest.tsv"):
        if row["file"].startswith(f"{kind}/") and row.get("gold"):
            gold = (folder / row["gold"]).read_text()
            try:
                text = extract((folder / row["file"]).read_bytes(), row["file"]).text
                found.append((row["file"], f1(text, gold), differs(text, gold)))
            except AtlascastError as error:
                found.append((row["file"], 0.0, f"({error.message})"))
    return found


def differs(found: str, gold: str) -> str:
    """Runs of words that only one of the two has, longest first: + is too much, - is missing."""
    mine, theirs = (re.findall(r"\w+", text) for text in (found, gold))
    runs: list[tuple[str, list[str]]] = []
    for name, one, two, three, four in SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes():
        if name != "equal":
            runs += [("-", theirs[one:two]), ("+", mine[three:four])]
    shown = sorted((run for run in runs if run[1]), key=lambda run: -len(run[1]))[:3]
    return "; ".join(f"{mark}{len(run)} {' '.join(run[:8])!r}" for mark, run in shown)


def feeds(folder: Path) -> list[tuple[str, list[int], list[int], str]]:
    """Name, expected and found counts (items, full, dated, published posts) of every feed, and an error's words."""
    found = []
    for row in _rows(folder / "feeds_expected.tsv"):
        wanted = [int(row[name] or 0) for name in ("items", "with_full_content", "with_parsed_date")]
        posts = row["published_posts(wxr)"]
        config = _config(folder / "feeds" / row["file"])
        said = ""
        items: list[Story | SetAside] = []
        with Web(config) as web:
            try:
                items = discover.read(web, config.sources[0].location, "auto", Span())
            except AtlascastError as error:
                said = error.message.partition(": ")[2][:50] or "no feed"
        stories = [one for one in items if isinstance(one, Story)]
        got = [len(items), sum(one.full for one in stories), sum(one.published is not None for one in stories)]
        said = said or _why(items)
        if posts:
            wanted.append(int(posts))
            got.append(len(stories))
        found.append((row["file"], wanted, got, said))
    return found


def _why(items: list[Story | SetAside]) -> str:
    """Why items are not told, commonest first."""
    reasons = Counter(one.reason for one in items if isinstance(one, SetAside))
    short = [clean.count(one.text) < TEASER_WORDS for one in items if isinstance(one, Story) and not one.full]
    reasons[f"a teaser: a link and under {TEASER_WORDS} words"] = sum(short)
    reasons["a teaser: its text breaks off"] = len(short) - sum(short)
    return "; ".join(f"{count} × {reason}" for reason, count in reasons.most_common(4) if count)


def _config(location: Path) -> Config:
    show = Show(title="x", newsroom="x", description="x", email="x@example.org", base_url="https://example.org/")
    return Config(show=show, sources=(Source(location=str(location)),))


def odd_dates(folder: Path) -> tuple[int, list[tuple[str, str, str]]]:
    """How many dates are read as expected, and the others: as written, expected, found."""
    good, wrong = 0, []
    for path in sorted((folder / "dates").glob("*.tsv")):
        for row in _rows(path):
            moment = dates.parse(row["input"])
            got = moment.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20) if moment else "NONE"
            if got == row["expected_utc"]:
                good += 1
            else:
                wrong.append((row["input"], row["expected_utc"], got))
    return good, wrong


def unharmed(folder: Path) -> tuple[int, list[str]]:
    """How many files are read or refused with a reason, and those that end otherwise."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    broken = []
    for path in files:
        config = _config(path)
        with Web(config) as web:
            try:
                for one in discover.read(web, str(path), "auto", Span()):
                    language.detect(one.text if isinstance(one, Story) else one.reason)
            except AtlascastError:
                continue
            except Exception as error:  # noqa: BLE001  # counting what must never happen
                broken.append(f"{path.name}: {error!r}")
    return len(files), broken


def main() -> None:
    """Print the tables."""
    folder = corpus(*sys.argv[1:2])
    if not (folder / "manifest.tsv").is_file():
        raise SystemExit(f"There is no corpus at {folder}.")
    for kind in ("html", "text"):
        start, table = time.process_time(), pages(folder, kind)
        spent = time.process_time() - start
        for place, (name, score, why) in enumerate(sorted(table, key=lambda row: row[1])):
            print(f"{score:.3f}  {name:<36} {why if place < 10 else ''}")
        scores = [row[1] for row in table]
        mean = sum(scores) / len(scores)
        print(f"{kind}: {len(table)} pages, mean F1 {mean:.4f}, lowest {min(scores):.3f}, {spent:.1f} s of processor\n")
    for name, wanted, got, said in feeds(folder):
        print(f"{'same' if wanted == got else 'DIFF'}  {name:<52} wanted {wanted} found {got} {said}")
    good, wrong = odd_dates(folder)
    print(f"\ndates: {good} as expected, {len(wrong)} not")
    for written, expected, got in wrong:
        print(f"      {written!r}: expected {expected}, found {got}")
    count, broken = unharmed(folder)
    print(f"\nfiles: {count} read or refused with a reason, {len(broken)} broken", *broken, sep="\n      ")


if __name__ == "__main__":
    main()
