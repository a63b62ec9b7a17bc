"""The script that turns JATS XML into the papers of a question set."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sarcoqa.parse import parse_file

pytest.importorskip("lxml")
SCRIPT = Path(__file__).resolve().parents[2] / "eval" / "papers.py"
JATS = """<article><front><article-meta><title-group><article-title>Alpha in <italic>mice</italic>
</article-title></title-group><contrib-group><contrib><name><surname>Lovelace</surname>
<given-names>Ada</given-names></name></contrib><contrib><name><surname>Babbage</surname>
<given-names>Charles</given-names></name></contrib></contrib-group>
<abstract><title>Abstract</title><sec><title>Aim</title><p>To see whether alpha works.</p></sec>
</abstract></article-meta></front><body><sec><title>Results</title>
<p>It cost $5 in 2019.<sup><xref ref-type="bibr" rid="R1">1</xref> <xref ref-type="bibr"
rid="R2">2</xref></sup> Others [<xref ref-type="bibr" rid="R1">1</xref>–<xref ref-type="bibr"
rid="R3">3</xref>] saw <?x y?>less (see <xref ref-type="table" rid="T1">Table 1</xref>; Doe, <xref
ref-type="bibr" rid="R2">2020</xref>).</p><sec><title>Harms</title><p>None.</p>
<list><list-item><p>No fever was seen.</p></list-item></list></sec>
<table-wrap id="T1"><label>Table 1.</label><caption><p>Doses</p></caption><table><tr><th>Dose</th>
<th>ORR</th></tr><tr><td>1 mg</td><td>15%</td></tr></table></table-wrap></sec></body>
<back><ref-list><ref id="R1"><label>1.</label><element-citation><person-group><name><surname>Smith
</surname><given-names>J. A.</given-names></name><etal/></person-group><article-title>Alpha first.
</article-title><source>J Oncol</source><year>2019</year><volume>12</volume><fpage>34</fpage>
<lpage>40</lpage><pub-id pub-id-type="doi">10.1000/alpha.1</pub-id></element-citation></ref>
<ref id="R2"><mixed-citation>Alpha Society. Guidance. 2020.</mixed-citation></ref>
<ref id="R3"><mixed-citation>Beta Society. Other guidance. 2021.</mixed-citation></ref>
</ref-list></back></article>"""


def convert(source: Path, target: Path, *names: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), str(source), str(target), *names],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_paper_keeps_its_parts(tmp_path: Path) -> None:
    (tmp_path / "one.nxml").write_text(JATS, encoding="utf-8")
    assert convert(tmp_path, tmp_path / "out", "one").returncode == 0
    document = parse_file(tmp_path / "out" / "one.md")
    assert document.title == "Alpha in mice"
    assert document.authors == ("Ada Lovelace", "Charles Babbage")
    assert [section.path for section in document.sections][:4] == [
        ("Front matter",), ("Abstract",), ("Abstract", "Aim"), ("Results",),
    ]  # fmt: skip
    # Raised numbers get brackets, printed ones keep theirs, an author's year is no reference.
    sentence = "It cost $5 in 2019.[1, 2] Others [1–3] saw less (see Table 1; Doe, 2020)."
    assert sentence in document.text
    assert [mark.labels for mark in document.marks][:2] == [("1", "2"), ("1", "2", "3")]
    assert "No fever was seen." in document.text
    (table,) = document.tables
    assert (table.label, table.caption) == ("Table 1", "Doses")
    assert table.records[0].cells == (("Dose", "1 mg"), ("ORR", "15%"))
    first, second, _ = document.references
    assert (first.authors, first.title) == (("Smith JA", "et al."), "Alpha first")
    assert (first.journal, first.year, first.doi) == ("J Oncol", 2019, "10.1000/alpha.1")
    assert "Alpha Society" in second.raw


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "two.xml").write_text("<article><front/></article>", encoding="utf-8")
    missing = convert(tmp_path, tmp_path / "out", "one")
    assert missing.returncode == 1
    assert "there is no one.nxml" in missing.stderr
    empty = convert(tmp_path, tmp_path / "out", "two")
    assert (empty.returncode, "has no body" in empty.stderr) == (1, True)
