"""A page of a paper as it is printed, and where on it a quote stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A part of a page, in shares of its width and height from the top left corner, 0 to 1."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageImage:
    """A picture of a page.

    `page` counts from 1; `content` are the bytes of a PNG of `width` x `height` pixels. `boxes`
    holds for each span that was asked for the rectangles in which its characters are printed, one
    for each line; none where they were not found on this page for sure.
    """

    # How pydantic writes and reads the bytes in JSON.
    __pydantic_config__ = {"ser_json_bytes": "base64", "val_json_bytes": "base64"}  # noqa: RUF012

    page: int
    content: bytes
    width: int
    height: int
    boxes: tuple[tuple[Rectangle, ...], ...]
    media_type: str = "image/png"
