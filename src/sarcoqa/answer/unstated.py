"""Questions for the rows of a table that leave a column blank: "Which trial gives no response?"."""

from __future__ import annotations

import re

from ..schema import Document, Table
from ..studies import tells_of_a_study
from ..text import content_terms, term_set
from .blanks import is_blank
from .cells import header_shares
from .comparison import Comparison
from .question import Question

MOST = 12  # rows
_SAID = (
    r"(?:giv(?:e|es|en|ing)|report(?:s|ed|ing)?|stat(?:e|es|ed|ing)|list(?:s|ed|ing)?|"
    r"provid(?:e|es|ed|ing)|specif(?:y|ies|ied)|record(?:s|ed)?|enter(?:s|ed)?|available|"
    r"entry|entries|figures?|values?)"
)
# Not "no response was seen", nor "did not report any response".
_UNSTATED = re.compile(
    rf"\b(?:no|without|lack(?:s|ed|ing)?|missing)\s+(?:[\w/-]+ ){{1,4}}?"
    rf"(?:(?:is|are|was|were|being|has been) )?{_SAID}\b|"
    rf"(?:\bnot|n['’]t|\bnever|\bfail(?:s|ed)? to)\b(?! give rise)(?: [\w/-]+){{0,3}}? {_SAID}\b"
    r"(?! (?:any|a single|one)\b)|"
    r"\b(?:giv(?:e|es|ing)|report(?:s|ing)?|stat(?:e|es|ing)|list(?:s|ing)?|provid(?:e|es|ing)) "
    r"no\b|"
    r"\b(?:left|leaves?|leaving|is|are) (?:the )?(?:[\w/-]+ ){0,4}?(?:blank|empty|unreported|"
    r"unstated|unspecified|missing)\b|\black(?:s|ing)? an?\b|\bmiss(?:es|ing) an?\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"^\W*(?:(?:for|in|of|from) )?(?:which|what|whose|name|list)\b", re.IGNORECASE)
_STUDIES = term_set("trial study paper regimen combination cohort report publication row")


def rows_unstated(question: Question, document: Document) -> Comparison | None:
    """The rows of one table that leave blank the column of which a question asks who states none.

    None where it names a study or a group of patients: of these a cell may say nothing while it
    states others; where no one table has such a column; or where most of its rows are blank.

    >>> # "For which trial is no response given?" over "ORR 5%", "Not given" gives the second row
    """
    text = question.text
    if question.names or question.diseases or not (_ASKS.search(text) and _UNSTATED.search(text)):
        return None
    found = [
        found
        for table in document.tables
        if question.table in (None, table.label) and _is_of(question, document, table)
        if (found := _blank(question, table)) is not None
    ]
    return found[0] if len(found) == 1 else None


def _is_of(question: Question, document: Document, table: Table) -> bool:
    """Whether a question speaks of what the rows of a table are."""
    if not table.records:
        return False
    if tells_of_a_study(document, table.records[0]):
        return bool(_STUDIES & term_set(question.text))
    about = term_set(" ".join((table.caption, *table.header[:2])))
    return bool(set(content_terms(question.text)) & about)


def _blank(question: Question, table: Table) -> Comparison | None:
    """The rows of a table that leave the one column blank whose name a question says in full."""
    shares = header_shares(question, list(table.header))
    places = [p for p, share in enumerate(shares) if share == 1.0 and table.header[p]]
    for place in places:
        rows = [row for row in table.records if is_blank(row.cells[place][1])]
        if rows and len(rows) <= MOST and 2 * len(rows) < len(table.records):
            what = f"may state a value in “{table.header[place]}”"
            return Comparison(tuple(rows), len(table.records), what, blank=True)
    return None
