"""Names as papers print them come apart into family and given names."""

from __future__ import annotations

import pytest

from sarcoqa.bibliography.people import Person, people, person


@pytest.mark.parametrize(
    ("printed", "family", "given"),
    [
        ("Tawbi HA", "Tawbi", "H. A."),
        ("Kavita K", "Kavita", "K."),
        ("van der Horst CAJ", "van der Horst", "C. A. J."),
        ("Versleijen-Jonkers YMH", "Versleijen-Jonkers", "Y. M. H."),
        ("Chen D-H", "Chen", "D.-H."),
        ("O’Brien MJ", "O’Brien", "M. J."),
        ("de Reyniès A", "de Reyniès", "A."),
        ("Asthana, A.", "Asthana", "A."),
        ("Khanuja, S. P. S.", "Khanuja", "S. P. S."),
        ("van Wyk, B. E.", "van Wyk", "B. E."),
        ("Lovelace, Ada", "Lovelace", "Ada"),
        ("J. H. Yang", "Yang", "J. H."),
        ("J.-G. Kim", "Kim", "J.-G."),
        ("M. M. H. J. van Gelder", "van Gelder", "M. M. H. J."),
        ("E. Alcover Bloch", "Alcover Bloch", "E."),
        ("Jerry T. Wu", "Wu", "Jerry T."),
        ("Zachary D. C. Burke", "Burke", "Zachary D. C."),
        ("Ludwig van der Rohe", "van der Rohe", "Ludwig"),
        ("Fumihiko Toyoda", "Toyoda", "Fumihiko"),
        ("Jane Doe, MD, PhD", "Doe", "Jane"),
        ("Xiang", "Xiang", ""),
        ("Ключев А.", "Ключев", "А."),
    ],
)  # fmt: skip
def test_a_person(printed: str, family: str, given: str) -> None:
    assert person(printed) == Person(family, given)


@pytest.mark.parametrize(
    "printed", ["Rodgers JH Jr", "Rodgers, Jr, J. H.", "Rodgers, J. H., Jr", "J. H. Rodgers Jr"]
)
def test_a_suffix(printed: str) -> None:
    assert person(printed) == Person("Rodgers", "J. H.", "Jr")


@pytest.mark.parametrize(
    "printed",
    [
        "World Medical Association",
        "Memorial Sloan Kettering Cancer Center",
        "National Cancer Institute (NCI)",
        "International Agency for Research on Cancer, Cancer Today",
        "for the CONSORT Group",
        "A. K.",
        "王伟",
    ],
)
def test_what_is_no_person_is_kept_whole(printed: str) -> None:
    assert person(printed) == Person(printed, whole=True)


@pytest.mark.parametrize("closing", ["et al.", "et al", "Et Al.", "and others", "…"])
def test_others_are_no_person(closing: str) -> None:
    assert people(("Tawbi HA", " Burgess\nM ", "", closing)) == (
        (Person("Tawbi", "H. A."), Person("Burgess", "M.")),
        True,
    )
    assert people(("Tawbi HA",)) == ((Person("Tawbi", "H. A."),), False)
