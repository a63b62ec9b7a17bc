"""Questions that a paper may answer, each made from one place in it: not yet asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any

from .datafiles import read_toml
from .schema import FRONT_MATTER, Document, Passage, Record, Span, Table
from .text import MARK

LONGEST_NAME = 48  # characters of what a question names
LONGEST_QUESTION = 95


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question, and the place in a paper that it was made from.

    `own` questions speak of the paper itself, without naming it: only one paper can be asked so.
    """

    question: str
    document_id: str
    span: Span
    own: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paper, with the studies that it speaks of and its paragraph."""

    span: Span
    text: str
    studies: str
    passage: Passage


@cache
def _rules() -> dict[str, Any]:
    raw = read_toml(__package__, "suggesting.toml")
    return {
        "column": [(_compiled(entry["header"]), entry) for entry in raw["column"]],
        "plain": frozenset(raw["definition"]["plain"].split()),
        **{
            f"{group}.{name}": _compiled(raw[group][name])
            for group, name in (
                *(("sentence", name) for name in raw["sentence"]),
                ("definition", "concept"),
                ("definition", "no_term"),
                ("heading", "shared"),
            )
        },
    }


def _compiled(pattern: str) -> re.Pattern[str]:
    # Only what looks for function words may ignore case: names are told by their capitals.
    return re.compile(pattern)


def _says(name: str, text: str) -> bool:
    return bool(re.search(_rules()[name].pattern, text, re.IGNORECASE))


def candidates(document: Document, passages: Sequence[Passage]) -> tuple[Iterator[Candidate], ...]:
    """The questions of each kind, the best of its kind first.

    Values in sentences; what something is; rows of tables; what others found; the paper's aims;
    short forms; headings.
    """
    prose = [sentence for passage in passages for sentence in _sentences(document, passage)]
    makers = (_values, _concepts, _findings, _rows, _aims, _short_forms, _headings)
    return tuple(_readable(maker(document, prose)) for maker in makers)


def _readable(found: Iterator[Candidate]) -> Iterator[Candidate]:
    seen = set()
    for candidate in found:
        text = candidate.question
        fits = len(text) <= LONGEST_QUESTION and text.count("(") == text.count(")")
        if fits and text not in seen and not MARK.search(text):
            seen.add(text)
            yield candidate


def _sentences(document: Document, passage: Passage) -> Iterator[Sentence]:
    if passage.kind != "prose" or passage.section[-1:] == (FRONT_MATTER,):
        return
    names = passage.studies or ("",) * len(passage.sentences)
    for span, studies in zip(passage.sentences, names, strict=False):
        text = " ".join(span.of(document.text).split())
        if text.endswith((".", "]")):
            yield Sentence(span, text, studies, passage)


# --- sentences


def _values(document: Document, prose: Sequence[Sentence]) -> Iterator[Candidate]:
    """"The median follow-up was 29 months": "What was the median follow-up?"."""
    found = []
    for sentence in prose:
        for match in _rules()["sentence.value"].finditer(sentence.text):
            phrase = match["np"]
            if not _is_asked_for(phrase):
                continue
            about = _study(sentence)
            if about is None and sentence.studies:
                continue  # a value of another study that cannot be named
            where = f" in {about}" if about and about not in phrase else ""
            question = f"What {match['be']} the {_inside(phrase)}{where}?"
            rank = (about is None, -min(len(phrase.split()), 4) if about is None else 0)
            found.append((rank, Candidate(question, document.id, sentence.span, about is None)))
            break
    yield from (candidate for _, candidate in sorted(found, key=lambda entry: entry[0]))


def _is_asked_for(phrase: str) -> bool:
    if len(phrase) > LONGEST_NAME or phrase[0].isdigit() and not re.match(r"\d-\w+ ", phrase):
        return False
    return not _says("sentence.unfit", phrase) and _says("sentence.abstract", phrase)


def _inside(phrase: str) -> str:
    """A phrase as it reads within a sentence: "Mean age" → "mean age", but "PFS" as it is."""
    first = phrase.split()[0]
    return phrase[0].lower() + phrase[1:] if first[1:] == first[1:].lower() else phrase


_ACRONYM = re.compile(r"\b(?:[A-Z][A-Za-z]*\d[\w-]*|[A-Z]+-[A-Z0-9]{2,}|[A-Z]{5,})\b")


def _study(sentence: Sentence) -> str | None:
    """The name of the one study that a sentence speaks of, as its paragraph has it."""
    if not sentence.studies or ". " in sentence.studies:
        return None
    author, *rest = sentence.studies.split()
    named = f"{author} et al."
    around = sentence.passage.text
    for acronym in rest:
        if _ACRONYM.fullmatch(acronym) and acronym in around:
            return acronym
    return named if named in around else None


def _findings(document: Document, prose: Sequence[Sentence]) -> Iterator[Candidate]:
    """"Smith et al. found that …": "What did Smith et al. find?"."""
    matches = [(one, _rules()["sentence.finding"].match(one.text)) for one in prose]
    told = Counter(match["who"] for _, match in matches if match)
    for sentence, match in matches:
        if match and told[match["who"]] == 1:
            who = match["who"].rstrip(".") + "."
            yield Candidate(f"What did {who[:-1]}. find?", document.id, sentence.span)


def _aims(document: Document, prose: Sequence[Sentence]) -> Iterator[Candidate]:
    for name in ("aim", "primary"):
        for sentence in prose:
            if (match := _rules()[f"sentence.{name}"].search(sentence.text)) and not sentence.studies:
                what = match["np"].lower()
                be = "were" if what.endswith("s") else "was"
                of = " of the study" if name == "aim" else ""
                question = f"What {be} the {what}{of}?"
                yield Candidate(question, document.id, sentence.span, own=True)


def _concepts(document: Document, prose: Sequence[Sentence]) -> Iterator[Candidate]:
    """"A bud is a …": "What is a bud?"."""
    for sentence in prose:
        match = _rules()["definition.concept"].match(sentence.text)
        if match and not _says("definition.no_term", match["term"]):
            term = match["short"] or match["term"]
            article = "" if match["short"] else match["article"] or ""
            yield Candidate(
                f"What {match['be']} {article.lower()}{_inside(term)}?", document.id, sentence.span
            )


# --- lists


def _short_forms(document: Document, prose: Sequence[Sentence]) -> Iterator[Candidate]:
    """Short forms that the paper defines, the most used first."""
    used = Counter(re.findall(r"[\w-]+", document.text))
    defined = [
        entry
        for entry in document.abbreviations
        if 2 <= len(entry.short) <= 10 and entry.short not in _rules()["plain"]
        and used[entry.short] > 2
    ]  # fmt: skip
    for entry in sorted(defined, key=lambda entry: (-used[entry.short], entry.span)):
        yield Candidate(f"What does {entry.short} stand for?", document.id, entry.span)


def _headings(document: Document, prose: Sequence[Sentence]) -> Iterator[Candidate]:
    """What is told under a heading that names a topic."""
    for section in document.sections:
        topic = re.sub(r"^[\d.]+\s+|[.:]$", "", section.path[-1]).strip()
        if 3 < len(topic) <= LONGEST_NAME and not _says("heading.shared", topic):
            asked = f"What does the paper say about {_inside(topic)}?"
            yield Candidate(asked, document.id, section.span, own=True)


# --- tables


def _rows(document: Document, prose: Sequence[Sentence]) -> Iterator[Candidate]:
    """What the columns of a table say of its rows: another column for each row."""
    turns = [list(_of_table(document, table)) for table in document.tables]
    for group in zip_longest(*turns):
        yield from (candidate for candidate in group if candidate)


def _of_table(document: Document, table: Table) -> Iterator[Candidate]:
    named = [(row, _row_name(row)) for row in table.records]
    times = Counter(name for _, name in named)
    for place, (row, name) in enumerate(named):
        if name is None or times[name] > 1:
            continue
        cited = any(MARK.search(value) for _, value in row.cells)
        questions = [
            question
            for header, value in row.cells
            if (question := _of_cell(header, value, name, cited=cited))
        ]
        if questions:
            question = questions[-1 - place % len(questions)]
            yield Candidate(question, document.id, row.span, own=not cited)


def _row_name(row: Record) -> str | None:
    """What a row is about: the study that it cites, by its acronym, or else its first cell."""
    values = [value for _, value in row.cells]
    study = next((value for value in values if MARK.search(value)), None)
    if study is not None:
        acronym = re.search(r"\(([A-Z][\w-]*(?:\d|[A-Z]{3})[\w-]*)\)", study)
        name = acronym.group(1) if acronym else MARK.sub("", study).strip()
        return name if len(name) <= LONGEST_NAME else None
    first = values[0].strip() if values else ""
    fits = 3 <= len(first) <= LONGEST_NAME and re.match(r"[A-Za-z]{2}", first)
    return first if fits and not re.search(r"[,;:|=]", first) else None


def _of_cell(header: str, value: str, name: str, *, cited: bool) -> str | None:
    value, header = value.strip(), header.strip()
    if value == name or MARK.search(value) or not re.search(r"\w{2}|\d", value):
        return None
    if not re.search(r"[A-Za-z]{2}", header) or len(header) > LONGEST_NAME or "|" in header:
        return None
    form = next(entry for pattern, entry in _rules()["column"] if _matches(pattern, header))
    if not cited and not (re.search(r"\d", value) and len(value) <= LONGEST_NAME):
        return None
    template: str = form["study"] if cited else form.get("other", "")
    plain = re.sub(r"\s*\([^)]*\)|\s*\[[^\]]*\]", "", header).strip()
    return template.format(row=name, header=_inside(plain)) if template and plain else None


def _matches(pattern: re.Pattern[str], header: str) -> bool:
    return bool(re.search(pattern.pattern, header, re.IGNORECASE))
