"""An answer comes back from its JSON as it was, or not at all."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from sarcoqa import Answer, Assistant
from sarcoqa.contract import answer_from_dict, answer_from_json
from sarcoqa.errors import AnswerFormatError
from test_contract import ABSTAINED, ANSWER, BARE, CITED, TAWBI

COMMAS = replace(TAWBI, authors=("Asthana, A.", "van Wyk, B. E.", "et al."))
STATED = replace(
    CITED, references=(COMMAS, BARE), document_authors=("Ada Lovelace",), document_year=2024,
    document_doi="10.1000/x",
)  # fmt: skip
ANSWERS = [
    replace(ANSWER, confidence=0.9877),
    ABSTAINED,
    replace(ANSWER, confidence=1.0, citations=(STATED, *ANSWER.citations[1:])),
    replace(ABSTAINED, nearest=(), question="\u2028 \x00 “naïve” β 王\r\n\t"),
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_comes_back_equal(answer: Answer) -> None:
    assert answer_from_dict(answer.to_dict()) == answer
    assert answer_from_json(answer.to_json()) == answer
    assert answer_from_json(answer.to_json(indent=2).encode()) == answer
    assert answer_from_dict(answer.to_dict()).to_json() == answer.to_json()


def test_real_answers_come_back_equal(small_assistant: Assistant) -> None:
    for question in ("What was the response rate?", "Summarize the results of alpha", "", "???"):
        answer = small_assistant.ask(question)
        assert answer_from_json(answer.to_json()) == answer


def test_what_an_older_version_left_out_is_read() -> None:
    older: dict[str, Any] = deepcopy(ANSWERS[0].to_dict())
    for quote in (*older["citations"], *older["notes"][0]["citations"]):
        for key in ("document_authors", "document_year", "document_doi", "origin"):
            del quote[key]
        for entry in quote["references"]:
            for key in ("author_list", "start", "end"):
                del entry[key]
    read = answer_from_dict(older).citations[0]
    assert read.references[0].authors == TAWBI.authors
    assert read.references[1].authors == ()
    assert (read.document_authors, read.document_year, read.document_doi) == ((), None, None)


def test_keys_of_a_later_version_are_let_be() -> None:
    assert answer_from_dict(ANSWERS[0].to_dict() | {"later": 1}) == ANSWERS[0]


BAD: list[tuple[tuple[str | int, ...], object, str]] = [
    (("schema",), "sarcoqa.answer/2", "schema: .*found 'sarcoqa.answer/2'"),
    (("question",), 7, "question: .*found 7"),
    (("question",), "\ud800", "question: .*surrogates not allowed"),
    (("confidence",), float("nan"), "confidence: "),
    (("confidence",), "0.9", "confidence: .*found '0.9'"),
    (("abstained",), {"reason": "tired", "message": ""}, "abstained.reason: .*found 'tired'"),
    (("citations",), None, "citations: .*found None"),
    (("citations", 0, "kind"), "rumour", "citations.0.kind: .*found 'rumour'"),
    (("citations", 0, "start"), "10", "citations.0.start: .*found '10'"),
    (("citations", 0, "start"), 1.5, "citations.0.start: "),
    (("citations", 0, "start"), 10_000, "citations.0: .*a span needs 0 <= start <= end"),
    (("citations", 0, "start"), -1, "citations.0: .*a span needs 0 <= start <= end"),
    (("citations", 0, "references", 0, "year"), True, "citations.0.references.0.year: "),
    (("citations", 0, "sha256"), "0" * 64, r"the quote \[1\] of 'paper' is not the one"),
    (("notes", 0, "citations", 0, "quote"), "Other.", r"the quote \[2\] of 'paper' is not the one"),
]


@pytest.mark.parametrize(("path", "value", "message"), BAD)
def test_what_does_not_fit_is_one_clear_error(
    path: tuple[str | int, ...], value: object, message: str
) -> None:
    altered: Any = deepcopy(ANSWERS[0].to_dict())
    place = altered
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(AnswerFormatError, match=message) as error:
        answer_from_dict(altered)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("key", list(ANSWER.to_dict()))
def test_a_missing_key_is_named(key: str) -> None:
    altered = {name: value for name, value in ANSWERS[0].to_dict().items() if name != key}
    with pytest.raises(AnswerFormatError, match=rf"^{key}: field required; give"):
        answer_from_dict(altered)


@pytest.mark.parametrize("text", ["", "{", '{"a": NaN', "[" * 100_000, b"\xff\xfe\x00", "9" * 5000])
def test_what_is_no_json_is_one_clear_error(text: str | bytes) -> None:
    with pytest.raises(AnswerFormatError, match="no JSON text"):
        answer_from_json(text)


@pytest.mark.parametrize("value", [[], "x", 3, None])
def test_what_is_no_object_is_one_clear_error(value: object) -> None:
    with pytest.raises(AnswerFormatError, match=r"^found "):
        answer_from_json(json.dumps(value))
