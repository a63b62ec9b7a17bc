"""One's own papers: what an index holds after adds, removals and updates, and after a crash."""

from __future__ import annotations

import json
import os
import random
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sarcoqa import Assistant, Settings, library
from sarcoqa.changes import Changes
from sarcoqa.errors import (
    DamagedPaperError,
    EmptyFileError,
    FilterError,
    IndexDamagedError,
    ParseError,
)
from sarcoqa.search import store
from sarcoqa.search.segments import check_segment
from sarcoqa.sources import kept_papers
from sarcoqa.workplace import Workplace

SETTINGS = Settings(embedding_model="hashing", paper_readers=1)
QUESTION = "How often did fever occur?"

PAPER = """# {name} Virus for Melanoma of the Foot

Grace Hopper · Mary Somerville

## Abstract

Melanoma of the foot is often found late, and a virus that is injected into it may help.

## Results

{name} virus was injected weekly. The tumor shrank in {share} of sixty patients.

## Toxicity

Fever occurred in {share}% of the patients and lasted two days.
"""


def write(path: Path, name: str, share: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PAPER.format(name=name, share=share), encoding="utf-8")
    return path


class Shelf:
    """The two tiny papers as corpus, an index of them, and a folder for papers of one's own."""

    def __init__(self, root: Path, corpus: Path) -> None:
        self.corpus, self.index, self.own = corpus, root / "index", root / "own"
        self.own.mkdir()

    def workplace(self) -> Workplace:
        return Workplace.at(self.index, self.corpus, SETTINGS, quiet=True)

    def add(self, *names: str | Path) -> Changes:
        return library.add(self.workplace(), names)

    def open(self) -> Assistant:
        return Assistant.open(self.index, corpus=self.corpus, settings=SETTINGS, quiet=True)

    def files(self) -> dict[str, bytes]:
        """Every file of the index but the lock, with its bytes."""
        return {
            path.relative_to(self.index).as_posix(): path.read_bytes()
            for path in sorted(self.index.rglob("*"))
            if path.is_file() and path.name != ".lock"
        }

    def ids(self) -> list[str]:
        return [held.paper.id for held in store.read(self.index).holdings]


@pytest.fixture
def shelf(tmp_path: Path, small_corpus: Path) -> Shelf:
    return Shelf(tmp_path, small_corpus)


def outcomes(changes: Changes) -> dict[str, str]:
    return {Path(change.path).name: change.outcome for change in changes.changes}


# --- adding


def test_files_folders_and_patterns_are_added(shelf: Shelf) -> None:
    one = write(shelf.own / "one.md", "One", 11)
    write(shelf.own / "deep" / "er" / "two.txt", "Two", 12)
    write(shelf.own / "pattern" / "three.md", "Three", 13)
    (shelf.own / "deep" / "notes.docx").write_bytes(b"PK")
    changes = shelf.add(one, shelf.own / "deep", f"{shelf.own}/pat*/*.md", one)
    assert outcomes(changes) == {
        "one.md": "added", "two.txt": "added", "three.md": "added", "notes.docx": "skipped",
    }  # fmt: skip
    assert shelf.ids() == ["alpha", "beta", "one", "three", "two"]
    assert changes.index == store.current_id(shelf.index)
    answer = shelf.open().ask(QUESTION, document="two")
    assert answer.citations[0].quote.text.startswith("Fever occurred in 12%")


def test_nothing_new_changes_no_byte(shelf: Shelf) -> None:
    path = write(shelf.own / "one.md", "One", 11)
    shelf.add(path)
    before = shelf.files()
    copy = shutil.copy(path, shelf.own / "copy.md")
    changes = shelf.add(path, copy, shelf.own)
    assert outcomes(changes) == {"one.md": "unchanged", "copy.md": "unchanged"}
    assert {change.id for change in changes.changes} == {"one"}
    assert shelf.files() == before


def test_the_same_content_twice_at_once_is_one_paper(shelf: Shelf) -> None:
    write(shelf.own / "a.md", "One", 11)
    write(shelf.own / "b.md", "One", 11)
    assert outcomes(shelf.add(shelf.own)) == {"a.md": "added", "b.md": "unchanged"}
    assert shelf.ids() == ["a", "alpha", "beta"]


def test_a_paper_of_the_corpus_is_not_added_again(shelf: Shelf) -> None:
    changes = shelf.add(shelf.corpus / "beta.md")
    assert outcomes(changes) == {"beta.md": "unchanged"}
    assert shelf.ids() == ["alpha", "beta"]


def test_two_papers_of_one_name_get_ids_of_their_own(shelf: Shelf) -> None:
    first = write(shelf.own / "x" / "trial.md", "First", 11)
    second = write(shelf.own / "y" / "trial.md", "Second", 12)
    shelf.add(first)
    changed = shelf.add(second)
    (name,) = [change.id for change in changed.changes]
    assert name.startswith("trial-")
    assert shelf.ids() == ["alpha", "beta", "trial", name]
    # Their ids stay theirs, whatever comes: an index of its own gives the same ones.
    write(first, "First", 13)
    assert [(c.outcome, c.id) for c in shelf.add(first).changes] == [("replaced", "trial")]
    write(second, "Second", 14)
    assert [(c.outcome, c.id) for c in shelf.add(second).changes] == [("replaced", name)]
    qa = shelf.open()
    for paper, share in (("trial", 13), (name, 14)):
        assert f"{share}%" in qa.ask(QUESTION, document=paper).text


def test_an_answer_over_one_paper_does_not_see_the_others(shelf: Shelf) -> None:
    qa = shelf.open()

    def asked() -> list[object]:
        answers = [qa.ask(question, document="beta").to_dict()
                   for question in (QUESTION, "What is ORR?", "Did the tumor shrink?")]  # fmt: skip
        hits = [
            (hit.passage.id, hit.score, hit.parts) for hit in qa.search("fever", document="beta")
        ]
        return [[answer | {"index": None} for answer in answers], hits]

    before, whole = asked(), qa.search("fever")
    assert qa.add(write(shelf.own / "one.md", "One", 11)).counts()["added"] == 1
    assert asked() == before
    assert qa.search("fever") != whole, "over all papers the ranking is another: the test can fail"
    assert qa.index_id == store.current_id(shelf.index)


def test_a_bad_file_costs_no_other(shelf: Shelf) -> None:
    write(shelf.own / "good.md", "Good", 11)
    (shelf.own / "empty.md").write_bytes(b"")
    (shelf.own / "binary.txt").write_bytes(b"\x00\x01\x02")
    (shelf.own / "link.md").symlink_to(shelf.own / "nowhere.md")
    os.mkfifo(shelf.own / "pipe.md")
    changes = shelf.add(shelf.own / "link.md", shelf.own / "pipe.md", "no-such.md",
                        shelf.own / "odd.docx", shelf.own)  # fmt: skip
    failed = {Path(c.path).name: type(c.error).__name__ for c in changes.of("failed")}
    assert failed == {
        "link.md": "ParseError", "pipe.md": "ParseError", "no-such.md": "ParseError",
        "odd.docx": "ParseError", "empty.md": "EmptyFileError", "binary.txt": "NotTextError",
    }  # fmt: skip
    assert outcomes(changes)["good.md"] == "added"
    assert shelf.ids() == ["alpha", "beta", "good"]


def test_in_python_a_single_bad_file_is_its_error(shelf: Shelf) -> None:
    qa = shelf.open()
    (shelf.own / "empty.md").write_bytes(b"")
    with pytest.raises(EmptyFileError, match=r"empty\.md"):
        qa.add(shelf.own / "empty.md")
    with pytest.raises(ParseError, match="there is no file or folder"):
        qa.add(shelf.own / "none.md")
    write(shelf.own / "good.md", "Good", 11)
    done = qa.add(shelf.own)
    assert [len(done.of(outcome)) for outcome in ("added", "failed")] == [1, 1]
    assert [document.id for document in qa.documents()] == ["alpha", "beta", "good"]


# --- files that change, move and go


def test_update_reads_what_changed_and_keeps_what_is_gone(shelf: Shelf) -> None:
    one, two, three = (
        write(shelf.own / f"{name}.md", name.title(), share)
        for name, share in (("one", 11), ("two", 12), ("three", 13))
    )
    shelf.add(shelf.own)
    write(two, "Two", 22)
    three.unlink()
    changes = library.update(shelf.workplace())
    assert {c.id: c.outcome for c in changes.changes} == {
        "one": "unchanged", "two": "replaced", "three": "gone",
    }  # fmt: skip
    qa = shelf.open()
    for name, share in (("one", 11), ("two", 22), ("three", 13)):
        assert f"{share}%" in qa.ask(QUESTION, document=name).text
    two.write_bytes(b"")
    changes = library.update(shelf.workplace())
    assert {c.id or "two": c.outcome for c in changes.changes}["two"] == "failed"
    assert "22%" in shelf.open().ask(QUESTION, document="two").text, "the old version stays"
    assert one.exists()


def test_a_paper_that_moved_is_followed(shelf: Shelf) -> None:
    path = write(shelf.own / "one.md", "One", 11)
    shelf.add(path)
    moved = path.rename(shelf.own / "renamed.md")
    assert outcomes(shelf.add(moved)) == {"renamed.md": "unchanged"}
    write(moved, "One", 44)
    changes = library.update(shelf.workplace())
    assert [(c.outcome, c.id) for c in changes.changes] == [("replaced", "one")]


def test_what_is_stated_beside_a_file_counts(shelf: Shelf) -> None:
    path = write(shelf.own / "one.md", "One", 11)
    shelf.add(path)
    (shelf.own / "paper.toml").write_text("year = 2017", encoding="utf-8")
    assert outcomes(shelf.add(path)) == {"one.md": "replaced"}
    assert shelf.open().document("one").year == 2017
    shutil.rmtree(shelf.own)
    shutil.rmtree(shelf.index / "segments")  # so that it is read again, from what is kept
    assert shelf.open().document("one").year == 2017


def test_removal_holds_also_for_a_paper_of_the_corpus(shelf: Shelf) -> None:
    qa = shelf.open()
    qa.add(write(shelf.own / "one.md", "One", 11))
    qa.remove("alpha")
    qa.remove("one")
    assert [document.id for document in qa.documents()] == ["beta"]
    assert [document.id for document in shelf.open().documents()] == ["beta"]
    rebuilt = Assistant.open(shelf.index, corpus=shelf.corpus, settings=SETTINGS, rebuild=True,
                             quiet=True)  # fmt: skip
    assert [document.id for document in rebuilt.documents()] == ["beta"]
    assert not list((shelf.index / "sources").iterdir())
    with pytest.raises(FilterError, match="there is no document 'one' in the index; known: 'beta'"):
        qa.remove("one")
    # What was removed can be added like any other file.
    qa.add(shelf.corpus / "alpha" / "alpha.md")
    assert [document.id for document in qa.documents()] == ["alpha", "beta"]


def test_an_index_without_papers_answers_that_it_has_none(shelf: Shelf) -> None:
    library.remove(shelf.workplace(), ["alpha", "beta"])
    qa = shelf.open()
    assert qa.documents() == ()
    assert qa.search("fever") == ()
    answer = qa.ask(QUESTION)
    assert answer.abstained is not None
    qa.add(write(shelf.own / "one.md", "One", 11))
    assert "11%" in qa.ask(QUESTION).text


# --- nothing is lost


def test_the_users_file_may_go(shelf: Shelf) -> None:
    shelf.add(write(shelf.own / "one.md", "One", 11))
    shutil.rmtree(shelf.own)
    before = shelf.open().ask(QUESTION, document="one").to_dict()
    # Another recipe: everything is made again, from the copies in the index.
    other = Settings(embedding_model="hashing", passage_max_sentences=1)
    qa = Assistant.open(shelf.index, corpus=shelf.corpus, settings=other, quiet=True)
    after = qa.ask(QUESTION, document="one").to_dict()
    assert after["citations"] == before["citations"]
    assert qa.papers()[-1].origin == str(shelf.own / "one.md")


@pytest.mark.parametrize("damage", ["manifest", "pointer", "segments", "all but sources"])
def test_added_papers_outlive_damage(damage: str, shelf: Shelf) -> None:
    shelf.add(write(shelf.own / "one.md", "One", 11))
    before = shelf.open().ask(QUESTION, document="one")
    shutil.rmtree(shelf.own)
    if damage == "manifest":
        next(shelf.index.glob(f"generations/{before.index.id}/*")).write_text("{}")
    elif damage == "pointer":
        (shelf.index / "CURRENT").unlink()
    elif damage == "segments":
        shutil.rmtree(shelf.index / "segments")
    else:
        for path in [path for path in shelf.index.iterdir() if path.name != "sources"]:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert shelf.open().ask(QUESTION, document="one") == before


def test_a_newer_parser_that_fails_costs_no_paper(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add(write(shelf.own / "one.md", "One", 11))
    before = shelf.open().document("one")
    # As if this version of the parser could not read any more what an earlier one read.
    monkeypatch.setattr("sarcoqa.building.PARSER_VERSION", 99)
    monkeypatch.setattr("sarcoqa.workplace.PARSER_VERSION", 99)
    monkeypatch.setattr(
        "sarcoqa.building.read_papers",
        lambda paths, limits, readers: (EmptyFileError("no words") for _ in paths),
    )
    after = shelf.open().document("one")
    assert after.text == before.text
    assert after.warnings == (
        "kept as an earlier version read it; this one could not: no words",
    )  # fmt: skip


def test_a_paper_of_which_nothing_is_left_is_named(shelf: Shelf) -> None:
    shelf.add(write(shelf.own / "one.md", "One", 11))
    shutil.rmtree(shelf.own)
    shutil.rmtree(shelf.index / "segments")
    for path in shelf.index.glob("sources/*/one.md"):
        path.write_bytes(b"other bytes")
    with pytest.raises(IndexDamagedError, match=r"'one' is damaged.*sarcoqa remove one"):
        shelf.open()
    library.remove(shelf.workplace(), ["one"])
    assert [document.id for document in shelf.open().documents()] == ["alpha", "beta"]


@pytest.mark.parametrize("most", [100, 1500, 2500, 3500])  # bytes: another file fails each time
def test_an_index_that_cannot_be_written_stays_as_it_was(
    most: int, shelf: Shelf, python: Callable
) -> None:
    shelf.add(write(shelf.own / "one.md", "One", 11))
    before = shelf.files()
    write(shelf.own / "two.md", "Two", 12)
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, MOST))\n"  # as a disk that is full
        "from sarcoqa.cli import main; sys.exit(main())"
    )
    place = ("--index", shelf.index, "--corpus", shelf.corpus, "--model", "hashing")
    done = python(code.replace("MOST", str(most)), "add", shelf.own, *place)
    assert done.returncode == 1, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"sarcoqa: the index cannot be written to {shelf.index} (")
    assert "the index before is unchanged" in line
    after = shelf.files()
    assert {name: after[name] for name in before} == before
    assert shelf.ids() == ["alpha", "beta", "one"]


def test_two_that_write_at_once_both_get_in(shelf: Shelf) -> None:
    shelf.open()
    write(shelf.own / "a" / "one.md", "One", 11)
    write(shelf.own / "b" / "two.md", "Two", 12)
    runs = [_adding(shelf, shelf.own / name) for name in ("a", "b")]
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    assert shelf.ids() == ["alpha", "beta", "one", "two"]


def test_a_reader_keeps_its_generation(shelf: Shelf) -> None:
    reader = shelf.open()
    before = reader.ask(QUESTION)
    for number in range(3):  # so many that the generation it has read is gone from the disk
        shelf.add(write(shelf.own / f"{number}.md", f"N{number}", 20 + number))
    assert not (shelf.index / "generations" / before.index.id).exists()
    assert reader.ask(QUESTION) == before


# --- killed at any moment


def _adding(shelf: Shelf, folder: Path) -> subprocess.Popen[bytes]:
    code = "import sys; from sarcoqa.cli import main; sys.exit(main())"
    place = ("--index", shelf.index, "--corpus", shelf.corpus, "--model", "hashing")
    return subprocess.Popen(
        [sys.executable, "-c", code, "add", str(folder), *map(str, place)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def killed_adds(shelf: Shelf, papers: int, kills: int, seed: int) -> None:
    """Adds `papers` papers, killed `kills` times at random moments; checks the index each time."""
    for number in range(papers):
        write(shelf.own / f"paper{number:02}.md", f"Virus{number}", 10 + number)
    (shelf.index.parent / "whole").mkdir()
    whole = Shelf(shelf.index.parent / "whole", shelf.corpus)
    started = time.perf_counter()
    assert _adding(whole, shelf.own).wait(timeout=300) == 0
    took = time.perf_counter() - started
    expected = store.read(whole.index)
    shelf.open()
    before = store.current_id(shelf.index)
    moments, cut = random.Random(seed), 0
    for _ in range(kills):
        run = _adding(shelf, shelf.own)
        time.sleep(moments.uniform(0.1, 1.0) * took)
        cut += run.poll() is None
        run.send_signal(signal.SIGKILL)
        run.wait()
        held = store.read(shelf.index)
        assert held.id in (before, expected.id), "as before or after, nothing between"
        for holding in held.holdings:
            check_segment(shelf.index, holding)
        if held.id == expected.id:  # done: begin again from before
            library.remove(shelf.workplace(), [h.paper.id for h in held.holdings
                                               if not h.paper.shipped])  # fmt: skip
            assert store.current_id(shelf.index) == before
    assert cut, "at least one run was cut short"
    assert _adding(shelf, shelf.own).wait(timeout=300) == 0
    assert store.read(shelf.index).holdings == expected.holdings
    assert store.current_id(shelf.index) == expected.id
    assert len(shelf.open().documents()) == papers + 2


def test_killed_while_adding(shelf: Shelf) -> None:
    killed_adds(shelf, papers=6, kills=5, seed=1)


@pytest.mark.slow
def test_killed_twenty_times_while_adding_twenty_four(shelf: Shelf) -> None:
    killed_adds(shelf, papers=24, kills=20, seed=2)


def test_what_a_killed_run_had_finished_is_not_read_again(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(shelf.own / "one.md", "One", 11)

    def die(*arguments: object, **named: object) -> None:
        raise KeyboardInterrupt

    shelf.open()
    with monkeypatch.context() as patched:
        patched.setattr("sarcoqa.workplace.store.publish", die)
        with pytest.raises(KeyboardInterrupt):
            shelf.add(shelf.own)
        patched.setattr("sarcoqa.parse.reader.Reader.read", die)
        with pytest.raises(KeyboardInterrupt):
            shelf.add(shelf.own)  # it comes as far as publishing, so nothing was read
    assert outcomes(shelf.add(shelf.own)) == {"one.md": "added"}


# --- any sequence


class Sequences(RuleBasedStateMachine):
    """Writes, adds, removals and updates in any order, against a dict of what must be held."""

    corpus: Path
    root: Path

    @initialize()
    def begin(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir()
        self.shelf = Shelf(self.root, self.corpus)
        self.shelf.open()
        self.held: dict[str, int] = {}  # id → share
        self.ids: dict[Path, str] = {}
        self.files: dict[Path, int] = {}

    paths = st.sampled_from(["x/one.md", "y/one.md", "x/two.md"])

    @rule(path=paths, share=st.integers(30, 99))
    def write(self, path: str, share: int) -> None:
        file = write(self.shelf.own / path, path.replace("/", " "), share)
        self.files[file] = share

    @rule(path=paths)
    def delete(self, path: str) -> None:
        (self.shelf.own / path).unlink(missing_ok=True)
        self.files.pop(self.shelf.own / path, None)

    @rule(path=paths)
    def add(self, path: str) -> None:
        file = self.shelf.own / path
        (change,) = self.shelf.add(file).changes
        if file not in self.files:
            assert change.outcome == "failed"
            return
        known, share = self.ids.get(file), self.files[file]
        if known is None:
            assert change.outcome == "added"
            self.ids[file] = change.id
        else:
            same = self.held[known] == share
            assert (change.outcome, change.id) == ("unchanged" if same else "replaced", known)
        self.held[change.id] = share

    @rule(path=paths)
    def remove(self, path: str) -> None:
        if name := self.ids.pop(self.shelf.own / path, None):
            library.remove(self.shelf.workplace(), [name])
            del self.held[name]

    @rule()
    def update(self) -> None:
        changes = library.update(self.shelf.workplace())
        found = {change.id: change.outcome for change in changes.changes}
        expected = {}
        for file, name in self.ids.items():
            share = self.files.get(file)
            if share is None:
                expected[name] = "gone"
                continue
            expected[name] = "unchanged" if self.held[name] == share else "replaced"
            self.held[name] = share
        assert found == expected

    @invariant()
    def holds_what_it_must(self) -> None:
        qa = self.shelf.open()
        texts = {document.id: document.text for document in qa.documents()}
        assert sorted(texts) == sorted(["alpha", "beta", *self.held])
        for name, share in self.held.items():
            assert f"Fever occurred in {share}%" in texts[name]
        kept = {paper.id for paper in kept_papers(self.shelf.index)}
        assert kept == set(self.held), "of each added paper, and of no other, the file is kept"


def test_any_sequence_of_changes(tmp_path: Path, small_corpus: Path) -> None:
    class Here(Sequences):
        corpus, root = small_corpus, tmp_path / "sequences"

    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Here, settings=settings(max_examples=6, stateful_step_count=12, deadline=None)
    )


# --- the shell


def test_the_commands(shelf: Shelf, shell: Callable) -> None:
    place = ("--index", shelf.index, "--corpus", shelf.corpus, "--model", "hashing")
    path = write(shelf.own / "one.md", "One", 11)
    done = shell("add", path, *place)
    assert (done.returncode, done.stdout) == (0, "1 added, 0 unchanged, 0 replaced, 0 failed\n")
    write(path, "One", 12)
    done = shell("update", *place)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        f"replaced: one: {path} has changed\n0 added, 0 unchanged, 1 replaced, 0 failed\n"
    )
    (shelf.own / "empty.md").write_bytes(b"")
    done = shell("add", shelf.own, "--json", *place)
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert done.stderr == "sarcoqa: 1 of 2 files failed; the others are in\n"
    assert told["index"] == store.current_id(shelf.index)
    assert told["counts"] == {
        "added": 0, "replaced": 0, "unchanged": 1, "removed": 0, "skipped": 0, "gone": 0,
        "failed": 1,
    }  # fmt: skip
    (bad,) = [entry for entry in told["files"] if entry["outcome"] == "failed"]
    assert (bad["path"], bad["error"]) == (str(shelf.own / "empty.md"), "EmptyFileError")
    listed = json.loads(shell("list", "--json", *place).stdout)
    (own,) = [entry for entry in listed if not entry["shipped"]]
    assert (own["id"], own["kind"], own["origin"]) == ("one", "Markdown", str(path))
    assert own["passages"] == 5
    done = shell("remove", "one", *place)
    assert (done.returncode, done.stdout) == (0, "1 removed\n")
    done = shell("remove", "one", *place)
    assert done.returncode == 1
    assert done.stderr.startswith(
        "sarcoqa: there is no document 'one' in the index; known: 'alpha'"
    )


def test_nothing_to_add_is_a_failure(shelf: Shelf, shell: Callable) -> None:
    place = ("--index", shelf.index, "--corpus", shelf.corpus, "--model", "hashing")
    done = shell("add", shelf.own, *place)
    assert done.returncode == 1
    assert "there is no paper at the given places" in done.stderr


def test_the_guide_shows_what_happens(shelf: Shelf, shell: Callable) -> None:
    guide = (Path(__file__).parents[1] / "docs" / "own-papers.md").read_text(encoding="utf-8")
    session = re.findall(r"```console\n(.*?)```", guide, flags=re.DOTALL)[0]
    place = ("--index", shelf.index, "--corpus", shelf.corpus, "--model", "hashing")
    for name, share in (("one", 11), ("two", 12), ("three", 13)):
        folder = shelf.own / "papers" / name
        write(folder / f"{name}.md", name.title(), share)
        (folder / "paper.toml").write_text("year = 2017", encoding="utf-8")
    for step in session.split("$ sarcoqa ")[1:]:
        line, _, shown = step.partition("\n")
        command, *arguments = shlex.split(line)
        paths = [str(shelf.own / a) if a == "papers" else a for a in arguments]
        done = shell(command, *paths, *place)
        assert (done.returncode, done.stderr) == (0, "") or "Building" in done.stderr
        first = done.stdout.splitlines()[: len(shown.splitlines())]
        assert first == shown.splitlines()


def test_the_guide_in_python_runs(
    shelf: Shelf, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = (Path(__file__).parents[1] / "docs" / "own-papers.md").read_text(encoding="utf-8")
    code = re.findall(r"```python\n(.*?)```", guide, flags=re.DOTALL)[0]
    write(shelf.own / "papers" / "one.md", "One", 11)
    (shelf.own / "papers" / "paper.toml").write_text("year = 2017", encoding="utf-8")
    monkeypatch.chdir(shelf.own)
    opened = (
        f"Assistant.open({str(shelf.index)!r}, corpus={str(shelf.corpus)!r}, settings=settings)"
    )
    exec(compile(code.replace("Assistant.open()", opened), "own-papers.md", "exec"),
         {"settings": SETTINGS})  # fmt: skip
    summary, answer = capsys.readouterr().out.splitlines()[:2]
    assert summary == "1 added, 0 unchanged, 0 replaced, 0 failed"
    assert answer == "Fever occurred in 11% of the patients and lasted two days. [1]"
    assert shelf.ids() == ["alpha", "beta"]


# --- hostile files

NASTY = Path(__file__).resolve().parents[2] / "shared" / "nasty"


@pytest.mark.skipif(not NASTY.is_dir(), reason=f"no hostile PDFs in {NASTY}")
def test_hostile_files_end_typed_and_leave_no_empty_paper(shelf: Shelf) -> None:
    files = sorted(path for path in NASTY.iterdir() if path.suffix != ".jsonl")
    changes = shelf.add(*files)
    assert [change.path for change in changes.changes] == [str(path) for path in files]
    failed = changes.of("failed")
    assert all(type(change.error) not in (ParseError, type(None)) for change in failed)
    added = changes.of("added")
    assert len(added) + len(failed) == len(files) == 64
    for change in added:
        assert len(shelf.open().document(change.id).text.split()) >= 100
    # Those that fail change nothing: not a byte of the index.
    before = shelf.files()
    again = shelf.add(*(change.path for change in failed))
    assert len(again.of("failed")) == len(failed)
    assert shelf.files() == before


def test_a_corpus_of_pdf_files_is_read_apart_and_a_bad_one_is_named(
    tmp_path: Path, small_corpus: Path
) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(small_corpus, corpus)
    (corpus / "bad.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    with pytest.raises(DamagedPaperError, match=r"bad\.pdf: the PDF cannot be opened"):
        Assistant.open(tmp_path / "index", corpus=corpus, settings=SETTINGS, quiet=True)
    assert not (tmp_path / "index" / "CURRENT").exists()
    (corpus / "bad.pdf").unlink()
    shelf = Assistant.open(tmp_path / "index", corpus=corpus, settings=SETTINGS, quiet=True)
    assert [document.id for document in shelf.documents()] == ["alpha", "beta"]
