"""Appending, reading back, order, paging, threads."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from orchestra_tui.journal.database import PAGE
from orchestra_tui.journal.row import Row
from orchestra_tui.journal.store import Journal
from tests.journal.conftest import START, Clock, Ids, Opener, fill


def test_a_row_comes_back_as_it_was_appended(opened: Opener, path: Path) -> None:
    body = {"text": "«ёж» \x1b[31m [b]\u202e \ud83d", "list": (1, 2.5, None), 7: {"deep": True}}
    row = opened().append("from the future", "m/s", body, "course", v=3)
    assert row == Row(
        row.id, round(START.timestamp() * 1000) + 1000, 180, "course", "from the future", "m/s", 3, row.body
    )
    assert row.body == {"text": body["text"], "list": [1, 2.5, None], "7": {"deep": True}}
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM log").fetchone() == (1,), "it was committed before append returned"
    assert list(opened().rows()) == [row]


def test_opening_and_reading_make_nothing(opened: Opener, path: Path) -> None:
    journal = opened()
    assert list(journal.rows()) == list(journal.rows("note", "course")) == []
    assert (journal.pending, journal.notices, journal.forget(), journal.retry()) == ((), (), 0, True)
    journal.close()
    assert not path.parent.exists()


def test_the_file_is_as_safe_as_can_be(opened: Opener, path: Path) -> None:
    journal = opened()
    journal.append("note", "m/s", {})
    connection = journal._keeper._database._connection
    found = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "busy_timeout")
    }
    assert found == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 100}


@pytest.mark.parametrize(
    ("kind", "course", "expected"),
    [
        (None, None, "abcdef"),
        ("read", None, "acf"),
        ("read", "one", "ac"),
        ({"read", "note"}, "one", "abc"),
        (("note", "gone"), None, "bd"),
        ([], None, ""),
        (None, "two", "df"),
        (None, "", "e"),
        ("read", "three", ""),
    ],
)
def test_rows_of_kinds_and_courses(opened: Opener, kind: object, course: object, expected: str) -> None:
    journal = opened()
    for subject, about in {
        "a": ("read", "one"), "b": ("note", "one"), "c": ("read", "one"),
        "d": ("note", "two"), "e": ("tour", ""), "f": ("read", "two"),
    }.items():  # fmt: skip
        journal.append(about[0], subject, {}, about[1])
    assert "".join(row.subject for row in journal.rows(kind, course)) == expected
    assert "".join(row.subject for row in journal.rows(kind, course, newest_first=True)) == expected[::-1]


def test_rows_come_by_time_and_id_whatever_was_appended_first(opened: Opener, tmp_path: Path) -> None:
    """Over more rows than are read at a time, many of them of the same millisecond."""
    ids = Ids(99)
    rows = [
        Row(str(ids()), 5_000 + number % 3, 0, "c", ("read", "note")[number % 2], "m/s", 1, {"number": number})
        for number in range(2 * PAGE * 2 + 10)
    ]
    export = tmp_path / "rows.jsonl"
    opened(tmp_path / "a" / "journal.sqlite").export(export)
    with export.open("a") as file:
        file.writelines(row.line() + "\n" for row in rows)
    journal = opened()
    late = journal.append("note", "m/s", {}, "c")
    assert journal.merge(export) == (len(rows), 0)
    expected = [*sorted(rows, key=lambda row: (row.utc_ms, row.id)), late]
    assert list(journal.rows()) == expected
    assert list(journal.rows(newest_first=True)) == expected[::-1]
    assert list(journal.rows("note", "c")) == [row for row in expected if row.kind == "note"]


def test_times_rise_though_the_clock_stands_or_is_set_back(opened: Opener, path: Path) -> None:
    clock = Clock(step=timedelta(0))
    journal = opened(clock=clock)
    first = [journal.append("note", "m/s", {"n": number}) for number in range(3)]
    clock.now -= timedelta(hours=3)
    journal.close()
    again = opened(clock=clock, new_id=Ids(7))
    first += [again.append("note", "m/s", {"n": number}) for number in range(3, 6)]
    assert [row.utc_ms - first[0].utc_ms for row in first] == list(range(6))
    clock.now -= timedelta(days=2)
    assert again.append("note", "m/s", {}).utc_ms == round(clock.now.timestamp() * 1000)


@pytest.mark.parametrize(
    ("kind", "body", "error"),
    [
        ("", {}, ValueError),
        ("note", {"n": float("nan")}, ValueError),
        ("note", {"n": object()}, TypeError),
        ("note", [1], ValueError),
    ],
)
def test_what_cannot_be_a_row_is_refused_at_once(opened: Opener, kind: str, body: object, error: type) -> None:
    journal = opened()
    with pytest.raises(error):
        journal.append(kind, "m/s", body)
    assert journal.pending == ()
    with pytest.raises(ValueError, match="offset"):
        opened(clock=lambda: START.replace(tzinfo=None)).append("note", "m/s", {})


def test_names_with_stray_bytes_are_found_again(opened: Opener) -> None:
    """A folder's name need not be UTF-8."""
    name = b"caf\xe9".decode("utf-8", "surrogateescape")
    journal = opened()
    row = journal.append(name, name, {}, name)
    assert list(journal.rows(name, name)) == list(opened().rows(course=name)) == [row]


def test_many_threads_share_one_journal(opened: Opener) -> None:
    journal = opened(busy_ms=5000)
    with ThreadPoolExecutor(8) as pool:
        rows = [
            row
            for rows in pool.map(lambda _: [*fill(journal, 25), *journal.rows("read")][:25], range(8))
            for row in rows
        ]
    assert sorted(rows, key=lambda row: row.key) == list(journal.rows())
    assert len({row.utc_ms for row in rows}) == 200


def test_a_row_that_makes_no_sense_stays_and_is_passed_over(opened: Opener, path: Path, tmp_path: Path) -> None:
    journal = opened()
    rows = fill(journal, 12)
    backup = tmp_path / "backup.jsonl"
    journal.export(backup)
    broken = {0: "{", 1: "[1]", 2: "", 3: "[" * 100_000, 4: '{"n":' + "9" * 5000 + "}"}
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        for number, text in broken.items():
            other.execute("UPDATE log SET body = ? WHERE id = ?", (text, rows[number].id))
        other.execute("UPDATE log SET body = x'00' WHERE id = ?", (rows[5].id,))
        other.execute("UPDATE log SET utc_ms = 'noon' WHERE id = ?", (rows[6].id,))
    assert list(journal.rows()) == rows[7:]
    assert [str(notice) for notice in journal.notices] == [
        f"{path}: 7 rows of the journal cannot be read and are passed over. "
        "Importing an earlier export brings back what it has of them."
    ]
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM log").fetchone() == (12,)
    assert journal.merge(backup) == (7, 5)
    assert list(journal.rows()) == rows


def test_what_was_written_follows_when_the_file_is_replaced(opened: Opener, path: Path) -> None:
    """Another tutorial sets the file aside, or somebody moves it, while this one is open."""
    journal = opened()
    first = fill(journal, 3)
    for file in path.parent.iterdir():
        file.rename(path.parent / f"gone-{file.name}")
    other = opened(new_id=Ids(50)).append("note", "m/s", {"from": "the other"})
    assert {row.id for row in journal.rows()} == {row.id for row in (*first, other)}
    last = journal.append("note", "m/s", {})
    assert sorted(row.id for row in opened().rows()) == sorted(row.id for row in (*first, other, last))
    for file in path.parent.glob("journal.sqlite*"):
        file.unlink()
    journal.close()
    assert [row.id for row in opened().rows()] == [row.id for row in (*first, last)]


def test_a_journal_without_a_file_keeps_all_in_memory(opened: Opener, tmp_path: Path) -> None:
    journal = opened(None)
    rows = fill(journal, 3)
    assert list(journal.pending) == list(journal.rows()) == rows
    assert (journal.retry(), journal.left_aside, journal.save_elsewhere(tmp_path / "x.jsonl")) == (False, (), 3)
    assert opened().merge(tmp_path / "x.jsonl") == (3, 0)
    assert (journal.forget(), list(journal.rows())) == (3, [])


def test_a_link_to_a_journal_is_followed(opened: Opener, path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.sqlite"
    link.symlink_to(path)
    row = opened(link).append("note", "m/s", {})
    assert link.is_symlink()
    assert list(opened().rows()) == [row]


def test_leaving_commits_what_waits(path: Path, clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with Journal.open(path, clock=clock) as journal:
        row = journal.append("note", "m/s", {})
        assert journal.pending == (row,)
        (tmp_path / "data").unlink()
    with Journal.open(path) as journal:
        assert list(journal.rows()) == [row]
