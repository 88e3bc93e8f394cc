"""Sources → the week's stories: feeds, pages and plain text, from a path or an address.

    fetch.py     path or address → Document        feed.py   RSS, Atom, JSON Feed → Story
    sniff.py     Document → its kind and its text  page.py   HTML page → Story
    gather.py    sources → the stories of a week   plain.py  copied text → Story
    clean.py     HTML fragment → blocks            dates.py  a written date → UTC
    furniture.py blocks → blocks without what is not the article
"""

from atlascast.collect.gather import collect, extract, read

__all__ = ["collect", "extract", "read"]
