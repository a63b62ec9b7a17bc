"""The inside of a paragraph → a flat run of pieces: text, raised or lowered text, citations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .formulas import FORMULAS, formula_text
from .tree import Element, attribute, children, entity_text, local_name

Script = Literal["", "sup", "sub"]
# Inside a paragraph these stand beside its sentence, which goes on behind them.
FLOATS = frozenset(
    "fig fig-group table-wrap table-wrap-group supplementary-material fn boxed-text".split()
)
# And these part it in two.
PARTING = frozenset(
    "list def-list disp-quote verse-group statement preformat speech fn-group ref-list "
    "disp-formula-group".split()
)
CITING = ("bibr", "bib", "ref")  # the first is the standard's, the others are met in files
_SILENT = frozenset(
    "graphic inline-graphic media object-id alt-text long-desc private-char target "
    "inline-media x fn-meta permissions institution-id contrib-id".split()
)
_SPACED = frozenset({"p", "break", "title", "sec", "list-item", "caption", "label", "td", "hr"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one kind. A citation has the ids that it cites; `cites` says that it is one."""

    text: str
    script: Script = ""
    rids: tuple[str, ...] = ()
    cites: bool = False


def pieces(node: Element, script: Script = "", *, whole: bool = False) -> Iterator[Piece | Element]:
    """The pieces of `node` in order, blocks inside it as elements.

    With `whole`, as for a table's cell, blocks are text like any other.
    """
    if node.text:
        yield Piece(node.text, script)
    for inner in node:
        yield from _inner(inner, script, whole)
        if inner.tail:
            yield Piece(inner.tail, script)


def _inner(node: Element, script: Script, whole: bool) -> Iterator[Piece | Element]:
    name = local_name(node)
    if not name:
        yield Piece(entity_text(node), script)
    elif name in FLOATS or name in PARTING:
        yield from _block(node, whole)
    elif name in FORMULAS:
        # Alternatives without a formula are forms of one picture or citation.
        yield Piece(f" {formula_text(node)} " if name == "disp-formula" else formula_text(node))
    elif name == "xref" and attribute(node, "ref-type") in CITING:
        yield _citation(node, script)
    elif name in ("sup", "sub"):
        yield from pieces(node, "sup" if name == "sup" else "sub", whole=whole)
    elif name not in _SILENT:
        yield from _spaced(node, script, whole)


def _block(node: Element, whole: bool) -> Iterator[Piece | Element]:
    if not whole:
        yield node
        return
    yield Piece(" ")
    yield from pieces(node, whole=True)
    yield Piece(" ")


def _spaced(node: Element, script: Script, whole: bool) -> Iterator[Piece | Element]:
    apart = local_name(node) in _SPACED
    if apart:
        yield Piece(" ")
    yield from pieces(node, script, whole=whole)
    if apart:
        yield Piece(" ")


def _citation(node: Element, script: Script) -> Piece:
    raised = script == "sup" or any(local_name(inner) == "sup" for inner in children(node))
    text = "".join(str(part) for part in node.itertext())
    return Piece(text, "sup" if raised else script, tuple(attribute(node, "rid").split()), True)
