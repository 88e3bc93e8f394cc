"""WordPress' REST API, live or a saved answer → stories.

https://developer.wordpress.org/rest-api/reference/posts/: pages of at most 100, counted in X-WP-TotalPages;
`_embed` brings author, sections and image. `after` and `before` are taken as the site's own time, so we ask for a
day more on either side and let the caller keep to the week.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from atlascast.collect import item, popular
from atlascast.collect.document import Document, decode
from atlascast.collect.feed import unread, wanted
from atlascast.collect.fetch import Web
from atlascast.collect.item import Item
from atlascast.collect.kept import is_online
from atlascast.collect.seam import Found, Span
from atlascast.errors import SourceError
from atlascast.week import bounds

_PAGES = 60
_POSTS = "/wp/v2/posts"
_DAY = timedelta(days=1)


class Wordpress:
    """Posts of a site; sticky ones stand first."""

    def read(self, web: Web, document: Document, text: str, span: Span) -> Iterator[Found]:
        """The posts of the span. Raises SourceError for an answer that is none."""
        data = _answer(document, text)
        live = is_online(document.location) and _POSTS in unquote(document.location)
        if is_answer(data) and (not live or _is_post(data)):
            yield from (item.story(one, document.location) for one in items(data))
            return
        endpoint, top = _endpoint(document.location), popular.Top({})
        if is_root(data) and popular.PLUGIN in data["namespaces"]:
            try:
                top = popular.of_plugin(web, endpoint.removesuffix(_POSTS))
            except SourceError as error:
                yield popular.unread(document.location, error)
        held: list[tuple[bool, Found]] = []
        for number in range(1, _PAGES + 1):
            address = _page(endpoint, span, number)
            try:
                document = web.follow(address, page=False)
                rows = _answer(document, decode(document)[0])
            except SourceError as error:
                if number == 1:
                    raise
                yield unread(address, number, endpoint, error)
                break
            found = [(_is_post(row) and bool(row.get("sticky")), item.story(_item(row), endpoint)) for row in rows]
            held += found
            stories, so_far = ([one for _, one in pairs] for pairs in (found, held))
            if number >= _pages(document) or not found or (span.newest and not wanted(stories, so_far, span)):
                break
        yield from popular.marked((one for _, one in sorted(held, key=lambda pair: not pair[0])), top)


def _pages(document: Document) -> int:
    """How many pages the site says there are; 0 where it says nothing."""
    written = document.headers.get("x-wp-totalpages", "")
    return int(written) if written.isdecimal() else 0


def is_answer(data: Any) -> bool:
    """Whether parsed JSON is a list of posts, or one."""
    return _is_post(data) or (isinstance(data, list) and any(map(_is_post, data)))


def _is_post(row: Any) -> bool:
    held = isinstance(row, dict) and "date" in row and [row.get(name) for name in ("content", "excerpt")]
    return bool(held) and any(isinstance(value, dict) and "rendered" in value for value in held or ())


def is_root(data: Any) -> bool:
    """Whether parsed JSON describes a site's REST API."""
    return isinstance(data, dict) and "wp/v2" in (data.get("namespaces") or ())


def _answer(document: Document, text: str) -> Any:
    try:
        data = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        message = f"{document.location} is no answer of WordPress: {error}."
        raise SourceError(message, "Check it in a browser.") from error
    if isinstance(data, dict) and "code" in data and "message" in data:
        raise SourceError(f"{document.location} refuses: {str(data['message'])[:120]}", "Name the site's feed instead.")
    if not is_answer(data) and not is_root(data) and data != []:
        raise SourceError(f"{document.location} holds no posts.", "Name the site's front page or its feed.")
    return data


def _endpoint(location: str) -> str:
    """The address of the posts, from that of the API's root or of the posts themselves."""
    if _POSTS in unquote(location):
        return location
    if "rest_route=" in location:
        return location.rstrip("/") + _POSTS
    return location.partition("?")[0].rstrip("/") + _POSTS


def _page(endpoint: str, span: Span, number: int) -> str:
    parts = urlsplit(endpoint)
    query = {**dict(parse_qsl(parts.query)), "per_page": "100", "page": str(number), "_embed": "1"}
    if span.week:
        start, end = bounds(span.week, span.zone)
        query["after"], query["before"] = (f"{day:%Y-%m-%dT%H:%M:%S}" for day in (start - _DAY, end + _DAY))
    return urlunsplit(parts._replace(query=urlencode(query)))


def items(data: Any) -> list[Item]:
    """The posts of an answer, sticky ones first."""
    rows = [data] if _is_post(data) else data
    return [_item(row) for row in sorted(rows, key=lambda row: not (isinstance(row, dict) and row.get("sticky")))]


def _item(row: Any) -> Item:
    if not _is_post(row):
        return Item(id=str(row)[:60], title=str(row)[:60], withheld="no post: it has no date and content")
    embedded = row.get("_embedded") if isinstance(row.get("_embedded"), dict) else {}
    terms = [term for group in _rows(embedded, "wp:term") if isinstance(group, list) for term in group]
    named = [str(term.get("name", "")) for term in sorted(
        (term for term in terms if isinstance(term, dict)), key=lambda term: term.get("taxonomy") != "category")]
    authors = [str(one.get("name", "")) for one in _rows(embedded, "author") if isinstance(one, dict)]
    media = [str(one.get("source_url", "")) for one in _rows(embedded, "wp:featuredmedia") if isinstance(one, dict)]
    return Item(
        id=_rendered(row, "guid") or str(row.get("link") or row.get("id") or ""),
        url=str(row.get("link") or ""),
        title=_rendered(row, "title"),
        content=_rendered(row, "content"),
        summary=_rendered(row, "excerpt"),
        published=_moment(row, "date"),
        updated=_moment(row, "modified"),
        author=", ".join(filter(None, authors)) or _seo(row, "author"),
        tags=named,
        image=next(filter(None, media), ""),
        whole=True,
        own=_own(row),
        withheld=_withheld(row),
    )  # fmt: skip


def _withheld(row: dict[str, Any]) -> str:
    """Why a post is not told; "" where it is."""
    status, kind = str(row.get("status") or "publish"), row.get("type")
    if kind in ("page", "attachment"):
        return f"no article but {'an' if kind == 'attachment' else 'a'} {kind} of the site"
    if status != "publish":
        return f"not published: {status}"
    guarded = isinstance(row.get("content"), dict) and row["content"].get("protected")
    return "protected by a password" if guarded else ""


def _seo(row: dict[str, Any], name: str) -> str:
    """What the plugin Yoast SEO adds to an answer, which has it also where `_embed` was not asked for."""
    told = row.get("yoast_head_json")
    return str(told.get(name) or "") if isinstance(told, dict) else ""


def _own(row: dict[str, Any]) -> dict[str, Any]:
    """Custom fields that the site shows: registered ones under `meta`, Advanced Custom Fields' under `acf`."""
    groups = [row.get(name) for name in ("meta", "acf")]
    return {str(key).lower(): value for group in groups if isinstance(group, dict) for key, value in group.items()}


def _rows(embedded: Any, name: str) -> list[Any]:
    value = embedded.get(name) if embedded else None
    return value if isinstance(value, list) else []


def _rendered(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return str(value.get("rendered") or "") if isinstance(value, dict) else str(value or "")


def _moment(row: dict[str, Any], name: str) -> str:
    """WordPress gives GMT without saying so; only `date` where the GMT one is missing or zero."""
    gmt = str(row.get(f"{name}_gmt") or "")
    return f"{gmt}Z" if gmt and not gmt.startswith("0000") else str(row.get(name) or "")
