"""HTML as a browser reads it: its elements, its text, and the text inside those of one class."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta"}


class Reader(HTMLParser):
    """Reads HTML; `text` is all of it, `texts` what stands in each element of class `wanted`."""

    def __init__(self, html: str, wanted: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.texts: list[str] = []
        self._wanted = wanted
        self._open: list[bool] = []
        self.feed(html)
        self.close()
        assert not self._open, "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        inside = self._wanted in (attributes.get("class") or "").split()
        if inside:
            self.texts.append("")
        if tag not in VOID:
            self._open.append(inside)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        if any(self._open):
            self.texts[-1] += data

    def with_class(self, name: str) -> list[dict[str, str | None]]:
        """The attributes of the elements of class `name`."""
        return [found for _, found in self.elements if name in (found.get("class") or "").split()]
