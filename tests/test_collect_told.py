"""What a page tells once and whole: no line pulled out, no sentence broken at a link, no note of who was asked."""

import pytest
from lxml import html

from atlascast.collect import extract, laid, misnamed, prune, retold, tail
from atlascast.collect.clean import Block

PULLED = "It never is so, until the night that it is so."
SOURCE = Block("text", f"He put the lamp down. {PULLED} Then he left.")
BETWEEN = [Block("text", f"Boat {number} came back to the harbour without its light.") for number in range(9)]


def test_a_line_pulled_out_of_a_paragraph_near_by_is_not_told_again() -> None:
    told = [SOURCE, BETWEEN[0], Block("text", PULLED), *BETWEEN[1:]]
    assert retold.drop(told) == [SOURCE, *BETWEEN]


def test_what_comes_back_after_a_while_is_a_refrain() -> None:
    told = [SOURCE, *BETWEEN, Block("text", PULLED)]
    assert retold.drop(told) == told


def test_a_quotation_that_is_pulled_out_is_known_at_any_distance() -> None:
    assert retold.drop([SOURCE, *BETWEEN, Block("quote", PULLED)]) == [SOURCE, *BETWEEN]


def test_a_line_that_the_one_before_announces_was_not_pulled_out() -> None:
    told = [SOURCE, Block("text", "Let us read his words again:"), Block("text", PULLED), *BETWEEN]
    assert retold.drop(told) == told


def test_a_line_is_known_in_whichever_paragraph_has_it() -> None:
    other = Block("text", "It never is so, until the night that it rains, said the pilot.")
    assert Block("text", PULLED) not in retold.drop([other, SOURCE, BETWEEN[0], Block("text", PULLED), *BETWEEN[1:]])


ASKED = [
    Block("text", "We asked Mirja Holm, who has mapped the strait since 1999."),
    Block("heading", "How can a shoal move?"), Block("text", "It is sand, and the winter moves it."),
    Block("heading", "So the chart was wrong?"), Block("text", "It was right on the day it was printed."),
    Block("heading", "What should be done?"), Block("text", "Slow down. Mirja Holm is what they will call the shoal."),
]  # fmt: skip


@pytest.mark.parametrize("note", ["Mirja Holm is a professor at Vesk.", "Mirja Holm has written three books on sand."])
def test_who_was_asked_is_not_told_below_an_interview(note: str) -> None:
    assert tail.cut([*ASKED, Block("text", note)], "") == ASKED


@pytest.mark.parametrize("last", ["Mirja Holm is a pilot, said her brother.", "Per Rask is a pilot of 61."])
def test_the_last_answer_of_an_interview_stays(last: str) -> None:
    told = [*ASKED, Block("text", last)]
    assert tail.cut(told, "") == told


SENTENCE = "The port office said that it would <a href='/x'>appeal to the court</a> within ten days of the ruling."
PLAIN = "The port office said that it would appeal to the court within ten days of the ruling."


@pytest.mark.parametrize("box", ["div", "td", "section"])
def test_a_sentence_with_a_link_is_not_broken_where_empty_lines_part_paragraphs(box: str) -> None:
    rows = "<br><br>".join([SENTENCE] * 3)
    root = html.fromstring(f"<html><body><{box}>{rows}</{box}></body></html>")
    laid.out(root)
    assert [paragraph.text_content() for paragraph in root.iter("p")] == [PLAIN] * 3


def test_a_single_line_break_stays_within_its_paragraph() -> None:
    root = html.fromstring(f"<html><body><div>{SENTENCE}<br>{SENTENCE}<br><br>{SENTENCE}</div></body></html>")
    laid.out(root)
    assert [len(paragraph.findall("br")) for paragraph in root.iter("p")][:1] == [1]


def page(inner: str) -> str:
    head = "<title>Three boats lost - Harbour Post</title><meta property='og:type' content='article'>"
    return f"<html><head>{head}</head><body>{inner}</body></html>"


def test_an_article_whose_boxes_are_called_what_extractors_drop_is_told_whole() -> None:
    rows = [f"Boat {number} left the harbour at dawn, and its crew has not been heard of." for number in range(6)]
    boxes = "".join(f"<div class='text--iconLinks'><p>{row}</p></div>" for row in rows[:4])
    rest = f"<div class='plain'><p>{rows[4]}</p><p>{rows[5]}</p></div>"
    markup = page(f"<article><h1>Three boats lost</h1>{boxes}{rest}</article>")
    assert extract(markup.encode(), "page.html").text.split("\n\n") == rows


def test_a_name_that_is_not_the_articles_is_left_where_it_is() -> None:
    box = "<div class='widget'>Ad</div>"
    root = html.fromstring(f"<html><body><p>Long enough a paragraph to be told.</p>{box}</body></html>")
    misnamed.rename(root, 36)
    assert root.find(".//div").get("class") == "widget"


def test_teasers_that_are_set_as_articles_are_left_out_and_the_article_stays() -> None:
    card = "<article><h3><a href='/1'>Storm shuts airport</a></h3><p>Passengers are told to stay.</p></article>"
    own = "<article><h2><a href='/self'>Three boats lost</a></h2><p>They did not come back on Monday.</p></article>"
    root = prune.tree(page(card + own))
    assert root is not None
    assert root.text_content().count("Passengers") == 0
    assert root.text_content().count("did not come back") == 1


LONG = "Three boats that left the harbour on Monday did not come back, and the coast guard looks for their people."


def test_what_stands_above_the_headline_is_not_the_article() -> None:
    above = "<div><h2>About us</h2><p>The paper was founded in 1888 by two brothers.</p></div>"
    root = prune.tree(page(f"{above}<div><h1>Three boats lost</h1><p>{LONG}</p></div>"))
    assert root is not None
    assert [node.text for node in root.iter("p")] == [LONG]


def test_an_article_above_a_sites_name_is_told() -> None:
    root = prune.tree(page(f"<div><h2>Three boats lost</h2><p>{LONG}</p></div><h1>Harbour Post</h1><p>All rights.</p>"))
    assert root is not None
    assert root.text_content().count("coast guard") == 1


def test_a_heading_that_is_a_mere_box_between_paragraphs_is_a_heading() -> None:
    root = html.fromstring(f"<body><p>{LONG}</p><div class='x_subheadline'>Our ruling</div><p>{LONG}</p></body>")
    laid.out(root)
    assert [node.text for node in root.iter("h3")] == ["Our ruling"]


def test_a_list_of_points_is_the_articles_where_the_article_has_begun() -> None:
    points = "<ul class='highlights'><li>The first boat was found.</li><li>The second was not.</li></ul>"
    begun = f"<p>{LONG} It found one of the three on Tuesday.</p><p>{LONG}</p>"
    for markup, kept in ((f"{points}{begun}", 0), (f"{begun}{points}", 1)):
        root = prune.tree(page(f"<article><h1>Three boats lost</h1>{markup}</article>"))
        assert root is not None
        assert root.text_content().count("first boat") == kept


ROWS = [f"Boat {number} left the harbour at dawn, and {LONG[0].lower()}{LONG[1:]}" for number in range(9)]
TOLD = [f"<p>{row}</p>" for row in ROWS]


def told(inner: str) -> list[str]:
    return extract(page(inner).encode(), "page.html").text.split("\n\n")


def test_the_rest_of_an_article_that_is_folded_away_is_told() -> None:
    rest = f"<div class='group hideOnInit'>{''.join(TOLD[3:])}</div>"
    side = "".join(f"<li><a href='/{number}'>Another story of some place {number}</a></li>" for number in range(30))
    article = f"<h1>Three boats lost</h1><div>{''.join(TOLD[:3])}{rest}</div>"
    assert told(f"<div>{article}</div><div class='side'><ul>{side}</ul></div><p>{LONG}</p>")[:9] == ROWS


def test_what_readers_wrote_is_no_rest_of_an_article() -> None:
    rest = f"<div class='comments hideOnInit'>{''.join(TOLD[3:])}</div>"
    root = html.fromstring(f"<html><body><div>{''.join(TOLD[:3])}{rest}</div></body></html>")
    misnamed.rename(root, sum(map(len, ROWS)))
    assert root.xpath("//div[@class='comments hideOnInit']")


def test_links_to_the_stories_beside_it_take_no_article_with_them() -> None:
    links = "".join(f"<h3><a href='/{number}'>Storm shuts airport {number}</a></h3>" for number in range(12))
    label = "<h4><a href='/before'>Previous story</a></h4>"
    assert told(f"<div>{label}<h1>Three boats lost</h1>{''.join(TOLD)}{links}</div>") == ROWS


def test_what_readers_wrote_is_no_live_page() -> None:
    remark = "<div class='branch'><a class='who'>Ann</a><span>9:4{0} am</span><p>{1} So say I.</p></div>"
    remarks = "".join(remark.format(number, LONG) for number in range(5))
    article = f"<div class='f_liveblog_on'><h1>Three boats lost</h1><div>{''.join(TOLD)}</div></div>"
    assert told(f"{article}<section class='js_replies'>{remarks}</section>")[:9] == ROWS


def test_a_paragraph_that_a_picture_breaks_open_is_told() -> None:
    picture = "<div class='image-container'><img src='/a.jpg'><p class='source'>Image: <a href='/b'>B</a></p></div>"
    broken = f"<p>{picture}{ROWS[0].replace('harbour', '<a>harbour</a>')}</p>"
    assert told(f"<h1>Three boats lost</h1><div class='post'>{broken}{''.join(TOLD[1:])}</div>") == ROWS


def test_an_opening_that_is_called_the_articles_lead_is_told() -> None:
    lead, text = f"<div class='article__lead'>{ROWS[0]}</div>", f"<div class='body'>{''.join(TOLD[1:])}</div>"
    assert told(f"<article><h1>Three boats lost</h1>{lead}{text}</article>") == ROWS


def test_words_behind_an_empty_mark_in_a_sentence_are_told() -> None:
    marked = ROWS[0].replace("harbour", "<span id='byLine'></span>harbour")
    marked = marked.replace(", and", ",<span id='more-9'></span> and")
    assert told(f"<h1>Three boats lost</h1><div><p>{marked}</p>{''.join(TOLD[1:])}</div>") == ROWS


def test_a_large_first_letter_belongs_to_its_word() -> None:
    large = f"<span style='display:block;float:left'>{ROWS[0][0]}</span>{ROWS[0][1:]}"
    assert told(f"<h1>Three boats lost</h1><div><p>{large}</p>{''.join(TOLD[1:])}</div>") == ROWS


CARD = "<div><h4><a href='/{0}'>Storm shuts airport {0}</a></h4><p>Passengers of flight {0} stay there.</p></div>"
LINKS = "<br>".join(f"<a href='/{number}'>Storm shuts airport number {number}</a>" for number in range(2))


@pytest.mark.parametrize(
    "below",
    [
        f"<div><h2>Other columns of ours</h2>{''.join(map(CARD.format, range(4)))}</div>",
        f"<p><strong>More on this:</strong><br>{LINKS}</p>",
        "<p><a href='/a'>Apps (HD)</a> | <a href='/b'>Apps (SD)</a></p>",
        f"<div id='comentarios'>{''.join(f'<p>{LONG} So say I, {number}.</p>' for number in range(9))}</div>",
        "<p>The pilot in 2008. REUTERS/Jane Roe</p>",
        "<p>Read the full statement:</p>",
    ],
)
def test_what_real_pages_set_below_an_article_is_not_told(below: str) -> None:
    assert told(f"<h1>Three boats lost</h1><div>{''.join(TOLD)}{below}</div>") == ROWS


def test_names_that_are_links_of_their_own_lines_are_told() -> None:
    names = "<p><strong>The winners are:</strong><br><a href='/a'>Ada Quill</a><br><a href='/b'>Nils Frode</a></p>"
    article = f"<h1>Three boats lost</h1><div>{''.join(TOLD[:5])}{names}{''.join(TOLD[5:])}</div>"
    assert "Ada Quill" in " ".join(told(article))
