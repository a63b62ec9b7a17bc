"""What the question before gives to one that follows up on it: its parts, its topic, its study."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..schema import Answer
from .constituent import Constituent, Field, of_kind, words
from .constituents import constituents
from .mentions import treatments

DEFAULT = {"disease": "in", "group": "in", "drug": "with", "study": "in", "time": "at"}
CONTEXT = ("group", "disease", "drug", "study", "time", "term", "thing")

_TOPIC = re.compile(
    r"^(?:so )?(?:what|who)(?:'s| is| are) "
    r"(?P<a>(?:an? |the )?[\w/+-]+(?: (?!of|in|for|with|on|at|to|by|from)[\w/+-]+){0,4})$|"
    r"^what (?:does|do) (?P<b>.+?) (?:stand for|mean)$|"
    r"^(?:define|explain) (?P<c>[\w/+-]+(?: [\w/+-]+){0,4})$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"^(?:what|which) (?P<be>is|was|are|were) (?P<np>.+)$", re.IGNORECASE)
# Words in the order of a clause: "what share of them are …", "how many were …"
_CLAUSE = re.compile(
    r"^(?:how many|what|which|whose)\b(?!.*\b(?:did|do|does|can|could|will|would)\b)", re.IGNORECASE
)
_ASKS_STUDY = re.compile(
    r"^\W*(?:(?:in |by )?(?:which|what) (?:\w+ )?(?:trial|study|paper|group|team|authors?)\b|who\b|"
    r"whose\b)",
    re.IGNORECASE,
)
_ASKS_DRUG = re.compile(
    r"^\W*(?:(?:with )?(?:which|what) (?:[\w-]+ ){0,2}"
    r"(?:drugs?|combination|regimen|treatment|agents?|"
    r"therapy|inhibitors?)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last question as it was understood, without closing mark, and what was said to it."""

    text: str
    parts: tuple[Constituent, ...]
    answer: Answer

    def last(self, *kinds: str) -> Constituent | None:
        """The last of its parts that is of one of `kinds`."""
        held = of_kind(self.parts, *kinds)
        return held[-1] if held else None

    @property
    def topic(self) -> str | None:
        """What a question for a definition is about."""
        match = _TOPIC.match(self.text)
        found = match and next(group for group in match.groups() if group)
        return re.sub(r"^(?:an?|the) ", "", found) if found else None

    @property
    def said(self) -> str:
        """What was asked for, as a noun phrase or else as the question itself."""
        if (match := _SUBJECT.match(self.text)) and not self.topic:
            return match["np"]
        if _CLAUSE.match(self.text) and not self.topic:
            return lowered(self.text)
        endpoint = self.last("endpoint")
        if endpoint is not None and re.match(r"what|which|how", self.text, re.IGNORECASE):
            return f"the {endpoint.name} {context(self.parts, without=())}".strip()
        return f"this: {lowered(self.text)}"

    @property
    def subject(self) -> str | None:
        """What was asked for by a noun: "the mean size of the buds", "which drug": "drug"."""
        match = _SUBJECT.match(self.text)
        return match["np"] if match and not self.topic else None

    @property
    def plural_subject(self) -> str | None:
        """The same, of a question that asks for several ("What are the …?")."""
        match = _SUBJECT.match(self.text)
        several = match is not None and match["be"].lower() in ("are", "were")
        return self.subject if several else None

    @property
    def asks_study(self) -> bool:
        """Whether it asked which study: its answer then names the one that is meant."""
        return bool(_ASKS_STUDY.match(self.text))

    @property
    def asks_drug(self) -> bool:
        """Whether it asked which drug or combination."""
        return bool(_ASKS_DRUG.match(self.text))

    @property
    def study(self) -> str | None:
        """The study that it is about: named in the question, or by the answer, if by one alone."""
        named = self.last("study")
        if named is not None and not self.asks_study:
            return named.name if named.name != named.phrase.lower() else f"the {named.name}"
        return _introduced(self.answer) or (named.name if named else None)

    @property
    def found_study(self) -> str | None:
        """The study that it asked for, where its answer names one."""
        return _introduced(self.answer) if self.asks_study else None

    @property
    def drug(self) -> str | None:
        """The drug or combination that it is about, found as the study is."""
        named = self.last("drug")
        if named is not None and not self.asks_drug:
            return named.name
        return _drugs_told(self.answer) or (named.name if named else None)


def read_earlier(answers: Sequence[Answer], field: Field) -> Earlier | None:
    """The last of `answers` that was to a question with words, taken apart.

    A question about the one before it ("Who reported …?") brings its answer, but not its words;
    nor does a follow-up that could not be understood.
    """
    asked = [(answer, _bare(answer.question)) for answer in answers if _bare(answer.question)]
    if not asked:
        return None
    text = next((text for _, text in reversed(asked) if not _is_about_another(text)), asked[-1][1])
    return Earlier(text, constituents(text, field), asked[-1][0])


def _is_about_another(text: str) -> bool:
    """Whether a question cannot be followed up by its words: it is about another, or a fragment."""
    lead = words()["lead"]
    pointing = words()["pointing"]
    asked = (lead["about"], lead["fragment"], *(pattern for pattern, _ in words()["whole"]))
    loose = (pointing["it"], pointing["they"])
    return any(pattern.match(text) for pattern in asked) or any(
        pattern.search(text) for pattern in loose
    )


def _bare(text: str) -> str:
    return re.sub(r"(?:(?<!\bal)[.?!\s])+$", "", " ".join(text.split()))


def context(parts: Sequence[Constituent], *, without: Sequence[str]) -> str:
    """What a question is about, as it would follow an endpoint: "in adults with the drug"."""
    return " ".join(in_context(part) for part in about(parts) if part.kind not in without)


def about(parts: Sequence[Constituent]) -> list[Constituent]:
    """What a question is about; a term counts where it is not a part of what is asked for."""
    return [part for part in of_kind(parts, *CONTEXT) if part.kind != "term" or part.preposition]


def in_context(part: Constituent) -> str:
    """A constituent with the preposition that it has, or else the usual one of its kind."""
    if part.preposition:
        return f"{part.preposition} {part.phrase}"
    return f"{DEFAULT.get(part.kind, 'of')} {part.name}"


def lowered(text: str) -> str:
    """`text` as it goes on within a sentence: its first word small, unless it is a name."""
    first = re.match(r"\w+", text)
    function = words()["words"]
    small = first and any(first.group().lower() in held for held in function.values())
    return text[:1].lower() + text[1:] if small else text


def _introduced(answer: Answer) -> str | None:
    """ "Author et al. 2021" where one reference alone stands behind the first quote."""
    behind = answer.citations[0].references if answer.citations else ()
    if len(behind) != 1 or not behind[0].authors:
        return None
    (entry,) = behind
    surname = entry.authors[0].rsplit(" ", 1)[0]
    others = " et al." if len(entry.authors) > 1 else ""
    return " ".join(filter(None, (f"{surname}{others}", str(entry.year or ""))))


def _drugs_told(answer: Answer) -> str | None:
    """The drugs of the first quote, in its order, when it names one combination at most."""
    if not answer.citations:
        return None
    named = treatments(answer.citations[0].quote.text)
    return " + ".join(named) if 1 <= len(named) <= 3 else None
