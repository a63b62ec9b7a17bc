"""One tree of exceptions, so that a caller catches as little or as much as they mean.

    SarcoqaError
    ├── ParseError              a file could not be read as a paper
    │   ├── EmptyFileError      nothing in it
    │   ├── NotTextError        bytes that are no text in a supported encoding
    │   └── UnsupportedFileError  a kind of file that has no parser here
    ├── CorpusError             the papers to build an index from are missing or misstated
    ├── ModelError              the embedding model is unknown, damaged or not the expected one
    ├── IndexMissingError       there is no index at the given place
    ├── IndexMismatchError      the index was built from other papers, settings or another model
    ├── IndexDamagedError       a file of the index is missing or altered
    ├── QuestionError           a question that cannot be asked (too long, or not text)
    ├── FilterError             a filter that names no document, section or kind of the index
    └── EvaluationError         a question set that cannot be read

Every message says what was found, what was expected and what to do.
"""


class SarcoqaError(Exception):
    """Base of all errors that this package raises on purpose."""


class ParseError(SarcoqaError):
    """A file could not be read as a paper."""


class EmptyFileError(ParseError):
    """The file holds no text."""


class NotTextError(ParseError):
    """The file's bytes are no text in a supported encoding."""


class UnsupportedFileError(ParseError):
    """No parser reads this kind of file."""


class CorpusError(SarcoqaError):
    """The papers to build an index from are missing, or what is stated of them does not fit."""


class ModelError(SarcoqaError):
    """The embedding model is unknown, damaged or not the expected one."""


class IndexMissingError(SarcoqaError):
    """There is no index at the given place."""


class IndexMismatchError(SarcoqaError):
    """The index was built from other papers, other settings or another model."""


class IndexDamagedError(SarcoqaError):
    """A file of the index is missing or its checksum differs."""


class QuestionError(SarcoqaError):
    """A question that cannot be asked, because it is too long or not text."""


class FilterError(SarcoqaError):
    """A filter names no document, section or kind of the index."""


class EvaluationError(SarcoqaError):
    """A question set cannot be read."""
