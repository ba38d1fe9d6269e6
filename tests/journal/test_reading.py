"""What rows of reading come to."""

from __future__ import annotations

import random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestra_tui.journal import events
from orchestra_tui.journal.events import Event, Spot, bookmark_row, note_row, place_row, read_row, tour_row
from orchestra_tui.journal.reading import Bookmark, Note, Reading, derive, load
from orchestra_tui.journal.row import Row
from tests.journal.conftest import Opener


def rows_of(*said: Event | tuple[str, str, object], course: str = "c", v: int = 1) -> list[Row]:
    return [
        Row(str(UUID(int=number)), 1000 + number, 0, course, kind, subject, v, body)
        for number, (kind, subject, body) in enumerate(said)
    ]


EXAMPLES: dict[str, tuple[list[Event], Reading]] = {
    "nothing": ([], Reading()),
    "the last place": ([place_row("m/a", 1, 2), place_row("m/b", 3, 4)], Reading(place=Spot("m/b", 3, 4))),
    "read, unread, read": (
        [read_row("m/a"), read_row("m/b"), read_row("m/b", False), read_row("m/c", False), read_row("m/c")],
        Reading(read=frozenset({"m/a", "m/c"})),
    ),
    "bookmarks": (
        [
            bookmark_row("m/b", 1, 0, "first"),
            bookmark_row("m/a", 1, 0, "second"),
            bookmark_row("m/b", 1, 1, "third"),
            bookmark_row("m/b", 1, 1, on=False),
            bookmark_row("m/b", 1, 0, "first again"),
        ],
        Reading(bookmarks=(Bookmark("m/a", 1, 0, "second", 1001), Bookmark("m/b", 1, 0, "first again", 1004))),
    ),
    "notes": (
        [note_row("m/a", "x"), note_row("m/b", "y"), note_row("m/a", "z\n"), note_row("m/b", " \n")],
        Reading(notes={"m/a": Note("m/a", "z\n", 1002)}),
    ),
    "the tour": ([tour_row(), tour_row(False), tour_row()], Reading(tour_seen=True)),
    "the tour again": ([tour_row(), tour_row(False)], Reading()),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_newest_row_counts(name: str, opened: Opener) -> None:
    said, expected = EXAMPLES[name]
    rows = rows_of(*said)
    assert derive(rows) == expected
    random.Random(3).shuffle(rows)
    assert derive(rows + rows) == expected
    journal = opened()
    for event in said:
        journal.append(*event, events.EVERY_COURSE if event[0] == events.TOUR else "c")
        journal.append(*event, "another course")
    found = load(journal, "c")
    assert (found.place, found.read, found.tour_seen) == (expected.place, expected.read, expected.tour_seen)
    assert [mark.text for mark in found.bookmarks] == [mark.text for mark in expected.bookmarks]
    assert {note.section: note.text for note in found.notes.values()} == {
        note.section: note.text for note in expected.notes.values()
    }


NONSENSE = [
    ("place", "m/a", {}),
    ("place", "", {"block": 0, "line": 0}),
    ("place", "m/a", {"block": -1, "line": 0}),
    ("place", "m/a", {"block": 0, "line": True}),
    ("place", "m/a", {"block": "0", "line": 0}),
    ("place", "m/a", {"block": 0.0, "line": 0}),
    ("read", "m/a", {"read": 1}),
    ("read", "m/a", {"read": None}),
    ("read", "", {"read": True}),
    ("bookmark", "m/a", {"block": 1, "line": 1, "on": True}),
    ("bookmark", "m/a", {"block": 1, "line": 1, "on": "yes", "text": ""}),
    ("note", "m/a", {"text": ["x"]}),
    ("note", "", {"text": "x"}),
    ("tour", "", {}),
    ("from the future", "m/a", {"read": True}),
]


def test_what_makes_no_sense_is_passed_over(opened: Opener) -> None:
    sound = [place_row("m/a", 1, 1), read_row("m/a"), bookmark_row("m/a", 1, 1, "t"), note_row("m/a", "n"), tour_row()]
    expected = derive(rows_of(*sound))
    assert derive(rows_of(*sound, *NONSENSE)) == expected
    other = rows_of(*sound, place_row("m/b", 9, 9))
    later = rows_of(*(("", "", {}) for _ in other), place_row("m/c", 2, 2), read_row("m/c"), v=2)[len(other) :]
    assert derive(other + later) == derive(other), "a shape of a later version may mean something else"
    journal = opened()
    for event in (*sound, *NONSENSE):
        journal.append(*event, "c")
    found = load(journal, "c")
    assert (found.place, found.read, len(found.bookmarks), len(found.notes), found.tour_seen) == (
        Spot("m/a", 1, 1), frozenset({"m/a"}), 1, 1, True,
    )  # fmt: skip


def test_only_the_newest_place_is_looked_at(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = opened()
    for number in range(20):
        journal.append(*place_row("m/a", number, 0), "c")
    looked: list[Row] = []
    rows = journal.rows
    monkeypatch.setattr(journal, "rows", lambda *a, **k: (looked.append(row) or row for row in rows(*a, **k)))
    assert load(journal, "c").place == Spot("m/a", 19, 0)
    assert len(looked) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=2)
)
KEYS = st.sampled_from(["block", "line", "text", "on", "read", "seen", "more"])
ANY = st.tuples(
    st.sampled_from(["place", "read", "bookmark", "note", "tour", "x"]),
    st.sampled_from(["", "m/a", "m/b"]),
    st.dictionaries(KEYS, JSON, max_size=5),
)
SOUND = st.one_of(
    st.builds(place_row, st.just("m/a"), st.integers(0, 9), st.integers(0, 9)),
    st.builds(read_row, st.sampled_from(["m/a", "m/b"]), st.booleans()),
    st.builds(bookmark_row, st.just("m/a"), st.integers(0, 1), st.just(0), st.text(max_size=2), st.booleans()),
    st.builds(note_row, st.sampled_from(["m/a", "m/b"]), st.sampled_from(["", "x", "y"])),
    st.builds(tour_row, st.booleans()),
)


@settings(deadline=None)
@given(said=st.lists(ANY | SOUND, max_size=12), seed=st.integers(), cut=st.integers(0, 12))
def test_order_and_repetition_do_not_matter(said: list, seed: int, cut: int) -> None:
    rows = rows_of(*said)
    expected = derive(rows)
    shuffled = rows + rows[:cut]
    random.Random(seed).shuffle(shuffled)
    assert derive(shuffled) == expected
    assert (expected.place is not None) <= any(row.kind == "place" for row in rows)
