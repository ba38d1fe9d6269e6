"""The learner's side of a course: counts at once, is written in order, survives."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.paths import home
from orchestra_tui.journal import resume
from orchestra_tui.journal.events import bookmark_row, note_row, place_row, read_row, tour_row
from orchestra_tui.journal.reading import Reading, derive
from orchestra_tui.journal.reading import load as load_reading
from orchestra_tui.journal.store import Journal
from orchestra_tui.tui.desk import Desk, after

EVENTS = [
    read_row("m/a"), read_row("m/b"), read_row("m/a", False),
    bookmark_row("m/a", 1, 2, "text"), bookmark_row("m/a", 1, 3, "other"), bookmark_row("m/a", 1, 2, "", on=False),
    note_row("m/a", "words"), note_row("m/b", "more"), note_row("m/a", ""), tour_row(),
]  # fmt: skip


def desk_at(path: Path, faults: list[OrchestraError] | None = None) -> Desk:
    return Desk(home(path), "course", failed=(faults if faults is not None else []).append)


def test_what_counts_at_once_is_what_the_journal_derives_later() -> None:
    reading = Reading()
    with Journal.open(None) as journal:
        for event in EVENTS:
            reading = after(reading, event)
            journal.append(*event, "course")
            derived = derive(journal.rows())
            assert reading.read == derived.read
            assert reading.tour_seen == derived.tour_seen
            assert {name: note.text for name, note in reading.notes.items()} == {
                name: note.text for name, note in derived.notes.items()
            }
            assert [mark.text for mark in reading.bookmarks] == [mark.text for mark in derived.bookmarks]
        assert after(reading, place_row("m/a", 0, 0)) == reading


def test_everything_is_written_by_the_time_it_is_closed(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.mark_read("m/a")
    assert desk.toggle_bookmark("m/a", 1, 2, "text")
    desk.take_note("m/a", "words")
    desk.finish_tour()
    desk.stay("m/a", 3, 4)
    before = desk.reading
    desk.close()
    with Journal.open(home(tmp_path).journal) as journal:
        found = load_reading(journal, "course")
    assert found.read == before.read == {"m/a"}
    assert [mark.text for mark in found.bookmarks] == ["text"]
    assert found.notes["m/a"].text == "words"
    assert found.tour_seen
    assert found.place == before.place
    assert resume.load(home(tmp_path).resume, "course") == before.place


def test_saying_the_same_again_writes_nothing(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    for _ in range(3):
        desk.mark_read("m/a")
        desk.take_note("m/a", "words")
        desk.stay("m/a", 3, 4)
        desk.finish_tour()
    desk.close()
    with sqlite3.connect(home(tmp_path).journal) as connection:
        assert connection.execute("SELECT count(*) FROM log").fetchone() == (4,)
    connection.close()


def test_what_is_done_before_the_journal_is_read_is_not_lost(tmp_path: Path) -> None:
    first = desk_at(tmp_path)
    first.mark_read("m/a")
    first.mark_read("m/b")
    first.close()
    found: list[Reading] = []
    desk = desk_at(tmp_path)
    desk.fetched = found.append
    desk.load()
    desk.mark_read("m/c")
    desk.settle()
    desk.mark_read("m/d")
    desk.mark_read("m/d", False)
    assert found[0].read == {"m/a", "m/b"}
    desk.take(found[0])
    desk.close()
    assert desk.reading.read == {"m/a", "m/b", "m/c"}


def test_a_journal_of_the_future_is_told_and_nothing_is_lost_meanwhile(tmp_path: Path) -> None:
    places = home(tmp_path)
    with Journal.open(places.journal) as journal:
        journal.append("read", "m/a", {"read": True}, "course")
    with sqlite3.connect(places.journal) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    faults: list[OrchestraError] = []
    desk = desk_at(tmp_path, faults)
    desk.mark_read("m/b")
    desk.load()
    desk.settle()
    assert desk.reading.read == {"m/b"}
    assert len(faults) == 1
    assert "99" in str(faults[0])
    desk.close()


def test_saving_elsewhere(tmp_path: Path) -> None:
    faults: list[OrchestraError] = []
    done: list[int] = []
    desk = desk_at(tmp_path / "home", faults)
    desk.mark_read("m/a")
    desk.save_elsewhere(tmp_path / "export.jsonl", done.append)
    desk.save_elsewhere(tmp_path / "no folder" / "x" / "y", done.append)
    desk.settle()
    desk.close()
    assert done[0] == 1
    assert "m/a" in (tmp_path / "export.jsonl").read_text("utf-8")
    assert len(done) + len(faults) == 2


def test_after_closing_nothing_breaks(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.close()
    desk.mark_read("m/a")
    desk.close()
    assert desk.reading.read == {"m/a"}


def test_a_fault_of_other_work_is_told(tmp_path: Path) -> None:
    faults: list[OrchestraError] = []
    desk = desk_at(tmp_path, faults)

    def work() -> None:
        raise OrchestraError("cannot")

    desk.soon(work)
    desk.close()
    assert [str(fault) for fault in faults] == ["cannot"]


@pytest.mark.parametrize("course", ["course", "other"])
def test_the_place_is_kept_by_course(tmp_path: Path, course: str) -> None:
    desk = Desk(home(tmp_path), course, failed=lambda fault: None)
    desk.stay("m/a", 1, 1)
    desk.close()
    assert resume.load(home(tmp_path).resume, course) is not None
    assert resume.load(home(tmp_path).resume, "third") is None
