"""The bytes of a text file → its characters."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from ..errors import NotTextError

# Text of Latin letters in UTF-16 has a zero in nearly every second byte.
MIN_ZERO_SHARE = 0.4
MAX_OTHER_ZERO_SHARE = 0.02
# Western text is mostly ASCII; bytes that are no text use all values alike.
MIN_ASCII_SHARE = 0.6
_LAYOUT = frozenset("\t\n\r\f\v")


def decoded(content: bytes, path: Path) -> str:
    """The text of `content`: UTF-8, UTF-16 with or without its mark, or else Windows-1252.

    Windows-1252 gives a character for nearly every byte, so it counts only where the result reads
    as text and `content` is not UTF-8 with a damaged place. Raises NotTextError.
    """
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8-sig" and (western := _western(content)):
            return western
        raise NotTextError(
            f"{path} is not {encoding.removesuffix('-sig')} text (byte {error.start}); "
            "save it as UTF-8"
        ) from error
    if "\x00" in text:
        raise NotTextError(f"{path} is a binary file (it holds NUL bytes); save it as UTF-8 text")
    return text


def _encoding(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if content.isascii() and 0 not in content:
        return "utf-8-sig"
    for bare, zeros, others in (
        ("utf-16-le", content[1::2], content[::2]),
        ("utf-16-be", content[::2], content[1::2]),
    ):
        is_wide = _zero_share(zeros) >= MIN_ZERO_SHARE
        if is_wide and _zero_share(others) <= MAX_OTHER_ZERO_SHARE and _reads(content, bare):
            return bare
    return "utf-8-sig"


def _zero_share(content: bytes) -> float:
    return content.count(0) / max(1, len(content))


def _reads(content: bytes, encoding: str) -> str:
    """`content` in this encoding, if that gives no control characters; else empty."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return ""
    is_control = any(unicodedata.category(c) == "Cc" and c not in _LAYOUT for c in text)
    return "" if is_control else text


def _western(content: bytes) -> str:
    """`content` read as Windows-1252; empty where that is no text."""
    text = _reads(content, "cp1252")
    ascii_share = sum(char.isascii() for char in text) / max(1, len(text))
    return "" if ascii_share < MIN_ASCII_SHARE or _is_damaged_utf8(content) else text


def _is_damaged_utf8(content: bytes) -> bool:
    """Whether most of what is not ASCII is sound UTF-8: then the rest is damage."""
    read = content.decode("utf-8", errors="replace")
    broken = read.count("\ufffd")
    sound = sum(not char.isascii() for char in read) - broken
    return sound >= broken
