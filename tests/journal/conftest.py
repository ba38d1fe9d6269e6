"""Journals whose clock and ids are the test's."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest

from orchestra_tui.journal.row import Row
from orchestra_tui.journal.store import Journal

START = datetime(2026, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=3)))


class Clock:
    """A clock that goes on by `step` with each look at it, and can be set."""

    def __init__(self, now: datetime = START, step: timedelta = timedelta(seconds=1)) -> None:
        self.now = now
        self.step = step

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


class Ids:
    """UUIDs out of a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def __call__(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)


Opener = Callable[..., Journal]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.sqlite"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(path: Path, clock: Clock) -> Iterator[Opener]:
    """Opens journals that are closed with the test; by default all of them the same file."""
    journals: list[Journal] = []

    def open_(at: Path | None = path, **options: object) -> Journal:
        settings = {"clock": clock, "new_id": Ids(len(journals)), "busy_ms": 100, **options}
        journals.append(Journal.open(at, **settings))
        return journals[-1]

    yield open_
    for journal in journals:
        journal.close()


def fill(journal: Journal, count: int, course: str = "course") -> list[Row]:
    """Appends rows of several kinds."""
    kinds = ("place", "read", "answer")
    return [
        journal.append(kinds[number % 3], f"m/s{number}", {"number": number, "text": "строка " * 9}, course)
        for number in range(count)
    ]
