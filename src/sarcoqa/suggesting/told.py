"""Questions made from sentences: values, what something is, what others found, the paper's aims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .reading import LONGEST_NAME, Candidate, Reading, Sentence, rules

_TRIAL = r"(?:[- ](?:phase [\w/]+ |clinical |expansion )*(?:trial|study))\b"


def values(paper: Reading) -> Iterator[Candidate]:
    """ "The median follow-up was 29 months": "What was the median follow-up?".

    Values of a study that can be named come first, then those of the paper's own.
    """
    found: list[tuple[tuple[bool, int], Candidate]] = []
    for sentence in paper.prose:
        for match in rules()["sentence.value"].finditer(sentence.text):
            about = _study(sentence)
            if not _is_asked_for(match["np"]) or (about is None and sentence.studies):
                continue  # no noun of a value, or one of a study that has no name here
            where = f" in {about}" if about else ""
            question = f"What {match['be']} the {paper.within(match['np'])}{where}?"
            told = Candidate(question, paper.document.id, sentence.span, own=about is None)
            words = len(match["np"].split())  # a longer phrase fixes more
            found.append(((about is None, -min(words, 4) if about is None else 0), told))
            break
    yield from (candidate for _, candidate in sorted(found, key=lambda entry: entry[0]))


def _is_asked_for(phrase: str) -> bool:
    timed = re.match(r"\d+-[a-z]+ ", phrase)
    if len(phrase) > LONGEST_NAME or (phrase[0].isdigit() and not timed):
        return False
    unfit = rules()["sentence.unfit"].search(phrase)
    return unfit is None and bool(rules()["sentence.abstract"].search(phrase))


def _study(sentence: Sentence) -> str | None:
    """The one study that a sentence speaks of, as its paragraph names it."""
    if not sentence.studies or ". " in sentence.studies:
        return None
    author, *rest = sentence.studies.split()
    around = sentence.passage.text
    for acronym in rest:
        if re.search(rf"\b{re.escape(acronym)}{_TRIAL}", around):
            return f"the {acronym} trial"
    return f"{author} et al." if f"{author} et al." in around else None


def findings(paper: Reading) -> Iterator[Candidate]:
    """ "Smith et al. found that …": "What did Smith et al. find?"."""
    matches = [(one, rules()["sentence.finding"].match(one.text)) for one in paper.prose]
    told = Counter(match["who"] for _, match in matches if match)
    for sentence, match in matches:
        if match and told[match["who"]] == 1:
            question = f"What did {match['who'].rstrip('.')}. find?"
            yield Candidate(question, paper.document.id, sentence.span)


def aims(paper: Reading) -> Iterator[Candidate]:
    """What the paper set out to do, and what it measured first of all."""
    for name in ("aim", "primary"):
        for sentence in paper.prose:
            match = rules()[f"sentence.{name}"].search(sentence.text)
            if match and not sentence.studies:
                what = match["np"].lower()
                of = " of the study" if name == "aim" else ""
                question = f"What {'were' if what.endswith('s') else 'was'} the {what}{of}?"
                yield Candidate(question, paper.document.id, sentence.span, own=True)


def concepts(paper: Reading) -> Iterator[Candidate]:
    """ "A bud is a group of cells": "What is a bud?"."""
    for sentence in paper.prose:
        match = rules()["definition.concept"].match(sentence.text)
        if match and not rules()["definition.no_term"].search(match["term"]):
            article = "" if match["short"] else (match["article"] or "").lower()
            term = paper.within(match["short"] or match["term"])
            question = f"What {match['be']} {article}{term}?"
            yield Candidate(question, paper.document.id, sentence.span)
