"""Which rows stand on which page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from report.tables.paging import Band, page_ends

ROOM = 100.0


def plain(count: int, tied: frozenset[int] = frozenset()) -> list[Band]:
    return [Band(10, tied=index in tied, carried=10, head=20) for index in range(count)]


def test_a_page_keeps_room_for_what_it_carries() -> None:
    assert page_ends(plain(10), ROOM, ROOM) == [10]
    assert page_ends(plain(11), ROOM, ROOM) == [9, 11]
    assert page_ends(plain(20), ROOM, ROOM) == [9, 16, 20]


def test_ties_hold() -> None:
    assert page_ends(plain(12, frozenset({6, 7, 8})), ROOM, ROOM) == [6, 12]


def test_a_tie_that_no_page_holds_is_cut() -> None:
    assert page_ends(plain(30, frozenset(range(30))), ROOM, ROOM) == [9, 16, 23, 30]


def test_rows_wait_for_a_page_with_room() -> None:
    assert page_ends(plain(5, frozenset({0, 1})), 20, ROOM) == [0, 5]


def test_the_space_above_a_row_is_dropped_at_the_top_of_a_page() -> None:
    bands = [Band(10, before=5) for _ in range(12)]
    assert page_ends(bands, ROOM, ROOM) == [6, 12]
    assert page_ends([Band(10, before=0), *bands], ROOM, 91) == [7, 13]


def test_a_tail_takes_rows_with_it() -> None:
    assert page_ends(plain(10, frozenset({8})), ROOM, ROOM, tail=30) == [8, 10]
    assert page_ends(plain(10), ROOM, ROOM, tail=0) == [10]


def test_a_row_higher_than_a_page_stands_alone() -> None:
    bands = [Band(10), Band(500), Band(10)]
    assert page_ends(bands, ROOM, ROOM) == [1, 2, 3]


BANDS = st.lists(
    st.builds(
        Band,
        st.sampled_from([10.0, 20.0, 35.0]),
        st.sampled_from([0.0, 7.5]),
        st.booleans(),
        st.sampled_from([0.0, 10.0]),
        st.sampled_from([0.0, 20.0]),
    ),
    max_size=60,
)


@given(BANDS, st.floats(0, 150), st.floats(80, 150), st.sampled_from([0.0, 30.0]))
def test_every_row_stands_once_and_nothing_overflows(bands: list[Band], first: float, room: float, tail: float) -> None:
    ends = page_ends(bands, first, room, tail)
    assert ends == sorted(ends)
    assert (ends[-1] if ends else 0) == len(bands)
    start = 0
    for page, end in enumerate(ends):
        assert end > start or page == 0
        used = bands[start].head - bands[start].before if page and end > start else 0.0
        used += sum(band.before + band.height for band in bands[start:end])
        if end < len(bands) and end > start:
            used += bands[end - 1].carried
        held = used <= (room if page else first) + 1e-6
        assert held or end - start == 1
        start = end
