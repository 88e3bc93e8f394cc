"""What is the article and what is not: furniture, captions, dates, languages, encodings, stories known again."""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_collect import DATA

from atlascast.collect import (
    byline,
    clean,
    dated,
    dateline,
    dates,
    extract,
    eye,
    furniture,
    language,
    merge,
    retold,
    tail,
)
from atlascast.collect.clean import Block
from atlascast.collect.document import Document, decode
from atlascast.collect.item import Item, story
from atlascast.errors import SourceError
from atlascast.models import SetAside, Story

SHARED = Path(os.environ.get("ATLASCAST_SHARED") or Path(__file__).parents[2] / "shared")


def listed(name: str) -> list[str]:
    return [line for line in (DATA / name).read_text().splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", listed("furniture.txt"))
def test_furniture_is_left_out(line: str) -> None:
    assert furniture.strip([Block("text", line)], "Strait closed after collision") == []


@pytest.mark.parametrize("line", listed("reporting.txt"))
def test_a_sentence_that_reports_is_kept(line: str) -> None:
    assert [block.text for block in furniture.strip([Block("text", line)], "Strait closed after collision")] == [line]


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        ("Ada Quill is a reporter who covers the coast.", False),
        ("Ada Quill, a former pilot, writes about ports.", False),
        ("Ada Quill covers shipping for the Courier.", False),
        ("Ada Quillmore is the only member who did not sign.", True),
        ("Nils Frode is a reporter whom the court did not release.", True),
        ("Mara Holtz covers health for the Courier. Follow her on X at @mholtz.", False),
        ("Mara Holtz, a columnist, told the board that she would not pay.", True),
        ("Mara Holtz leads the board until May.", True),
    ],
)
def test_who_the_author_is_stands_at_the_end_and_is_left_out(last: str, kept: bool) -> None:
    told = [Block("text", f"The board met on day {day} and did not free Mr Frode.") for day in range(3)]
    assert (tail.cut([*told, Block("text", last)], "Ada Quill") != told) == kept
    assert tail.cut([Block("text", last), *told], "Ada Quill")[0].text == last


def test_what_a_firm_says_of_itself_below_its_news_is_left_out() -> None:
    news = [Block("text", f"Norlink said on day {day} that it would build a ferry of 90 metres.") for day in range(4)]
    itself = [Block("text", "About Norlink"), Block("text", "Norlink runs ferries to the Vesk islands.")]
    assert tail.cut([*news, *itself], "") == news
    inside = [*news[:2], Block("heading", "About Norlink"), Block("text", "Norlink has nine ships."), *news]
    assert tail.cut(inside, "") == inside


def table(name: str) -> list[list[str]]:
    return [row.split("\t") for row in (DATA / name).read_text().splitlines() if row and not row.startswith("#")]


@pytest.mark.parametrize(("written", "spoken", "agency"), table("bylines.tsv"))
def test_a_byline_gives_the_names_that_may_be_spoken(written: str, spoken: str, agency: str) -> None:
    text = "The ferry did not sail on Monday."
    assert (byline.names(written, "Example Courier", text), byline.agency(written)) == (spoken, agency)


@pytest.mark.parametrize("colon", [":", "\uff1a", "\uff1a "])
def test_a_label_before_a_name_ends_in_either_width_of_a_colon(colon: str) -> None:
    assert [byline.names(f"{label}{colon}{name}") for label, name in (("作者", "林安"), ("Автор", "Ада Квилл"))] == [
        "林安", "Ада Квилл"]  # fmt: skip


@pytest.mark.parametrize(("written", "told", "agency"), table("datelines.tsv"))
def test_a_dateline_is_left_out_and_its_agency_known(written: str, told: str, agency: str) -> None:
    assert dateline.undated(written) == (told, agency)
    assert dateline.undated(told) == (told, "")


def test_a_caption_is_known_by_its_credit() -> None:
    blocks = [
        Block("text", "General Ito, second left, and Admiral Reyes, right, watch the drill off Luzon on Monday."),
        Block("text", "Photo: Kyodo"),
        Block("text", "The drill ends on Friday."),
    ]
    assert [block.text for block in furniture.strip(blocks)] == ["The drill ends on Friday."]


def test_a_correction_is_kept_and_marked() -> None:
    line = "Correction: An earlier version gave the tonnage as 5,000; it is 500."
    assert furniture.strip([Block("text", line)]) == [Block("correction", line)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("One.<br><br>Two.", ["One.", "Two."]),
        ("One line<br>and its rest.<br>Another.", ["One line and its rest.", "Another."]),
        ("<p>Not&nbsp;told &amp; not\u200b shown\0.</p>", ["Not told & not shown."]),
        ("<table><tr><td>Dead</td><td>12</td></tr></table>", ["Dead 12"]),
        ("<p>a<span style='display:none'>x</span>b</p><script>c</script>", ["ab"]),
        ("plain &lt;words&gt;\n\nin two parts", ["plain <words>", "in two parts"]),
        ("<p>He did <b>not</b>, <i>not once</i>, fire.</p>", ["He did not, not once, fire."]),
    ],
)
def test_markup_becomes_paragraphs(markup: str, expected: list[str]) -> None:
    assert [block.text for block in clean.blocks(markup)] == expected


@pytest.mark.parametrize(("markup", "told"), table("shortcodes.tsv"))
def test_shortcodes_are_neither_spoken_nor_take_text_with_them(markup: str, told: str) -> None:
    raw = clean.blocks(markup.replace("\\n", "\n"))
    assert [block.text for block in furniture.strip(raw)] == told.split("|")


@given(st.lists(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1), min_size=1))
def test_no_word_of_a_paragraph_is_lost(texts: list[str]) -> None:
    from html import escape

    told = " ".join(block.text for block in clean.blocks("".join(f"<p>{escape(text)}</p>" for text in texts)))
    assert told.split() == " ".join(clean.tidy(text) for text in texts).split()


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded(data: bytes) -> None:
    text, _ = decode(Document(data))
    assert isinstance(text, str)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Zürich und Köln: größere Häfen für schwere Lastkähne geöffnet.".encode("latin-1"), "Zürich und Köln"),
        ("<?xml version='1.0' encoding='windows-1251'?><a>Москва и Киев</a>".encode("cp1251"), "Москва и Киев"),
        ("Правительство сообщило, что мост закрыт до утра понедельника.".encode("cp1251"), "Правительство сообщило"),
        ("\ufeffUTF-16 text".encode("utf-16"), "UTF-16 text"),
        ("<?xml version='1.0'?><a>Ystad</a>".encode("utf-16-be"), "<a>Ystad"),
        ("caf\u00e9 ".encode() * 20 + b"\xff", "café"),
        ('<meta charset="iso-8859-15"><p>El último año, según el alcalde.</p>'.encode(), "último año, según"),
        ('<meta charset="iso-8859-15"><p>El último año, según él.</p>'.encode("latin-1"), "último año, según"),
    ],
)
def test_an_encoding_is_found(data: bytes, expected: str) -> None:
    assert expected in decode(Document(data))[0]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2022-01-04T10:30:00+02:00", (2022, 1, 4, 8, 30)),
        ("2022-01-04 10:30:00", (2022, 1, 4, 10, 30)),
        ("Tue, 4 Jan 2022 10:30:00 CEST", (2022, 1, 4, 8, 30)),
        ("Tue,04 Jan 2022 10:30:00 EST", (2022, 1, 4, 15, 30)),
        ("2022-01-04", (2022, 1, 4, 0, 0)),
    ],
)
def test_a_date_is_read_in_its_zone(written: str, expected: tuple[int, ...]) -> None:
    assert dates.parse(written) == datetime(*expected, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(("written", "moment", "guess"), table("dates.tsv"))
def test_an_odd_date_is_read_and_a_guess_is_said(written: str, moment: str, guess: str) -> None:
    assert dates.parse(written) == datetime.fromisoformat(moment)
    assert (guess in dates.guessed(written)) if guess else not dates.guessed(written)


@pytest.mark.parametrize("written", ["yesterday", "vor 2 Tagen", "14 Mai", "32 Mai 2024", "Mai 2024", "1,204"])
def test_half_a_date_or_one_that_counts_from_today_is_none(written: str) -> None:
    assert dates.parse(written) is None


@pytest.mark.parametrize("written", ["", "yesterday-ish", "2022-13-01", "2022-01-04T25:00Z", "2022-xx-04", "99 Jun"])
def test_what_is_no_date_is_refused(written: str) -> None:
    assert dates.parse(written) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry said that the bridge was closed and that it would not be opened before the morning. " * 2, "en"),
        ("El gobierno dijo que el puente estaba cerrado y que no se abriría antes de la mañana del lunes. " * 2, "es"),
        ("Die Regierung sagte, die Brücke sei gesperrt und werde nicht vor Montag früh wieder geöffnet. " * 2, "de"),
        ("Правительство сообщило, что мост закрыт и не будет открыт до утра понедельника, сказал министр. " * 2, "ru"),
        ("Too short", ""),
        ("青浜港の沖で貨物船と漁船が衝突し、漁船の二人が行方不明になっている。", "ja"),
        ("无人机周三凌晨袭击了伦德的油库,没有人员伤亡。官员说火已扑灭。", "zh"),
        ("항구에서 화물선과 어선이 충돌해 선원 두 명이 실종됐다고 경찰이 밝혔다.", "ko"),
        ("Міст закрито до ранку, повідомили в міністерстві.", "uk"),
        ("The firm 青浜 said it would not pay.", ""),
        ("Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt. " * 2, ""),
    ],
)
def test_a_language_is_told(text: str, expected: str) -> None:
    assert language.detect(text) == expected


def item(**fields: object) -> Story:
    found = story(Item(id="1", title="T", published="2022-01-04T10:00:00Z", **fields), "s")  # type: ignore[arg-type]
    assert isinstance(found, Story)
    return found


def test_a_teaser_is_never_taken_for_the_article() -> None:
    long = "The board said that the boat would stay in the water through the winter. " * 8
    assert item(url="http://x/1", content=f"<p>{long}</p>").full
    assert not item(url="http://x/1", content=f"<p>{long} and then…</p>").full
    assert not item(url="http://x/1", content=f"<p>{long}</p><p><a href='#'>Continue reading</a></p>").full
    assert not item(url="http://x/1", content="<p>The board met.</p>").full
    assert item(content="<p>The board met and said that nothing would change.</p>").full
    assert item(url="http://x/1", content="<p>The board met.</p>", whole=True).full


def test_an_item_that_is_withheld_is_set_aside() -> None:
    found = story(Item(id="1", title="T", content="<p>Words.</p>", withheld="not published: draft"), "s")
    assert found == SetAside("1", "T", "not published: draft")


def a_story(name: str, text: str, url: str = "", day: int = 4, full: bool = True) -> Story:
    return Story(name, url, name, text, datetime(2022, 1, day, tzinfo=UTC), full=full)


LONG = " ".join(f"word{number}" for number in range(120))


def test_a_story_is_known_again_by_id_link_or_text() -> None:
    first = a_story("a", LONG, "https://www.x.example/a/?utm_source=feed")
    same = [
        a_story("a", "other words"),
        a_story("b", "others still", "http://x.example/a"),
        a_story("c", LONG + " and one more"),
    ]
    for other in same:
        kept, left = merge.once([first, other])
        assert kept == [first]
        assert [one.id for one in left] == [other.id]
    assert len(merge.once([first, a_story("d", LONG[::-1])])[0]) == 2


def test_an_edited_story_replaces_its_older_version_in_its_place() -> None:
    stories = [a_story("a", LONG), a_story("b", LONG[::-1]), a_story("a", "new text", day=5)]
    assert [one.text for one in merge.once(stories)[0]] == ["new text", LONG[::-1]]


def test_a_full_text_replaces_the_teaser_of_the_same_state() -> None:
    assert merge.once([a_story("a", "short …", full=False), a_story("a", LONG)])[0][0].full


def test_a_file_that_says_only_that_it_is_published_has_its_date_from_its_name() -> None:
    text = f"---\ntitle: A boat\npublished: true\n---\n{'The boat left on Monday, its skipper said. ' * 20}"
    story = extract(text.encode(), "2022-01-03-a-boat.md")
    assert story.published is not None and story.published.isoformat() == "2022-01-03T00:00:00+00:00"


@pytest.mark.parametrize("written", [r"It\'s", r"It\x27s", "It\\\n's", r"\ud83d It's", r"\u12 It's"])
def test_a_page_whose_json_is_not_quite_json_is_read(written: str) -> None:
    said = "The boat left the harbour on Monday with {} people on board, its skipper said, and came back at dusk."
    body = "".join(f"<p>{said.format(number)}</p>" for number in ("forty", "fifty", "sixty"))
    facts = f'<script type="application/ld+json">{{"datePublished": "{written}", "articleBody": "{written}"}}</script>'
    story = extract(f"<html><head>{facts}</head><body><article><h1>A boat</h1>{body}</article></body></html>".encode())
    assert story.text.startswith("The boat left") and story.text.encode()


def test_a_markdown_file_is_extracted() -> None:
    found = extract((DATA / "folder/2022-01-05-lock-gates.md").read_bytes(), "2022-01-05-lock-gates.md")
    assert (found.title, found.language) == ("Lock gates reopen & barges move", "en")


@pytest.mark.parametrize(
    "sentence",
    ["部长星期二表示，新桥将于三月开放，首批列车已经通过测试。",
     "橋は三月に開通し、最初の列車はすでに試験を終えたと大臣は述べた。",
     "รัฐมนตรีกล่าวว่าสะพานใหม่จะเปิดในเดือนมีนาคมและรถไฟขบวนแรกผ่านการทดสอบแล้ว"],
    ids=["Chinese", "Japanese", "Thai"],
)  # fmt: skip
def test_an_article_is_found_in_a_script_that_parts_no_words(sentence: str) -> None:
    told = "".join(f"<p>{sentence * times}</p>" for times in (3, 4, 5))
    page = f"<html><head><title>新桥</title></head><body><article><h1>新桥</h1>{told}</article></body></html>"
    assert extract(page.encode(), "bridge.html").text.count(sentence) == 12


def test_wrapped_lines_are_put_together() -> None:
    text = (
        "Ferry resumes after eleven days\n\n"
        "The ferry between the two islands resumed on Monday after eleven\ndays, the county said, with 40 people\n"
        "on its first crossing and none on its second, which was cut short\nby fog that lay on the sound till noon.\n\n"
        "It will run twice a day until the end of the month and three times\na day after that, weather permitting.\n"
    )
    found = extract(text.encode(), "ferry.txt")
    assert found.title == "Ferry resumes after eleven days"
    assert found.text.count("\n\n") == 1
    assert "eleven days, the county said" in found.text


@pytest.mark.skipif(not (SHARED / "corpus/manifest.tsv").is_file(), reason="the shared corpus is not on this machine")
def test_extraction_on_the_corpus_does_not_fall_below_its_floor() -> None:
    sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
    import extraction

    for kind, mean, lowest in (("html", 0.9955, 0.974), ("text", 0.991, 0.965)):
        scores = [score for _, score, _ in extraction.pages(SHARED / "corpus", kind)]
        assert sum(scores) / len(scores) >= mean
        assert min(scores) >= lowest
    good, wrong = extraction.odd_dates(SHARED / "corpus")
    assert (good >= 63, len(wrong) <= 1) == (True, True)
    assert extraction.unharmed(SHARED / "corpus")[1] == []


@pytest.mark.parametrize(("markup", "moment", "guessed"), table("pagedates.tsv"))
def test_a_page_tells_its_moment_and_not_only_its_day(markup: str, moment: str, guessed: str) -> None:
    said = "<p>The boat would stay in the water through winter {}, the board said, and nobody would sail it.</p>"
    prose = "".join(said.format(number) for number in range(4))
    told = extract(f"<html><title>Boat stays</title><article><h1>Boat stays</h1>{markup}{prose}".encode(), "a.html")
    assert told.published is not None
    assert told.published.strftime("%Y-%m-%dT%H:%M") == moment
    assert any("guessed" in note for note in told.notes) == bool(guessed)


@pytest.mark.parametrize(("markup", "author"), table("signatures.tsv"))
def test_a_page_is_signed_by_who_its_lines_name(markup: str, author: str) -> None:
    said = "<p>The boat would stay in the water through winter {}, the board said, and nobody would sail it.</p>"
    prose = "".join(said.format(number) for number in range(4))
    page = f"<html><title>Boat stays</title><body><article><h1>Boat stays</h1>{markup}{prose}{markup}"
    assert extract(page.encode(), "a.html").author == author


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Minister quits - What we know - The Courier", "Minister quits - What we know"),
        ("Minister quits - The Courier", "Minister quits"),
        ("Minister quits | World | The Courier", "Minister quits | World"),
        ("Minister quits - What we know", "Minister quits - What we know"),
    ],
)
def test_only_the_sites_name_is_cut_off_a_title(title: str, told: str) -> None:
    assert clean.unsuffixed(title, "The Courier") == told


def test_a_list_of_links_goes_with_the_heading_that_stands_over_nothing_else() -> None:
    said = "<p>The boat would stay in the water through winter {}, the board said, and nobody would sail it.</p>"
    prose = "".join(said.format(number) for number in range(4))
    links = "<ul><li><a href='#1'>The harbour is closed</a></li><li><a href='#2'>The buses are stopped</a></li></ul>"
    page = f"<html><title>Boat</title><body><article><h1>Boat stays</h1>{prose}<div><h2>So far</h2>{links}</div>"
    page += f"<h2>What comes next</h2>{links}{prose.replace('winter', 'spring')}</article>"
    text = extract(page.encode(), "a.html").text
    assert ("So far" in text, "What comes next" in text) == (False, True)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("The ferry left. (Reuters)", "Reuters"),
        ("The ferry left. Source: Xinhua", "Xinhua"),
        ("The ferry left, and Reuters saw it go.", ""),
    ],
)
def test_an_agency_behind_the_last_sentence_is_credited(text: str, agency: str) -> None:
    assert dateline.credited(text) == agency


_SAID = "The harbour board did not say when boat number seven comes back. "
_HEAD = "<html><body><h1>Boats</h1>"


@pytest.mark.parametrize(("name", "content"), [
    ("page.html", _HEAD + f"<p>{_SAID}</p>" * 20_000),
    ("soup.html", _HEAD + '<div class="x"><a href="/q">A link</a><b>Hi</b></div>' * 20_000),
    ("copied.txt", f"Boats\n\n{_SAID}\n\n" * 20_000),
    ("copied.md", f"# Boats\n\n{_SAID}\n\n" * 20_000),
    ("feed.xml", f"<rss><channel><item><title>Boats</title><description>{_SAID * 20_000}</description></item>"
                 "</channel></rss>"),
    ("feed.json", json.dumps({"version": "https://jsonfeed.org/version/1.1",
                              "items": [{"id": "a", "title": "Boats", "content_text": _SAID * 20_000}]})),
])  # fmt: skip
def test_what_is_longer_than_any_article_is_set_aside_before_it_is_weighed(name: str, content: str) -> None:
    with pytest.raises(SourceError, match="too long"):
        extract(content.encode(), name)


_PICTURE = f'<p><img src="data:image/png;base64,{"iVBORw0KGgo" * 500_000}" alt=""></p>'
_PROGRAMS = f"<script>{'window.seen = 1; ' * 200_000}</script><style>{'a { color: red } ' * 60_000}</style>"


@pytest.mark.parametrize("weight", [_PROGRAMS, _PICTURE], ids=["programs", "picture"])
def test_programs_styles_and_pictures_in_a_page_do_not_make_its_article_too_long(weight: str) -> None:
    page = f"{_HEAD}{weight}<p>{_SAID * 40}</p>"
    assert extract(page.encode(), "page.html").text.count(_SAID.strip()) == 40


def test_a_picture_in_a_feeds_item_does_not_make_it_too_long() -> None:
    one = {"id": "a", "title": "Boats", "content_html": f"{_PICTURE}<p>{_SAID * 40}</p>"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [one]}
    assert extract(json.dumps(feed).encode(), "feed.json").text.count(_SAID.strip()) == 40


@pytest.mark.parametrize(("written", "link"), [
    ('https://a.example/"><script>alert(1)</script>', "https://a.example/%22%3E%3Cscript%3Ealert(1)%3C/script%3E"),
    (" https://a.example/a b%20c|d ", "https://a.example/a%20b%20c%7Cd"),
    ("https://a.example/?a=1&b[]=%22#x", "https://a.example/?a=1&b[]=%22#x"),
    ("https://a.example/höfe", "https://a.example/höfe"), ("javascript:alert(1)", ""),
])
def test_a_link_holds_only_what_a_link_may(written: str, link: str) -> None:
    assert item(url=written, image=written, content=f"<p>{_SAID * 20}</p>").url == link
    assert item(url=link, content=f"<p>{_SAID * 20}</p>").url == link


@pytest.mark.parametrize(
    ("text", "told", "credit"),
    [
        ("The ferry left.\n\n(dpa)", "The ferry left.", "dpa"),
        ("The ferry left.\n\n(AFP/Reuters)", "The ferry left.", "AFP"),
        ("OSLO (AP) — The ferry left.\n\nNobody saw it.", "The ferry left.\n\nNobody saw it.", "AP"),
        ("It left.\n\n— Ada Quill (@adaquill) March 3, 2024\n\nNobody saw it.",
         "Ada Quill: “It left.”\n\nNobody saw it.", ""),
        ("“It left.” — Ada Quill (@adaquill) 3. März 2024\n\nNobody saw it.",
         "Ada Quill: “It left.”\n\nNobody saw it.", ""),
        ("It left, “not late”. Posted by Ada Quill on Sunday, March 3, 2024", "Ada Quill: “It left, ‘not late’.”", ""),
        ("The board — Ada Quill (@adaquill) among it — did not vote in 2024", None, ""),
    ],
)
def test_what_is_set_for_the_eye_is_not_spoken(text: str, told: str | None, credit: str) -> None:
    story = eye.spoken(Story("a", "", "Ferry leaves", text, kinds=("text",) * len(text.split("\n\n"))))
    assert (story.text, story.credit) == (text if told is None else told, credit)
    assert len(story.kinds) == len(story.text.split("\n\n"))


def test_a_last_paragraph_about_some_organisation_is_the_articles() -> None:
    told = [Block("text", f"The board met on day {day} and did not free Mr Frode.") for day in range(3)]
    last = Block("text", "Harbour Watch is an independent organisation that was banned in May.")
    assert tail.cut([*told, last], "") == [*told, last]


_TEASER = "<p>The board said that boat {0} had left.</p>"
_CARDS = (
    f"<div><h3><a href=/{{0}}>Boat number {{0}} leaves the port</a></h3>{_TEASER}</div>",
    f"<div><a href=/{{0}}><h3>Boat number {{0}} leaves the port</h3></a>{_TEASER}</div>",
)


@pytest.mark.parametrize("card", _CARDS)
def test_a_page_of_headings_that_are_links_is_a_list_and_no_story(card: str) -> None:
    shown = "".join(card.format(number) for number in range(8))
    with pytest.raises(SourceError, match=r"list of articles|no article"):
        extract(f"<html><title>Latest</title><body><main><h1>Latest</h1>{shown}</main>".encode(), "a.html")
    years = (f"<p>The harbour said that no boat would sail in winter {year}, and none did.</p>" for year in range(9))
    said = "".join(years)
    page = f"<html><title>No boat sails</title><body><main><h1>No boat sails</h1>{said}{shown}</main>"
    assert "in winter 8" in extract(page.encode(), "a.html").text


def test_a_page_that_its_script_fills_is_told_by_the_article_that_it_declares() -> None:
    said = [f"The harbour said that no boat would sail in winter {year}, and none did." for year in range(4)]
    article = {"@type": "NewsArticle", "headline": "No boat sails &amp; none did", "articleBody": "\n\n".join(said)}
    graph = json.dumps({"@graph": [{"@type": "WebSite", "name": "The Courier"}, article]})
    shell = '<body><div id="root"></div><noscript>Enable JavaScript.</noscript></body>'
    page = f'<html><title>App</title><script type="application/ld+json">{graph}</script></head>{shell}</html>'
    found = extract(page.encode(), "a.html")
    assert (found.title, found.text) == ("No boat sails & none did", "\n\n".join(said))


@pytest.mark.parametrize(
    ("head", "headline"),
    [
        ("<title>Opinion | Boat stays for good</title>", "Boat stays for good"),
        ("<title>The Courier: Boat stays for good</title><meta property=og:site_name content='The Courier'>", ""),
        ("<title>Boat stays for good - News - The Courier</title>", ""),
        ("<title>Boat stays for good - what we know - The Courier</title>", "Boat stays for good - what we know"),
        ("<title>World news</title>", "World news"),
    ],
)
def test_a_title_is_the_headline_without_section_and_site(head: str, headline: str) -> None:
    said = "<p>The boat would stay in the water through winter {}, the board said, and nobody would sail it.</p>"
    page = f"<html>{head}<body><article>{''.join(said.format(number) for number in range(4))}</article>"
    assert extract(page.encode(), "a.html").title == (headline or "Boat stays for good")


_FILLERS = (" ", "-", "- ", "| ", "a | ", "A ", "[a ", "(", "#a ", "1:", "<p", "<br>", "<a ", "&amp;", "— ", "(AP/",
            "AP/", "\n", "first ", "The post ", "read more ", "By ", "“")  # fmt: skip
_READERS: dict[str, Callable[[str], object]] = {
    "a title": lambda text: clean.unsuffixed(f"a{text}", "x"),
    "markup": clean.blocks,
    "a date": lambda text: dated._unlabelled(text),
    "a block": lambda text: furniture.strip([Block("text", clean.tidy(text))], "A boat stays"),
    "a row for the eye": lambda text: eye.spoken(Story("a", "", "t", f"It left.\n\n{clean.tidy(text)}x")),
    "what is told again": lambda text: retold.drop([Block("text", clean.tidy(text))] * 3),
    "a last paragraph": lambda text: tail.cut([Block("text", "It left.")] * 3 + [Block("text", text)], "Ada Quill"),
}


@pytest.mark.parametrize("filler", _FILLERS)
@pytest.mark.parametrize("name", _READERS)
def test_what_is_hostile_takes_no_longer_a_letter_than_what_is_not(name: str, filler: str) -> None:
    def cost(letters: int) -> float:
        start = time.process_time()
        _READERS[name]((filler * letters)[:letters] + "!x")
        return time.process_time() - start

    cost(100)
    assert cost(50_000) < max(0.5, 40 * cost(5_000))
