"""Papers read in child processes: what one does to its process happens to nothing else."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
from printing import printed

from sarcoqa.errors import (
    CorpusError,
    DamagedPaperError,
    EmptyFileError,
    PageError,
    SarcoqaError,
    TooLargeError,
    TooSlowError,
    UnsupportedFileError,
)
from sarcoqa.parse import Limits, PageRequest, parse_file, read_papers
from sarcoqa.parse.reader import Reader
from sarcoqa.schema import Document

HOSTILE = Path(__file__).parent / "hostile"
LIMITS = Limits(seconds=60, memory_megabytes=400, pages=10, characters=2000)
QUICK = Limits(seconds=1.0, memory_megabytes=400)
TEXT = "# A Paper\n\n## Results\n\nFever occurred in 55% of the patients and lasted two days.\n"


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Writes a small paper under a name; the hostile worker is then importable."""
    monkeypatch.setenv("PYTHONPATH", str(HOSTILE))

    def write(name: str, text: str = TEXT) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def read(paths: list[Path], limits: Limits = LIMITS, readers: int = 1) -> list[object]:
    return list(read_papers(paths, limits, readers=readers, worker="hostile_worker"))


def test_what_comes_back_equals_what_is_parsed_here(paper, small_corpus: Path) -> None:
    paths = [small_corpus / "alpha" / "alpha.md", small_corpus / "beta.md", paper("good.md")]
    found = list(read_papers(paths, Limits(), readers=2))
    assert found == [parse_file(path) for path in paths]
    assert list(read_papers([], Limits(), readers=2)) == []


def test_errors_come_back_with_their_types(paper) -> None:
    paths = [paper("empty.md", ""), paper("odd.docx"), paper("good.md")]
    empty, odd, good = read(paths)
    assert isinstance(empty, EmptyFileError)
    assert str(paths[0]) in str(empty)
    assert isinstance(odd, UnsupportedFileError)
    assert isinstance(good, Document)
    (paths[2].parent / "paper.toml").write_text("title = ", encoding="utf-8")
    assert isinstance(read(paths[2:])[0], CorpusError)


@pytest.mark.parametrize(
    ("name", "limits", "expected", "said"),
    [
        ("hang", QUICK, TooSlowError, "took more than 1 s"),
        ("sleep", QUICK, TooSlowError, "took more than 1 s"),
        ("child", QUICK, TooSlowError, "took more than 1 s"),
        ("exit", LIMITS, DamagedPaperError, "ended its process (exit status 3)"),
        ("leave", LIMITS, DamagedPaperError, "ended its process (exit status 0)"),
        ("kill", LIMITS, DamagedPaperError, "ended its process (signal 9)"),
        ("fault", LIMITS, DamagedPaperError, "ended its process (signal 11)"),
        ("memory", LIMITS, TooLargeError, "more than 400 MB of memory"),
        ("recurse", LIMITS, DamagedPaperError, "(RecursionError: "),
        ("raise", LIMITS, DamagedPaperError, "(KeyError: 'no such key')"),
        ("surrogate", LIMITS, DamagedPaperError, "surrogates not allowed"),
        ("write", LIMITS, DamagedPaperError, "File too large"),
        ("pages", LIMITS, TooLargeError, "has 11 pages, at most 10 are read"),
    ],
)
def test_a_hostile_file_is_an_outcome(
    name: str, limits: Limits, expected: type[SarcoqaError], said: str, paper
) -> None:
    before, bad, after = read([paper("one.md"), paper(f"{name}.md"), paper("two.md")], limits)
    assert isinstance(before, Document)
    assert isinstance(after, Document), "the next file has a sound process"
    assert type(bad) is expected, bad
    assert f"{name}.md" in str(bad)
    assert said in str(bad)


@pytest.mark.parametrize("name", ["talk", "listen"])
def test_what_a_file_says_or_hears_is_not_the_conversation(name: str, paper) -> None:
    bad, after = read([paper(f"{name}.md"), paper("two.md")])
    assert isinstance(bad, Document)
    assert bad.id == name
    assert isinstance(after, Document)
    assert after.id == "two"


def test_a_text_of_too_many_characters(paper) -> None:
    (bad,) = read([paper("long.md", TEXT + "It was long. " * 300)])
    assert isinstance(bad, TooLargeError)
    assert "at most 2,000 are read" in str(bad)


def test_a_file_of_too_many_bytes_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.md"
    with path.open("wb") as file:
        file.truncate(3_000_000)  # sparse: it takes no room
    Limits(file_megabytes=3).check_size(path)
    with pytest.raises(TooLargeError, match=r"large\.md has 3 MB, at most 2 MB are read"):
        Limits(file_megabytes=2).check_size(path)


def test_what_a_killed_process_started_ends_with_it(paper) -> None:
    path = paper("child.md")
    (bad,) = read([path], QUICK)
    assert isinstance(bad, TooSlowError)
    for _ in range(50):
        if not running_on(path):
            return
        time.sleep(0.1)
    raise AssertionError(f"still running: {running_on(path)}")


def running_on(path: Path) -> list[int]:
    """The processes that name `path` in their command line."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            named = os.fsencode(path) in (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if named:
            found.append(int(entry.name))
    return found


def test_many_files_and_readers_keep_their_order(paper) -> None:
    names = [f"{'hang' if number == 3 else number}.md" for number in range(12)]
    found = read([paper(name) for name in names], QUICK, readers=3)
    assert isinstance(found.pop(3), TooSlowError)
    ids = [document.id for document in found if isinstance(document, Document)]
    assert ids == [str(number) for number in range(12) if number != 3]


def test_a_reader_is_used_again(paper) -> None:
    reader = Reader(LIMITS, "hostile_worker")
    try:
        reader.read(paper("one.md"))
        first = reader._child
        reader.read(paper("two.md"))
        assert reader._child is first
        with pytest.raises(DamagedPaperError):
            reader.read(paper("exit.md"))
        assert reader._child is None
        assert reader.read(paper("one.md")).id == "one"
    finally:
        reader.close()


@pytest.mark.parametrize(
    ("name", "limits", "expected", "said"),
    [
        ("hang", QUICK, TooSlowError, "took more than 1 s"),
        ("kill", LIMITS, DamagedPaperError, "ended its process (signal 9)"),
        ("fault", LIMITS, DamagedPaperError, "ended its process (signal 11)"),
        ("memory", LIMITS, TooLargeError, "more than 400 MB of memory"),
        ("raise", LIMITS, DamagedPaperError, "(KeyError: 'no such key')"),
        ("write", LIMITS, DamagedPaperError, "File too large"),
    ],
)
def test_a_hostile_file_that_is_drawn_is_an_outcome(
    name: str, limits: Limits, expected: type[SarcoqaError], said: str, paper
) -> None:
    sheet = printed(lambda sheet: sheet.put(100, 100, "Fever occurred."))
    reader = Reader(limits, "hostile_worker")
    requests = []
    for stem in ("good", name):
        path = paper(f"{stem}.pdf")
        path.write_bytes(sheet)
        requests.append(PageRequest(str(path), 1, 100, ()))
    try:
        before = reader.draw(requests[0])
        assert (before.page, before.width) == (1, 100)
        with pytest.raises(expected) as raised:
            reader.draw(requests[1])
        assert type(raised.value) is expected
        assert said in str(raised.value)
        assert f"{name}.pdf" in str(raised.value)
        assert reader.draw(requests[0]) == before
        assert reader.read(paper("one.md")).id == "one", "one process reads and draws"
        with pytest.raises(PageError, match=r"no page 2; the PDF has pages 1 to 1"):
            reader.draw(replace(requests[0], page=2))
    finally:
        reader.close()
