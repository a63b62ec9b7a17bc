"""5. Questions → `Report`: each is asked, timed and measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from time import perf_counter

from ..schema import Answer, Document, Hit, Passage
from .figures import figures, mean
from .metrics import Place, citation_precision, evidence_recall, is_correct
from .outcome import Outcome, Report, Retrieved
from .regression import regressions
from .retrieval import ndcg, reciprocal_rank
from .sets import EvaluationQuestion

Ask = Callable[..., Answer]  # question, and its filters by name
Search = Callable[..., Sequence[Hit]]  # query, k, and filters
DEPTH = 100  # how many passages are searched for the first relevant one


def evaluate(
    questions: Sequence[EvaluationQuestion],
    ask: Ask,
    documents: Iterable[Document],
    *,
    search: Search | None = None,
    passages: Iterable[Passage] = (),
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Ask every question and measure the answers.

    With `search(question, k)` and all `passages` of the index, the ranking of passages is measured
    too, for the questions that have gold places. Questions from feedback are asked again, and
    compared with the answer of then; those that are not labelled yet count in no figure.
    """
    texts = {document.id: document.text for document in documents}
    every = tuple(passages)
    outcomes = []
    labelled = [question for question in questions if not question.to_label]
    for done, question in enumerate(labelled, start=1):
        filters = dict(question.filters)
        started = perf_counter()
        answer = ask(question.question, **filters)
        outcome = _outcome(question, answer, perf_counter() - started, texts)
        if search is not None and question.gold:
            hits = search(question.question, DEPTH, **filters)
            outcome = replace(outcome, retrieved=retrieved(hits, question.gold, every))
        outcomes.append(outcome)
        progress(done, len(labelled))
    return Report(tuple(outcomes), figures(outcomes), regressions(questions, ask))


def with_determinism(report: Report, again: Sequence[str]) -> Report:
    """`report` with the share of questions that a second process answers the same, byte for byte.

    `again` holds its answer JSON to each question, in their order.
    """
    same = [
        outcome.answer.to_json() == other
        for outcome, other in zip(report.outcomes, again, strict=True)
    ]
    return replace(report, figures=(*report.figures, mean("determinism", same)))


def retrieved(
    hits: Sequence[Hit], gold: Sequence[Sequence[Place]], passages: Iterable[Passage]
) -> Retrieved:
    """The figures of one ranking for a question with gold.

    The ideal ranking has every one of `passages` that overlaps a gold span first.
    """
    places = [(hit.passage.document_id, hit.passage.span) for hit in hits]
    wanted = [place for group in gold for place in group]
    relevant: Mapping[str, int] = {
        passage.id: 1
        for passage in passages
        if any(name == passage.document_id and span.overlaps(passage.span) for name, span in wanted)
    }
    ranking = [hit.passage.id for hit in hits]
    return Retrieved(
        recall_at_1=evidence_recall(places[:1], gold),
        recall_at_5=evidence_recall(places[:5], gold),
        recall_at_10=evidence_recall(places[:10], gold),
        reciprocal_rank=reciprocal_rank(ranking, relevant),
        ndcg_at_10=ndcg(ranking, relevant),
    )


def _outcome(
    question: EvaluationQuestion, answer: Answer, seconds: float, texts: Mapping[str, str]
) -> Outcome:
    places = [(citation.document_id, citation.quote.span) for citation in answer.citations]
    noted = [citation for note in answer.notes for citation in note.citations]
    every = [*answer.citations, *answer.nearest, *noted]
    verbatim = all(c.quote.span.of(texts[c.document_id]) == c.quote.text for c in every)
    refused = answer.abstained is not None
    held = {entry.label for citation in answer.citations for entry in citation.references}
    found = Outcome(question, answer, seconds, None, None, None, None, None, refused, verbatim)
    if not question.answerable:
        return found
    if question.accepted:
        found = replace(found, correct=not refused and is_correct(answer.text, question.accepted))
    if question.labels:
        found = replace(found, labels=set(question.labels) <= held)
    if question.gold:
        recall = evidence_recall(places, question.gold)
        precision = None if refused else citation_precision(places, question.gold)
        cited = not refused and recall == 1.0
        found = replace(found, cited=cited, recall=recall, precision=precision)
    return found
