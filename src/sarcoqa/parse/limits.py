"""How much one file may take to be read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import TooLargeError
from ..schema import Document

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of one file may take; each is a setting of the same name."""

    seconds: float = 120.0
    memory_megabytes: int = 600
    file_megabytes: int = 200
    pages: int = 2000
    characters: int = 5_000_000

    def check_size(self, path: Path) -> None:
        """Raises TooLargeError for a file of too many bytes, OSError where there is none."""
        size = path.stat().st_size
        if size > self.file_megabytes * MEGABYTE:
            raise TooLargeError(
                f"{path} has {size / MEGABYTE:,.0f} MB, at most {self.file_megabytes:,} MB are "
                "read; give the paper without its supplements, or raise paper_max_file_megabytes "
                "in the settings"
            )

    def check(self, path: Path, document: Document) -> None:
        """Raises TooLargeError for a document of too many pages or characters."""
        for found, most, what in (
            (len({page.number for page in document.pages}), self.pages, "pages"),
            (len(document.text), self.characters, "characters"),
        ):
            if found > most:
                raise TooLargeError(
                    f"{path} has {found:,} {what}, at most {most:,} are read; split it, or raise "
                    f"paper_max_{what} in the settings"
                )
