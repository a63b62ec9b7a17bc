"""The chat in a browser: the only home of gradio.

    serve         serves the page: `launch`
    page          the gradio page: `build`
    conversation  a question and what came of it; what the chat needs of an assistant
    examples      example questions made from the papers themselves
    render        questions and answers as HTML: pure functions, everything escaped
    quotes        the quotes of an answer, their places and references, as HTML
    page.css, page.js  how the page looks, and what it does in the browser

Import it only where a chat is wanted: importing it loads gradio.
"""

from .conversation import Asks
from .page import build
from .serve import launch, look

__all__ = ["Asks", "build", "launch", "look"]
