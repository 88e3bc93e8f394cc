"""What each rule of extraction earns: F1 with it less F1 without it, over the corpus and the tests' pages.

    python benchmarks/ablation.py [CORPUS]

Every family of rules in atlascast/collect/data, and every step that is code, is left out in turn, in a process of its
own. A row gives what the mean and the lowest page lose (negative: the rule costs), and the page that loses most. CORPUS
as in extraction.py; where it is absent, only the tests' pages are read.
"""

import os
import sys
import tomllib
from collections.abc import Callable
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]

from atlascast import patterns  # noqa: E402  # found by the path above

TABLES = ("phrases", "pictures", "telling", "ends", "walls", "bios", "classes", "embeds")
STEPS: dict[str, tuple[str, str, Callable[..., Any]]] = {
    "embeds and quotations": ("embeds", "settle", lambda root: None),
    "paragraphs, opening, subtitle": ("laid", "out", lambda root: None),
    "boxes": ("boxes", "drop", lambda root, total: None),
    "pruning": ("prune", "_doubtful", lambda node: False),
    "told again": ("retold", "drop", lambda found: found),
    "live entries": ("live", "blocks", lambda tree, text: []),
    "declared body": ("declared", "body", lambda text: []),
    "declared page": ("declared", "shown", lambda text, least: ""),
    "menu up to the headline": ("body", "headed", lambda found, title: found),
    "lines around the text": ("body", "led", lambda found: found),
    "furniture": ("furniture", "is_furniture", lambda text: False),
    "captions": ("furniture", "is_caption", lambda text, credited=False: False),
    "title told again": ("furniture", "same", lambda one, other: False),
    "author and firm below": ("tail", "cut", lambda found, author: found),
    "corrections elsewhere": ("page", "_mended", lambda tree, blocks: iter(())),
    "lists of cards": ("cards", "lists", lambda text, body: False),
}
"""A step's name → its module in atlascast.collect, the function, and what stands in for it."""


def families() -> list[str]:
    """Every family as "table/family"."""
    folder = Path(__file__).resolve().parents[1] / "atlascast/collect/data"  # not by load: it would import the room
    loaded = ((table, tomllib.loads((folder / f"{table}.toml").read_text(encoding="utf-8"))) for table in TABLES)
    return [f"{table}/{name}" for table, found in loaded for name in found if name != "parts"]


def scores(corpus: str, without: str) -> dict[str, float]:
    """F1 by page, without one family or step ("" for none). To be run in a fresh process."""
    _leave_out(without)
    import extraction

    if without in STEPS:
        module, name, instead = STEPS[without]
        setattr(import_module(f"atlascast.collect.{module}"), name, instead)
    found: dict[str, float] = {}
    if (Path(corpus) / "manifest.tsv").is_file():
        for kind in ("html", "text"):
            found |= {name: score for name, score, _ in extraction.pages(Path(corpus), kind)}
    return found | _styles()


def _shared() -> Path:
    """The corpus, found without loading what reads the tables."""
    shared = os.environ.get("ATLASCAST_SHARED") or str(Path(__file__).resolve().parents[2] / "shared")
    return Path(shared) / "corpus"


def _styles() -> dict[str, float]:
    """F1 of the tests' pages; an `x.txt` opens with the fields, then the paragraphs follow."""
    import extraction

    from atlascast.collect import extract
    from atlascast.errors import AtlascastError

    found = {}
    for page in sorted((Path(__file__).resolve().parents[1] / "tests/data/collect/styles").glob("*.html")):
        gold = page.with_suffix(".txt").read_text().partition("\n\n")[2]
        try:
            found[page.name] = extraction.f1(extract(page.read_bytes(), str(page)).text, gold)
        except AtlascastError:
            found[page.name] = 0.0
    return found


def _leave_out(without: str) -> None:
    """Have the tables loaded without a family's rules, before anything has loaded them."""
    load = patterns.load

    def left(package: str, name: str, given: Any = None) -> dict[str, patterns.Family]:
        table = load(package, name, given)
        family = without.removeprefix(f"{Path(name).name}/")
        if without.startswith(f"{Path(name).name}/") and family in table:
            full = table[family]
            table[family] = patterns.Family(full.name, full.about, full.at, full.case, (), full.traits)
        return table

    patterns.load = left


def _one(job: tuple[str, str]) -> dict[str, float]:
    return scores(*job)


def main() -> None:
    """Print the table, what earns most first."""
    corpus, names = sys.argv[1] if sys.argv[1:] else str(_shared()), ["", *families(), *STEPS]
    for heavy in ("trafilatura", "dateparser"):
        import_module(heavy)  # once, and not in every process; what reads the tables is left to each
    with get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        whole, *others = pool.map(_one, [(corpus, name) for name in names], chunksize=1)
    mean, least = sum(whole.values()) / len(whole), min(whole.values())
    print(f"{len(whole)} pages, mean F1 {mean:.4f}, lowest {least:.3f}\n\nloss of mean, of lowest, worst page")
    rows = [(mean - sum(one.values()) / len(one), least - min(one.values()), name, one)
            for name, one in zip(names[1:], others, strict=True)]  # fmt: skip
    for lost, lowest, name, one in sorted(rows, key=lambda row: -row[0]):
        page = max(one, key=lambda page: whole[page] - one[page])
        told = f"{page} {whole[page] - one[page]:+.3f}" if abs(whole[page] - one[page]) > 1e-9 else ""
        print(f"{lost:+.4f} {lowest:+.3f}  {name:<32} {told}")


if __name__ == "__main__":
    main()
