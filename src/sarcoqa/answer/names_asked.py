"""The words of a question that name something: a study, an author, a gene."""

from __future__ import annotations

import re

from ..text import STOPWORDS, folded, is_drug
from .lexicon import is_quantity
from .mentions import plain_word

_WORD = re.compile(r"[^\W_]+(?:(?:[-–'’.]|(?<=\d)/(?=\d))[^\W_]+)*\+?")


def names_asked(
    text: str, short_forms: frozenset[str], surnames: frozenset[str]
) -> tuple[str, ...]:
    """Words that look like names: with a capital inside, letters with digits, or a capital first.

    A capital at the beginning of a sentence is no sign; a question all in capitals has no names.
    """
    if text.isupper():
        return ()
    # What a question puts in quotation marks, it wants to read.
    found = [word for word in re.findall(r"(?<!\w)[‘“'\"](\w{3,})[’”'\"]", text)]
    for match in _WORD.finditer(text):
        word = re.sub(r"['’](?![A-Z]).*$", "", match.group())  # "Kim's", and not "O'Brien"
        coded = any(char.isupper() for char in word[1:]) or (
            word[:1].isalpha() and any(char.isdigit() for char in word)
        )
        begins = match.start() == 0 or text[: match.start()].rstrip()[-1:] in (".", "?", "!", ":")
        begins &= not _BINOMIAL.match(text[match.start() :])
        author = folded(word) in surnames and len(word) > 2
        capital = word[:1].isupper() and (author or (not begins and len(word) > 2))
        if not (coded or capital):
            continue
        parts = re.split(r"[/-]", plain_word(word.lower()))
        is_term = _is_word_of_field(word.lower(), short_forms) or all(
            _is_word_of_field(part, short_forms) for part in parts
        )
        # "Brand (ingredient)": a name that the question explains need not be in a paper.
        gloss = re.match(r"\s*\(\s*([^()]+)\)", text[match.end() :])
        explained = not author and gloss is not None and _explains(gloss[1], word)
        # "elastic nailing (EN)": a short form that the question spells out.
        explained |= text[match.end() :].startswith(")") and _is_spelt_out(
            word, text[: match.start()]
        )
        if not (_NUMERAL.fullmatch(word) or is_term or is_quantity(word) or explained):
            found.append(word)
    return tuple(dict.fromkeys(found))


# The Latin name of a kind of living thing.
_BINOMIAL = re.compile(r"[A-Z][a-z]{3,}(?:a|us|um|is|on) [a-z]{4,}(?:a|us|um|is|ens|ii)\b")


def _explains(gloss: str, word: str) -> bool:
    """Whether `gloss`, in brackets behind `word`, says what it is: a drug, its words in full
    ("IGF-1 (insulin-like growth factor I)"), or the whole of a word cut short."""
    first, *others = re.findall(r"[\w-]+", gloss) or [""]
    capitals = "".join(name[0] for name in (first, *others) if name[:1].isupper())
    letters = [char for char in word.lower() if char.isalpha()]
    initials = iter([part[0].lower() for part in re.findall(r"\w+", gloss)])
    spelt = len(letters) > 2 and all(letter in initials for letter in letters)
    cut = not others and first.lower().startswith(word.lower())
    return is_drug(first.lower()) or capitals == word.upper() or spelt or cut


def _is_spelt_out(short: str, before: str) -> bool:
    """Whether the two words before the bracket that `short` stands in begin with letters of it."""
    words = re.search(r"([a-z])[a-z]+ ([a-z])[a-z]+ \($", before)
    return words is not None and re.search(".*".join(words.groups()), short.lower()) is not None


# Everybody's short forms: a paper that says "genomic" need not mention them.
_EVERYDAY = frozenset(
    "dna rna mrna usa uk eu gp ok rt xrt pt pts dx tx rx io nct rct rcts america american "
    "europe".split()
)
# Units with a capital or a digit in them, and those that stand beside one: "mL", "mg/m2".
_UNITS = frozenset(
    "ml dl ul μl µl l kg g mg μg µg ng pg m2 m3 m² m³ cm2 cm3 cm² cm³ mm2 mm3 mm² mm³ mmhg kpa kda "
    "da kcal kj hz khz mhz mol mmol μmol µmol nmol pmol iu u gy cgy mci mbq gbq kbq mv kev mev ph "
    "h min s d °c".split()
)


_PLAIN_WORDS = STOPWORDS | _EVERYDAY | _UNITS


def _is_word_of_field(word: str, short_forms: frozenset[str]) -> bool:
    forms = {word, word.removesuffix("s"), word.replace("-", "")}
    return any(len(form) == 1 or form in _PLAIN_WORDS or form in short_forms for form in forms)


_NUMERAL = re.compile(r"[IVX]{2,4}[a-cA-C]?|I[a-cA-C]")  # "Phase II", "stage IVa"
