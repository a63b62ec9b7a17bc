"""Sentences, tokens and normal form: pure functions that the stages share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from threading import local

import Stemmer

from .schema import Span

MARK = re.compile(r"\[(\d{1,4}(?:\s*[,;–—-]\s*\d{1,4})*)\]")

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*%|[^\W_]+(?:[-–'’.·/][^\W_]+)*\+?")
_RAISED = re.compile(r"(?<=[a-zA-Z])[²³]")
_PART = re.compile(r"[-–./·'’]")
# A sentence may end here: closing mark, quotes or brackets, then the paper's own [12] behind it.
_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?:\s?\[\d{1,4}(?:\s*[,;–—-]\s*\d{1,4})*\])*(?=\s|$)")
_NEXT = re.compile(r"\s+[\"“‘«(\[]*([^\s]*)")
_NOT_AN_END = frozenset(
    "al vs e.g i.e fig figs eq eqs ref refs tab dr prof mr mrs ms st no nr vol cf ca approx resp "
    "inc ltd co dept suppl ed eds viz etc".split()
)
_INITIALS = re.compile(r"[a-z](?:\.[a-z])*")
_STARTERS = frozenset(
    "the a an in this these those however moreover further furthermore it its we our they their "
    "there here although while of on at by for to from with when per as both all no".split()
)
STOPWORDS = frozenset(
    "a an and are as at be been being but by can could did do does doing for from had has have how "
    "i if in into is it its me my of on or our s shall should so than that the their them then "
    "there these they this those to us was we were what when where which who whom whose why will "
    "with would you your about any also between among tell give show please according per both "
    "table figure not no yes many much review paper article study studies authors say says said "
    "report reported reports describe described mention mentioned know known many".split()
)
_SAME = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "yr": "year",
    "yrs": "years", "mo": "month", "mos": "months", "wk": "week", "wks": "weeks",
    "tumour": "tumor", "tumours": "tumors", "randomised": "randomized", "programme": "program",
}  # fmt: skip
# How letters and digits that keyboards lack are typed; "μ" stays, since it is that of units.
_SPELT = str.maketrans(
    {letter: unicodedata.name(letter).split()[-1].lower() for letter in "αβγδεζηθικλνξπρστφχψωΔΩ"}
    | {chr(ord("₀") + digit): str(digit) for digit in range(10)}
    | {"λ": "lambda"}  # Unicode calls it "lamda"
)
_LETTERS = frozenset(name for name in _SPELT.values() if name.isalpha())
_TIMES = frozenset({"day", "week", "month", "year"})
_STEMMERS = local()


def sentences(text: str, start: int = 0) -> tuple[Span, ...]:
    """Spans of the sentences of one paragraph, each moved by `start`.

    A sentence ends at a full stop, question or exclamation mark that is followed by space and a
    capital, a digit or an opening bracket; a citation mark behind the full stop belongs to the
    sentence before it. Abbreviations ("et al.", "vs.") and initials end none. A line break does.

    >>> [s.of("Seen in 3.5% (Lee et al.). None [4]. “Cold.” [5] So") for s in
    ...  sentences("Seen in 3.5% (Lee et al.). None [4]. “Cold.” [5] So")]
    ['Seen in 3.5% (Lee et al.).', 'None [4].', '“Cold.” [5]', 'So']
    """
    found: list[Span] = []
    begin = 0
    for end in [*_sentence_ends(text), len(text)]:
        piece = text[begin:end]
        left = begin + len(piece) - len(piece.lstrip())
        right = begin + len(piece.rstrip())
        if right > left:
            found.append(Span(start + left, start + right))
        begin = end
    return tuple(found)


def _sentence_ends(text: str) -> Iterator[int]:
    breaks = {match.start() for match in re.finditer(r"\n", text)}
    ends = {match.end() for match in _END.finditer(text) if _is_end(text, match)}
    yield from sorted(breaks | ends)


def _is_end(text: str, match: re.Match[str]) -> bool:
    following = _NEXT.match(text, match.end())
    word = following.group(1) if following else ""
    first = word[:1]
    if not first:
        return following is not None and following.end() < len(text)
    if first.islower():
        return False
    if match.group() != ".":
        return True
    words = text[: match.start()].rsplit(maxsplit=1)
    before = words[-1].lstrip('(“"[').lower() if words else ""
    starts = word.lower().rstrip(",") in _STARTERS
    if before in _NOT_AN_END:
        return before == "al" and starts
    if _INITIALS.fullmatch(before):  # "J. Smith", "U.S. Food and Drug"; but "vitamin D. The"
        return not first.isupper() or starts
    return True


def tokens(text: str) -> list[str]:
    """Lower-case tokens that keep PD-L1, CD8+, T-VEC and 23% whole.

    >>> tokens("PD-L1 in CD8+T cells: 23% (9/40), T-VEC")
    ['pd-l1', 'in', 'cd8+', 't', 'cells', '23%', '9/40', 't-vec']
    """
    return list(_tokens_of(text) if len(text) <= MOST_REMEMBERED else _split(text))


# What is short, words and cells, comes back for each question.
MOST_REMEMBERED = 200  # characters


def _split(text: str) -> list[str]:
    return [match.group().lower() for match in _TOKEN.finditer(_as_typed(text))]


@lru_cache(maxsize=16384)
def _tokens_of(text: str) -> tuple[str, ...]:
    return tuple(_split(text))


def _as_typed(text: str) -> str:
    """`text` without accents and with one kind of hyphen: as people type "naïve" or "PD‑L1".

    A raised digit behind a letter is that of a unit, typed on the line: "m2" for "m²"; so is a
    lowered one, "H2O" for "H₂O". A Greek letter is its name, "TGF-beta" for "TGF-β".
    """
    if text.isascii():
        return text
    text = _RAISED.sub(lambda match: "23"["²³".index(match.group())], text).translate(_SPELT)
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return re.sub(r"[‐‑‒–−]", "-", plain)


def terms(text: str) -> list[str]:
    """What the lexical index counts: stems, and the variants under which a name may be sought.

    A compound gives itself, itself without hyphens (PD-1 is also PD1) and its parts, stemmed where
    they are words; small numbers in words become digits, as do the short forms of units of time.

    >>> terms("PD-L1 positive tumor-infiltrating cells, two-yr 23%")
    ['pd-l1', 'pdl1', 'posit', 'tumor-infiltr', 'tumorinfiltr', 'tumor', 'infiltr', 'cell', \
'2-year', '2', 'year', '23%']
    """
    return [term for token in tokens(text) for term in token_terms(token)]


@lru_cache(maxsize=16384)
def term_set(text: str) -> frozenset[str]:
    """The terms of `text`, each once; remembered, since the same evidence comes back for others."""
    return frozenset(terms(text))


@lru_cache(maxsize=16384)
def token_set(text: str) -> frozenset[str]:
    """The tokens of `text`, each once; remembered like `term_set`."""
    return frozenset(tokens(text))


@lru_cache(maxsize=65536)
def token_terms(token: str) -> tuple[str, ...]:
    """The terms of one lower-case token; see `terms`."""
    if token.endswith("+"):  # "CD8+ T cells" are also sought as "CD8 T cells"
        return (token, *token_terms(token[:-1]))
    parts = [_SAME.get(part, part) for part in _PART.split(token) if part]
    if len(parts) < 2:
        return (stem(_SAME.get(token, token)),)
    stems = [stem(part) for part in parts]
    if parts[0].isdigit():
        # A count of time (2-year) is its parts too; a fraction (9/40) or a date is only itself.
        timed = stems[-1] in _TIMES
        return ("-".join(stems), *stems) if timed else (token,)
    # One letter alone says nothing, nor does a digit: they belong to the name (T-VEC, PD-1, TGF-β).
    whole = [part for part in stems if len(part) > 2 and part not in _LETTERS]
    return tuple(dict.fromkeys(("-".join(stems), "".join(stems), *whole)))


def stem(token: str) -> str:
    """The Snowball English stem (Porter 2) of a lower-case token; names with digits are kept."""
    if not token.isalpha() or len(token) < 4:
        return token
    if not hasattr(_STEMMERS, "english"):  # PyStemmer's objects must not be shared by threads
        _STEMMERS.english = Stemmer.Stemmer("english")
    result: str = _STEMMERS.english.stemWord(token)
    return result


def content_terms(text: str) -> list[str]:
    """The terms of `text` without stop words, each once, in order of appearance."""
    kept = (token for token in tokens(text) if token not in STOPWORDS)
    return list(dict.fromkeys(term for token in kept for term in token_terms(token)))


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """A form for comparing names: lower case, no accents, one kind of quote, dash and space."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"[‐-―−]", "-", plain)
    return " ".join(re.sub(r"[‘’´`]", "'", plain).split())


# Stems of the international nonproprietary names (WHO, "The use of stems in the selection of INN").
_DRUG = re.compile(
    r"\w{3,}(?:mab|nib|cel|vec|vedotin|platin|rubicin|taxel|mycin|fosfamide|bectedin|"
    r"(?<!inter)leukin|parib|limus|zomib|citabine|bulin|poside|lisib|ciclib|degib|tinib|metostat|stat|"
    r"ine sulfate|statin|sartan|olol|conazole|cillin|(?<!anthra)cycline|oxacin|prazole|dipine|"
    r"gliptin|formin|glitazone|xaban|oxetine|azepam|profen|coxib|setron|triptan|glutide|dronate|buvir|navir|"
    r"solone|methasone|terone|faxine|azolam|caine|curonium|fentanil|barbital|thromycin|floxacin|"
    r"(?<!anti)fungin|triptyline|gabalin|racetam|lukast|pril|thiazide|parin|profecept|cept|mustine)s?"
)


@lru_cache(maxsize=65536)
def is_drug(token: str) -> bool:
    """Whether a lower-case token reads as the nonproprietary name of a drug."""
    return bool(_DRUG.fullmatch(token))
