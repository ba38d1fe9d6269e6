"""Damaged files: set aside, read as far as they go, never deleted; a locked file is not a damaged one."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.journal import damage
from orchestra_tui.journal.carve import Image
from orchestra_tui.journal.database import Database
from orchestra_tui.journal.row import Row
from orchestra_tui.journal.store import Journal
from tests.journal.conftest import Clock, Ids, Opener, fill

PAGE = 4096
ROWS = 400


def overwrite(at: int, data: bytes) -> Callable[[Path], None]:
    def harm(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(at)
            file.write(data)

    return harm


def sql(*statements: str) -> Callable[[Path], None]:
    def harm(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)

    return harm


def truncate(size: int) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(path.read_bytes()[:size])


def other_program(path: Path) -> None:
    path.unlink()
    sql("CREATE TABLE theirs (a)", "PRAGMA user_version = 7", "PRAGMA application_id = 5")(path)


def nothing_of_ours(path: Path) -> None:
    path.unlink()
    sql("CREATE TABLE log (a)")(path)


def zero_a_leaf(path: Path) -> None:
    data = path.read_bytes()
    leaves = [at for at in range(PAGE, len(data), PAGE) if data[at] == 0x0D]
    overwrite(leaves[7], bytes(PAGE))(path)


NOISE = random.Random(4).randbytes(3 * PAGE)
HARM = {
    "not a database": (lambda path: path.write_text("Dear diary,\n" * 400), 0),
    "all zeros": (lambda path: path.write_bytes(bytes(20 * PAGE)), 0),
    "another program's": (other_program, 0),
    "a table of another shape": (nothing_of_ours, 0),
    "only its head is left": (truncate(100), 0),
    "half of it is left": (truncate(20 * PAGE), 100),
    "the last page is missing": (lambda path: truncate(path.stat().st_size - PAGE)(path), ROWS - 20),
    "the first page is zeroed": (overwrite(0, bytes(PAGE)), ROWS),
    "the first bytes are noise": (overwrite(0, NOISE[:99]), ROWS),
    "the table's root is zeroed": (overwrite(PAGE, bytes(PAGE)), ROWS),
    "the index is zeroed": (overwrite(3 * PAGE, bytes(PAGE)), ROWS),
    "a page of rows is zeroed": (zero_a_leaf, ROWS - 20),
    "noise in the middle": (overwrite(20 * PAGE + 99, NOISE), ROWS - 80),
    "the table is missing": (sql("DROP TABLE log"), 0),
    "the index is missing": (sql("DROP INDEX log_order"), ROWS),
    "text that is not UTF-8": (
        sql("UPDATE log SET subject = CAST(x'6dff' AS TEXT) WHERE seq = 9 OR seq % 100 = 0"),
        ROWS - 5,
    ),
}


@pytest.mark.parametrize("name", HARM)
def test_a_damaged_file_is_set_aside_and_what_can_be_read_is_kept(
    name: str, opened: Opener, path: Path, sound: tuple[bytes, list[Row]]
) -> None:
    harm, least = HARM[name]
    data, before = sound
    path.parent.mkdir()
    path.write_bytes(data)
    harm(path)
    harmed = path.read_bytes()

    journal = opened()
    list(journal.rows())
    after = journal.append("note", "m/s", {"text": "after"}, "course")
    rows = list(journal.rows())
    saved = [row for row in before if row in rows]
    assert rows == [*saved, after]
    assert len(saved) >= least

    aside = path.with_name("journal.damaged-2026-03-01.sqlite")
    assert journal.left_aside == (aside,)
    assert aside.read_bytes() == harmed
    (notice,) = (str(notice) for notice in journal.notices)
    assert notice.startswith(f"{path}: The journal was damaged: ")
    assert notice.endswith(f". The damaged file is kept as {aside.name}.")
    assert (f"{len(saved)} rows of it were saved" if saved else "nothing in it could be read") in notice
    again = opened()
    assert (list(again.rows()), again.notices, again.pending) == (rows, (), ())


def test_a_folder_in_its_place_is_set_aside(opened: Opener, path: Path) -> None:
    path.mkdir(parents=True)
    (path / "precious").write_text("kept")
    journal = opened()
    row = journal.append("note", "m/s", {})
    assert list(opened().rows()) == [row]
    assert (journal.left_aside[0] / "precious").read_text() == "kept"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_something_that_is_no_file_is_left_alone(tmp_path: Path, opened: Opener) -> None:
    os.mkfifo(tmp_path / "journal.sqlite")
    with pytest.raises(OrchestraError, match="not a regular file"):
        opened(tmp_path / "journal.sqlite")
    assert [file.name for file in tmp_path.glob("journal*")] == ["journal.sqlite"]


def test_damage_met_while_it_is_open_costs_nothing_of_this_session(opened: Opener, path: Path) -> None:
    """And files that were set aside on the same day keep their own names."""
    journal = opened()
    rows: list[Row] = []
    for number in range(3):
        rows += fill(journal, 5)
        journal.close()
        path.write_text("Dear diary,\n" * 400)
        rows.append(journal.append("note", "m/s", {"number": number}))
    assert list(opened().rows()) == rows
    assert [file.name for file in journal.left_aside] == [
        "journal.damaged-2026-03-01-2.sqlite",
        "journal.damaged-2026-03-01-3.sqlite",
        "journal.damaged-2026-03-01.sqlite",
    ]


@pytest.mark.parametrize("later", [2, 300])
def test_rows_in_the_log_beside_the_file_are_saved_with_it(
    later: int, opened: Opener, path: Path, tmp_path: Path
) -> None:
    """A killed tutorial leaves its newest rows in the -wal file."""
    journal = opened()
    rows = fill(journal, 100)
    journal.close()
    journal = opened(new_id=Ids(9))
    rows += fill(journal, later)
    copy = tmp_path / "copy" / "journal.sqlite"
    copy.parent.mkdir()
    wal = copy.with_name(copy.name + "-wal")
    shutil.copy(path, copy)
    shutil.copy(path.with_name(path.name + "-wal"), wal)
    assert wal.stat().st_size > PAGE
    assert Image.of(copy).rows() == rows
    overwrite(0, NOISE[:PAGE])(copy)
    restored = opened(copy)
    assert list(restored.rows()) == rows


def test_old_pages_left_in_the_log_count_for_nothing(opened: Opener, path: Path) -> None:
    journal = opened()
    rows = fill(journal, 200)
    journal._keeper._database._connection.execute("PRAGMA wal_checkpoint(RESTART)")
    rows += fill(journal, 3)
    assert Image.of(path).rows() == rows


def test_the_files_beside_it_are_set_aside_too(opened: Opener, path: Path) -> None:
    path.parent.mkdir()
    parts = {"": b"Dear diary,\n" * 400, "-wal": NOISE[:PAGE], "-shm": NOISE[:999]}
    for end, data in parts.items():
        path.with_name(path.name + end).write_bytes(data)
    journal = opened()
    fill(journal, 1)
    (aside,) = journal.left_aside
    assert {end: aside.with_name(aside.name + end).read_bytes() for end in ("", "-wal")} == {
        end: parts[end] for end in ("", "-wal")
    }
    assert aside.with_name(aside.name + "-shm").exists()


def test_what_a_killed_tutorial_had_moved_away_is_brought_back(opened: Opener, path: Path) -> None:
    journal = opened()
    rows = fill(journal, 30)
    journal.close()
    overwrite(0, bytes(PAGE))(path)
    damage.park(path, lambda: None)
    (parked,) = damage.parked(path)
    assert opened(path.with_name("unrelated.sqlite")).left_aside == ()
    second = opened()
    assert (list(second.rows()), list(opened().rows())) == (rows, rows)
    assert "30 rows" in str(second.notices[0])
    second.left_aside[0].rename(parked)
    third = opened()
    assert list(third.rows()) == rows, "and not twice if it was killed just before the end"
    assert damage.parked(path) == []


def test_two_tutorials_meet_the_same_damage(opened: Opener, path: Path) -> None:
    one, two = opened(), opened()
    rows = [*fill(one, 20), *fill(two, 20)]
    for journal in (one, two):
        journal._keeper._database._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    overwrite(0, bytes(PAGE))(path)
    rows += [*fill(one, 2), *fill(two, 2)]
    for journal in (one, two, opened()):
        assert sorted(journal.rows(), key=lambda row: row.id) == sorted(rows, key=lambda row: row.id)


def test_salvaged_rows_wait_if_there_is_no_room_for_them(
    opened: Opener, path: Path, sound: tuple[bytes, list[Row]], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opened()
    fill(journal, 1)
    journal.close()
    path.write_bytes(bytes(PAGE) + sound[0][PAGE:])
    insert = Database.insert

    def little_room(database: Database, rows: tuple[Row, ...]) -> int:
        if len(rows) > 10:
            raise sqlite3.OperationalError("database or disk is full")
        return insert(database, rows)

    with monkeypatch.context() as patch:
        patch.setattr(Database, "insert", little_room)
        new = journal.append("note", "m/s", {"text": "new"})
        assert new not in journal.pending
        assert {row.id for row in sound[1]} <= {row.id for row in journal.pending}
        assert "disk is full" in str(journal.notices)
    assert (journal.retry(), journal.pending, journal.notices) == (True, (), ())
    assert len(list(journal.rows())) == ROWS + 2
    journal.close()
    again = opened()
    assert f"{ROWS} rows" in str(again.notices[0]), "the damaged file gets its name when its rows are safe"
    assert len(list(again.rows())) == ROWS + 2


def test_a_damaged_file_that_cannot_be_moved_keeps_the_rows_waiting(
    opened: Opener, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()
    path.write_text("Dear diary,\n" * 400)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(PermissionError(13, "used by another process")))
        journal = opened()
        row = journal.append("note", "m/s", {})
        assert journal.pending == (row,)
        assert any("cannot be moved out of the way" in str(notice) for notice in journal.notices)
        with pytest.raises(OrchestraError, match="cannot be read"):
            list(journal.rows())
    assert path.read_text().startswith("Dear diary")
    assert journal.retry()
    assert list(opened().rows()) == [row]


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_a_locked_file_is_not_a_damaged_one(mode: str, opened: Opener, path: Path) -> None:
    journal = opened()
    rows = fill(journal, 5)
    journal.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"PRAGMA journal_mode = {mode}")
        other.execute("BEGIN EXCLUSIVE")
        journal = opened()
        waiting = [journal.append("note", "m/s", {"n": number}) for number in range(2)]
        assert list(journal.pending) == waiting
        assert "another program keeps it locked" in str(journal.notices[-1])
        if mode == "DELETE":
            with pytest.raises(OrchestraError, match=r"keeps the journal locked\. Close that program"):
                list(journal.rows())
        else:
            assert list(journal.rows()) == [*rows, *waiting]
        with pytest.raises(OrchestraError, match="nothing was changed"):
            journal.forget()
    assert (journal.retry(), journal.pending, journal.left_aside) == (True, (), ())
    assert list(journal.rows()) == list(opened().rows()) == [*rows, *waiting]
    assert journal.notices == ()


@pytest.mark.parametrize("page_size", [512, 1024, 4096, 65536])
def test_bytes_tell_the_same_rows_as_sqlite(page_size: int, opened: Opener, path: Path) -> None:
    path.parent.mkdir()
    sql(f"PRAGMA page_size = {page_size}", "VACUUM")(path)
    journal = opened()
    sizes = [*range(page_size - 300, page_size + 40, 7), 0, 1, 3 * page_size, 70_000]
    for number, size in enumerate(sizes):
        journal.append("note", "м/s" * (number % 50), {"text": "x" * size, "n": number}, v=1 + number * 9_000_000)
    rows = list(journal.rows())
    with_log = Image.of(path).rows()
    journal.close()
    assert path.stat().st_size % page_size == 0
    assert sorted(Image.of(path).rows(), key=lambda row: row.key) == sorted(with_log, key=lambda row: row.key) == rows


@pytest.mark.parametrize("seed", range(24))
def test_whatever_is_damaged_the_journal_goes_on(
    seed: int, opened: Opener, path: Path, sound: tuple[bytes, list[Row]]
) -> None:
    chance = random.Random(seed)
    data = bytearray(sound[0])
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(100, len(data)), chance.choice((1, 30, PAGE, 5 * PAGE))
        data[at : at + length] = chance.choice((bytes(length), chance.randbytes(length)))[: len(data) - at]
    path.parent.mkdir()
    path.write_bytes(data)
    journal = opened()
    list(journal.rows())
    new = fill(journal, 5)
    ids = {row.id for row in (*sound[1], *new)}
    rows = list(opened().rows())
    assert [row for row in new if row in rows] == new
    assert len(rows) == len({row.id for row in rows})
    assert len([row for row in rows if row.id not in ids]) <= 4, "noise may hit an id, but it makes no rows"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[Row]]:
    path = tmp_path_factory.mktemp("sound") / "journal.sqlite"
    with Journal.open(path, clock=Clock(), new_id=Ids(1000)) as journal:
        rows = fill(journal, ROWS)
    return path.read_bytes(), rows


HARMS = st.lists(st.tuples(st.integers(0, 45 * PAGE), st.binary(max_size=9) | st.just(bytes(PAGE))), max_size=6)


@settings(deadline=None)
@given(harms=HARMS, end=st.integers(0, 45 * PAGE))
def test_no_damage_makes_the_salvager_fail(sound: tuple[bytes, list[Row]], harms: list, end: int) -> None:
    data = bytearray(sound[0][:end] if end % 3 else sound[0])
    for at, noise in harms:
        data[at : at + len(noise)] = noise
    rows = Image(bytes(data), bytes(data[::-1])).rows()
    assert len(rows) == len({row.id for row in rows}) <= len(sound[1]) + len(harms)
    if not harms and not end % 3:
        assert rows == sound[1]
