"""The learner's journal: rows are appended and never changed; everything known about the learner is derived from them.

Importing this loads SQLite; whoever draws first imports it afterwards.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import UUID, uuid4

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.journal import damage, faults, transfer
from orchestra_tui.journal.database import PAGE, Database, Values
from orchestra_tui.journal.keeper import Keeper
from orchestra_tui.journal.row import Body, Row, from_stored, normal, plain

__all__ = ["Journal", "Row"]

Clock = Callable[[], datetime]

_BACKWARDS_MS = 24 * 60 * 60 * 1000
"""How far a clock may be set back before its new time counts for more than the order of the rows."""


def local_now() -> datetime:
    """The time, with the offset of the place the learner is in."""
    return datetime.now().astimezone()


class Journal:
    """One file of rows, shared by all tutorials that are open; all methods may be called from any thread.

    Made by `Journal.open`. `append` never fails for want of a disk: see `pending` and `notices`. Reading raises
    OrchestraError where the file is locked for too long or may not be read.
    """

    def __init__(self, path: Path | None, clock: Clock, new_id: Callable[[], UUID], busy_ms: int) -> None:
        self._clock = clock
        self._new_id = new_id
        self._last_ms: int | None = None
        self._skipped: set[object] = set()
        self._keeper = Keeper(path, self._today, busy_ms)

    @classmethod
    def open(
        cls, path: Path | None, *, clock: Clock = local_now, new_id: Callable[[], UUID] = uuid4, busy_ms: int = 5000
    ) -> Self:
        """The journal at `path`, which is made on the first append; with None it is kept in memory only.

        Raises OrchestraError where the file is of a newer version or no file at all. A damaged file is set aside, what
        can be read of it goes into a new one, and `notices` says so.
        """
        journal = cls(_resolved(path), clock, new_id, busy_ms)
        journal._last_ms = journal._keeper.look()
        return journal

    @property
    def path(self) -> Path | None:
        """The file, with links followed."""
        return self._keeper.path

    @property
    def pending(self) -> tuple[Row, ...]:
        """The rows that could not be committed yet; never waits."""
        return self._keeper.pending

    @property
    def notices(self) -> tuple[OrchestraError, ...]:
        """What the learner should be told now, a line each; never waits."""
        return tuple(self._keeper.notices.values())

    @property
    def left_aside(self) -> tuple[Path, ...]:
        """The damaged files that were kept; they hold rows too, and only the learner deletes them."""
        return tuple(damage.left(self.path)) if self.path else ()

    def append(self, kind: str, subject: str, body: Body, course: str = "", *, v: int = 1) -> Row:
        """Adds a row and returns it once it is on the disk, or waits in `pending` because the disk cannot take it.

        The rows of a journal have rising times, whatever the clock does within a day. Raises ValueError or TypeError
        for an empty kind or a body that JSON cannot say.
        """
        if not kind:
            raise ValueError("a row needs a kind")
        shape = normal(body)
        with self._keeper.lock:
            utc_ms, offset = self._stamp()
            row = Row(str(self._new_id()), utc_ms, offset, plain(course), plain(kind), plain(subject), v, shape)
            self._keeper.put(row)
            return row

    def retry(self) -> bool:
        """Tries again to commit what is pending; True if nothing is any more."""
        return self._keeper.flush()

    def rows(
        self, kind: str | Collection[str] | None = None, course: str | None = None, *, newest_first: bool = False
    ) -> Iterator[Row]:
        """The rows of these kinds and this course, pending ones too, by time and id; read as they are asked for."""
        kinds = {plain(kind)} if isinstance(kind, str) else None if kind is None else {plain(one) for one in kind}
        where = None if course is None else plain(course)
        with self._keeper.lock:
            shelves = self._shelves(kinds, where)
            waiting = {row.id: row for row in self._keeper.queue.values() if _fits(row, kinds, where)}
        streams = [self._stream(*shelf, newest_first) for shelf in shelves]
        kept = (row for row in heapq.merge(*streams, key=_KEY, reverse=newest_first) if row.id not in waiting)
        held = sorted(waiting.values(), key=_KEY, reverse=newest_first)
        return heapq.merge(kept, held, key=_KEY, reverse=newest_first)

    def export_lines(self) -> Iterator[str]:
        """The whole journal as lines of an export."""
        return transfer.lines(self.rows(), self._clock())

    def export(self, path: Path) -> int:
        """Writes the whole journal to a file and returns the number of rows; raises OrchestraError."""
        transfer.guard(path, self.path)
        return transfer.save(path, self.export_lines())

    def save_elsewhere(self, path: Path) -> int:
        """Like `export`, but where the file cannot be read, what is pending and what this session wrote is saved."""
        transfer.guard(path, self.path)
        rows: dict[str, Row] = {}
        try:
            rows.update((row.id, row) for row in self.rows())
        except OrchestraError as error:
            self._keeper.note("unreadable", error)
            rows.update(self._keeper.held())
        return transfer.save(path, transfer.lines(sorted(rows.values(), key=_KEY), self._clock()))

    def merge(self, path: Path) -> tuple[int, int]:
        """Brings in an exported file, all of it or nothing: (rows added, rows known already); raises OrchestraError."""
        return self._bring_in(transfer.load(path))

    def merge_lines(self, lines: Iterable[bytes], name: str) -> tuple[int, int]:
        """Like `merge`, from the lines of an open stream that faults call `name`."""
        return self._bring_in(transfer.parse(lines, name))

    def forget(self, course: str | None = None) -> int:
        """Erases the rows of a course, or all, from the disk and from memory, and returns how many.

        Raises OrchestraError where the file cannot be written. Files in `left_aside` are not touched.
        """
        where = None if course is None else plain(course)
        keeper = self._keeper
        with keeper.lock:
            count = keeper.change(lambda database: database.erase(where), 0, create=False)
            count += len(keeper.drop(where))
            clean = keeper.change(Database.scrub, True, create=False)
            keeper.note("lingering", None if clean or self.path is None else faults.lingering(self.path))
            return count

    def close(self) -> None:
        """Tries a last time to commit what is pending, and lets go of the file."""
        self._keeper.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _bring_in(self, rows: list[Row]) -> tuple[int, int]:
        added = self._keeper.change(lambda database: database.insert(rows), 0, create=True)
        self._skipped.difference_update(row.id for row in rows)
        return added, len(rows) - added

    def _shelves(self, kinds: set[str] | None, course: str | None) -> list[tuple[str, str]]:
        if kinds is not None and course is not None:
            return [(course, kind) for kind in sorted(kinds)]
        nothing: list[tuple[str, str]] = []
        found = self._keeper.read(Database.shelves, nothing)
        return [pair for pair in found if course in {None, pair[0]} and (kinds is None or pair[1] in kinds)]

    def _stream(self, course: str, kind: str, newest_first: bool) -> Iterator[Row]:
        page = self._page(course, kind, None, newest_first)
        while page:
            for values in page:
                row = from_stored(values)
                if row is None:
                    self._skip(values[0])
                else:
                    yield row
            if len(page) < PAGE:
                return
            page = self._page(course, kind, (page[-1][1], page[-1][0]), newest_first)

    def _page(self, course: str, kind: str, after: tuple[object, object] | None, newest_first: bool) -> list[Values]:
        def work(database: Database) -> list[Values]:
            return database.page(course, kind, after, newest_first=newest_first)

        return self._keeper.read(work, [])

    def _skip(self, row_id: object) -> None:
        self._skipped.add(row_id)
        if self.path is not None:
            self._keeper.note("skipped", faults.skipped(self.path, len(self._skipped)))

    def _stamp(self) -> tuple[int, int]:
        now = self._clock()
        offset = now.utcoffset()
        if offset is None:
            raise ValueError("the clock must say its offset from UTC")
        utc_ms = round(now.timestamp() * 1000)
        if self._last_ms is not None and self._last_ms - _BACKWARDS_MS < utc_ms <= self._last_ms:
            utc_ms = self._last_ms + 1
        self._last_ms = utc_ms
        return utc_ms, round(offset.total_seconds() / 60)

    def _today(self) -> date:
        return self._clock().date()


_KEY = attrgetter("key")


def _fits(row: Row, kinds: set[str] | None, course: str | None) -> bool:
    return course in {None, row.course} and (kinds is None or row.kind in kinds)


def _resolved(path: Path | None) -> Path | None:
    try:
        return path.resolve() if path else None
    except (OSError, RuntimeError):
        return path
