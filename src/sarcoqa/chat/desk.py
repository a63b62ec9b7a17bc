"""What the server does for the page: each method takes what the page sent, and gives plain values.

It keeps no conversation. What goes wrong comes back as ``{"error": one line}``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from ..changes import Change
from ..errors import AnswerFormatError, SarcoqaError
from ..schema import Answer, Document
from . import papers, takealong
from .asks import Asks
from .bookcase import Bookcase
from .illustrate import pictures
from .markup import reference_list
from .paper import section_tree
from .pictures import paper_map
from .render import offers, render_turn
from .requests import (
    Asked,
    Conversation,
    Entries,
    File,
    Mapped,
    Place,
    Question,
    Rating,
    Turn,
    read,
)
from .shell import papers_line
from .uploads import taken_in

NO_QUESTION = "Type a question first, then press Enter."
NEAR = 2  # questions offered where one is refused

Reply = dict[str, Any]


class Desk:
    """The server's side of the page, over one assistant."""

    def __init__(self, assistant: Asks) -> None:
        self._assistant = assistant
        self._held: tuple[str, Bookcase] | None = None
        self._changing = threading.Lock()

    def functions(self) -> list[Callable[[object], Reply]]:
        """What the page may call, by the names that its script uses."""
        return [
            _offered(method)
            for method in (
                self.ask, self.restore, self.suggest, self.source, self.entries, self.image,
                self.shelf, self.add, self.remove, self.export, self.verify, self.rate, self.map,
            )
        ]  # fmt: skip

    @property
    def bookcase(self) -> Bookcase:
        """The papers as they are now."""
        held, now = self._held, self._assistant.index_id
        if held is None or held[0] != now:
            held = self._held = (now, Bookcase(self._assistant.documents()))
        return held[1]

    # --- asking

    def ask(self, payload: object) -> Reply:
        """A question → its turn as HTML, and the answer in the form of the contract."""
        asked = read(Question, payload)
        if not asked.question.strip():
            return {"error": NO_QUESTION}
        understood = self._assistant.understand(asked.question, asked.before()).understood
        answer = self._assistant.ask(understood, **asked.filters.filters())
        turn = Turn(question=asked.question, understood=understood, filters=asked.filters,
                    answer=answer.to_dict())  # fmt: skip
        shown = render_turn(
            asked.question,
            answer,
            f"turn-{asked.number}",
            self.bookcase,
            understood=understood,
            pictures=self._drawn(answer, f"turn-{asked.number}"),
        )
        said = answer.abstained.message if answer.abstained else answer.text
        return {"html": shown, "turn": turn.model_dump(), "said": said}

    def restore(self, payload: object) -> Reply:
        """Turns that the page kept → each as HTML again."""
        turns = read(Conversation, payload).turns
        return {"html": [self._again(turn, number) for number, turn in enumerate(turns, start=1)]}

    def _again(self, turn: Turn, number: int) -> str:
        error, anchor, answer = turn.error, f"turn-{number}", None
        try:
            exchange = turn.exchange()
            answer = exchange.answer if exchange else None
        except AnswerFormatError as found:  # one that was altered must not cost the others
            error = _line(found)
        drawn = self._drawn(answer, anchor) if answer else ""
        return render_turn(
            turn.question, answer, anchor, self.bookcase,
            understood=turn.understood, error=error, pictures=drawn,
        )  # fmt: skip

    def _drawn(self, answer: Answer, anchor: str) -> str:
        return pictures(answer, self._assistant, self.bookcase.by_id, anchor)

    def suggest(self, payload: object) -> Reply:
        """Questions near to a refused one that the papers can answer, as HTML."""
        asked = read(Question, payload)
        filters = asked.filters.filters()
        near = self._assistant.suggest(asked.question, limit=NEAR, **filters)
        if len(near) < NEAR:  # nothing is near to what no paper is about
            others = self._assistant.suggest(limit=2 * NEAR, **filters)
            near = (*near, *(one for one in others if one not in near))[:NEAR]
        return {"html": offers(near, "The papers can answer")}

    # --- papers

    def source(self, payload: object) -> Reply:
        """A paper as HTML, its sections, and its pages where it has a print."""
        document = self._document(read(Place, payload).document)
        return {
            "title": document.title,
            "html": self.bookcase.html(document.id),
            "sections": section_tree(document.sections),
            "pages": [[page.span.start, page.span.end, page.number] for page in document.pages],
        }

    def entries(self, payload: object) -> Reply:
        """Entries of a paper's bibliography as HTML, in the order asked for."""
        asked = read(Entries, payload)
        held = {one.label: one for one in self._document(asked.document).references}
        found = tuple(held[label] for label in asked.labels if label in held)
        return {"html": reference_list(found)}

    def image(self, payload: object) -> Reply:
        """A printed page of a paper, with the boxes of places on it."""
        asked = read(Place, payload)
        return takealong.page(
            self._assistant.page_image(asked.document, asked.page, asked.places())
        )

    def map(self, payload: object) -> Reply:
        """The sections of a paper by their size, with the quotes of a conversation marked."""
        asked = read(Mapped, payload)
        answers = (exchange.answer for exchange in asked.conversation.exchanges())
        citations = [citation for answer in answers for citation in answer.citations]
        return {"html": paper_map(self._document(asked.document), citations)}

    def shelf(self, payload: object) -> Reply:
        """The papers, the choices of the filters, and the line that names them."""
        read(Asked, payload)
        documents = self.bookcase.documents
        return {
            "papers": papers.paper_list(
                documents, {paper.id: paper for paper in self._assistant.papers()}
            ),
            "filters": papers.filter_choices(documents),
            "line": papers_line(documents),
            "ids": [document.id for document in documents],
        }

    def add(self, payload: object) -> Reply:
        """Add a file that the page has sent."""
        asked = read(File, payload)
        with self._changing, taken_in(asked.path, asked.name) as path:
            try:
                changes = self._assistant.add(path).changes
            except SarcoqaError as error:
                reason = _line(error).removeprefix(f"{path}: ")
                return {"error": f"{asked.name}: not added. {reason}"}
        lines = [papers.outcome(change, asked.name) for change in changes]
        return {"outcome": "; ".join(lines), "warnings": self._warnings(changes)}

    def _warnings(self, changes: Sequence[Change]) -> list[str]:
        found = (self.bookcase.get(change.id) for change in changes)
        return [warning for one in found if one is not None for warning in one.warnings]

    def remove(self, payload: object) -> Reply:
        """Take a paper out of the index."""
        asked = read(Place, payload)
        with self._changing:
            self._assistant.remove(asked.document)
        return {}

    # --- taking along

    def export(self, payload: object) -> Reply:
        """A conversation as a file of some format."""
        asked = read(Conversation, payload)
        return takealong.exported(asked.conversation(), asked.format)

    def verify(self, payload: object) -> Reply:
        """Check every quote again, against the papers as they are now."""
        asked = read(Conversation, payload)
        return takealong.verified(asked.as_kept(), self.bookcase.by_id)

    def rate(self, payload: object) -> Reply:
        """Keep what a reader thinks of an answer."""
        return takealong.rated(read(Rating, payload), self._assistant.feedback_path)

    def _document(self, document_id: str) -> Document:
        document = self.bookcase.get(document_id)
        if document is None:
            raise SarcoqaError(f"the paper {document_id!r} is not in the index any more")
        return document


def _offered(method: Callable[[object], Reply]) -> Callable[[object], Reply]:
    """`method` under a name of its own, what it refuses as one line.

    A fault of the program goes on to the server, which logs it; the page then says so.
    """

    def call(payload: object) -> Reply:
        try:
            return method(payload)
        except SarcoqaError as error:
            return {"error": _line(error)}

    call.__name__ = f"sarcoqa_{method.__name__}"
    return call


def _line(error: SarcoqaError) -> str:
    return " ".join(str(error).split())
