"""What is written is read back by other people's readers, value by value."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from hashlib import sha256

import bibtexparser
import citeproc
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from sarcoqa import Answer, Assistant, Citation, Note, Quote, Reference, Span
from sarcoqa.bibliography import bibliography, entries_of
from sarcoqa.schema import Abstention, IndexStamp

QUOTE = "ORR was 23% in both [8, 9]."
HOSTILE = (
    "Plain",
    "Braces {in pairs} and } one { not",
    r"50% of A & B_c cost $5 #1 ~ ^ \alpha \ and {\em x}",
    "Two\nlines\r\n\tand\u2028more",
    "TY  - BOOK\nER  - ",
    "@article{x, title={y}}",
    "“Quoted” 'title' \"here\" <b>bold</b>",
    "β-Catenin in naïve CD8⁺ T cells: 王伟 の研究, исследование",
    "Long " * 3000,
    "100 % sure, \\",
    "1--2 --- 3 ``so'' <<x>> ?` !` ,,y``",
)


def reference(**changed: object) -> Reference:
    plain = Reference(
        "8", ("Tawbi HA", "van der Horst CAJ", "World Medical Association", "et al."),
        "Pembrolizumab in sarcoma", "Lancet Oncol", 2017, "10.1016/S1470-2045(17)30624-1",
        "Tawbi HA, … 2017.", Span(900, 950),
    )  # fmt: skip
    return replace(plain, **changed)  # type: ignore[arg-type]


def citation(*references: Reference, quote: str = QUOTE, **changed: object) -> Citation:
    plain = Citation(
        1, "paper", "a" * 64, "A Paper", "prose", Quote(Span(10, 10 + len(quote)), quote),
        ("Results", "ICI"), "7", references, False, ("Ada B. Lovelace",), 2024, "10.1000/paper",
    )  # fmt: skip
    return replace(plain, **changed)  # type: ignore[arg-type]


def answer(*citations: Citation) -> Answer:
    return Answer("Q?", "A. [1]", citations, None, 0.9, (), (), IndexStamp("g", "s"))


JO = rispy.TAG_KEY_MAPPING["JO"]
# What papers may print: all but halves of characters, and never nothing.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(lambda text: f"a{text}b")
TAB = "\t"  # between the cells of a table row


def flat(text: str) -> str:
    return " ".join(text.split())


def read_bibtex(text: str) -> list[dict[str, object]]:
    """The entries that an independent reader finds, LaTeX decoded, names taken apart."""
    latex = get_default_latex_context_db()
    # Commands of LaTeX itself, which the reader's own table lacks, or reads as another character.
    known = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    latex.add_context_category(
        "kernel", prepend=True, macros=[MacroTextSpec(name, char) for name, char in known.items()]
    )
    decoder = LatexNodes2Text(latex_context=latex, keep_braced_groups=False)
    steps = [SeparateCoAuthors(), SplitNameParts(), LatexDecodingMiddleware(decoder=decoder)]
    library = bibtexparser.parse_string(text, append_middleware=steps)
    assert library.failed_blocks == []
    return [
        {"key": entry.key, "type": entry.entry_type}
        | {field.key: field.value for field in entry.fields}
        for entry in library.entries
    ]


def people_of(names: object) -> list[tuple[str, str]]:
    return [(" ".join((*n.von, *n.last)).strip("{}"), " ".join(n.first)) for n in names]


# --- what the entries are


def test_the_paper_and_what_it_cites_each_with_its_quote() -> None:
    paper, cited = entries_of([answer(citation(reference()))])
    digest = sha256(QUOTE.encode()).hexdigest()
    where = f"“{QUOTE}” (Results › ICI, p. 7; paper:10-37; sha256 of the quote {digest}"
    assert paper.notes == (f"Quoted: {where}; sha256 of the paper's file {'a' * 64})",)
    assert cited.notes == (f"[8] of “A Paper”, cited in {where})",)
    assert (paper.key, cited.key) == ("lovelace2024paper", "tawbi2017pembrolizumab")


def test_the_same_work_is_one_entry_with_all_its_quotes() -> None:
    first = answer(citation(reference()))
    again = citation(reference(label="9", doi="10.1016/s1470-2045(17)30624-1"), quote="Other.")
    papers = entries_of([first, first, answer(again)])
    assert [entry.key for entry in papers] == ["lovelace2024paper", "tawbi2017pembrolizumab"]
    assert [len(entry.notes) for entry in papers] == [2, 2]
    assert papers[1].notes[1].startswith("[9] of “A Paper”, cited in “Other.”")


def test_a_paper_that_another_one_cites_is_one_entry() -> None:
    same = reference(doi="10.1000/PAPER")
    (entry,) = entries_of([answer(citation(same))])
    assert entry.title == "A Paper"
    assert len(entry.notes) == 2


def test_the_same_title_is_the_same_work_unless_two_dois_say_no() -> None:
    bare = reference(doi=None, title="PEMBROLIZUMAB in Sarcoma.")
    for pair in ((bare, reference()), (reference(), bare)):
        _, entry = entries_of([answer(citation(*pair))])
        assert entry.doi == "10.1016/S1470-2045(17)30624-1"
    other = reference(doi=None, year=2018)
    assert len(entries_of([answer(citation(reference(), other))])) == 3
    renamed = reference(doi=None, authors=("Roe R",))
    assert len(entries_of([answer(citation(reference(), renamed))])) == 3


def test_works_that_only_look_alike_stay_two_with_keys_that_do_not_change() -> None:
    one, two = reference(doi="10.1/one"), reference(doi="10.1/two")
    _, first, second = entries_of([answer(citation(one, two))])
    assert first.key != second.key
    assert first.key.startswith("tawbi2017pembrolizumab-")
    _, turned, _ = entries_of([answer(citation(two, one))])
    assert turned.key == second.key


def test_notes_cite_too_and_the_nearest_do_not() -> None:
    noted = replace(answer(), notes=(Note("disagreement", "…", (citation(reference()),)),))
    assert len(entries_of([noted])) == 2
    refused = replace(
        answer(), abstained=Abstention("not_covered", "…"), nearest=(citation(reference()),)
    )
    assert entries_of([refused]) == ()
    assert [refused.bibliography(f) for f in ("bibtex", "ris", "csl-json")] == ["", "", "[]\n"]


def test_what_the_quote_goes_on_with_is_said_to_be_cited_before() -> None:
    _, cited = entries_of([answer(citation(reference(), references_inherited=True))])
    assert "[8] of “A Paper”, cited just before “ORR" in cited.notes[0]


BARE = reference(
    authors=(), title="", journal="", year=None, doi=None, raw="An entry, as\nprinted."
)


def test_an_entry_that_could_not_be_taken_apart_keeps_its_print() -> None:
    _, entry = entries_of([answer(citation(BARE))])
    assert entry.title == "An entry, as printed."
    assert entry.notes[1] == "As printed: An entry, as printed."
    found = read_bibtex(answer(citation(BARE)).bibliography("bibtex"))[1]
    assert (found["type"], found["title"]) == ("misc", "An entry, as printed.")
    ris = rispy.loads(answer(citation(BARE)).bibliography("ris"))[1]
    assert (ris["type_of_reference"], ris["title"]) == ("GEN", "An entry, as printed.")
    csl = json.loads(answer(citation(BARE)).bibliography("csl-json"))[1]
    assert (csl["type"], csl["title"]) == ("document", "An entry, as printed.")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="found the format 'endnote'; expected one of bibtex"):
        bibliography([], "endnote")  # type: ignore[arg-type]


# --- each format, read back


@pytest.mark.parametrize("hostile", HOSTILE)
def test_bibtex_reads_back_equal(hostile: str) -> None:
    quote = citation(reference(title=hostile, journal=hostile), quote=hostile)
    paper, found = read_bibtex(answer(quote).bibliography("bibtex"))
    assert found["title"] == found["journal"] == flat(hostile)
    assert flat(f"cited in “{hostile.replace(TAB, ' · ')}” (Results › ICI, p. 7;") in found["note"]
    assert (found["year"], found["type"], paper["type"]) == ("2017", "article", "misc")
    assert found["doi"] == "10.1016/S1470-2045(17)30624-1"
    assert people_of(found["author"]) == [
        ("Tawbi", "H. A."), ("van der Horst", "C. A. J."), ("World Medical Association", ""),
        ("others", ""),
    ]  # fmt: skip
    assert people_of(paper["author"]) == [("Lovelace", "Ada B.")]


@pytest.mark.parametrize(
    "doi", ["10.1002/x_y", "10.1002/(SICI)1097-0142(1996)77:7<1245::AID-CNCR4>3.0.CO;2-#",
            "10.1/a;2-%", "10.1/a;2-&", "10.1/a;2-$"],
)  # fmt: skip
def test_a_doi_reads_back_equal(doi: str) -> None:
    written = answer(citation(reference(doi=doi)))
    assert read_bibtex(written.bibliography("bibtex"))[1]["doi"] == doi
    assert rispy.loads(written.bibliography("ris"))[1]["doi"] == doi
    assert json.loads(written.bibliography("csl-json"))[1]["DOI"] == doi


@pytest.mark.parametrize("hostile", HOSTILE)
def test_ris_reads_back_equal(hostile: str) -> None:
    quote = citation(reference(title=hostile, journal=hostile), quote=hostile)
    text = answer(quote).bibliography("ris")
    assert text.count("\n") == text.count("\r\n")
    paper, found = rispy.loads(text)
    assert found["type_of_reference"] == paper["type_of_reference"] == "JOUR"
    assert found["title"] == found[JO] == flat(hostile)
    assert found["authors"] == ["Tawbi, H. A.", "van der Horst, C. A. J.",
                                "World Medical Association"]  # fmt: skip
    assert (found["year"], found["doi"]) == ("2017", "10.1016/S1470-2045(17)30624-1")
    assert (
        flat(f"cited in “{hostile.replace(TAB, ' · ')}” (Results › ICI, p. 7;") in found["notes"][0]
    )
    assert found["notes"][1] == "There are more authors than those named (et al.)."
    assert (paper["authors"], paper["year"]) == (["Lovelace, Ada B."], "2024")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_csl_json_reads_back_equal(hostile: str) -> None:
    quote = citation(reference(title=hostile, journal=hostile), quote=hostile)
    paper, found = json.loads(answer(quote).bibliography("csl-json"))
    assert found["title"] == found["container-title"] == flat(hostile)
    assert found["author"] == [
        {"family": "Tawbi", "given": "H. A."},
        {"family": "van der Horst", "given": "C. A. J."},
        {"literal": "World Medical Association"},
    ]
    assert found["issued"] == {"date-parts": [[2017]]}
    assert paper["id"] == "lovelace2024paper"
    known = {"id", "type", "title", "author", "container-title", "issued", "DOI", "note"}
    assert set(found) == known
    assert set(paper) == known - {"container-title"}


@settings(max_examples=150, deadline=None)
@given(title=TEXTS, quote=TEXTS)
def test_any_text_reads_back_equal(title: str, quote: str) -> None:
    written = answer(citation(reference(title=title), quote=quote))
    _, entry = entries_of([written])
    bib = read_bibtex(written.bibliography("bibtex"))[1]
    assert bib["title"] == entry.title
    assert bib["note"] == " ".join(entry.notes)
    ris = rispy.loads(written.bibliography("ris"))[1]
    assert ris["title"] == entry.title
    assert ris["notes"] == list(entry.remarks)
    csl = json.loads(written.bibliography("csl-json"))[1]
    assert csl["title"] == entry.title
    assert csl["note"] == "\n".join(entry.remarks)


@settings(max_examples=150, deadline=None)
@given(names=st.lists(TEXTS, min_size=1, max_size=4))
def test_any_names_stay_as_many(names: list[str]) -> None:
    written = answer(citation(reference(authors=(*names, "et al."))))
    _, entry = entries_of([written])
    bib = read_bibtex(written.bibliography("bibtex"))[1]
    assert len(bib["author"]) == len(entry.authors) + 1
    ris = rispy.loads(written.bibliography("ris"))[1]
    assert len(ris["authors"]) == len(entry.authors)


def test_empty_fields_are_left_out() -> None:
    empty = replace(BARE, raw="")
    written = answer(citation(empty, document_authors=(), document_year=None, document_doi=None))
    bare = read_bibtex(written.bibliography("bibtex"))[1]
    assert set(bare) == {"key", "type", "note"}
    assert set(rispy.loads(written.bibliography("ris"))[1]) == {"type_of_reference", "id", "notes"}
    assert set(json.loads(written.bibliography("csl-json"))[1]) == {"id", "type", "note"}


def test_a_citation_processor_renders_the_entries() -> None:
    items = json.loads(
        answer(citation(reference(title="Pembrolizumab & more"))).bibliography("csl-json")
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own, about the style
        style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
        shelf = citeproc.CitationStylesBibliography(
            style, CiteProcJSON(items), citeproc.formatter.plain
        )
        for item in items:
            shelf.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        rendered = [str(entry) for entry in shelf.bibliography()]
    assert (
        rendered[0]
        == "Lovelace, A.B. (2024) “A Paper”. Available at: https://doi.org/10.1000/paper."
    )
    assert rendered[1].startswith(
        "Tawbi, H.A., van der Horst, C.A.J. and World Medical Association (2017) "
        "“Pembrolizumab & more”, Lancet Oncol"
    )


# --- real answers


def test_every_key_of_real_answers_is_there_once(assistant: Assistant) -> None:
    asked = ("What was the ORR in SARC028?", "What is reference 56?")
    answers = [assistant.ask(question) for question in asked]
    entries = entries_of(answers)
    keys = [entry.key for entry in entries]
    assert len(keys) == len(set(keys)) == 3
    found = read_bibtex(bibliography(answers, "bibtex"))
    assert [entry["key"] for entry in found] == keys
    assert [entry["title"] for entry in found] == [entry.title for entry in entries]
    ris = rispy.loads(bibliography(answers, "ris"))
    assert [entry["title"] for entry in ris] == [entry.title for entry in entries]
    quoted = [c for a in answers for c in a.citations]
    for citation_ in quoted:
        digest = sha256(citation_.quote.text.encode()).hexdigest()
        assert any(digest in note for note in entries[0].notes)
