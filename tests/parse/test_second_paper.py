"""A second paper in the same form, from another field: nothing in the parser knows it.

The paper is fictional and was written for these tests; what it holds is known line by line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoqa.parse import parse_file
from sarcoqa.schema import Document

CARE = "Sensor-guided Care"
PHYSIOLOGY = "Physiology of Congestion"


def paragraphs(document: Document, *path: str) -> list[str]:
    """The paragraphs of the section with this very path, without those of its subsections."""
    inner = [section for section in document.sections if section.path[: len(path)] == path]
    found = []
    for paragraph in document.paragraphs:
        around = [section.path for section in inner if section.span.holds(paragraph)]
        if around and around[-1] == path:
            found.append(paragraph.of(document.text))
    return found


def test_front_matter(second: Document) -> None:
    assert second.id == "second-paper"
    assert second.title == (
        "Remote Monitoring and Sensor Devices in the Care of Chronic Heart Failure"
    )
    assert second.authors == (
        "Ada Q. Lindqvist",
        "Bruno Okafor",
        "Chiara D'Amico",
        "Jean-Luc van der Meer",
    )
    assert (second.accepted, second.published, second.year) == (
        "3 March 2024",
        "15 April 2024",
        2024,
    )
    assert second.licence == "CC BY-NC 4.0"
    assert second.attribution.startswith("© The Author(s) 2024. Written for the tests")
    assert second.keywords == (
        "Heart failure",
        "Remote monitoring",
        "Pressure sensors",
        "Alarm fatigue",
    )
    assert second.warnings == ()


def test_affiliations_are_front_matter_wherever_they_are_printed(second: Document) -> None:
    front = paragraphs(second, "Front matter")
    assert front[0] == second.title
    assert front[1].startswith("Ada Q. Lindqvist¹ · Bruno Okafor² · Chiara D'Amico¹,³")
    assert front[3:] == [
        "✉ Ada Q. Lindqvist ada.lindqvist@example.org",
        "¹ Department of Imaginary Medicine, Northshore University, Northshore",
        "² Institute of Tidal Physiology, Port Meridian",
        "³ Clinic for Heart and Vessel Care, Lower Valley Hospital, Lower Valley",
    ]


def test_the_text_alone_states_the_same(
    second: Document, second_path: Path, tmp_path: Path
) -> None:
    alone = tmp_path / second_path.name
    alone.write_bytes(second_path.read_bytes())
    document = parse_file(alone)
    assert document.text == second.text
    assert (document.title, document.authors) == (second.title, second.authors)
    assert (document.licence, document.year, document.attribution) == ("CC BY-NC 4.0", 2024, "")


def test_the_section_tree(second: Document) -> None:
    assert [section.path for section in second.sections] == [
        ("Front matter",),
        ("Abstract",),
        ("Keywords",),
        ("Introduction",),
        (PHYSIOLOGY,),
        (PHYSIOLOGY, "Filling pressures and natriuretic peptides"),
        (PHYSIOLOGY, "Renal sodium handling"),
        (CARE,),
        (CARE, "Sensor-guided Care with Pressure Implants"),
        (CARE, "Sensor-guided Care with Loop Recorders"),
        (CARE, "Bioimpedance Vests"),
        (CARE, "Table 1"),
        ("Workload of Remote Monitoring",),
        ("Conclusions",),
        ("Abbreviations",),
        ("Author Contributions",),
        ("Funding",),
        ("Data Availability",),
        ("Declarations",),
        ("Declarations", "Competing interests"),
        ("Declarations", "Ethics Approval"),
        ("Open Access",),
        ("References",),
        ("Publisher's Note",),
    ]


def test_a_paragraph_cut_by_a_table(second: Document) -> None:
    assert paragraphs(second, CARE, "Sensor-guided Care with Pressure Implants") == [
        "The first randomised study was HARBOUR-1, in which 212 patients with ischaemic "
        "cardiomyopathy (ICM), dilated cardiomyopathy (DCM) or valve disease were followed for "
        "18 months [3]. Admissions fell from 31 to 18 per 100 patient-years (hazard ratio 0.61, "
        "95% CI 0.40–0.93; p=0.02). HARBOUR-2 repeated the design with a sham arm and found a "
        "smaller effect, 22 against 27 per 100 patient-years [11]. Silva et al. stopped after 87 "
        "patients because batteries failed [12]."
    ]


def test_a_paragraph_cut_by_a_page_before_capitals(second: Document) -> None:
    (only,) = paragraphs(second, PHYSIOLOGY, "Filling pressures and natriuretic peptides")
    assert "No single threshold for NYHA class III patients has been agreed" in only


def test_a_paragraph_cut_by_a_figure(second: Document) -> None:
    prose, caption = paragraphs(second, "Workload of Remote Monitoring")
    assert "after the third month of HARBOUR-2, and in a survey 38 of 52 nurses" in prose
    assert caption == "Fig. 1 Values, alarms and visits in one invented clinic"


def test_paragraphs_that_are_whole_stay_apart(second: Document) -> None:
    assert len(paragraphs(second, "Introduction")) == 2
    assert paragraphs(second, "Introduction")[1].startswith("We read every trial")
    assert paragraphs(second, CARE) == [
        "Four kinds of device have been tried. We take them in the order of their evidence."
    ]


def test_maths_is_plain(second: Document) -> None:
    (only,) = paragraphs(second, PHYSIOLOGY, "Filling pressures and natriuretic peptides")
    assert "A rise was defined as ≥3 mmHg over baseline" in only
    assert "a fall after treatment as ≤2% per day (p=0.03) [6]." in only
    assert "reads 33 alarms (300×0.11) a day" in second.text
    assert not set("$\\*") & set(second.text)


def test_marks_in_order(second: Document) -> None:
    found = [(mark.span.of(second.text), mark.labels) for mark in second.marks]
    assert found == [
        ("[1, 2]", ("1", "2")),
        ("[3–5]", ("3", "4", "5")),
        ("[4, 6]", ("4", "6")),
        ("[6]", ("6",)),
        ("[7]", ("7",)),
        ("[2, 6–8]", ("2", "6", "7", "8")),
        ("[8]", ("8",)),
        ("[9]", ("9",)),
        ("[10]", ("10",)),
        ("[3]", ("3",)),
        ("[11]", ("11",)),
        ("[12]", ("12",)),
        ("[13]", ("13",)),
        ("[14]", ("14",)),
        ("[10]", ("10",)),
        *((f"[{label}]", (label,)) for label in ("3", "11", "12", "13", "14", "10")),  # Table 1
        ("[11]", ("11",)),
        ("[14]", ("14",)),
    ]
    assert {label for _, labels in found for label in labels} == {str(n) for n in range(1, 15)}


def test_the_table(second: Document) -> None:
    (table,) = second.tables
    assert table.label == "Table 1"
    assert table.caption == "Trials of implanted sensors in chronic heart failure"
    assert table.header == ("Sensor", "Study", "Year", "N", "Admissions", "Note")
    values = [tuple(value for _, value in record.cells) for record in table.records]
    assert values == [
        ("Pressure implant", "Brandt et al. (HARBOUR-1) [3]", "2016", "212",
         "18 vs. 31 per 100 patient-years (p=0.02)", "Open label"),
        ("Pressure implant", "Brandt et al. (HARBOUR-2) [11]", "2019", "540, including 96 HFpEF",
         "22 vs. 27 per 100 patient-years", "Sham controlled"),
        ("Pressure implant", "Silva et al. [12]", "2021", "87", "", "Stopped early"),
        ("Loop recorder", "Yamato et al. (LANTERN) [13]", "2020", "301", "No difference",
         "SCN5A carriers left out"),
        ("Loop recorder", "Yamato et al. [14]", "2022", "64", "9 vs. 10", "Follow-up of LANTERN"),
        ("Bioimpedance vest", "Duarte et al. [10]", "2018", "45", "Not given", "Pilot"),
    ]  # fmt: skip


def test_cells_stand_where_they_say(second: Document) -> None:
    (table,) = second.tables
    for record in table.records:
        for (_, value), span in zip(record.cells, record.cell_spans, strict=True):
            assert span.of(second.text) == value
    # The group of the fifth row is printed in the fourth, above the "(continued)".
    assert table.records[4].cell_spans[0] == table.records[3].cell_spans[0]
    assert table.records[4].span.of(second.text).startswith("Yamato et al. [14]\t2022\t64")
    assert table.records[0].span.of(second.text).startswith("Pressure implant\tBrandt et al.")


@pytest.mark.parametrize(
    ("label", "authors", "title", "journal", "year", "doi"),
    [
        ("1", ("Lindqvist AQ", "Okafor B"), "How common is chronic heart failure? A count in "
         "three towns", "J Invent Cardiol", 2012, "10.5555/jic.2012.0101"),
        ("2", ("van der Meer JL", "D'Amico C", "Okafor B", "et al."), "Preserved ejection "
         "fraction: a name for many hearts", "Fict Heart J", 2014,
         "10.5555/S0000-1111(14)70055-2"),
        ("3", ("Brandt K", "Oyelaran T", "Weiss M", "et al."), "Pressure-guided care in "
         "ischaemic, dilated and valvular heart failure (HARBOUR-1): an open-label, randomised "
         "trial", "Lancet Imagin", 2016, "10.5555/li.2016.201"),
        ("4", ("Weiss M", "Brandt K"), "Three weeks of warning", "J Invent Cardiol", 2015,
         "10.5555/jic.2015.0012"),
        ("5", ("Oyelaran T",), "The scales come last", "Tidal Physiol", 2013, "10.5555/tp.2013.7"),
        ("7", ("Northshore Heart Society",), "Guidance on filling pressures in clinic",
         "northshoreheart.example", 2020, None),
        ("8", ("Haddad Y", "Ito M"), "Sodium first. A view from the kidney",
         "Renal Lett (Meridian)", 2011, "10.5555/rl.2011.e17"),
        ("9", ("Okonkwo CA", "Haddad Y", "Ito M", "et al."), "Spot urinary sodium at admission: "
         "a cohort of 1,204 patients", "Renal Lett", 2018, "10.5555/rl.2018.77"),
        ("12", ("Silva R", "Souza P", "Lima Q", "et al."), "Battery failure in pressure implants",
         "Open Devices", 2021, "10.5555/od.2021.88"),
        ("13", ("Yamato H", "Kudo S", "Ota N", "et al."), "Loop recorders in heart failure "
         "without SCN5A variants (LANTERN): a randomised trial", "Fict Heart J", 2020,
         "10.5555/fhj.2020.15_suppl.20"),
    ],
)  # fmt: skip
def test_a_reference_field_by_field(
    second: Document,
    label: str,
    authors: tuple[str, ...],
    title: str,
    journal: str,
    year: int,
    doi: str | None,
) -> None:
    entry = second.references[int(label) - 1]
    assert entry.label == label
    assert entry.authors == authors
    assert entry.title == title
    assert entry.journal == journal
    assert entry.year == year
    assert entry.doi == doi


def test_all_references_are_there(second: Document) -> None:
    assert [entry.label for entry in second.references] == [str(n) for n in range(1, 15)]
    years = [entry.year for entry in second.references]
    assert years == [2012, 2014, 2016, 2015, 2013, 2017, 2020, 2011, 2018, 2018, 2019, 2021,
                     2020, 2022]  # fmt: skip
    assert all(entry.span.of(second.text) == entry.raw for entry in second.references)


def test_abbreviations(second: Document) -> None:
    listed = [(entry.short, entry.long) for entry in second.abbreviations if entry.listed]
    assert listed == [
        ("CHF", "Chronic heart failure"),
        ("HFrEF", "Heart failure with reduced ejection fraction"),
        ("HFpEF", "Heart failure with preserved ejection fraction"),
        ("PAP", "Pulmonary artery pressure"),
        ("ICM", "Ischaemic cardiomyopathy"),
        ("NYHA", "New York Heart Association"),
    ]
    defined = [(entry.short, entry.long) for entry in second.abbreviations if not entry.listed]
    assert defined == [
        ("DCM", "dilated cardiomyopathy"),
        ("ILRs", "implantable loop recorders"),
        ("AF", "atrial fibrillation"),
    ]


def test_declarations_run_in(second: Document) -> None:
    assert paragraphs(second, "Funding") == [
        "The Lower Valley Foundation paid for the statistician."
    ]
    assert paragraphs(second, "Declarations", "Ethics Approval") == [
        "Not needed for a review of invented studies."
    ]
    assert paragraphs(second, "Declarations", "Competing interests") == [
        "BO once repaired a sensor for a friend. The others declare none."
    ]
    assert paragraphs(second, "Publisher's Note") == [
        "The publisher of this paper does not exist and takes no side on borders."
    ]
