"""Markup inside a line → the plain characters that a reader of the printed paper sees."""

from __future__ import annotations

import re

from pylatexenc.latex2text import LatexNodes2Text

# Behind a word ("US$5") a dollar opens maths only if a script or a command follows it ("CO$_2$").
_MATHS = re.compile(r"(?:(?<![\\\w$])|(?<=\w)(?=\$\s*[\\^_]))\$([^$\n]{1,200}?)(?<!\\)\$(?!\d)")
_SCRIPT = re.compile(r"(?<!\\)([\^_])(?:\{([^{}]*)\}|([\w+*-]))")
_RAISED_LIST = re.compile(r"\d+(?:\s?[,;–]\s?\d+)+")
_RAISED_NUMBER = re.compile(r"[+−-]?\d+[+−-]?")
_RELATION = re.compile(r"\s*([=<>≤≥±×≈∼~≠])\s*")
# A destination holds no space, so that "[12](see below)" is a mark and a bracket.
_LINK = re.compile(
    r"!?\[((?:\\.|[^\[\]\\])*)\]"
    r"\((?:\\.|[^()\\\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)"
)
_AUTOLINK = re.compile(r"<((?:https?://|doi:|mailto:)[^<>\n]*)>")
_STRONG = re.compile(r"(?<![\w*])\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*(?![\w*])")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~$%&])")
_RAISED = re.compile(r"\^\{([\d,\s*]+)\}")
_SUPERSCRIPTS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": "", "\u200b": "",
     "\ufeff": "", "\u00a0": " ", "\u2009": " ", "\u202f": " "}
)  # fmt: skip


def plain_characters(text: str) -> str:
    """`text` without ligatures and soft hyphens, and with spaces of the common kind alone."""
    return text.translate(_LIGATURES)


def clean_inline(text: str) -> str:
    r"""Plain characters for a line of Markdown with LaTeX maths.

    >>> clean_inline(r"*ATRX* in $\geq 1\%$ ($p=0.08$), <https://x.org/a b>")
    'ATRX in ≥1% (p=0.08), https://x.org/ab'
    """
    text = plain_characters(text)
    text = _MATHS.sub(lambda match: plain_maths(match.group(1)), text)
    text = _RAISED.sub(lambda match: match.group(1).translate(_SUPERSCRIPTS), text)
    text = _LINK.sub(r"\1", text)
    # No address holds a space: one inside an autolink was made by a line break of the print.
    text = _AUTOLINK.sub(lambda match: match.group(1).replace(" ", ""), text)
    text = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\1", text))
    text = _ESCAPE.sub(r"\1", text)
    return " ".join(text.split())


def plain_maths(latex: str) -> str:
    """LaTeX maths, without its dollars, as text; with them again where it is no maths."""
    # LaTeX sets no space around a relation that the source puts there: "\geq 1\%" prints as ≥1%.
    if not re.search(r"[\\^_=<>]|^[\w\s.,+-]+$", latex):
        return f"${latex}$"
    plain = LatexNodes2Text().latex_to_text(_SCRIPT.sub(_plain_script, latex))
    return _RELATION.sub(r"\1", plain).strip()


def _plain_script(match: re.Match[str]) -> str:
    """A raised number as such characters (10⁶, Ca²⁺); CO2 and CD8+ on the line, as people type."""
    body = (match.group(2) or match.group(3) or "").strip()
    if match.group(1) == "^" and (raised := raised_number(body)):
        return raised
    return body if re.fullmatch(r"[\w+*−-]*", body) else match.group()


def raised_number(body: str) -> str:
    """A number or charge in raised characters ("2+" as ²⁺), or a list of them; else empty."""
    is_raised = _RAISED_NUMBER.fullmatch(body) or _RAISED_LIST.fullmatch(body)
    return body.translate(_SUPERSCRIPTS) if is_raised else ""
