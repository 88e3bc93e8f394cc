"""Pick + Read → Script; script.md out and in again.

    choose.py      which of an article's own sentences are told, within a word budget
    unfit.py       sentences → those that are never told: headings, tables, furniture, told before
    leaning.py     sentences → which of them must be told together
    order.py       a long quotation with its speaker first
    naming.py      a title and a by-line as they are said
    sections.py    a section as a segue says it
    wording.py     the programme's own words, from templates/*.j2 or the newsroom's
    sandbox.py     a template's variant, within what a sentence may ask for
    write.py       picks and reads laid out as segments
    markdown.py    Script → script.md
    reading.py     script.md → Script, every mistake at once
    paragraphs.py  what stands below a heading, as lines
    inline.py      the text of a paragraph in script.md, escaped and read back
    check.py       what a script says that its source does not: which lines are held against which articles
    published.py   what titles, headings and tracks' openings say that their stories do not
    beside.py      a changed sentence beside the article's: what it says otherwise
    moved.py       a date, a speaker, an owner or a title that moved to another place
    times.py       the same day or hour told otherwise
    clauses.py     clauses that were cut whole, or stand in another order
    denied.py      denials that are more, fewer or elsewhere
    narrowed.py    a limit that was cut, so that it speaks of more, or of another
    quoted.py      the quotations of such a sentence
    worded.py      its words that took others' places, by alike.toml
    roles.py       who does what to whom in it, how many, and who says so
    source.py      an article's sentences, and the one that a line is most like
    facts.py       text as words, each with the kind of fact that it is
    numerals.py    numbers and clock times in words, in figures
    tables.py      facts.toml, what words are to the check
    diff.py        what an edit changed against the draft and the source
    correction.py  notices of corrections, a story rewritten or taken out, reads placed anew
    standing.py    a story's lines as its article, put right, has them
"""

from atlascast.script.check import Finding, Place, check
from atlascast.script.choose import untold
from atlascast.script.correction import noticed, placed, reads, rewritten, without
from atlascast.script.diff import Difference, diff
from atlascast.script.markdown import edited, signed, to_markdown
from atlascast.script.published import published
from atlascast.script.reading import Reading, from_markdown, places, reading
from atlascast.script.wording import foreign
from atlascast.script.write import write

__all__ = [
    "Difference", "Finding", "Place", "Reading", "check", "diff", "edited", "foreign", "from_markdown", "noticed",
    "placed", "places", "published", "reading", "reads", "rewritten", "signed", "to_markdown", "untold", "without",
    "write",
]  # fmt: skip
