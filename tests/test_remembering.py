"""What is worked out once for each object."""

from __future__ import annotations

from sarcoqa import remembering
from sarcoqa.remembering import once_for_each


def test_a_result_is_worked_out_once_for_each_object() -> None:
    seen: list[str] = []

    @once_for_each
    def longest(words: list[str]) -> str:
        seen.append(words[0])
        return max(words, key=len)

    one, other = ["a", "bcd"], ["a", "bcd"]
    assert [longest(one), longest(other), longest(one)] == ["bcd", "bcd", "bcd"]
    assert seen == ["a", "a"], "equal objects are two"


def test_no_more_is_kept_than_it_says() -> None:
    seen: list[int] = []

    @once_for_each
    def doubled(number: list[int]) -> int:
        seen.append(number[0])
        return 2 * number[0]

    many = [[place] for place in range(remembering.MOST + 1)]
    assert [doubled(number) for number in many] == [2 * number[0] for number in many]
    assert doubled(many[-1]) == 2 * remembering.MOST
    assert len(seen) == len(many)
    assert doubled(many[0]) == 0  # forgotten, and worked out again
    assert len(seen) == len(many) + 1
