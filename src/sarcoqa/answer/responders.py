"""Whether any patient of a subgroup responded, where a paper says so without a rate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..schema import Span
from .measurement import COUNTS, Measurement

RESPONDED = "response"  # 1.0: some did, 0.0: none
Said = tuple[str, bool, tuple[int, int]]  # group, whether any responded, place in the words

_RESULT = r"(?:responses?\b|responders?\b|PRs?\b|CRs?\b)"
_HAD = r"(?:had|ha[sv]e|experienc\w+|achiev\w+|show\w+|demonstrat\w+|reach\w+|report\w+)"
_NUMBER = rf"(?:\d+|{'|'.join(COUNTS)}|all|both|every|each)"
_RESPONDED = rf"(?:respond(?:ed|ing)\b|(?:{_HAD}) (?:an? )?(?:[\w-]+ ){{0,2}}{_RESULT})"

_NONE = (
    # "No ABC or DE patients in the second cohort experienced a response"
    re.compile(
        rf"\b(?:no|none of the) (?P<groups>[^.;,()]{{1,40}}?) patients?\b[^.;,]{{0,40}}?"
        rf"\b{_RESPONDED}",
        re.IGNORECASE,
    ),
)
_SOME = (
    # "responses occurred in ABC and DE"; "a PR was seen in two ABC patients and one DE patient"
    re.compile(
        rf"\b{_RESULT}(?: (?:was|were|occurring|occurred|seen|observed|noted|reported|found))"
        rf"{{1,2}} (?:in|among) (?P<groups>[^.;()]{{1,100}})",
        re.IGNORECASE,
    ),
    # "six had a CR, including two ABC patients and one DE patient"
    re.compile(rf"\b{_RESULT}, including (?P<groups>[^.;()]{{1,80}})", re.IGNORECASE),
    # "ABC was among the responding histologies"; "ABC and DE were responders"
    re.compile(
        r"(?P<groups>[\w-]+(?:(?:,? and |, |/)[\w-]+){0,4}) (?:was|were) "
        r"(?:among|one of|amongst) (?:the )?respond(?:ing|ers)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\brespond(?:ing|ers)\b(?: [\w-]+){0,2} (?:includ\w+|were|was) (?P<groups>[^.;()]{1,80})",
        re.IGNORECASE,
    ),
    # "all ABC patients enrolled (4/4) experienced a PR"; "two of the three ABC patients responded"
    re.compile(
        rf"\b{_NUMBER} (?:(?:out )?of (?:the )?)?(?:{_NUMBER} )?(?P<groups>[^.;,()\d]{{1,20}}?) "
        rf"patients?(?: [\w-]+){{0,4}}(?: \(\d+/\d+\))? {_RESPONDED}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_NUMBER} (?:out )?of (?:the )?(?:{_NUMBER} )?patients with "
        rf"(?P<groups>[^.;,()]{{1,20}}?) {_RESPONDED}",
        re.IGNORECASE,
    ),
    # "In ABC, one of five patients had a PR"; "Of the four ABC patients, three had a PR"
    re.compile(
        rf"\b(?:in|among|of the {_NUMBER}) (?P<groups>[^.;,()\d]{{1,25}}), {_NUMBER}\b"
        rf"[^.;,]{{0,30}}? {_RESPONDED}",
        re.IGNORECASE,
    ),
    # "two patients with recurrent ABC treated with drugs had excellent responses"
    re.compile(
        rf"\b{_NUMBER} patients with (?P<groups>(?:[\w-]+ ){{0,2}}[\w-]+)"
        rf"(?: (?:treated|given|who)\b[^.;,]{{0,100}}?)? {_RESPONDED}",
        re.IGNORECASE,
    ),
)
# Before a response that is denied or asked after: "no responses were seen in", "whether a PR was".
_DENIED = re.compile(r"\b(?:no|not|nor|none|without|never|few(?:er)?|zero|0|whether|if)\b", re.I)
_COUNT = re.compile(r"(?<![\d.])([1-9]\d*)\s?(?:CR|PR)s?\b")
# "ABC patients (including 5 DE patients) had an ORR of 0%": none of the five either.
_ZERO_WITH = re.compile(
    r"\bincluding (?P<groups>[^.;()]{1,60})\)?[^.;()%]{0,30}?"
    r"\b(?:ORR|response rate)[^.;()%\d]{0,15}\b0(?:\.0+)?\s?%",
    re.IGNORECASE,
)


def responders(words: str, groups: Sequence[str]) -> Iterator[Said]:
    """(group, whether any of its patients responded, place) for what `words` say of `groups`.

    "ABC/DE" counts for each of the two where nobody responded, and for neither where some did.

    >>> list(responders("No DE patients had a response.", ["ABC", "DE"]))
    [('DE', False, (0, 29))]
    >>> list(responders("ABC was among the responding histologies", ["ABC", "DE"]))
    [('ABC', True, (0, 28))]
    """
    for pattern in (*_NONE, _ZERO_WITH):
        for match in pattern.finditer(words):
            for group in _named(match.group("groups"), r"[^\w-]+", groups):
                yield group, False, match.span()
    for pattern in _SOME:
        for match in pattern.finditer(words):
            if _DENIED.search(words[max(0, match.start() - 30) : match.end()]):
                continue
            for group in _named(match.group("groups"), r"[^\w/-]+", groups):
                yield group, True, match.span()


def _named(listed: str, apart: str, groups: Sequence[str]) -> list[str]:
    """The groups that are words of their own in a list of them."""
    words = set(re.split(apart, listed))
    return [group for group in groups if words & {group, f"{group}s"}]


def counted_responders(words: str) -> tuple[int, int] | None:
    """Where a part of a cell counts responders and gives no rate: "ABC: 3 PR"."""
    match = None if "%" in words else _COUNT.search(words)
    return match.span() if match else None


def statements(
    place: Span, text: str, labels: tuple[str, ...], groups: Sequence[str]
) -> Iterator[Measurement]:
    """What `place` of `text` says of the responders of each group, as 1.0 (some) or 0.0 (none)."""
    seen: set[tuple[str, bool]] = set()
    for group, some, (start, end) in responders(place.of(text), groups):
        if (group, some) not in seen:
            seen.add((group, some))
            span = Span(place.start + start, place.start + end)
            yield responded(float(some), group, labels, span, text)


def responded(
    value: float, group: str, labels: tuple[str, ...], span: Span, text: str
) -> Measurement:
    """The statement at `span` that some (1.0) or none (0.0) of a group responded."""
    return Measurement(RESPONDED, value, 0, "", None, group, labels, None, span, span.of(text))
