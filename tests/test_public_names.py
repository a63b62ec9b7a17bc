"""The surface is a promise: what can be imported from the package, and nothing more."""

from __future__ import annotations

import pytest

import sarcoqa

PUBLIC = [
    "Abbreviation",
    "Abstention",
    "Answer",
    "Assistant",
    "Citation",
    "CitationMark",
    "CitedValue",
    "Conversation",
    "Document",
    "Exchange",
    "Hit",
    "Note",
    "Page",
    "PageImage",
    "Paper",
    "Passage",
    "Quote",
    "Record",
    "Rectangle",
    "Reference",
    "SarcoqaError",
    "Section",
    "Settings",
    "Span",
    "Table",
    "Understanding",
    "Verification",
    "__version__",
    "verify",
]


def test_all_is_exact() -> None:
    assert sarcoqa.__all__ == PUBLIC


@pytest.mark.parametrize("name", PUBLIC)
def test_every_name_can_be_imported(name: str) -> None:
    value = getattr(sarcoqa, name)
    if name != "__version__":
        assert isinstance(value, type) or name == "verify"
        assert value.__name__ == name
        assert value.__doc__


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'sarcoqa' has no attribute 'nothing'"):
        _ = sarcoqa.nothing


def test_methods_of_the_assistant() -> None:
    public = {name for name in dir(sarcoqa.Assistant) if not name.startswith("_")}
    assert public >= {"open", "ask", "understand", "suggest", "search", "documents", "index_id"}


def test_every_error_is_one_of_the_tree() -> None:
    from sarcoqa import errors

    kinds = [value for value in vars(errors).values() if isinstance(value, type)]
    assert len(kinds) >= 12
    for kind in kinds:
        assert issubclass(kind, sarcoqa.SarcoqaError)
        assert kind.__name__ in (errors.__doc__ or ""), f"{kind.__name__} is not in the drawing"


def test_the_version_is_that_of_the_installed_package() -> None:
    from importlib.metadata import version

    assert sarcoqa.__version__ == version("sarcoqa")
