"""What the pictures share: escaped words, places in percent, links to a quote."""

from __future__ import annotations

from html import escape


def words(value: str) -> str:
    """`value` as HTML that shows these characters on one line, in the direction of its script.

    >>> words("<b> & c")
    '<bdi>&lt;b&gt; &amp; c</bdi>'
    """
    return f"<bdi>{attribute(value)}</bdi>"


def attribute(value: str) -> str:
    """`value` as it may stand between the quotation marks of an attribute, on one line."""
    return escape(" ".join(value.split()), quote=True)


def percent(share: float) -> str:
    """A share of 1 as a length in CSS and SVG.

    >>> percent(0.25), percent(1 / 3)
    ('25%', '33.33%')
    """
    return f"{round(100 * share, 2):g}%"


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 quote", "2 quotes"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def share_of_text(share: float) -> str:
    """A share of a paper's text in words.

    >>> share_of_text(0.148), share_of_text(0.002)
    ('15% of the text', 'under 1% of the text')
    """
    return f"{round(100 * share)}% of the text" if share >= 0.005 else "under 1% of the text"


def quote_link(number: int, anchor: str, name: str, shown: str, label: str = "") -> str:
    """A link of class `name` to the quote with this number; `shown` is HTML, `label` is not.

    The quote's element has the id that the answer gives it: `anchor`, "-quote-", its number.
    """
    said = f' aria-label="{attribute(label)}" title="{attribute(label)}"' if label else ""
    address = f'href="#{attribute(anchor)}-quote-{number}" data-citation="{number}"'
    return f'<a class="{name}" {address}{said}>{shown}</a>'
