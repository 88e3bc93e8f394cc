"""Pages as publishing systems make them, from a ministry's press office to a messenger's export, with what is told.

Each `x.html` of tests/data/collect/styles has an `x.txt`: title, author and moment, then the article's paragraphs.
"""

import re
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from atlascast.collect import extract

STYLES = sorted((Path(__file__).parent / "data/collect/styles").glob("*.html"))
LEAST = 0.98
"""F1 over bags of words; datelines stay in what `extract` gives, and the told text leaves them out."""


def gold(page: Path) -> tuple[dict[str, str], list[str]]:
    head, *paragraphs = page.with_suffix(".txt").read_text().strip().split("\n\n")
    fields = dict(row.split(":", 1) for row in head.split("\n"))
    return {name: value.strip() for name, value in fields.items()}, paragraphs


@pytest.mark.parametrize("page", STYLES, ids=lambda page: page.stem)
def test_a_page_of_any_style_gives_its_article_title_author_and_moment(page: Path) -> None:
    fields, paragraphs = gold(page)
    told = extract(page.read_bytes(), str(page))
    mine, theirs = (Counter(re.findall(r"\w+", text.lower())) for text in (told.text, " ".join(paragraphs)))
    assert 2 * (mine & theirs).total() / (mine.total() + theirs.total()) >= LEAST
    rows = told.text.split("\n\n")
    assert [row for row in rows if row in paragraphs] == [row for row in paragraphs if row in rows]
    assert (told.title, told.author) == (fields["title"], fields["author"])
    wanted = datetime.fromisoformat(fields["published"])
    assert told.published is not None
    assert told.published == wanted if wanted.tzinfo else told.published.date() == wanted.date()
