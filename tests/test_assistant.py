"""The joined whole: an index is built when it must be, and only then; equal runs are equal."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path

import pytest

from sarcoqa import Assistant, Settings, Span
from sarcoqa.answer import Calibration
from sarcoqa.answering import answering_rules, calibration_of, rules_digest
from sarcoqa.errors import CorpusError, FilterError, QuestionError
from sarcoqa.parse import PARSER_VERSION, paper_files, parse_file
from sarcoqa.passages import passages
from sarcoqa.places import default_corpus, default_index, places, remember
from sarcoqa.search import store
from sarcoqa.search.abbreviations import Expander
from sarcoqa.search.recipe import INDEX_VERSION, Recipe
from sarcoqa.search.segments import check_segment
from sarcoqa.search.units import search_texts, units
from sarcoqa.text import terms

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = (
    "What was the objective response rate of pembrolizumab in UPS?",
    "What is TLS?",
    "How many patients were in SARC028?",
    "What is the price of gold?",
    "Which drugs make up the AIM regimen?",
)


DERIVED = (6, 5, "b94710695295909e")


def state(index: Path) -> dict[str, int]:
    """Each file of an index with the time of its last change."""
    return {
        path.relative_to(index).as_posix(): path.stat().st_mtime_ns
        for path in index.rglob("*")
        if path.is_file()
    }


class Place:
    """A folder with the tiny papers and an index that is built when first opened."""

    def __init__(self, root: Path, write_papers: Callable[[Path], Path]) -> None:
        self.corpus = write_papers(root / "corpus")
        self.index = root / "index"

    def open(self, **changes: object) -> Assistant:
        settings = replace(Settings(embedding_model="hashing"), **changes)
        return Assistant.open(self.index, corpus=self.corpus, settings=settings)


@pytest.fixture
def place(tmp_path: Path, write_papers: Callable[[Path], Path]) -> Place:
    return Place(tmp_path, write_papers)


# --- building


def test_builds_when_absent(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assistant = place.open()
    told = capsys.readouterr()
    assert told.err == f"Building the index at {place.index} (there is none yet)\n"
    assert told.out == ""
    assert [document.id for document in assistant.documents()] == ["alpha", "beta"]
    assert (place.index / "CURRENT").read_text(encoding="utf-8") == assistant.index_id


def test_does_not_build_when_fresh(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    first = place.open()
    before = state(place.index)
    capsys.readouterr()
    second = place.open()
    assert capsys.readouterr().err == ""
    assert state(place.index) == before
    assert second.index_id == first.index_id
    assert second.ask("What is ORR?") == first.ask("What is ORR?")


def test_builds_when_a_paper_changed(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    before = place.open()
    path = place.corpus / "beta.md"
    path.write_text(path.read_text(encoding="utf-8").replace("55%", "65%"), encoding="utf-8")
    capsys.readouterr()
    after = place.open()
    assert "(the paper 'beta' has changed)" in capsys.readouterr().err
    assert after.index_id != before.index_id
    old, new = (
        qa.ask("In how many patients did fever occur?", document="beta") for qa in (before, after)
    )
    assert old.citations[0].quote.text == (
        "Fever occurred in 55% of the patients and lasted two days."
    )
    assert new.citations[0].quote.text == (
        "Fever occurred in 65% of the patients and lasted two days."
    )


def test_builds_when_a_paper_comes_or_goes(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.open()
    text = (place.corpus / "beta.md").read_text(encoding="utf-8")
    (place.corpus / "gamma.md").write_text(text.replace("Beta", "Gamma"), encoding="utf-8")
    assert [document.id for document in place.open().documents()] == ["alpha", "beta", "gamma"]
    assert "(the paper 'gamma' is new)" in capsys.readouterr().err
    (place.corpus / "gamma.md").unlink()
    assert [document.id for document in place.open().documents()] == ["alpha", "beta"]
    assert "(the paper 'gamma' is no longer in the corpus)" in capsys.readouterr().err


def test_builds_when_a_setting_changed(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    first = place.open()
    capsys.readouterr()
    other = place.open(passage_max_sentences=1)
    assert (
        capsys.readouterr().err == f"Building the index at {place.index} "
        "(settings.passage_max_sentences is 4, wanted 1)\n"
    )
    assert other.index_id != first.index_id
    together, alone = (
        [hit.passage for hit in qa.search("response", k=50, section="Response")]
        for qa in (first, other)
    )
    assert [len(passage.sentences) for passage in together] == [3]
    assert [len(passage.sentences) for passage in alone] == [1, 1, 1]
    assert first.ask("What is ORR?").index.settings != other.ask("What is ORR?").index.settings


def test_mends_what_is_damaged(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    first = place.open()
    folder = place.index / "generations" / first.index_id
    segment = check_segment(place.index, store.read(place.index).holdings[0])
    parts = ("units.faiss", "document.json", "terms.json", "counts.safetensors")
    for path in (folder / "manifest.json", *(segment / name for name in parts)):
        path.unlink()
        capsys.readouterr()
        again = place.open()
        assert f"({path} is missing)" in capsys.readouterr().err
        assert again.ask("What is ORR?") == first.ask("What is ORR?")
    shutil.rmtree(folder)
    shutil.rmtree(place.index / "segments")
    assert place.open().ask("What is ORR?") == first.ask("What is ORR?")


def test_a_bad_paper_leaves_the_index_in_force(place: Place) -> None:
    first = place.open()
    before = state(place.index)
    (place.corpus / "empty.md").write_bytes(b"")
    with pytest.raises(Exception, match=r"empty\.md"):
        place.open()
    assert state(place.index) == before | {".lock": before[".lock"]}
    (place.corpus / "empty.md").unlink()
    assert place.open().index_id == first.index_id
    assert state(place.index) == before


def test_rebuild_gives_the_same_index(place: Place) -> None:
    first = place.open()
    again = Assistant.open(
        place.index,
        corpus=place.corpus,
        settings=Settings(embedding_model="hashing"),
        rebuild=True,
        quiet=True,
    )
    assert again.index_id == first.index_id
    assert again.search("fever", k=20) == first.search("fever", k=20)


def test_two_processes_that_open_at_once_both_answer(tmp_path: Path, place: Place, shell) -> None:
    arguments = ("--index", place.index, "--corpus", place.corpus, "--model", "hashing")
    with ThreadPoolExecutor(3) as pool:
        done = list(
            pool.map(lambda _: shell("ask", "What is ORR?", "--json", *arguments), range(3))
        )
    assert [result.returncode for result in done] == [0, 0, 0]
    assert len({result.stdout for result in done}) == 1
    built = [result for result in done if result.stderr]
    assert len(built) == 1, "one process builds, the others take what it built"
    assert len(list((place.index / "generations").iterdir())) == 1


# --- answering


def test_a_fresh_index_is_answered_without_torch(
    index_dir: Path, python: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    before = state(index_dir)
    code = (
        "import sys; from sarcoqa import Assistant\n"
        "answer = Assistant.open(sys.argv[1], corpus=sys.argv[2]).ask('What is TLS?')\n"
        "heavy = ('torch', 'sentence_transformers', 'transformers', 'gradio', 'faiss')\n"
        "print(answer.index.id, *(name for name in heavy if name in sys.modules))\n"
    )
    done = python(code, index_dir, ROOT / "corpus")
    assert done.stderr == ""
    current = (index_dir / "CURRENT").read_text(encoding="utf-8")
    assert done.stdout.split() == [current, "faiss"]  # faiss: that the check can find a library
    assert state(index_dir) == before


def test_equal_runs_give_equal_bytes(
    index_dir: Path, python: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    code = (
        "import sys; from sarcoqa import Assistant\n"
        "qa = Assistant.open(sys.argv[1], corpus=sys.argv[2])\n"
        "for question in sys.argv[3:]:\n"
        "    sys.stdout.buffer.write(qa.ask(question).to_json().encode() + b'\\n')\n"
    )
    runs = [
        python(code, index_dir, ROOT / "corpus", *QUESTIONS, seed=seed) for seed in ("1", "4242")
    ]
    assert [run.returncode for run in runs] == [0, 0]
    assert runs[0].stdout == runs[1].stdout
    answers = [json.loads(line) for line in runs[0].stdout.splitlines()]
    assert [answer["question"] for answer in answers] == list(QUESTIONS)
    assert any(answer["citations"] for answer in answers)


def test_questions_asked_before_do_not_matter(assistant: Assistant) -> None:
    forwards = [assistant.ask(question) for question in QUESTIONS]
    backwards = [assistant.ask(question) for question in reversed(QUESTIONS)]
    assert forwards == backwards[::-1]


def test_quotes_are_the_text_of_the_paper(assistant: Assistant) -> None:
    texts = {document.id: document.text for document in assistant.documents()}
    for question in QUESTIONS:
        answer = assistant.ask(question)
        assert bool(answer.citations) != bool(answer.abstained)
        for citation in (*answer.citations, *answer.nearest):
            assert citation.quote.span.of(texts[citation.document_id]) == citation.quote.text


@pytest.mark.parametrize("question", ["", " \n\t "])
def test_no_question_is_an_abstention(question: str, small_assistant: Assistant) -> None:
    answer = small_assistant.ask(question)
    assert answer.abstained is not None
    assert answer.abstained.reason == "empty"
    assert answer.citations == ()


# --- filters


def test_search_filters_by_document_section_and_kind(small_assistant: Assistant) -> None:
    def found(**filters: object) -> set[tuple[str, str, str]]:
        hits = small_assistant.search("toxicity in patients", k=50, **filters)
        return {(h.passage.document_id, h.passage.kind, h.passage.section[-1]) for h in hits}

    assert found(section="toxicity") == {
        ("alpha", "prose", "Toxicity"),
        ("beta", "prose", "Toxicity"),
    }
    assert found(section="Toxicity", document="beta") == {("beta", "prose", "Toxicity")}
    assert found(kind="record") == {("alpha", "record", "Table 1")}
    assert found(kind=["reference", "abbreviation"]) == {
        ("alpha", "reference", "References"),
        ("alpha", "abbreviation", "Abbreviations"),
    }
    assert found(document=["alpha"], section=["Results"], kind="prose") == {
        ("alpha", "prose", "Response"),
        ("alpha", "prose", "Toxicity"),
    }
    assert found(document="beta", kind="record") == set()
    assert {document for document, _, _ in found()} == {"alpha", "beta"}


def test_answers_come_from_what_the_filters_allow(small_assistant: Assistant) -> None:
    question = "How often did fever occur?"
    free = small_assistant.ask(question, section="Toxicity")
    assert Span(336, 394) in {citation.quote.span for citation in free.citations}
    assert {citation.document_id for citation in free.citations} == {"beta"}
    elsewhere = small_assistant.ask(question, document="alpha")
    shown = (*elsewhere.citations, *elsewhere.nearest)
    assert "beta" not in {citation.document_id for citation in shown}
    rows = small_assistant.ask("What was the ORR at 3 mg/kg?", kind="record")
    assert [citation.quote.text for citation in rows.citations] == ["3 mg/kg\t20\t31%"]


def test_filters_on_the_review(assistant: Assistant) -> None:
    for kind in ("prose", "record", "caption", "reference", "abbreviation"):
        hits = assistant.search("pembrolizumab response", k=8, kind=kind)
        assert {hit.passage.kind for hit in hits} == {kind}
    section = "TME of UPS and MFS"
    hits = assistant.search("immune cells", k=20, section=section)
    assert len(hits) > 5
    assert all(section in hit.passage.section for hit in hits)
    assert any(hit.passage.section[-1] != section for hit in hits), "subsections belong to it"


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (
            {"document": "gamma"},
            "there is no document 'gamma' in the index; known: 'alpha', 'beta'",
        ),
        ({"section": "Nowhere"}, "there is no section 'nowhere' in the index; known: "),
        ({"kind": "picture"}, "there is no kind 'picture' in the index; known: 'prose', 'record'"),
        ({"document": ["alpha", "x"]}, "there is no document 'x'"),
    ],
)
def test_unknown_filter_names_are_named(
    filters: dict[str, object], message: str, small_assistant: Assistant
) -> None:
    for call in (small_assistant.ask, small_assistant.search):
        with pytest.raises(FilterError) as raised:
            call("fever", **filters)
        assert str(raised.value).startswith(message)


# --- questions that cannot be asked


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (None, "a question is text, found NoneType"),
        (b"What?", "a question is text, found bytes"),
        ("x" * 2001, "the question has 2,001 characters, at most 2,000 are read; shorten it"),
        ("the \udcff rate", r"the question holds '\udcff' at character 5"),
    ],
)
def test_what_is_no_question_is_refused(
    question: object, message: str, small_assistant: Assistant
) -> None:
    for call in (small_assistant.ask, small_assistant.search):
        with pytest.raises(QuestionError) as raised:
            call(question)
        assert str(raised.value).startswith(message)


def test_the_longest_question_is_read(small_assistant: Assistant) -> None:
    question = "What is ORR? ".ljust(2000, "z")
    assert small_assistant.ask(question).question == question


def test_search_needs_words_and_a_number(small_assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="the query is empty"):
        small_assistant.search("  ")
    for k in (0, -1):
        with pytest.raises(
            QuestionError, match=f"k is {k}; give a whole number of passages from 1"
        ):
            small_assistant.search("fever", k=k)
    assert [len(small_assistant.search("fever", k=k)) for k in (1, 5, 1000)] == [1, 5, 17]


def test_the_interpreter_of_these_tests_runs_the_package() -> None:
    # The subprocess tests above say nothing if they ran another installation.
    import sarcoqa

    code = "import sarcoqa; print(sarcoqa.__file__)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == sarcoqa.__file__


def test_an_index_remembers_its_corpus(
    tmp_path: Path, small_corpus: Path, small_settings: Settings
) -> None:
    index = tmp_path / "index"
    built = Assistant.open(index, corpus=small_corpus, settings=small_settings, quiet=True)
    again = Assistant.open(index, settings=small_settings, quiet=True)
    assert [paper.id for paper in again.documents()] == ["alpha", "beta"]
    assert again.index_id == built.index_id


def test_a_corpus_that_is_gone_is_named_and_not_replaced(place: Place, tmp_path: Path) -> None:
    place.open()
    before = state(place.index)
    moved = place.corpus.rename(tmp_path / "moved")
    settings = Settings(embedding_model="hashing")
    with pytest.raises(CorpusError) as raised:
        Assistant.open(place.index, settings=settings, quiet=True)
    assert str(place.corpus) in str(raised.value)
    assert "--corpus DIR" in str(raised.value)
    assert state(place.index) == before, "nothing is built from other papers"
    # Its new place, given once, is remembered; the papers are the same, so nothing is built.
    found = Assistant.open(place.index, corpus=moved, settings=settings, quiet=True)
    assert set(state(place.index)) == set(before)
    assert state(place.index) == before | {"CORPUS": state(place.index)["CORPUS"]}
    again = Assistant.open(place.index, settings=settings, quiet=True)
    assert again.index_id == found.index_id


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe"])
def test_a_note_of_the_corpus_that_says_nothing_is_named(content: bytes, place: Place) -> None:
    place.open()
    (place.index / "CORPUS").write_bytes(content)
    with pytest.raises(CorpusError, match=r"CORPUS (is empty|cannot be read).*--corpus DIR"):
        places(place.index, None)


def test_the_default_corpus_is_not_remembered(tmp_path: Path, small_corpus: Path) -> None:
    tmp_path.joinpath("index").mkdir()
    remember(tmp_path / "index", small_corpus)
    assert places(tmp_path / "index", None)[1] == small_corpus.resolve()
    remember(tmp_path / "index", default_corpus())
    assert list((tmp_path / "index").iterdir()) == []
    assert places(tmp_path / "index", None)[1] == default_corpus()


def test_builds_when_the_rules_of_the_index_changed(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    first = place.open()
    generation = store.read(place.index)
    keys = {field.name for field in fields(Recipe)} - {"papers", "model", "model_sha256"}
    older = Recipe(
        papers=tuple(held.paper for held in generation.holdings),
        model=generation.manifest["model"]["name"],
        model_sha256=generation.manifest["model"]["sha256"],
        **{key: generation.manifest[key] for key in keys - {"index_version"}},
        index_version=INDEX_VERSION - 1,
    )
    made = store.publish(place.index, older, generation.holdings, removed=(), dimension=64)
    assert made != first.index_id
    capsys.readouterr()
    assert place.open().index_id == first.index_id
    assert capsys.readouterr().err == (
        f"Building the index at {place.index} "
        f"(index_version is {INDEX_VERSION - 1}, wanted {INDEX_VERSION})\n"
    )


def test_how_it_is_answered_is_stored_with_the_index(place: Place) -> None:
    assistant = place.open()
    manifest = dict(store.read(place.index).manifest)
    assert manifest["answering"] == answering_rules(fitted=False)
    answer = assistant.ask("What was the objective response rate of alpha?")
    assert answer.index.settings == rules_digest(manifest)
    # Other thresholds are other settings, named as such by each answer.
    other = manifest | {"answering": answering_rules(fitted=True)}
    assert rules_digest(other) != rules_digest(manifest)
    assert calibration_of(other).floor == Calibration().floor
    assert calibration_of(manifest).similarity == 0.0


def test_what_is_indexed_changes_only_with_the_version(small_corpus: Path) -> None:
    """Everything derived from the two tiny papers, as one hash.

    Where this fails, old indexes would hold something else than new ones: raise INDEX_VERSION in
    `search/recipe.py` (or PARSER_VERSION in `parse/`, if documents changed), and put both here.
    """
    documents = [parse_file(path) for path in paper_files(small_corpus)]
    found = [passage for document in documents for passage in passages(document)]
    texts = search_texts(
        found, units(found), {d.id: Expander.of(d.abbreviations) for d in documents}
    )
    counted = [
        terms(text) for group in (texts.passages, texts.own, texts.context) for text in group
    ]
    digest = sha256(repr((documents, found, texts, counted)).encode()).hexdigest()[:16]
    assert (PARSER_VERSION, INDEX_VERSION, digest) == DERIVED


def test_another_corpus_alone_gets_an_index_of_its_own(small_corpus: Path) -> None:
    root, source = places(None, small_corpus)
    assert source == small_corpus
    assert root != default_index()
    assert root.is_relative_to(default_index())
    assert places(None, default_corpus()) == (default_index(), default_corpus())
    assert places("here", small_corpus) == (Path("here"), small_corpus)


def test_another_model_is_not_judged_by_the_calibration_of_the_bundled_one(
    small_assistant: Assistant,
) -> None:
    # The hashing model's cosines are near 0 for words that differ; that alone must not refuse.
    answer = small_assistant.ask("How often did fever occur?", section="Toxicity", document="beta")
    assert answer.abstained is None
    assert "55%" in answer.text
