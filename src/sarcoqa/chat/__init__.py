"""The chat in a browser: the only home of gradio.

    serve      serves the page: `launch`
    page       the gradio page, one component: `build`; page.html, script/, style/ are its parts
    desk       what the server does for the page; it keeps no conversation
    requests   what the page asks, checked
    asks       what the chat needs of an assistant
    shell      the frame of the page
    render     questions and answers as HTML
    quotes     the quotes of an answer, their places and references, as HTML
    layout     a paper as blocks
    paper      a paper as HTML whose text content is its text, character by character
    papers     the list of papers and the filters as HTML
    library    what the page shows of the papers, made once
    takealong  exports, checks, opinions
    uploads    files that a reader has sent
    markup     text, counts and entries as HTML

Import it only where a chat is wanted: importing it loads gradio.
"""

from .asks import Asks
from .page import build
from .serve import launch, look

__all__ = ["Asks", "build", "launch", "look"]
