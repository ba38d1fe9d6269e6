"""Several real processes on one journal, and processes that are killed."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.journal.conftest import Opener

WRITER = """
import sys
from pathlib import Path
from orchestra_tui.journal.store import Journal

# SQLite's lock is not fair: on a loaded disk one writer may starve another for long, and loses nothing by it.
journal = Journal.open(Path(sys.argv[1]), busy_ms=60_000)
for number in range(int(sys.argv[2])):
    row = journal.append("answer", "m/s", {"number": number, "text": "word " * 60}, sys.argv[3])
    assert not journal.pending, journal.notices
    sys.stdout.write(row.id + "\\n")
    sys.stdout.flush()
journal.close()
"""


def writer(path: Path, count: int, course: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(count), course],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_tutorials_lose_nothing(opened: Opener, path: Path) -> None:
    """Both begin where there is no file yet, while a third reads."""
    writers = [writer(path, 500, course) for course in ("one", "two")]
    journal = opened(busy_ms=5000)
    seen = 0
    while any(process.poll() is None for process in writers):
        count = sum(1 for _ in journal.rows())
        assert count >= seen
        seen = count
        time.sleep(0.05)
    for process, course in zip(writers, ("one", "two"), strict=True):
        out, err = process.communicate()
        assert (process.returncode, err) == (0, "")
        rows = list(journal.rows(course=course))
        assert [row.id for row in rows] == out.split()
        assert [row.body["number"] for row in rows] == list(range(500))
    assert (journal.left_aside, journal.notices) == ((), ())


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed like this there")
def test_killed_while_appending(opened: Opener, path: Path) -> None:
    """Ten times: every row that append returned is there, in order, and once."""
    chance = random.Random(11)
    expected: list[str] = []
    for round_ in range(10):
        process = writer(path, 100_000, f"round {round_}")
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _ in range(chance.randint(1, 15))]
        time.sleep(chance.random() / 50)
        os.kill(process.pid, signal.SIGKILL)
        # Not communicate(): it would pass over what readline() has buffered.
        assert process.stderr is not None
        out, err = process.stdout.read(), process.stderr.read()
        process.wait()
        process.stdout.close()
        process.stderr.close()
        whole = out[: out.rfind("\n") + 1]
        told += whole.split()
        assert (process.returncode, err) == (-signal.SIGKILL, "")

        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        journal = opened()
        rows = [row.id for row in journal.rows(course=f"round {round_}")]
        assert rows[: len(told)] == told
        assert len(rows) <= len(told) + 1, "only the row being written may be there without having been told"
        expected += rows
        assert [row.id for row in journal.rows()] == expected
        assert len(set(expected)) == len(expected)
        assert (journal.left_aside, journal.notices) == ((), ())
        if round_ % 2:
            journal.close()
