"""Questions for all that a paper says of a study, which it says in sentences that follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..schema import Passage, Span
from .question import Question

MOST_LEADS = 2  # studies that are told on
MOST_TOLD = 3  # sentences after the one that leads in

_TELLS = re.compile(
    r"\b(?:summari[sz]e|summary|outline|describe|contrast|compare|results?|findings?|"
    r"experiments?|overview|tell me|what happened|lines of (?:\w+ )?evidence|"
    r"what (?:did|has|have) [^?]*\b(?:find|found|show\w*|report\w*|learn\w*))\b",
    re.IGNORECASE,
)
# The next study of the same people or on the same thing: "In another study, the group ..."
_GOES_ON = re.compile(
    r"(?:In (?:yet )?another\b[^.]{0,20}\b(?:the (?:same )?(?:group|authors|investigators|team)|"
    r"they)\b|The (?:same )?(?:group|authors|investigators|team)\b|They\b)"
)

Part = tuple[Passage, Span]
_Sentence = tuple[Passage, Span, str]


def told_on(
    question: Question, parts: Sequence[Part], passages: Sequence[Passage], texts: dict[str, str]
) -> list[Part]:
    """`parts`, the first ones on a study each followed by what the paper goes on to say of it.

    Unchanged where the question asks for one thing. `texts` are those of the papers, by id.
    """
    if not _TELLS.search(question.text):
        return list(parts)
    told: list[Part] = []
    led: set[str] = set()
    for part in parts:
        if part not in told:
            told.append(part)
        following = _following(part, passages, texts)
        study = next(following)[2]
        if study and study not in led and len(led) < MOST_LEADS:
            led.add(study)
            told += [(p, span) for p, span, _ in following if (p, span) not in told]
    return told


def _following(
    lead: Part, passages: Sequence[Passage], texts: dict[str, str]
) -> Iterator[_Sentence]:
    """The sentence of `lead`, or the one that begins what `lead` goes on with; then those straight
    after it that go on with its study.
    """
    passage, span = lead
    if passage.kind != "prose":
        yield passage, span, ""
        return
    text = texts[passage.document_id]
    found = _sentences(passage, passages)
    place = next(n for n, sentence in enumerate(found) if sentence[1].end > span.start)
    while place and _goes_on(found[place - 1], found[place], text):
        place -= 1
    found = found[place:]
    last = found[0]
    yield last
    for sentence in found[1 : 1 + MOST_TOLD]:
        if not (_is_next(last, sentence) and sentence[2] == last[2]) and not _goes_on(
            last, sentence, text
        ):
            return
        yield sentence
        last = sentence


def _is_next(last: _Sentence, sentence: _Sentence) -> bool:
    return sentence[1].start - last[1].end <= 2


def _goes_on(last: _Sentence, sentence: _Sentence, text: str) -> bool:
    """Whether `sentence`, straight after `last`, tells of the same people's next work."""
    return _is_next(last, sentence) and bool(_GOES_ON.match(sentence[1].of(text)))


def _sentences(home: Passage, passages: Sequence[Passage]) -> list[_Sentence]:
    """Each sentence of the section of `home` with its passage and study, in reading order."""
    return sorted(
        (
            (passage, span, study)
            for passage in passages
            if passage.kind == "prose"
            and (passage.document_id, passage.section) == (home.document_id, home.section)
            for span, study in zip(passage.sentences, passage.studies, strict=True)
        ),
        key=lambda sentence: sentence[1],
    )
