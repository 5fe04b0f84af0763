"""Page numbers of late papers, and names of files: properties that hold for all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from report.packs.numbering import inserted, paper_name, running, safe_name, sorted_key, told

counts = st.lists(st.integers(1, 40), min_size=1, max_size=8)


@given(st.integers(1, 30), counts)
def test_numbers_of_late_papers_are_new_and_lie_between_those_issued(total: int, late: list[int]) -> None:
    issued = list(running(1, total))
    taken = list(issued)
    for place, count in enumerate(late):
        after = issued[place % total]
        labels = inserted(after, count, taken)
        assert not set(labels) & set(taken)
        assert len(set(labels)) == count
        for label in labels:
            assert sorted_key(after) < sorted_key(label) < sorted_key(str(int(after) + 1))
        assert list(labels) == sorted(labels, key=sorted_key)
        taken += labels


def test_the_first_late_pages() -> None:
    assert inserted("12", 2, []) == ("12a", "12b")
    assert inserted("12", 1, ["12", "12a", "12b"]) == ("12c",)
    assert inserted("12b", 1, ["12a", "12b"]) == ("12c",)
    assert inserted("12", 28, [])[-2:] == ("12aa", "12ab")
    assert told(("12a",)) == "12a"
    assert told(("12a", "12b", "12c")) == "12a–12c"


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_file_names_are_safe_everywhere(parts: list[str]) -> None:
    name = safe_name(*parts)
    assert name
    assert len(name) <= 81
    assert all(sign.isascii() and (sign.isalnum() or sign in "-_.") for sign in name)
    assert name[0] not in "-."
    assert name[-1] != "."
    assert name.split(".")[0].lower() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}


def test_a_paper_is_named_as_people_do() -> None:
    assert paper_name("6", 0, "Jaarverslag 2021", "0.7") == "06a_Jaarverslag-2021_v0.7"
    assert paper_name("12", 1, "Brief: ‘Één/ander’", "") == "12b_Brief-Een-ander"
    assert paper_name("4", 0, "../../etc/passwd", "") == "04a_etc-passwd"
