"""Pictures where people would rather look: pure functions from the nouns to HTML and inline SVG.

    dot_plot     the values that an answer cites, side by side
    strip        where in its papers the evidence of an answer stands
    paper_map    a paper's sections by size, with the evidence of a conversation

They need no script: a link with `data-citation` leads to its quote by its `href`, which a page may
take over; an element with `data-section-start` names a place of the paper for the page to open.
Everything from outside is escaped. `style/pictures.css` is their look, in colours of the theme.
"""

from .dot_plot import dot_plot
from .paper_map import paper_map
from .strip import evidence_strip

__all__ = ["dot_plot", "evidence_strip", "paper_map"]
