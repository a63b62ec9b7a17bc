"""What the page asks of the server, each with its fields checked before anything is done.

The server keeps no conversation: whatever it needs to know of one comes with the request, so that
no reader can ever be shown what another has asked.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..contract import answer_from_dict
from ..conversation import SCHEMA, Exchange
from ..conversation import Conversation as Talk
from ..errors import QuestionError, SarcoqaError
from ..feedback import Rating as Verdict
from ..schema import Answer, Span

MOST_TURNS = 2_000
MOST_NAMES = 2_000
EARLIER = 3  # answers that a follow-up may go back to

Names = Annotated[list[str], Field(max_length=MOST_NAMES)]
Answers = list[dict[str, Any]]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Kind = TypeVar("Kind", bound=_Request)


class Asked(_Request):
    """Which papers and parts of them may answer; empty is all."""

    document: Names = []
    section: Names = []
    kind: Names = []
    year: str = ""

    def filters(self) -> dict[str, Any]:
        """The filters as `Assistant.ask` takes them."""
        named = {"document": self.document, "section": self.section, "kind": self.kind}
        chosen: dict[str, Any] = {name: tuple(held) for name, held in named.items() if held}
        return chosen | ({"year": self.year.strip()} if self.year.strip() else {})

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The filters one by one, each with its name."""
        named = self.filters()
        year = (("year", named.pop("year")),) if "year" in named else ()
        return (*((name, value) for name, held in named.items() for value in held), *year)


class Question(_Request):
    """A question, the answers before it, and whether it may go on with them."""

    question: str
    number: int = Field(ge=1)
    filters: Asked = Asked()
    follow: bool = True
    earlier: Annotated[Answers, Field(max_length=EARLIER)] = []

    def before(self) -> tuple[Answer, ...]:
        """The answers that the question may go on with, oldest first."""
        return tuple(answer_from_dict(one) for one in self.earlier) if self.follow else ()


class Turn(_Request):
    """A question of a conversation that the page holds, with its answer or its error."""

    question: str
    understood: str = ""
    filters: Asked = Asked()
    answer: dict[str, Any] | None = None
    error: str = ""

    def exchange(self) -> Exchange | None:
        """The question and its answer; None where there is no answer."""
        if self.answer is None:
            return None
        return Exchange(
            question=self.question,
            answer=answer_from_dict(self.answer),
            understood=self.understood,
            filters=self.filters.pairs(),
        )


class Conversation(_Request):
    """A whole conversation, or a part of it."""

    turns: Annotated[list[Turn], Field(max_length=MOST_TURNS)]
    format: str = ""
    when: str = ""

    def exchanges(self) -> tuple[Exchange, ...]:
        """What was answered, in order."""
        return tuple(filter(None, (turn.exchange() for turn in self.turns)))

    def conversation(self) -> Talk:
        """What was answered, as a conversation to take along."""
        return Talk(self.exchanges(), date=self.when)

    def as_kept(self) -> dict[str, Any]:
        """The conversation as JSON, each answer exactly as the page kept it, hashes and all."""
        exchanges = [
            {
                "question": turn.question,
                "understood": turn.understood,
                "filters": [list(pair) for pair in turn.filters.pairs()],
                "answer": turn.answer,
            }
            for turn in self.turns
            if turn.answer is not None
        ]
        return {"schema": SCHEMA, "title": "", "date": self.when, "exchanges": exchanges}


class Mapped(_Request):
    """A paper, and the conversation whose quotes are marked on its map."""

    document: str
    conversation: Conversation


class Place(_Request):
    """Places in a paper."""

    document: str
    spans: list[tuple[int, int]] = []
    page: int = 0

    def places(self) -> tuple[Span, ...]:
        """The places as spans. Raises QuestionError for what is none."""
        try:
            return tuple(Span(start, end) for start, end in self.spans)
        except ValueError as error:
            raise QuestionError(f"{error}; reload the page and try again") from error


class Entries(_Request):
    """Entries of a paper's bibliography."""

    document: str
    labels: Names


class File(_Request):
    """A file that was sent, as the server stored it, and the name that its owner gave it."""

    path: str
    name: str


class Rating(_Request):
    """What a reader thinks of an answer."""

    turn: Turn
    rating: Verdict
    comment: str = ""


def read(kind: type[Kind], payload: object) -> Kind:
    """`payload` as a request of that kind. Raises SarcoqaError for what is none."""
    try:
        return kind.model_validate(payload)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the request"
        raise SarcoqaError(
            f"the page sent something unexpected: {where}: {first['msg']}; reload the page"
        ) from error
