"""The shipped review, parsed: counts and places, compared with what its source file holds.

Counts are taken twice: from the `Document`, and by a few plain regular expressions from the source.
"""

from __future__ import annotations

import re
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

from sarcoqa.schema import Document, Record, Reference, Table

ICI = "Immune Checkpoint Inhibition for UPS/MFS"
OTHER = "Other Immunotherapy Strategies"
TME = "TME of UPS and MFS"
PATHS = [
    ("Front matter",),
    ("Opinion Statement",),
    ("Keywords",),
    ("Introduction",),
    ("Clinical Characteristics of UPS and MFS",),
    (TME,),
    (TME, "Tumor mutational burden (TMB) and copy number alteration (CNA)"),
    (TME, "Expression of Programmed Death-ligand 1 (PD-L1)"),
    (TME, "Immune Cell Infiltration"),
    (TME, "Tertiary Lymphoid Structures (TLS)"),
    (TME, "Table 1"),
    (ICI,),
    (ICI, "ICI Monotherapy"),
    (ICI, "ICI Combined with Another Immunotherapy"),
    (ICI, "ICI Combined with Chemotherapy"),
    (ICI, "ICI Combined with Tyrosine Kinase Inhibitor (TKI)"),
    (ICI, "ICI Combined with Radiation Therapy"),
    (ICI, "Other ICI Combinations"),
    (ICI, "Table 2"),
    (OTHER,),
    (OTHER, "Adoptive Cell Therapies"),
    (OTHER, "Antibody-based Therapeutics"),
    (OTHER, "Oncolytic Virotherapy"),
    (OTHER, "Preclinical Studies"),
    (OTHER, "Preclinical Studies", "Immunomodulation of TLS"),
    (OTHER, "Preclinical Studies", "Cytokine-induced Killer (CIK) Cell"),
    ("Conclusions",),
    ("Key References",),
    ("Abbreviations",),
    ("Author Contributions",),
    ("Funding",),
    ("Data Availability",),
    ("Declarations",),
    ("Declarations", "Competing interests"),
    ("Declarations", "Consent to Participate"),
    ("Open Access",),
    ("References and Recommended Reading",),
    ("Publisher's Note",),
]
AUTHORS = (
    "Jerry T. Wu",
    "Elizabeth Nowak",
    "Jarrell Imamura",
    "Jessica Leng",
    "Dale Shepard",
    "Shauna R. Campbell",
    "Jacob Scott",
    "Lukas Nystrom",
    "Nathan Mesko",
    "Gary K. Schwartz",
    "Zachary D. C. Burke",
)
# The only prose of the paper that the source itself prints without a full stop.
OPEN_ENDS = ("small molecular inhibitor, and/or radiation therapy", "N/A – review paper")
NOT_PROSE = ("Front matter", "Keywords")


def source_parts(source: str) -> tuple[str, str]:
    """(all before the reference list, the list) of the source, parted at its own heading."""
    before, _, after = source.partition("\nReferences and Recommended Reading\n")
    return before, after


def references(document: Document) -> dict[str, Reference]:
    return {reference.label: reference for reference in document.references}


def table(document: Document, label: str) -> Table:
    return next(table for table in document.tables if table.label == label)


def row(document: Document, label: str, number: int) -> Record:
    return table(document, label).records[number - 1]


def path_at(document: Document, quote: str) -> tuple[str, ...]:
    """The path of the innermost section around the only place that holds `quote`."""
    assert document.text.count(quote) == 1, quote
    place = document.text.index(quote)
    return [s.path for s in document.sections if s.span.start <= place < s.span.end][-1]


# --- the paper as a whole


def test_title_authors_dates_and_licence(review: Document) -> None:
    assert review.id == "wu-2025-ups-mfs-immunotherapy"
    assert review.title == (
        "Immunotherapy in the Treatment of Undifferentiated Pleomorphic Sarcoma "
        "and Myxofibrosarcoma"
    )
    assert review.authors == AUTHORS
    assert (review.accepted, review.published, review.year) == (
        "24 July 2025",
        "1 September 2025",
        2025,
    )
    assert review.licence == "CC BY 4.0"
    assert review.doi is None, "the text states no DOI of its own"
    assert review.pages == ()
    assert review.warnings == ()


def test_keywords(review: Document) -> None:
    assert review.keywords == (
        "Sarcoma",
        "Undifferentiated pleomorphic sarcoma",
        "Myxofibrosarcoma",
        "Immunotherapy",
        "Tumor microenvironment",
        "Biomarkers",
    )


def test_the_sidecar_states_the_hash_of_the_file(review: Document, review_path: Path) -> None:
    stated = tomllib.loads((review_path.parent / "paper.toml").read_text(encoding="utf-8"))
    assert stated["sha256"] == sha256(review_path.read_bytes()).hexdigest() == review.sha256
    assert stated["doi"] == "", "no DOI from memory"


def test_the_hash_of_the_text_is_that_of_its_bytes(review: Document) -> None:
    assert review.text_sha256 == sha256(review.text.encode("utf-8")).hexdigest()


def test_the_text_states_what_the_sidecar_repeats(review_path: Path, tmp_path: Path) -> None:
    from sarcoqa.parse import parse_file

    alone = tmp_path / review_path.name
    alone.write_bytes(review_path.read_bytes())
    document = parse_file(alone)
    assert document.authors == AUTHORS
    assert document.title.startswith("Immunotherapy in the Treatment of")
    assert (document.year, document.licence) == (2025, "CC BY 4.0")
    assert (document.accepted, document.published) == ("24 July 2025", "1 September 2025")


# --- sections


def test_the_section_tree(review: Document) -> None:
    assert [section.path for section in review.sections] == PATHS


def test_section_spans_begin_with_their_heading_and_nest(review: Document) -> None:
    for section in review.sections:
        printed = section.span.of(review.text)
        heading = review.title if section.path == ("Front matter",) else section.path[-1]
        assert printed.startswith(heading), section.path
    for parent in review.sections:
        for child in review.sections:
            inside = child.path[: len(parent.path)] == parent.path
            assert parent.span.holds(child.span) == inside, (parent.path, child.path)
    assert len({section.id for section in review.sections}) == len(PATHS)


def test_every_heading_is_a_line_of_the_source(review: Document, review_source: str) -> None:
    lines = {line.strip() for line in review_source.splitlines()}
    run_in = {"Keywords", "Author Contributions", "Funding", "Data Availability", "Open Access"}
    run_in |= {"Competing interests", "Consent to Participate", "Publisher's Note"}
    added = {"Front matter", "Table 1", "Table 2"}
    titles = {path[-1] for path in PATHS}
    assert titles - lines == run_in | added
    assert all(any(line.startswith(f"{name} ") for line in lines) for name in run_in)


@pytest.mark.parametrize(
    ("quote", "path"),
    [
        ("with a median of 2.5 mutations/Mb", (TME, PATHS[6][1])),
        ("significantly higher than the unselected cohort", (TME, PATHS[9][1])),
        ("the 6-month PFS was 28.6%", (ICI, "ICI Combined with Chemotherapy")),
        ("the median PFS was 2.4 months", (ICI, "Other ICI Combinations")),
        ("had an ORR of 37%, median PFS of 3.8 months", (OTHER, "Adoptive Cell Therapies")),
        ("ORR is 3.5% in the monotherapy group", (OTHER, "Antibody-based Therapeutics")),
        ("delivery of LIGHT or LT α to the TME", (OTHER, "Preclinical Studies", PATHS[24][2])),
        ("only 30% of STS patients with TLS positivity", ("Conclusions",)),
        ("JTW and ZDCB; writing", ("Author Contributions",)),
    ],
)
def test_a_sentence_stands_in_its_section(
    review: Document, quote: str, path: tuple[str, ...]
) -> None:
    assert path_at(review, quote) == path


# --- paragraphs


@pytest.mark.parametrize(
    "joined",
    [
        "DDLPS, leiomyosarcoma (LMS), synovial sarcoma (SS), Ewing sarcoma",  # cut by Table 1
        "in patients with heavily pretreated synovial sarcoma had an ORR of 37%",  # by Table 2
        "No specific regimen for UPS or MFS has been developed",  # by a page, before capitals
        "However, CNA are considered to be less immunogenic",
        "tested the combination of pembrolizumab and doxorubicin",
        "combined durvalumab and pazopanib in patients with",
        "was shown in previous studies to increase proliferation",
        "could impart sensitivity to ICI. Several strategies",
        "Although STS are generally considered immunologically cold tumors",
    ],
)
def test_a_cut_paragraph_is_joined(review: Document, joined: str) -> None:
    assert any(joined in paragraph.of(review.text) for paragraph in review.paragraphs)


def test_no_paragraph_is_cut(review: Document) -> None:
    open_ended = []
    for paragraph in review.paragraphs:
        text = re.sub(r"(?:\s*\[[\d,\s–]+\])+$", "", paragraph.of(review.text))
        top = [s.path[0] for s in review.sections if s.span.holds(paragraph)][-1]
        assert text[0].isupper() or text[0].isdigit() or top == "Front matter", text[:60]
        if top not in NOT_PROSE and not text.rstrip("”").endswith("."):
            open_ended.append(text)
    assert len(open_ended) == len(OPEN_ENDS)
    assert all(text.endswith(end) for text, end in zip(open_ended, OPEN_ENDS, strict=True))


def test_no_table_text_inside_prose(review: Document) -> None:
    cells = {
        value
        for table in review.tables
        for record in table.records
        for _, value in record.cells
        if len(value.split()) > 3
    }
    assert len(cells) > 100
    for paragraph in review.paragraphs:
        text = paragraph.of(review.text)
        assert "\t" not in text
        assert "(continued)" not in text
        assert not re.match(r"Table \d", text)
        assert not [cell for cell in cells if cell in text]


def test_every_word_of_the_source_is_kept(review: Document, review_source: str) -> None:
    """Nothing is lost: each prose line of the source stands in the text, markup aside."""
    kept = " ".join(review.text.split())
    body, _ = source_parts(review_source)
    lines = [line.strip() for line in body.splitlines() if len(line.split()) > 12]
    plain = [line for line in lines if not re.search(r"[\t$*\\^{}<>]", line)]
    # The heading of a run-in line is parted from its text: compare what stands behind it.
    texts = [re.sub(r"^(Author Contributions|Open Access|Keywords|- ) ?", "", p) for p in plain]
    assert len(texts) > 50
    assert [text for text in texts if " ".join(text.split()) not in kept] == []


def test_latex_is_gone(review: Document, review_source: str) -> None:
    assert review_source.count("$p=0.08$") == 2  # the gate below has something to find
    assert "$" not in review.text
    assert "\\" not in review.text
    assert "p=0.08" in review.text
    assert "PD-L1 ≥1%" in review.text
    assert "PD-L1 <1% (p=0.02)" in review.text
    assert "*" not in review.text
    assert "deletion of ATRX increased" in review.text


# --- citation marks


def test_marks_are_those_of_the_source(review: Document, review_source: str) -> None:
    before, _ = source_parts(review_source)
    printed = re.findall(r"\[\d+(?:[,–\s]+\d+)*\]", before)
    assert len(printed) == 170
    assert sorted(mark.span.of(review.text) for mark in review.marks) == sorted(printed)
    assert [mark.span for mark in review.marks] == sorted(mark.span for mark in review.marks)


def test_every_mark_resolves_and_every_reference_is_reached(review: Document) -> None:
    labels = {reference.label for reference in review.references}
    reached = {label for mark in review.marks for label in mark.labels}
    assert reached == labels == {str(number) for number in range(1, 144)}


@pytest.mark.parametrize(
    ("printed", "labels"),
    [
        ("[6–9]", ("6", "7", "8", "9")),
        ("[12, 14–17]", ("12", "14", "15", "16", "17")),
        ("[38, 50, 51]", ("38", "50", "51")),
        ("[114]", ("114",)),
    ],
)
def test_ranges_are_expanded(review: Document, printed: str, labels: tuple[str, ...]) -> None:
    found = [m.labels for m in review.marks if m.span.of(review.text) == printed]
    assert found
    assert set(found) == {labels}


def test_a_mark_behind_the_full_stop(review: Document) -> None:
    mark = next(mark for mark in review.marks if mark.labels == ("114",))
    assert review.text[: mark.span.start].endswith("“moderate” or “strong.” ")


# --- tables

TABLE_1 = ("TME component", "Reference", "Year", "Type of study", "Population")
TABLE_2 = ("Category", "Study", "Year", "Phase", "Intervention", "Population", "N", "Response")


def test_tables_have_their_captions_headers_and_rows(review: Document) -> None:
    one, two = review.tables
    assert (one.label, one.caption) == ("Table 1", "Select studies of the UPS/MFS TME")
    assert (two.label, two.caption) == (
        "Table 2",
        "Select ICI clinical trials including UPS or MFS",
    )
    assert one.header == (*TABLE_1, "Summary of findings")
    assert two.header == (*TABLE_2, "Survival")
    assert (len(one.records), len(two.records)) == (25, 20)
    for shown in review.tables:
        printed = shown.caption_span.of(review.text)
        assert printed == f"{shown.label} {shown.caption}"
        assert [record.row for record in shown.records] == list(range(1, len(shown.records) + 1))
        assert {record.table_id for record in shown.records} == {shown.id}


def test_rows_are_those_of_the_source(review: Document, review_source: str) -> None:
    rows = [line for line in review_source.splitlines() if line.count("\t") >= 4]
    data = [line for line in rows if not line.startswith(("TME component", "Category"))]
    assert len(data) == 25 + 20
    assert len(rows) - len(data) == 5  # 2 headers, 3 repeated under "(continued)"
    records = [record for shown in review.tables for record in shown.records]
    for line, record in zip(data, records, strict=True):
        printed = [cell.strip() for cell in line.split("\t")]
        for cell, (_, value) in list(zip(printed, record.cells, strict=True))[1:]:
            if "$" not in cell:
                assert value == " ".join(cell.split())


def test_every_cell_has_its_place(review: Document) -> None:
    for shown in review.tables:
        for record in shown.records:
            assert tuple(header for header, _ in record.cells) == shown.header
            values = [span.of(review.text) for span in record.cell_spans]
            assert values == [value for _, value in record.cells]
            assert all(record.span.holds(span) for span in record.cell_spans[1:])
            # A carried-down group is printed in this row or in one above it.
            assert record.cell_spans[0].end <= record.span.end


def test_groups_are_carried_down(review: Document) -> None:
    groups = [record.cells[0][1] for record in table(review, "Table 1").records]
    # As printed: the source prints "Tertiary lymphoid structures" only at the last row.
    assert groups == ["TMB"] * 3 + ["PD-L1"] * 21 + ["Tertiary lymphoid structures"]
    groups = [record.cells[0][1] for record in table(review, "Table 2").records]
    assert groups == (
        ["ICI monotherapy"] * 4
        + ["ICI + immunotherapy"] * 4
        + ["ICI + chemotherapy"] * 4
        + ["ICI + tyrosine kinase inhibitor"] * 6
        + ["ICI+radiotherapy"] * 2
    )


@pytest.mark.parametrize(
    ("label", "number", "column", "value"),
    [
        ("Table 1", 1, "Population", "102,292 samples from various cancers"),
        ("Table 1", 2, "Summary of findings", "Higher TMB trended toward an association with "
         "improved survival (p=0.08)"),
        ("Table 1", 20, "Reference", "Wustrack et al. [60]"),
        ("Table 1", 24, "Summary of findings", "Cohort of patients selected for intratumoral TLS "
         "presence had an ORR of 30% to ICI. Unselected patients had an ORR of 2.4%"),
        ("Table 2", 1, "Response", "STS: ORR 18% Bone sarcoma: ORR 5% UPS: ORR 40% (1 CR, 3 PR)"),
        ("Table 2", 2, "Survival", "UPS: mPFS 3 months mOS 12 months LPS: mPFS 2 months "
         "mOS 13 month STS: mPFS 1.4 months mOS NE"),  # the wrong row, in the source
        ("Table 2", 5, "Study", "Seligson t. al. (Alliance A091401 expansion cohorts) [89]"),
        ("Table 2", 16, "N", "69"),
        ("Table 2", 20, "Survival", "Experimental: 2-year DFS 67% Control: 2-year DFS 52%"),
    ],
)  # fmt: skip
def test_a_cell_as_printed(
    review: Document, label: str, number: int, column: str, value: str
) -> None:
    record = row(review, label, number)
    place = [header for header, _ in record.cells].index(column)
    assert record.cells[place] == (column, value)
    assert record.cell_spans[place].of(review.text) == value


# --- references


def test_there_are_143_references_in_order(review: Document, review_source: str) -> None:
    _, after = source_parts(review_source)
    bullets = re.findall(r"^- \S", after, re.MULTILINE)
    numbered = re.findall(r"^(\d+)\. \S", after, re.MULTILINE)
    assert (len(bullets), len(numbered)) == (17, 126)
    assert numbered == [str(number) for number in range(18, 144)]
    labels = [reference.label for reference in review.references]
    assert labels == [str(number) for number in range(1, 144)]


def test_references_point_at_their_raw_text(review: Document) -> None:
    for reference in review.references:
        assert reference.span.of(review.text) == reference.raw
        assert review.text[: reference.span.start].endswith(f"\n{reference.label}. ")


def test_fields_are_parts_of_what_is_printed(review: Document) -> None:
    """No field says what the entry does not print."""
    for entry in review.references:
        assert entry.title
        assert entry.title in entry.raw
        assert entry.journal in entry.raw
        assert str(entry.year or "") in entry.raw
        assert all(name in entry.raw for name in entry.authors)
        assert (entry.doi or "").replace(" ", "") in entry.raw.replace(" ", "")


def test_which_fields_are_missing(review: Document) -> None:
    by_label = references(review)
    assert [label for label, entry in by_label.items() if not entry.authors] == ["22", "77"]
    assert [label for label, entry in by_label.items() if not entry.journal] == ["22", "77"]
    assert [label for label, entry in by_label.items() if entry.year is None] == ["77"]
    assert [label for label, entry in by_label.items() if entry.doi is None] == ["93", "98"]


def test_dois_are_those_of_the_source(review: Document, review_source: str) -> None:
    _, after = source_parts(review_source)
    lines = [line for line in after.splitlines() if re.match(r"(?:-|\d+\.) \S", line)]
    for line, reference in zip(lines, review.references, strict=True):
        if "doi.org/" not in line:
            assert reference.doi is None
            continue
        # Only letters and digits: the source escapes, encloses and closes DOIs in several ways.
        printed = re.sub(r"\W", "", line.rsplit("doi.org/", 1)[1].split("#")[0])
        assert re.sub(r"\W", "", reference.doi or "") == printed, reference.label
        assert (reference.doi or "").count("(") == (reference.doi or "").count(")")


def test_years_are_those_before_the_volume(review: Document) -> None:
    """An independent reading: the year is the last that stands before a semicolon."""
    checked = 0
    for entry in review.references:
        if before_volume := re.findall(r"((?:19|20)\d\d);", entry.raw):
            assert entry.year == int(before_volume[-1]), entry.label
            checked += 1
    assert checked > 120


@pytest.mark.parametrize(
    ("label", "authors", "title", "journal", "year", "doi"),
    [
        ("1", ("Widemann BC", "Italiano A"), "Biology and management of undifferentiated "
         "pleomorphic sarcoma, myxofibrosarcoma, and malignant peripheral nerve sheath tumors: "
         "state of the art and perspectives", "J Clin Oncol", 2018, "10.1200/JCO.2017.75.3467"),
        # The printer set the title into the list of authors, in capitals.
        ("3", ("Abeshouse A", "Adebamowo C", "Adebamowo SN", "et al."),
         "COMPREHENSIVE AND INTEGRATED GENOMIC CHARACTERIZATION OF ADULT SOFT TISSUE SARCOMAS",
         "Cell", 2017, "10.1016/j.cell.2017.10.014"),
        # S1473, as the list prints it; the paper's "Key References" has S1470.
        ("8", ("Tawbi HA", "Burgess M", "Bolejack V", "et al."), "Pembrolizumab in advanced "
         "soft-tissue sarcoma and bone sarcoma (SARC028): a multicentre, two-cohort, single-arm, "
         "open-label, phase 2 trial", "Lancet Oncol", 2017, "10.1016/S1473-2045(17)30624-1"),
        ("13", ("van der Horst CAJ", "Bongers SLM", "Versleijen-Jonkers YMH", "et al."),
         "Overall survival of patients with myxofibrosarcomas: an epidemiological study",
         "Cancers", 2022, "10.3390/cancers14051102"),
        # A web page: its year is that of the work, not of the day of access (also 2024).
        ("22", (), "Natural history of undifferentiated pleomorphic sarcoma. Experience from the "
         "US Sarcoma Collaborative - Makris –2024 - Journal of Surgical Oncology - Wiley Online "
         "Library", "", 2024, "10.1002/jso.27620"),
        ("33", ("Rm S", "Ch L", "An S", "et al."), "Tumor mutational load predicts survival after "
         "immunotherapy across multiple cancer types", "Nat Genet", 2019,
         "10.1038/s41588-018-0312-8"),
        ("36", ("Roulleaux Dugage M", "Nassif EF", "Italiano A", "Bahleda R"), "Improving "
         "immunotherapy efficacy in soft-tissue sarcomas: a biomarker driven and histotype "
         "tailored review", "Front Immunol", 2021, "10.3389/fimmu.2021.775761"),
        ("72", ("Burgess MA", "Bolejack V", "Schuetze S", "et al."), "Clinical activity of "
         "pembrolizumab (P) in undifferentiated pleomorphic sarcoma (UPS) and "
         "dedifferentiated/pleomorphic liposarcoma (LPS): final results of SARC028 expansion "
         "cohorts", "J Clin Oncol", 2019, "10.1200/JCO.2019.37.15_suppl.11015"),
        # Only the day of access is dated: the year stays open.
        ("77", (), "Neoadjuvant-Adjuvant or Adjuvant-Only Pembrolizumab in Advanced Melanoma | "
         "New England Journal of Medicine", "", None, "10.1056/NEJMoa2211437"),
        ("78", ("Motzer RJ", "Tannir NM", "McDermott DF", "et al."), "Nivolumab plus ipilimumab "
         "versus sunitinib in advanced renal-cell carcinoma", "N Engl J Med", 2018,
         "10.1056/NEJMoa1712126"),
        ("93", ("National Cancer Institute (NCI)",), "A Randomized Phase III Trial of Doxorubicin "
         "+ Pembrolizumab Versus Doxorubicin Alone for the Treatment of Undifferentiated "
         "Pleomorphic Sarcoma (UPS) and Related Poorly Differentiated Sarcomas",
         "clinicaltrials.gov", 2025, None),
        # The address of the source has a space in it, from a line break of the print.
        ("97", ("Bartlett EK", "D'Angelo SP", "Kelly CM", "et al."), "Case report: response to "
         "regional melphalan via limb infusion and systemic PD1 blockade in recurrent "
         "myxofibrosarcoma: a report of 2 cases", "Front Oncol", 2021,
         "10.3389/fonc.2021.725484"),
        # "1997" belongs to the journal's name, "2021" stands before the volume.
        ("117", ("Mullinax JE", "Hall M", "Beatty M", "et al."), "Expanded Tumor-infiltrating "
         "lymphocytes from soft tissue sarcoma have Tumor-specific function",
         "J Immunother Hagerstown Md", 2021, "10.1097/CJI.0000000000000355"),
        ("119", ("Gogia P", "Ashraf H", "Bhasin S", "Xu Y"), "Antibody-drug conjugates. A review "
         "of approved drugs and their clinical level of evidence", "Cancers (Basel)", 2023,
         "10.3390/cancers15153886"),
        ("143", ("Sharma A", "Ren X", "Rosato A", "et al."), "Cytokine-induced killer (CIK) "
         "cells, successes and challenges: report on the first international conference dedicated "
         "to the clinical translation of this unique adoptive cell immunotherapy",
         "Cancer Immunol Immunother", 2024, "10.1007/s00262-023-03605-1"),
    ],
)  # fmt: skip
def test_a_reference_field_by_field(
    review: Document,
    label: str,
    authors: tuple[str, ...],
    title: str,
    journal: str,
    year: int | None,
    doi: str | None,
) -> None:
    entry = references(review)[label]
    assert entry.authors == authors
    assert entry.title == title
    assert entry.journal == journal
    assert entry.year == year
    assert entry.doi == doi


# --- abbreviations


def test_listed_abbreviations_are_those_of_the_source(review: Document, review_source: str) -> None:
    rows = [line.split("\t") for line in review_source.splitlines() if line.count("\t") == 1]
    assert len(rows) == 33
    listed = [(entry.short, entry.long) for entry in review.abbreviations if entry.listed]
    assert listed == [tuple(pair) for pair in rows]
    assert listed[0] == ("UPS", "Undifferentiated pleomorphic sarcoma")
    assert listed[1] == ("MFS", "Myxofibroarcoma"), "as printed"
    assert listed[-1] == ("CAR", "Chimeric antigen receptor")


def test_abbreviations_defined_in_the_text(review: Document) -> None:
    defined = [(entry.short, entry.long) for entry in review.abbreviations if not entry.listed]
    assert defined == [
        ("MFS", "myxofibrosarcoma"),
        ("TLS", "tertiary lymphoid structures"),
        ("PD1", "programmed death-1"),
        ("TIIC", "Tumor-infiltrating immune cells"),
        ("NK", "natural killer"),
        ("TAMs", "tumor-associated macrophages"),
        ("TILs", "tumor infiltrating lymphocytes"),
        ("ORR", "overall response rate"),
        ("T-VEC", "tamlogene laherparepvec"),
        ("ADC", "Antibody-drug conjugates"),
    ]


def test_an_abbreviation_points_at_its_definition(review: Document) -> None:
    for entry in review.abbreviations:
        printed = entry.span.of(review.text)
        if entry.listed:
            assert printed == f"{entry.short}\t{entry.long}"
        else:
            assert re.fullmatch(rf"{re.escape(entry.long)} \({re.escape(entry.short)}.*\)", printed)


def test_key_references_keep_their_annotations(review: Document) -> None:
    section = next(s for s in review.sections if s.path == ("Key References",))
    entries = [p.of(review.text) for p in review.paragraphs if section.span.holds(p)]
    assert len(entries) == 5
    assert all(len(entry.split("\n")) == 2 for entry in entries)
    assert entries[0].startswith("Tawbi HA, Burgess M, Bolejack V, et al. Pembrolizumab")
    assert entries[0].endswith(
        "because it is the first clinical trial demonstrating the efficacy of ICI in UPS."
    )
