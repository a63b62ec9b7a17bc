"""Small PDFs for the tests: lines put at places, in points from the top left corner."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595, 842
BODY, BOLD, ITALIC = "Times-Roman", "Times-Bold", "Times-Italic"
LEADING = 12.0


class Sheet:
    """A PDF that grows page by page."""

    def __init__(self, *, encrypt: StandardEncryption | None = None) -> None:
        self._buffer = BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=(WIDTH, HEIGHT), encrypt=encrypt)

    def put(
        self, x: float, y: float, text: str, *, font: str = BODY, size: float = 10.0,
        mode: int | None = None, grey: float | None = None,
    ) -> float:  # fmt: skip
        """Print `text` with its baseline `y` points below the top; returns where it ends."""
        self.canvas.saveState()
        words = self.canvas.beginText(x, HEIGHT - y)
        words.setFont(font, size)
        if mode is not None:
            words.setTextRenderMode(mode)
        if grey is not None:
            words.setFillGray(grey)
        words.textOut(text)
        self.canvas.drawText(words)
        self.canvas.restoreState()
        return x + self.canvas.stringWidth(text, font, size)

    def lines(self, x: float, y: float, texts: list[str], **style: object) -> float:
        """Print lines one below the other; returns the y of the line that would come next."""
        for text in texts:
            self.put(x, y, text, **style)
            y += LEADING
        return y

    def justified(self, x: float, y: float, texts: list[str], width: float) -> float:
        """Print lines of one width, the last one as it comes."""
        for place, text in enumerate(texts):
            words = self.canvas.beginText(x, HEIGHT - y)
            words.setFont(BODY, 10)
            free = width - self.canvas.stringWidth(text, BODY, 10)
            if place < len(texts) - 1:
                words.setWordSpace(free / max(1, text.count(" ")))
            words.textOut(text)
            self.canvas.drawText(words)
            y += LEADING
        return y

    def rule(self, left: float, right: float, y: float) -> None:
        """A thin horizontal line."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(left, HEIGHT - y, right, HEIGHT - y)

    def box(self, left: float, top: float, right: float, bottom: float, grey: float) -> None:
        """A filled rectangle."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(left, HEIGHT - bottom, right - left, bottom - top, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def next_page(self) -> None:
        """End the page."""
        self.canvas.showPage()

    def content(self) -> bytes:
        """The bytes of the PDF; the page in hand is its last."""
        self.canvas.showPage()
        self.canvas.save()
        return self._buffer.getvalue()


def printed(draw: Callable[[Sheet], None]) -> bytes:
    """The PDF of one page that `draw` fills."""
    sheet = Sheet()
    draw(sheet)
    return sheet.content()


def filling(sentence: str, words: int) -> list[str]:
    """`sentence` again and again in lines of about 60 characters, `words` words in all."""
    stock = (sentence.split() * (words // len(sentence.split()) + 1))[:words]
    lines, line = [], ""
    for word in stock:
        if len(line) + len(word) > 60:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]
