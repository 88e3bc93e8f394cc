"""Pick + Read → Script; script.md out and in again.

    choose.py    which of an article's own sentences are told, within a word budget
    wording.py   the programme's own words, from templates/*.j2 or the newsroom's
    write.py     picks and reads laid out as segments
    markdown.py  Script → script.md
    reading.py   script.md → Script, every mistake at once
    inline.py    the text of a paragraph in script.md, escaped and read back
    check.py     what a script says that its source does not
    diff.py      what an edit changed against the draft and the source
    correction.py  a notice at the head of a corrected story
"""

from atlascast.script.check import check
from atlascast.script.correction import corrected
from atlascast.script.diff import Difference, diff
from atlascast.script.markdown import SPONSOR, edited, to_markdown
from atlascast.script.reading import from_markdown
from atlascast.script.write import write

__all__ = ["SPONSOR", "Difference", "check", "corrected", "diff", "edited", "from_markdown", "to_markdown", "write"]
