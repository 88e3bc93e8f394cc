"""Written → spoken pairs → how many atlascast says as the pair does, beside wetext and NeMo where installed.

    python benchmarks/spoken.py [PAIRS.tsv …] [--wrong]

Both are asked for nothing but what they do by themselves; `pip install wetext nemo_text_processing` brings them. The
last lines give the time to load and to say a sentence, and how many of the golden rules of sentence splitting hold.

A file is tab-separated, with a header: (source,) class, written, spoken. Default: the news set of the tests and, where
it is there, the open pairs of the shared folder (ATLASCAST_SHARED or ../shared/spoken/pairs.tsv). A written form with
several spoken ones counts once, and is right when any of them is said. Compared are the words: case, punctuation,
hyphens and the "and" inside numbers do not count. In the open pairs neither does what the sources disagree about among
themselves (EITHER, below): letters apart or together, "oh" or "zero", "minus" or "negative", "January fifth" or "the
fifth of January", a range's dash or "to", "x" or "times" or "by", a web address with or without its scheme.
`excluded.tsv` beside this file lists the open pairs that are not counted, by line, and why.
"""

import argparse
import json
import logging
import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from atlascast.spoken import load, say
from atlascast.text import sentences

HERE = Path(__file__).resolve().parent
NEWS = HERE.parent / "tests" / "data" / "spoken" / "news.tsv"
SHARED = Path(os.environ.get("ATLASCAST_SHARED", HERE.parents[1] / "shared")) / "spoken"
OPEN = SHARED / "pairs.tsv"
GOLDEN = SHARED / "sentence_split_golden_en_rules_test_cases.jsonl"


_NUMBER = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\w+teen|twenty|thirty|forty|fifty|sixty|seventy"
    "|eighty|ninety|hundred|thousand|million|billion"
)
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
EITHER = (
    (r"\b(?:https?|file) colon slash slash (?:slash )?", ""),
    (r"\bwww\b", "w w w"),
    (r"\boh\b", "zero"),
    (r"\bnegative\b", "minus"),
    (r"\bmisses\b", "missus"),
    (rf"\bthe (\w+(?: (?:first|second|third|\w+th))?) of ({_MONTH})\b", r"\2 \1"),
    (rf"\b({_NUMBER}) to (?=(?:{_NUMBER})\b)", r"\1 "),
    (r"\b(?:times|by|asterisk)\b", "x"),
    (r"\b(?:hashtag|number)\b", "hash"),
    (r"^one thousand\b", "thousand"),
    (r"\bthousand and\b", "thousand"),
    (rf"\b({_NUMBER})s\b", r"\1 s"),
    (r"\bsixes\b", "six s"),
    (r"\b(\w+)ties\b", r"\1ty s"),
    (r"(?<=ty)'s\b", " s"),
    (r"(?<!\w)'|'(?!\w)", ""),
)
"""What the sources of the open pairs disagree about: both sides are brought to one form before they are compared."""


def plain(text: str, apart: bool) -> str:
    """What of a spoken form is compared; `apart`: letters that stand together are not letters said apart."""
    if not apart:
        text = re.sub(r"\b[A-Z]{2,}(?=s?\b)", lambda letters: " ".join(letters[0]), text)
        text = re.sub(r"(?<=\b[A-Z]) (?=[A-Z](?:s|['’]s)?\b)", "", text)
    text = re.sub(r"[^\w\s'’%$]|_", " ", text.casefold()).replace("’", "'")
    if not apart:
        text = " ".join(text.split())
        for form, one in EITHER:
            text = re.sub(form, one, text)
    text = re.sub(r"\b(hundred|thousand|million|billion|dollars?|pounds?|euros?|pesos?) and (?=\w)", r"\1 ", text)
    return " ".join(text.split()).strip()


def pairs(path: Path) -> Iterator[tuple[int, str, str, str]]:
    """(line number, class, written, spoken) of a file; the source's name goes before the class where there is one."""
    rows = path.read_text(encoding="utf-8").split("\n")
    head = rows[0].split("\t")
    for number, row in enumerate(rows[1:], 2):
        if row.strip() and not row.startswith("#"):
            cells = dict(zip(head, row.split("\t"), strict=True))
            name = "/".join(filter(None, (cells.get("source"), cells["class"])))
            yield number, name, cells["written"], cells["spoken"]


def excluded(path: Path) -> dict[int, str]:
    """Line number → why a pair of the file is not counted."""
    table = HERE / "excluded.tsv"
    if path.name != "pairs.tsv" or not table.is_file():
        return {}
    rows = [row.split("\t") for row in table.read_text(encoding="utf-8").splitlines()[1:] if row and row[0] != "#"]
    return {int(row[0]): row[1] for row in rows}


def measure(path: Path, speak: Callable[[str], str], wrong: bool) -> tuple[Counter[str], Counter[str], float]:
    """(right per class, all per class, seconds a form)."""
    left_out = excluded(path)
    apart = path.name != OPEN.name
    asked: dict[tuple[str, str], list[str]] = defaultdict(list)
    gone: set[tuple[str, str]] = set()
    for number, name, written, spoken in pairs(path):
        form = name.split(":")[0], written
        asked[form].append(spoken)
        if number in left_out:
            gone.add(form)
    for form in gone:
        del asked[form]
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    began = time.perf_counter()
    for (name, written), wanted in asked.items():
        got = speak(written)
        good = plain(got, apart) in {plain(each, apart) for each in wanted}
        right[name] += good
        total[name] += 1
        if wrong and not good:
            print(f"  {name}: {written!r}\n     said {got!r}\n     want {wanted[0]!r}")
    return right, total, (time.perf_counter() - began) / max(1, len(asked))


def wetext() -> Callable[[str], str] | None:
    """wetext's normaliser, or None where it is not installed."""
    try:
        from wetext import Normalizer
    except ImportError:
        return None
    normalizer = Normalizer(lang="en", operator="tn")

    def speak(text: str) -> str:
        try:
            return str(normalizer.normalize(text))
        except Exception as error:  # noqa: BLE001  # a rival's crash on a form counts as a miss
            return f"[{error}]"

    return speak


def nemo() -> Callable[[str], str] | None:
    """NeMo's normaliser, or None where it is not installed; building its grammars takes it half a minute."""
    try:
        from nemo_text_processing.text_normalization.normalize import Normalizer
    except ImportError:
        return None
    logging.disable(logging.INFO)
    normalizer = Normalizer(input_case="cased", lang="en")

    def speak(text: str) -> str:
        try:
            return str(normalizer.normalize(text, verbose=False))
        except Exception as error:  # noqa: BLE001  # as above
            return f"[{error}]"

    return speak


def golden_rules(path: Path) -> tuple[int, int]:
    """(right, all) of the golden rules of sentence splitting in a file of JSON lines."""
    cases = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines() if row.strip()]
    right = sum(sentences(case["text"]) == [each.strip() for each in case["sentences"]] for case in cases)
    return right, len(cases)


def figures() -> None:
    """Print the time to load, the time a sentence takes after that, and the golden rules where they are there."""
    began = time.perf_counter()
    load(None)
    say("", load(None))
    print(f"load {time.perf_counter() - began:.2f} s", end="; ")
    lexicon = load(None)
    texts = [written for _, _, written, _ in pairs(NEWS)]
    began = time.perf_counter()
    for text in texts:
        say(text, lexicon)
    print(f"a sentence of the news set {(time.perf_counter() - began) / len(texts) * 1000:.2f} ms")
    if GOLDEN.is_file():
        right, of = golden_rules(GOLDEN)
        print(f"golden rules of sentence splitting: {right} of {of}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--wrong", action="store_true", help="print every pair that is said otherwise")
    options = parser.parse_args()
    figures()
    lexicon = load(None)
    rivals = {"wetext": wetext(), "NeMo": nemo()}
    for path in options.files or [path for path in (NEWS, OPEN) if path.is_file()]:
        right, total, seconds = measure(path, lambda text: say(text, lexicon).spoken, options.wrong)
        theirs = {name: measure(path, each, False)[0] for name, each in rivals.items() if each}
        print(f"{path.name}: {len(excluded(path))} pairs left out, {seconds * 1000:.2f} ms a form")
        print(f"{'class':28}{'pairs':>6}{'atlascast':>11}" + "".join(f"{name:>15}" for name in rivals))
        for name in [*sorted(total), None]:
            n, ours = (total[name], right[name]) if name else (total.total(), right.total())
            others = ""
            for rival in rivals:
                found = theirs.get(rival)
                share = f"{(found[name] if name else found.total()) / n:.1%}" if found is not None else "not installed"
                others += f"{share:>15}"
            print(f"{name or 'all':28}{n:6}{ours / n:11.1%}{others}")


if __name__ == "__main__":
    sys.exit(main())
