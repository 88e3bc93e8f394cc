"""Which of an article's sentences are told."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from script_cases import UNREST, WEEK, config, picks, shared, story

from atlascast.models import Story
from atlascast.script import write
from atlascast.script.choose import choose, count, paragraphs, untold
from atlascast.script.leaning import leaning
from atlascast.text import sentences

LEDE = "The northern port of Sela was shut on Monday after two blasts, the port authority said."
FILLER = "Trade through Sela has grown by a third since the war, according to the chamber of commerce in the capital."


def told(text: str, budget: int = 45) -> list[str]:
    return [sentence for _, sentence in choose(story("x", text=text), budget)]


LEANS = [
    "However, crews went back to work before noon.",
    "He blamed the blasts on old wiring.",
    "It was the second shutdown of the year.",
    "Those claims could not be checked.",
    "As a result, four ships waited outside.",
    "The wiring, he said, was forty years old.",
    "Workers called this deal a betrayal.",
    "Both sides blamed the wiring.",
    "We will come back to the port.",
    '"That is a lie about the wiring and about the men who laid it down there."',
    "Of these, four were tankers.",
    "Under this plan, four piers close.",
    "A short time later, the crews left.",
    "Two days later, the tugs were back.",
    "Between them, the crews have nine tugs.",
    "The tugs were new, however.",
    "Harbour master Ines Duarte also blamed the crews.",
    "Harbour master Ines Duarte disagreed, citing the cost of new tugs.",
]
STANDS = [
    "Four ships waited outside the harbour this week.",
    "There were four ships outside the harbour.",
    "Harbour master Ines Duarte said she had ordered the gates shut.",
    "Both the navy and the police sent boats.",
    "Harbour master Ines Duarte, who also runs the tugs, sent boats.",
    "Harbour master Ines Duarte agreed to send boats.",
    "Those who work at the harbour went home.",
    '"We will rebuild," the mayor, Rosa Lind, said.',
    "Crews later said that their pay had not come.",
    "In 2019 a storm shut the harbour for a week.",
]


@pytest.mark.parametrize("sentence", LEANS)
def test_a_sentence_that_leans_on_the_one_before_it_is_known(sentence: str) -> None:
    assert leaning([LEDE, FILLER, sentence], [0, 1, 2])[2]


@pytest.mark.parametrize("sentence", STANDS)
def test_a_sentence_that_stands_by_itself_leans_on_nothing(sentence: str) -> None:
    assert not leaning([LEDE, FILLER, sentence], [0, 1, 2])[2]


def test_a_surname_and_a_short_form_lean_on_the_sentence_that_gave_them_whole() -> None:
    texts = [
        "Harbour master Ines Duarte shut the gates.",
        "The Union of Dock Workers (UDW) agreed.",
        "Trade has grown.",
        "Duarte's order came at noon.",
        "Lawyers for UDW did not answer.",
    ]
    leans = leaning(texts, list(range(5)))
    assert leans[3] == {0}
    assert leans[4] == {1}


def test_a_surname_leans_on_its_whole_name_behind_any_opening_word_and_before_a_junior() -> None:
    texts = ["Rain fell.", "Carl Dorn Jr., 55, was held.", "When Dorn was asked, nobody heard.", "Trade grew."]
    assert leaning(texts, list(range(4)))[2] == {1}


@pytest.mark.parametrize(
    ("introduced", "known"),
    [
        ("Crews searched a wooden shed behind pier four.", "A search of the shed gave nothing."),
        ("The navy keeps its largest base in Sela.", "Ships came from the navy base at noon."),
        ("Nine local companies are eligible.", "Bids came when the companies were asked."),
        ("A clerk was arrested at night.", "Crews cheered when the arrest became known."),
    ],
)
def test_what_a_listener_is_taken_to_know_leans_on_what_introduced_it(introduced: str, known: str) -> None:
    assert leaning([LEDE, introduced, FILLER, known], [0, 1, 2, 3])[3] == {1}


def test_a_sentence_is_not_told_without_the_one_that_takes_it_back() -> None:
    texts = [LEDE, "The port says that nobody was hurt.", "But a nurse counted nine.", "Trade grew."]
    leans = leaning(texts, [0, 1, 2, 3])
    assert 2 in leans[1]
    assert 1 in leans[2]


def test_a_quotation_over_several_sentences_is_told_whole_with_its_speaker_or_not_at_all() -> None:
    texts = ["Lede here.", "“We saw smoke. It was black.” Nothing.", "“It rose", "and rose,” said Ana Gil.", "Calm."]
    spread = [part for text in texts for part in sentences(text)]
    leans = leaning(spread, [0, 1, 1, 1, 2, 2, 3])
    first, second = spread.index("“We saw smoke."), spread.index("It was black.”")
    assert second in leans[first]
    assert first in leans[second]


def test_what_is_told_always_has_what_it_leans_on() -> None:
    texts = [sentence for paragraph in paragraphs(UNREST) for sentence in sentences(paragraph)]
    places = [place for place, paragraph in enumerate(paragraphs(UNREST)) for _ in sentences(paragraph)]
    leans = leaning(texts, places)
    for budget in range(20, 220, 7):
        chosen = {texts.index(sentence) for _, sentence in choose(UNREST, budget)}
        missing = {(index, need) for index in chosen for need in leans[index] - chosen}
        assert all("pictured above" in texts[need] for _, need in missing), (budget, missing)


def test_the_opening_is_told_even_where_it_alone_is_over_the_budget() -> None:
    assert told(f"{LEDE}\n\n{FILLER}", 3) == [LEDE]


def test_a_line_wrapped_inside_a_paragraph_is_told_in_one_breath() -> None:
    assert told(LEDE.replace("after two", "after\n  two")) == [LEDE]


def test_a_story_a_little_over_its_budget_is_told_whole() -> None:
    text = f"{LEDE} {FILLER}"
    assert told(text, int(count(text) / 1.1) + 1) == [LEDE, FILLER]


@pytest.mark.parametrize(
    "sentence",
    [
        "The burning pier, pictured above, is forty years old and had been due for repair since the storm of 2019.",
        "Watch the video below to see how the fire spread from pier to pier through the whole of the harbour.",
        "The map above shows the harbour.",
    ],
)
def test_what_only_a_reader_can_follow_is_not_told(sentence: str) -> None:
    assert sentence not in told(f"{LEDE}\n\n{sentence}\n\n{FILLER}", 500)


def test_what_was_told_is_not_told_again() -> None:
    again = LEDE.replace("was shut on Monday", "was shut Monday")
    assert told(f"{LEDE}\n\n{FILLER}\n\n{LEDE}", 500) == [LEDE, FILLER]
    more = "\n\n".join(f"Ship number {index} waited off the cape for orders from its owners." for index in range(9))
    assert again not in told(f"{LEDE}\n\n{FILLER}\n\n{again}\n\n{more}", 80)


def test_a_list_is_told_whole_with_what_leads_in_to_it_or_not_at_all() -> None:
    items = ["Four piers close on Friday", "Crews are sent home without their pay", "Ships wait outside"]
    parts = [LEDE, "The port announced three steps:", *items, FILLER, FILLER.replace("third", "half")]
    kinds = ("text", "text", "item", "item", "item", "text", "text")
    for budget in range(16, 70, 3):
        lines = [one for _, one in choose(story("x", text="\n\n".join(parts), kinds=kinds), budget)]
        assert sum(one in lines for one in parts[1:5]) in (0, 4), (budget, lines)


def test_a_quotation_set_apart_is_told_with_the_sentence_before_it_and_rows_are_not_told() -> None:
    quote, row = "The night was long and the smoke was black.", "Pier | Dead | 12."
    parts = [LEDE, FILLER, quote, row, FILLER.replace("third", "half")]
    kinds = ("text", "text", "quote", "row", "text")
    for budget in range(16, 60, 3):
        lines = [one for _, one in choose(story("x", text="\n\n".join(parts), kinds=kinds), budget)]
        assert parts[2] not in lines or parts[1] in lines
        assert parts[3] not in lines


def test_a_note_that_repeats_what_was_wrong_is_never_told() -> None:
    note = "Correction: An earlier version of this article said that the port was shut on Sunday. It was Monday."
    more = "\n\n".join(f"Ship number {index} waited off the cape for orders from owners." for index in range(9))
    for budget in (60, 600):
        heard = told(f"{LEDE}\n\n{note}\n\n{more}", budget)
        assert not any("Sunday" in one or one == "It was Monday." for one in heard)


def test_sub_headings_are_left_out_and_what_a_colon_leads_in_to_is_not() -> None:
    waiting = "waited off the cape for orders from its owners in port"
    more = "\n\n".join(f"Ship number {index} {waiting} {index}." for index in range(9))
    assert "What comes next" not in told(f"{LEDE}\n\nWhat comes next\n\n{more}", 60)
    assert "What comes next" not in told(f"{LEDE}\n\nWhat comes next\n\n{more}", 600)
    assert "The port's own tugs" in told(f"{LEDE}\n\nThe first out were:\n\nThe port's own tugs\n\n{more}", 600)


def test_a_claim_is_not_told_as_news() -> None:
    claim = "A northern minister owns four of the ships."
    text = f"{claim}\n\n{LEDE}\n\nThe minister owns none, the register shows."
    found = choose(story("x", text=text, kinds=("claim", "text", "text")), 600)
    assert [said for _, said in found] == text.split("\n\n")[1:]


@pytest.mark.parametrize(
    "furniture",
    [
        "For all the figures, see the full report here.",
        "You can follow our live coverage of the strait here.",
        "This is a developing story.",
        "More to follow.",
        "The views expressed in this article are the author's own.",
        "Reference to any ship does not constitute its endorsement.",
        "The port is shut again.#SelaPort",
        "— Sela Port (@selaport) March 3, 2024",
        "func shut(port: Port) { port.close(); }",
    ],
)
def test_what_only_a_reader_can_use_is_never_told(furniture: str) -> None:
    assert told(f"{LEDE}\n\n{furniture}\n\nTwo ships waited.", 600) == [LEDE, "Two ships waited."]


@pytest.mark.parametrize(
    "told_so",
    [
        "Follow the money, and it ends here, said Ana Gil, a detective.",
        "The vote does not constitute an endorsement, she said.",
        "See what they have done here, he said, pointing at the roof.",
        "The report was published on Tuesday by the port.",
    ],
)
def test_what_only_looks_like_it_is_told(told_so: str) -> None:
    assert told_so in told(f"{LEDE}\n\n{told_so}\n\nTwo ships waited.", 600)


def _place(sentence: str, every: list[str]) -> int:
    """Where a sentence stands in its article; one told with its speaker first is known by its words."""
    for at, one in enumerate(every):
        if one.endswith(sentence):
            return at
    words = sorted(re.findall(r"\w+", sentence.lower()))
    return next(at for at, one in enumerate(every) if sorted(re.findall(r"\w+", one.lower())) == words)


def test_real_articles_are_cut_without_a_dangling_word() -> None:
    opener = re.compile(r"\W*(?:He|She|They|It|However|But|And|This [a-z]+ed|These|Those claims|As a result)\b")
    texts = [path.read_text().strip() for path in sorted(shared("corpus", "html").glob("*.gold.txt"))]
    assert texts
    for text in texts:
        one = Story("x", "", text.split("\n")[0], text)
        flat = [re.sub(r"(?<!:)\n", " ", paragraph).split("\n") for paragraph in paragraphs(one)]
        every = [sentence for parts in flat for part in parts for sentence in sentences(part)]
        for budget in (80, 150, 250):
            chosen = [sentence for _, sentence in choose(one, budget)]
            at = [_place(sentence, every) for sentence in chosen]
            loose = [chosen[k] for k in range(1, len(at)) if opener.match(chosen[k]) and at[k] - at[k - 1] > 1]
            assert not loose
            assert sum(map(count, chosen)) <= max(1.1 * budget, count(chosen[0]) * 3)


def test_the_plain_text_page_is_told_whole_and_in_order() -> None:
    text = shared("corpus", "text", "seed.gold.txt").read_text().strip()
    lone = story("seed", text=text, title="Russia Leads Peacekeeping Mission in Kazakhstan", published=None)
    told_lines = write(picks(lone), [], config(), WEEK).segments[1].lines[1:]
    assert " ".join(line.written for line in told_lines).split() == text.split()
    assert [line.paragraph for line in told_lines] == [0, 1, 1, 1, 2, 2, 2]


pieces = st.sampled_from([LEDE, FILLER, *LEANS, *STANDS, "Heading", "“An open quotation. And", "pictured below", "No."])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(pieces, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=8), st.integers(1, 300))
def test_every_extract_is_verbatim_in_order_and_within_its_budget(text: list[str], budget: int) -> None:
    one = Story("x", "", "Port of Sela shut", "\n\n".join(text))
    chosen = choose(one, budget)
    source = paragraphs(one)
    assert chosen
    assert [place for place, _ in chosen] == sorted(place for place, _ in chosen)
    assert all(sentence in source[place] for place, sentence in chosen)
    assert choose(one, budget) == chosen


def test_a_summary_too_short_to_be_told_is_told_of() -> None:
    (one,) = picks(story("x", text=LEDE, summary="Sela is shut."))
    assert untold([one]) == ["A story of x: its own summary of 3 words is not told: one of fewer than 25 is a teaser."]


def test_what_an_earlier_sentence_said_in_more_words_is_not_told_again() -> None:
    first = "Six drones struck the Lorvan refinery early Saturday, setting two tanks alight, Governor Lev Antonov said."
    again = "Six drones struck the refinery early Saturday, the governor said."
    other = "Six drones never struck the refinery early Saturday, the governor said."
    assert told(f"{first}\n\n{LEDE}\n\n{again}", 200) == [first, LEDE]
    assert told(f"{first}\n\n{LEDE}\n\n{other}", 200) == [first, LEDE, other]


def test_a_sentence_that_leads_in_to_what_is_not_there_is_not_told() -> None:
    leads = "The claim was shared with the following words:"
    assert told(f"{LEDE}\n\n{leads}\n\nWe found no evidence of it.", 200) == [LEDE, "We found no evidence of it."]
    assert told(f"{LEDE}\n\n{leads}", 200) == [LEDE]


def chosen(*parts: str, kinds: tuple[str, ...] = (), budget: int = 60) -> list[str]:
    kinds = kinds or ("text",) * len(parts)
    return [one for _, one in choose(story("x", text="\n\n".join(parts), kinds=kinds), budget)]


def test_a_quotation_signed_below_it_is_not_told_as_the_narrators_word() -> None:
    parts = (LEDE, '"We saw it and we kept quiet about it for years."', "— Ines Duarte, harbour master", FILLER, FILLER)
    told = chosen(*parts, kinds=("text", "quote", "quote", "text", "text"))
    assert told[0] == LEDE and not any("kept quiet" in one or "— Ines" in one for one in told)


def test_a_fact_check_is_told_with_its_verdict() -> None:
    claim, verdict = "The port of Sela was sold to Orvane.", "In sum, the claim that the port was sold is baseless."
    parts = (claim, LEDE, *[f"{FILLER[:-1]} in {year}." for year in range(2000, 2010)], verdict)
    told = chosen(*parts, kinds=("claim", *("text",) * 12))
    assert told[0] == LEDE and verdict in told and claim not in told


def test_a_question_to_the_reader_does_not_open_a_story() -> None:
    asks = ("Are you near the port of Sela?", "Please share your videos and stories with us.")
    told = chosen(*asks, LEDE, *[f"{FILLER[:-1]} in {year}." for year in range(2000, 2010)])
    assert told[0] == LEDE


def test_a_list_without_what_leads_in_to_it_is_not_told() -> None:
    told = chosen("Ruler", "Moss", LEDE, FILLER, FILLER, kinds=("item", "item", "text", "text", "text"), budget=30)
    assert told[0] == LEDE
