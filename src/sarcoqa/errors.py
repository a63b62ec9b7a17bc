"""One tree of exceptions, so that a caller catches as little or as much as they mean.

    SarcoqaError
    ├── ParseError              a file could not be read as a paper
    │   ├── EmptyFileError      nothing in it
    │   ├── NotTextError        bytes that are no text in a supported encoding
    │   ├── UnsupportedFileError  a kind of file that has no parser here
    │   ├── EncryptedPaperError a PDF that opens only with a password
    │   ├── NoTextLayerError    a scanned PDF: pictures of pages, no characters
    │   ├── DamagedPaperError   a file that breaks off or breaks its format's rules
    │   ├── NotAPaperError      a sound file without the text of a paper
    │   ├── TooLargeError       more bytes, pages or memory than the settings allow
    │   └── TooSlowError        reading took longer than the settings allow
    ├── CorpusError             the papers to build an index from are missing or misstated
    ├── ModelError              the embedding model is unknown, damaged or not the expected one
    ├── IndexMissingError       there is no index at the given place
    ├── IndexMismatchError      the index was built from other papers, settings or another model
    ├── IndexDamagedError       a file of the index is missing or altered
    ├── QuestionError           a question that cannot be asked (too long, or not text)
    ├── FilterError             a filter that names no document, section or kind of the index
    ├── PageError               a page that a paper does not have, or a picture of an odd size
    ├── FeedbackError           feedback that cannot be kept
    ├── EvaluationError         a question set that cannot be read
    ├── AnswerFormatError       JSON that holds no answer or conversation of a known form
    └── VerificationError       what an answer states is not what the papers hold

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


class EncryptedPaperError(ParseError):
    """The file opens only with a password."""


class NoTextLayerError(ParseError):
    """The pages are pictures without characters."""


class DamagedPaperError(ParseError):
    """The file breaks off, or breaks the rules of its format."""


class NotAPaperError(ParseError):
    """The file is sound, but holds no text of a paper."""


class TooLargeError(ParseError):
    """The file needs more bytes, pages or memory than the settings allow."""


class TooSlowError(ParseError):
    """Reading the file took longer than the settings allow."""


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


class PageError(SarcoqaError):
    """There is no such page, or no picture of it of the size asked for."""


class FeedbackError(SarcoqaError):
    """Feedback to an answer cannot be kept."""


class EvaluationError(SarcoqaError):
    """A question set cannot be read."""


class AnswerFormatError(SarcoqaError):
    """JSON holds no answer or conversation of a form that is known here."""


class VerificationError(SarcoqaError):
    """Something that an answer states is not what the papers hold."""
