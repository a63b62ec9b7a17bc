"""Formulas of a JATS file → text on one line, as people type it."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..inline import plain_maths, raised_number
from .tree import Element, children, local_name

_TEX_BODY = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_SIMPLE = re.compile(r"[\w.%′']*")
FORMULAS = frozenset({"inline-formula", "disp-formula", "math", "tex-math", "alternatives"})


def formula_text(node: Element) -> str:
    """The text of a formula: from its MathML, else its TeX, else what else it holds.

    Empty where it is only a picture. The number of a display formula is left out.

    >>> from lxml import etree
    >>> formula_text(etree.XML("<math><msup><mi>x</mi><mn>2</mn></msup></math>"))
    'x²'
    """
    maths = next(node.iter("math"), None)
    if maths is not None:
        return " ".join(_maths(maths).split())
    tex = next(node.iter("tex-math"), None)
    if tex is not None:
        return _from_tex("".join(tex.itertext()))
    return " ".join(_unlabelled(node).split())


def _unlabelled(node: Element) -> str:
    parts = [node.text or ""]
    for inner in node:
        parts += map(str, inner.itertext()) if local_name(inner) != "label" else ()
        parts.append(inner.tail or "")
    return "".join(parts)


def _from_tex(source: str) -> str:
    body = _TEX_BODY.search(source)
    tex = (body.group(1) if body else source).strip()
    tex = tex.strip("$").strip()
    tex = re.sub(r"\\(?:begin|end)\{(?:equation|align(?:ed)?|gather|split|array)\*?\}", " ", tex)
    return " ".join(plain_maths(tex).split())


def _maths(node: Element) -> str:
    name = local_name(node)
    if name in ("annotation", "annotation-xml", "maligngroup", "malignmark"):
        return ""
    parts = [_maths(inner) for inner in children(node)]
    rule = _RULES.get(name)
    if rule is not None and len(parts) == rule[0]:
        return rule[1](parts)
    if name in ("mspace", "mtr", "mtd"):
        return "".join(parts) + " "
    if name == "mfenced":
        opening, closing = node.get("open", "("), node.get("close", ")")
        return opening + ",".join(parts) + closing
    if name == "msqrt":
        return f"√{_grouped(''.join(parts))}"
    return "".join([(node.text or "").strip() if name != "mtext" else node.text or "", *parts])


def _grouped(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _raised(base: str, script: str) -> str:
    return base + (raised_number(script) or f"^{_grouped(script)}")


def _lowered(base: str, script: str) -> str:
    return base + (script if _SIMPLE.fullmatch(script) else f"_({script})")


_RULES: dict[str, tuple[int, Callable[[list[str]], str]]] = {
    "mfrac": (2, lambda parts: f"{_grouped(parts[0])}/{_grouped(parts[1])}"),
    "msup": (2, lambda parts: _raised(parts[0], parts[1])),
    "msub": (2, lambda parts: _lowered(parts[0], parts[1])),
    "msubsup": (3, lambda parts: _raised(_lowered(parts[0], parts[1]), parts[2])),
    "munder": (2, lambda parts: _lowered(parts[0], parts[1])),
    "mover": (2, lambda parts: parts[0] + parts[1]),
    "munderover": (3, lambda parts: _raised(_lowered(parts[0], parts[1]), parts[2])),
    "mroot": (2, lambda parts: f"{_grouped(parts[1])}√{_grouped(parts[0])}"),
}
