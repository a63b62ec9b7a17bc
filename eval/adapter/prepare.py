"""Articles → numbered sentences, one JSON line each: {"id", "title", "sentences": [...]}.

    python eval/adapter/prepare.py docs.jsonl TEXTS_FOLDER > sentences.jsonl

`docs.jsonl` has articles with section names as lines in capitals that end with a colon; a text file
has paragraphs between empty lines, short ones without a full stop being headings. Each sentence of
five words and more has its heading, the sentence before it in its paragraph, and its text.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from sarcoqa.text import sentences

HEADING = re.compile(r"([A-Z][A-Z0-9 .,:/&()'\-–—]+):")
FEWEST_WORDS = 5
HEADING_CHARACTERS = 80


def cut(heading: str, paragraph: str) -> list[dict[str, str]]:
    """The sentences of one paragraph."""
    found: list[dict[str, str]] = []
    for span in sentences(paragraph, 0):
        text = span.of(paragraph).strip()
        if len(text.split()) >= FEWEST_WORDS:
            before = found[-1]["text"] if found else ""
            found.append({"heading": heading, "before": before, "text": text})
    return found


def of_article(text: str) -> list[dict[str, str]]:
    """The sentences of an article of `docs.jsonl`."""
    found: list[dict[str, str]] = []
    heading = ""
    for line in filter(None, map(str.strip, text.split("\n"))):
        if match := HEADING.fullmatch(line):
            heading = match.group(1).split(".")[-1].capitalize()
        else:
            found += cut(heading, line)
    return found


def of_text(text: str) -> list[dict[str, str]]:
    """The sentences of a text file, its title and its references left out."""
    found: list[dict[str, str]] = []
    heading = ""
    for block in text.split("\n\n")[1:]:
        if block.strip() == "References":
            break
        if len(block) < HEADING_CHARACTERS and "\n" not in block and block.rstrip()[-1:] != ".":
            heading = block.strip()
            continue
        before = ""
        for line in block.split("\n"):
            for entry in cut(heading, line):
                found.append({**entry, "before": before})
                before = entry["text"]
    return found


def papers(arguments: list[str]) -> Iterator[tuple[str, str, list[dict[str, str]]]]:
    """(id, title, sentences) of everything that the arguments name."""
    for path in map(Path, arguments):
        if path.is_dir():
            for file in sorted(path.glob("*.txt")):
                text = file.read_text(encoding="utf-8")
                yield file.stem, text.split("\n\n")[0], of_text(text)
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            yield article["pmcid"], article["title"], of_article(article["text"])


if __name__ == "__main__":
    for name, title, held in papers(sys.argv[1:]):
        print(json.dumps({"id": name, "title": title, "sentences": held}, ensure_ascii=False))
