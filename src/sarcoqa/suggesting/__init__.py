"""Questions that the papers can answer, each verified by asking it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..schema import Answer, Document, Passage, Span
from ..text import content_terms
from .candidate import Candidate, candidates

MOST_ASKED = 12  # questions asked for one call: some 15 ms each
MOST_TRIES = 3  # for one place in the list
NEAREST = 3  # places where a question need share no word with the refused one
NEAR = 2  # questions offered beside a refusal
REWORDED = 0.7  # the share of terms that makes a question a rewording of the refused one
ALIKE = 0.5  # and the share that makes two suggestions too much alike

Asks = Callable[[str], Answer]
Held = tuple[Document, Sequence[Passage]]  # a paper, and what of it may be found


def opening(papers: Sequence[Held], ask: Asks, *, limit: int) -> tuple[str, ...]:
    """At most `limit` questions to begin with: of another kind and paper each, as far as there are.

    At most `MOST_ASKED` candidates are asked; those stay that are answered with a quote of the
    place that they were made from.
    """
    return _verified(_in_turn(papers), ask, limit)


def near(
    answer: Answer, papers: Sequence[Held], ask: Asks, passages: Sequence[Passage]
) -> tuple[str, ...]:
    """At most two questions close to one that was not answered, and no rewordings of it.

    They are made from the `passages` nearest to it, and from those of the refusal itself, which
    come first; verified as those of `opening` are.
    """
    places = [(near.document_id, near.quote.span) for near in answer.nearest]
    places += [(passage.document_id, passage.span) for passage in passages]
    asked = frozenset(content_terms(answer.question))
    found = [
        candidate
        for document, held in papers
        if any(name == document.id for name, _ in places)
        for kind in candidates(document, held)[:-1]  # not what a short form stands for
        for candidate in kind
        if not (candidate.own and len(papers) > 1) and _shared(candidate.question, asked) < REWORDED
    ]
    distant = answer.abstained is not None and answer.abstained.reason != "not_covered"
    least = 1 if distant else 0
    ranked = sorted(
        (
            entry
            for one in found
            if (entry := _closeness(one, places, asked)) and -entry[0] >= least
        ),
        key=lambda entry: entry[:2],
    )
    return _verified([iter([one]) for *_, one in ranked], ask, NEAR)


def _closeness(
    candidate: Candidate, places: Sequence[tuple[str, Span]], asked: frozenset[str]
) -> tuple[int, int, Candidate] | None:
    """(minus the terms shared, place among the nearest, candidate); None for what is not near."""
    place = next(
        (
            rank
            for rank, (name, span) in enumerate(places)
            if name == candidate.document_id and span.overlaps(candidate.span)
        ),
        None,
    )
    shared = len(asked & set(content_terms(candidate.question)))
    if place is None or (not shared and place >= NEAREST):
        return None
    return -shared, place, candidate


def _shared(question: str, other: frozenset[str]) -> float:
    """The share of terms that two questions have in common (Jaccard)."""
    own = set(content_terms(question))
    return len(own & other) / (len(own | other) or 1)


def _in_turn(papers: Sequence[Held]) -> list[Iterator[Candidate]]:
    """The candidates as queues: the first kind of the first paper, the second of the second, …"""
    alone = len(papers) == 1
    kinds = [
        [_fitting(kind, alone=alone) for kind in candidates(document, held)]
        for document, held in papers[:MOST_ASKED]
    ]
    count = max(map(len, kinds), default=0)
    return [
        paper[(turn + place) % count] for turn in range(count) for place, paper in enumerate(kinds)
    ]


def _fitting(kind: Iterator[Candidate], *, alone: bool) -> Iterator[Candidate]:
    return (candidate for candidate in kind if alone or not candidate.own)


def _verified(queues: Sequence[Iterator[Candidate]], ask: Asks, limit: int) -> tuple[str, ...]:
    """Questions of `queues` in turn, each answered from the place that it was made from."""
    kept: list[str] = []
    left = MOST_ASKED
    waiting = list(queues)
    while waiting and left and len(kept) < limit:
        queue = waiting.pop(0)
        for _ in range(min(MOST_TRIES, left)):
            candidate = next(queue, None)
            if candidate is None:
                break
            if any(
                _shared(candidate.question, frozenset(content_terms(one))) >= ALIKE for one in kept
            ):
                continue
            left -= 1
            if _is_answered(candidate, ask(candidate.question)):
                kept.append(candidate.question)
                waiting.append(queue)
                break
    return tuple(kept)


def _is_answered(candidate: Candidate, answer: Answer) -> bool:
    return answer.abstained is None and any(
        citation.document_id == candidate.document_id
        and citation.quote.span.overlaps(candidate.span)
        for citation in answer.citations
    )
