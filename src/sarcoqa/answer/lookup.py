"""Questions with an exact answer in the paper's own lists: definitions and numbered references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..schema import Document, Passage, Span
from ..text import STOPWORDS, folded, terms, token_terms, tokens
from .evidence import Judged, Rarity
from .mentions import spelt
from .question import Question

_PLURAL = re.compile(r"s$")
FRONT_PARAGRAPHS = 30


def reference_passage(question: Question, passages: Iterable[Passage]) -> list[Passage]:
    """The entries with the number that the question names ("What is reference 12?")."""
    if question.label is None:
        return []
    return [p for p in passages if p.kind == "reference" and p.labels == (question.label,)]


def definition_passages(
    question: Question, documents: Iterable[Document], passages: Sequence[Passage]
) -> list[Passage]:
    """The definitions of the one short or long form that a question for a definition names.

    Prefers the paper's list to its running text, and exact case to any case. Empty when the
    question names none, or asks for more than the form itself.
    """
    if "definition" not in question.wants:
        return []
    wanted = _subject(question.text)
    spans: list[tuple[str, int]] = []
    for document in documents:
        matches = [
            entry
            for entry in document.abbreviations
            if wanted and (_same(entry.short, wanted) or folded(entry.long) == wanted)
        ]
        listed = [entry for entry in matches if entry.listed] or matches
        spans += [(document.id, entry.span.start) for entry in listed[:1]]
    return [
        passage
        for passage in passages
        if passage.kind == "abbreviation" and (passage.document_id, passage.span.start) in spans
    ]


def unspelt(
    question: Question, quoted: str, documents: Iterable[Document], passages: Sequence[Passage]
) -> list[Passage]:
    """The definitions of the short form that is asked about, but for those that `quoted` holds.

    "What is ABC?" wants to hear what it is; a sentence that only uses the word does not say that.
    """
    found = definition_passages(question, documents, passages)
    return [
        p
        for p in found
        if folded(p.text.partition(": ")[2]) not in folded(quoted)
        and not is_in_full(question, p.text)
    ]


def is_in_full(question: Question, definition: str) -> bool:
    """Whether the question has the long form of a `definition` ("SF: long form"), in any order.

    Who writes it out need not be told how it is spelt.
    """
    long = terms(definition.partition(": ")[2])
    return bool(long) and set(long) <= set(terms(question.text))


# "the" asks for something of the paper ("the bottom line"), not for what a word means.
_DEFINED = re.compile(
    r"^\W*(?:so )?(?:what(?:'s| is| are| does| do)|define|explain)\s+(?:meant by\s+)?(?:an?\s+)?"
    r"(?!the\b)(?P<term>[\w-]+(?: (?!(?:of|in|for|with|on|at|to|by|from|and|or|mean)\b)[\w-]+)"
    r"{0,3})"
    r"(?: means?)?\s*(?:[?.,(]|\band\b|$)",
    re.IGNORECASE,
)
TELLING = 7  # letters; of several words, one as short as "good" or "usual" need not be in a paper


def unheard(question: Question, judged: Sequence[Judged], rarity: Rarity) -> list[str]:
    """The words of a thing whose definition is asked for that no paper has, nor one spelt alike.

    "What are exosomes?" is not answered by a sentence on vesicles. Empty for words that the
    expansion of the question puts in other terms.
    """
    match = _DEFINED.match(question.text)
    if match is None or question.expanded.count("(") > question.text.count("("):
        return []
    words = tokens(match["term"])
    return [
        word
        for word in words
        if (len(words) == 1 or len(word) >= TELLING)
        and word.isalpha()
        and not any(rarity(term) for term in token_terms(word))
        and not any(spelt(word, item.evidence.text) for item in judged)
    ]


def front_matter(question: Question, document: Document) -> list[Span]:
    """Where a paper states what a question about the paper itself asks for: its authors, title,
    dates or keywords. Empty when the question asks for none of these, or names something else.
    """
    if question.names or len(question.terms) > 4:
        return []
    wanted = {
        "authors": document.authors[:1],
        "dates": (document.published,),
        "keywords": document.keywords[-1:],
    }
    sought = [text for entry, texts in wanted.items() if entry in question.wants for text in texts]
    found = [
        paragraph
        for paragraph in document.paragraphs[:FRONT_PARAGRAPHS]
        for text in sought
        if text and text in paragraph.of(document.text)
    ]
    if "title" in question.wants:
        found = [p for p in document.paragraphs[:1] if p.of(document.text) == document.title]
    return found[:2]


_FRAME = re.compile(
    r"\b(?:stands? for|abbreviat\w*|acronym|short for|(?:full|long) (?:form|name)|"
    r"spell(?:ed)? out|expan(?:d|sion)|defin\w*|meaning|meant|means?|"
    r"what['’]?s|explain|term|concept|letters?|here|please)\b",
    re.IGNORECASE,
)


def _subject(text: str) -> str:
    """What is left of a question for a definition without its frame, folded."""
    plain = re.sub(r"\([^)]*\)", " ", _FRAME.sub(" ", text))
    kept = [token for token in tokens(plain) if token not in STOPWORDS]
    return " ".join(kept)


def _same(short: str, wanted: str) -> bool:
    mine = " ".join(tokens(short))
    return wanted in (mine, _PLURAL.sub("", mine)) or _PLURAL.sub("", wanted) == mine
