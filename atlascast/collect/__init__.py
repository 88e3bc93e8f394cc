"""Sources → the week's stories: feeds, pages and plain text, from a path or an address.

    gather.py     sources → the stories of a week      discover.py  a location → its kind and what it holds
    noted.py      locations → Documents, and a note of what was read
    fetch.py      path or address → Document           guard.py     where a site may lead us
    logins.py     addresses → who opens them           robots.py    robots.txt → whether a page may be read
    document.py   Document → its kind and its text     kept.py      what earlier runs saw
    feed.py jsons.py wordpress.py sitemap.py links.py page.py folder.py markdown.py plain.py    a kind each → stories
    item.py       an item's fields → Story             merge.py     stories → each once, in its newest version
    prune.py      a page's tree → without menus        clean.py     HTML fragment → blocks
    furniture.py  blocks → blocks of the article       byline.py    a by-line → names, agency
    dateline.py   a paragraph → without its dateline
    signed.py     a page → its by-line as written        tail.py       blocks → without what stands below them
    popular.py    lists of top stories → popularity    own.py       the newsroom's own fields
    place.py      where a story is set, as the source says
    pictures.py   articles' pictures → small square JPEGs, for chapters
    failed.py     addresses that failed → whether it is time to ask again
    figure.py     HTML → the first picture that stands in it
    dates.py      a written date → UTC                 language.py  text → its language
    claimed.py    a fact-check → its claims marked as such
    seam.py       what a kind of source can do, and the kinds there are
    laid.py boxes.py embeds.py live.py    a page's tree → paragraphs apart, no boxes, posts signed; live entries
    body.py retold.py    the extractor's tree → blocks → without what tells the story again
    declared.py scripts.py    a page's markup → the article that it declares to machines
    eye.py        story → without what is set for the eye
    data/         what newsrooms write around an article: phrases, labels, credits, by-lines, datelines, dates, bios, …
"""

from atlascast.collect.gather import collect, extract, read
from atlascast.collect.pictures import pictures

__all__ = ["collect", "extract", "pictures", "read"]
