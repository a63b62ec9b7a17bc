"""JATS XML of papers → text files that `sarcoqa` reads, for the question set `papers.jsonl`.

    python eval/papers.py XML_FOLDER OUT_FOLDER PMC7908915 PMC7376533 ...
    sarcoqa eval eval/papers.jsonl --corpus OUT_FOLDER --index INDEX_FOLDER

Reads ``NAME.nxml`` or ``NAME.xml``; writes ``NAME.md`` with title, authors, abstract, body with
headings, tables (cells separated by tabs), and numbered references. A citation of reference n that
is printed as a bare raised number becomes [n]; one by author and year stays as printed. Figures,
footnotes and back matter other than the references are left out.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

OPEN, CLOSE = "\ue000", "\ue001"  # around the number of a cited reference, until marks are made
SEPARATOR = r"\s*[,;–—-]?\s*"
RUN = re.compile(rf"{OPEN}\d+{CLOSE}(?:{SEPARATOR}{OPEN}\d+{CLOSE})*")
SPECIAL = re.compile(r"([\\*$])")  # what the reader of Markdown would take for markup
LEADING = re.compile(r"^(?=[-•#|]|\d{1,4}[.)]\s)")


def text_of(element: etree._Element) -> str:
    """The words of an element on one line, its citations as [n], special characters escaped."""
    return SPECIAL.sub(r"\\\1", _bracketed(" ".join("".join(_pieces(element)).split())))


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):  # else a comment or an instruction
            cites = child.tag == "xref" and child.get("ref-type") == "bibr"
            words = "".join(_pieces(child))
            cites = cites and re.fullmatch(r"\s*\d{1,3}\s*", words) is not None  # 2020 is a year
            yield f"{OPEN}{words.strip()}{CLOSE}" if cites else words
        yield child.tail or ""


def _bracketed(text: str) -> str:
    """Runs of cited numbers as one mark, unless the paper prints the brackets itself."""

    def mark(match: re.Match[str]) -> str:
        run = match.group()
        plain = run.replace(OPEN, "").replace(CLOSE, "")
        before = text[: match.start()]
        if before.count("[") > before.count("]") or plain.startswith("["):
            return plain
        numbers = re.sub(r"\s*[,;]\s*|\s+", ", ", re.sub(r"\s*[–—-]\s*", "–", plain))
        return f"[{numbers}]"

    return RUN.sub(mark, text)


def body(section: etree._Element, depth: int) -> Iterator[str]:
    """The blocks of a section in the order in which they stand."""
    for child in section:
        if child.tag == "title" and (heading := text_of(child)):
            yield f"{'#' * min(depth, 6)} {heading}"
        elif child.tag == "p" and (words := text_of(child)):
            yield LEADING.sub(r"\\", words)
        elif child.tag == "list":
            yield from (LEADING.sub(r"\\", text_of(item)) for item in child.iter("p"))
        elif child.tag == "table-wrap":
            yield from table(child)
        elif child.tag in ("sec", "boxed-text", "table-wrap-group"):
            yield from body(child, depth + (child.tag == "sec"))


def table(wrap: etree._Element) -> Iterator[str]:
    """The caption line and the rows; a cell over several columns or rows is printed once."""
    label, caption = wrap.find("label"), wrap.find("caption")
    name = text_of(label).rstrip(".") if label is not None else "Table"
    words = text_of(caption) if caption is not None else ""
    yield f"{name}. {words}".strip()
    rows = ["\t".join(text_of(cell) for cell in row) for row in wrap.iter("tr")]
    yield "\n".join(row if "\t" in row else row + "\t" for row in rows if row.strip())


def reference(entry: etree._Element, number: int) -> str:
    """A bibliography entry in the numbered style, or as printed where its parts are not marked."""
    parts = {
        name: text_of(found) if (found := entry.find(f".//{name}")) is not None else ""
        for name in ("article-title", "source", "year", "volume", "issue", "fpage", "lpage")
    }
    people = [
        " ".join(text_of(part) for tag in ("surname", "given-names")
                 if (part := person.find(tag)) is not None)
        for person in entry.iter("name", "string-name")
    ]  # fmt: skip
    doi = next((text_of(i) for i in entry.iter("pub-id") if i.get("pub-id-type") == "doi"), "")
    if not (people and parts["article-title"] and parts["source"]):
        printed = entry if (label := entry.find("label")) is None else label.getnext()
        return f"{number}. {text_of(printed)}"
    people = [re.sub(r"(?<=[A-Z])\.\s*", "", person) for person in people]
    people += ["et al"] if entry.find(".//etal") is not None else []
    issue = f"({parts['issue']})" if parts["issue"] else ""
    pages = "–".join(filter(None, (parts["fpage"], parts["lpage"])))
    place = f"{parts['volume']}{issue}" + (f":{pages}" if pages else "")
    title = parts["article-title"].rstrip(".")
    return (
        f"{number}. {', '.join(people)}. {title}. *{parts['source'].rstrip('.')}*. "
        f"{parts['year']};{place}." + (f" https://doi.org/{doi}" if doi else "")
    )


def paper(root: etree._Element) -> str:
    """The whole text of an article."""
    title = root.find(".//title-group/article-title")
    authors = [
        " ".join(text_of(part) for part in (name.find("given-names"), name.find("surname"))
                 if part is not None)
        for name in root.iterfind(".//article-meta/contrib-group/contrib/name")
    ]  # fmt: skip
    blocks = [f"# {text_of(title)}" if title is not None else ""]
    blocks.append(" · ".join(f"{name}¹" for name in authors))
    abstract = root.find(".//article-meta/abstract")
    if abstract is not None:
        blocks += ["## Abstract", *(b for b in body(abstract, 2) if b != "## Abstract")]
    blocks += body(root.find("body"), 1)
    entries = [reference(entry, n) for n, entry in enumerate(root.iterfind(".//ref-list/ref"), 1)]
    blocks += ["## References", "\n".join(entries)] if entries else []
    return "\n\n".join(filter(None, blocks)) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, metavar="XML_FOLDER")
    parser.add_argument("target", type=Path, metavar="OUT_FOLDER")
    parser.add_argument("names", nargs="+", metavar="NAME", help="file names without the suffix")
    options = parser.parse_args()
    options.target.mkdir(parents=True, exist_ok=True)
    for name in options.names:
        held = [options.source / f"{name}{suffix}" for suffix in (".nxml", ".xml")]
        path = next((path for path in held if path.is_file()), None)
        if path is None:
            sys.exit(f"there is no {name}.nxml or {name}.xml in {options.source}")
        tree = etree.parse(path, etree.XMLParser(load_dtd=False, no_network=True))
        if tree.find("body") is None:
            sys.exit(f"{path} has no body: it is not the full text of an article")
        (options.target / f"{name}.md").write_text(paper(tree.getroot()), encoding="utf-8")


if __name__ == "__main__":
    main()
