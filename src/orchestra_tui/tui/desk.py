"""The learner's side of a course: what is read, marked and noted, and one thread that writes it down in order.

What the learner does counts at once and is written later: nobody waits for the disk. Knows no widgets.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Any, TypeVar

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.paths import Home
from orchestra_tui.journal import resume
from orchestra_tui.journal.events import (
    BOOKMARK,
    EVERY_COURSE,
    NOTE,
    READ,
    TOUR,
    Event,
    Spot,
    bookmark_row,
    note_row,
    place_row,
    read_row,
    tour_row,
)
from orchestra_tui.journal.reading import Bookmark, Note, Reading

if TYPE_CHECKING:
    from orchestra_tui.journal.store import Journal

T = TypeVar("T")


def after(reading: Reading, event: Event) -> Reading:
    """The reading once `event` has happened; what the journal will derive from it later."""
    kind, subject, body = event
    if kind == READ:
        return replace(reading, read=reading.read | {subject} if body["read"] else reading.read - {subject})
    if kind == BOOKMARK:
        block, line = int(str(body["block"])), int(str(body["line"]))
        others = [mark for mark in reading.bookmarks if (mark.section, mark.block, mark.line) != (subject, block, line)]
        if body["on"]:
            others.append(Bookmark(subject, block, line, str(body["text"]), round(time() * 1000)))
        return replace(reading, bookmarks=tuple(others))
    if kind == NOTE:
        text = str(body["text"])
        notes = {name: note for name, note in reading.notes.items() if name != subject}
        if text.strip():
            notes[subject] = Note(subject, text, round(time() * 1000))
        return replace(reading, notes=notes)
    return replace(reading, tour_seen=True) if kind == TOUR else reading


class Desk:
    """`reading` is true at any moment. From the writing thread `fetched` is called with what the journal knew, to be
    handed to `take`, and `failed` with what the learner should be told."""

    def __init__(self, home: Home, course: str, failed: Callable[[OrchestraError], None]) -> None:
        self.home = home
        self.course = course
        self.reading = Reading()
        self.loaded = False
        self.fetched: Callable[[Reading], None] = self.take
        self._failed = failed
        self._said: list[Event] = []
        self._told: set[str] = set()
        self._journal: Journal | None = None
        self._hand = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self._last: Future[Any] | None = None

    # What the learner does

    def load(self) -> None:
        """Fetch what the journal knows; `fetched` gets it."""
        self._soon(self._load)

    def take(self, found: Reading) -> None:
        """What the journal knew, with what was done meanwhile on top."""
        for event in self._said:
            found = after(found, event)
        self.reading = replace(found, place=self.reading.place or found.place)
        self.loaded = True

    def mark_read(self, section: str, read: bool = True) -> None:
        """The section is read, or is not."""
        if (section in self.reading.read) != read:
            self._say(read_row(section, read))

    def toggle_bookmark(self, section: str, block: int, line: int, text: str) -> bool:
        """Put a bookmark there or take it away; whether there is one now."""
        there = any((mark.section, mark.block, mark.line) == (section, block, line) for mark in self.reading.bookmarks)
        self._say(bookmark_row(section, block, line, text, on=not there))
        return not there

    def take_note(self, section: str, text: str) -> None:
        """The note of the section is this now; an empty one is none."""
        before = self.reading.notes.get(section)
        if text != (before.text if before else ""):
            self._say(note_row(section, text))

    def stay(self, section: str, block: int, line: int) -> None:
        """The learner is here: kept for the next start."""
        spot = Spot(section, block, line)
        if spot != self.reading.place:
            self.reading = replace(self.reading, place=spot)
            self._soon(lambda: self._keep(spot))

    def finish_tour(self) -> None:
        """The tour was seen."""
        if not self.reading.tour_seen:
            self._say(tour_row(), EVERY_COURSE)

    def save_elsewhere(self, path: Path, done: Callable[[int], None]) -> None:
        """Write the whole journal to a file; `done` gets the number of rows, `failed` what went wrong."""

        def work() -> None:
            try:
                done(self._open().save_elsewhere(path))
            except OrchestraError as fault:
                self._failed(fault)

        self._soon(work)

    @property
    def unsaved(self) -> int:
        """How many things the disk could not take so far."""
        return len(self._journal.pending) if self._journal else 0

    def soon(self, work: Callable[[], None]) -> None:
        """Do something with files in the writing thread, after what is waiting there; a fault of it is told."""

        def guarded() -> None:
            try:
                work()
            except OrchestraError as fault:
                self._failed(fault)

        self._soon(guarded)

    def with_journal(self, work: Callable[[Journal], T]) -> Future[T]:
        """Do something with the journal in the writing thread, which has the outcome; RuntimeError once closed."""

        def told() -> T:
            journal = self._open()
            try:
                return work(journal)
            finally:
                self._tell_notices()

        self._last = found = self._hand.submit(told)
        return found

    def knows(self, event: Event) -> None:
        """Somebody else has written this down already."""
        self.reading = after(self.reading, event)
        if not self.loaded:
            self._said.append(event)

    def settle(self) -> None:
        """Wait until everything said so far is written."""
        if self._last:
            with suppress(Exception):
                self._last.result()

    def close(self) -> None:
        """Write what is waiting and let go of the journal."""
        self._soon(self._close)
        self._hand.shutdown(wait=True)

    # In the writing thread

    def _say(self, event: Event, course: str | None = None) -> None:
        self.reading = after(self.reading, event)
        if not self.loaded:
            self._said.append(event)
        self._soon(lambda: self._append(event, self.course if course is None else course))

    def _soon(self, work: Callable[[], None]) -> None:
        with suppress(RuntimeError):
            self._last = self._hand.submit(work)

    def _open(self) -> Journal:
        if self._journal is None:
            from orchestra_tui.journal.store import Journal

            try:
                self._journal = Journal.open(self.home.journal)
            except OrchestraError as fault:
                self._failed(fault)
                self._journal = Journal.open(None)
        return self._journal

    def _load(self) -> None:
        from orchestra_tui.journal.reading import load

        try:
            found = load(self._open(), self.course)
        except OrchestraError as fault:
            self._tell(fault)
            found = Reading()
        self._tell_notices()
        self.fetched(found)

    def _append(self, event: Event, course: str) -> None:
        self._open().append(*event, course)
        self._tell_notices()

    def _keep(self, spot: Spot) -> None:
        resume.save(self.home.resume, self.course, spot)
        self._append(place_row(*spot), self.course)

    def _close(self) -> None:
        if self._journal:
            self._journal.close()

    def _tell_notices(self) -> None:
        for notice in self._journal.notices if self._journal else ():
            self._tell(notice)

    def _tell(self, fault: OrchestraError) -> None:
        if str(fault) not in self._told:
            self._told.add(str(fault))
            self._failed(fault)
