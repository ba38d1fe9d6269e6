"""A journal holds a set of rows: how they came into it does not matter, and nothing makes it lose one."""

from __future__ import annotations

import tempfile
from pathlib import Path
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from orchestra_tui.journal.row import Row
from orchestra_tui.journal.store import Journal
from tests.journal.conftest import START, Clock, Ids

BODIES = st.dictionaries(
    st.text(max_size=3),
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5) | st.lists(st.integers(), max_size=2),
    max_size=3,
)  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
ROWS = st.builds(
    Row,
    st.integers(1, 60).map(lambda number: str(UUID(int=number))),
    st.integers(0, 3) | st.integers(-(2**53), 2**53),
    st.integers(-720, 840),
    TEXT,
    st.sampled_from(["read", "note", "из будущего"]),
    TEXT,
    st.integers(1, 3),
    BODIES,
)


def export_of(*files: Path, at: Path) -> str:
    """The rows of a journal into which these exports were brought, in this order."""
    with Journal.open(at, clock=lambda: START) as journal:
        for file in files:
            journal.merge(file)
        journal.export(at.with_suffix(".jsonl"))
    return at.with_suffix(".jsonl").read_text("utf-8")


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(ROWS, unique_by=lambda row: row.id, max_size=24), data=st.data())
def test_union_of_exports(rows: list[Row], data: st.DataObject) -> None:
    parts = [data.draw(st.sets(st.integers(0, max(0, len(rows) - 1)))) if rows else set() for _ in range(3)]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        empty = home / "empty.jsonl"
        with Journal.open(home / "empty.sqlite", clock=lambda: START) as journal:
            journal.export(empty)
        files = []
        for number, part in enumerate(parts):
            files.append(home / f"{number}.jsonl")
            picked = "".join(rows[index].line() + "\n" for index in part)
            files[-1].write_text(empty.read_text() + picked, encoding="utf-8")
        a, b, c = files
        all_of_them = export_of(a, b, c, at=home / "abc.sqlite")
        present = sorted((rows[index] for index in set().union(*parts)), key=lambda row: row.key)
        assert all_of_them == empty.read_text() + "".join(row.line() + "\n" for row in present)
        assert export_of(c, b, a, at=home / "cba.sqlite") == all_of_them, "commutative"
        export_of(b, c, at=home / "bc.sqlite")
        assert export_of(a, home / "bc.jsonl", at=home / "a-bc.sqlite") == all_of_them, "associative"
        assert export_of(home / "abc.jsonl", b, at=home / "abc.sqlite") == all_of_them, "idempotent"


LONG = st.integers(1000, 9000).map(lambda size: {"text": "long" * size})
"""Bodies that do not fit where the disk is full."""


class AppendAndReopen(RuleBasedStateMachine):
    """Two tutorials on one file append, close, fill the disk, bring in and forget; a set of rows is the model."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.home = Path(self.folder.name)
        self.path = self.home / "data" / "journal.sqlite"
        self.clock = Clock()
        self.ids = Ids(5)
        self.saved: dict[str, Row] = {}
        self.waiting: list[dict[str, Row]] = [{}, {}]

    @initialize()
    def begin(self) -> None:
        self.journals = [self.open(), self.open()]

    def open(self) -> Journal:
        return Journal.open(self.path, clock=self.clock, new_id=self.ids, busy_ms=1000)

    def wrote(self, who: int) -> None:
        """Whatever waited went along."""
        if not self.journals[who].pending:
            self.saved |= self.waiting[who]
            self.waiting[who] = {}

    @rule(
        who=st.integers(0, 1),
        kind=st.sampled_from(["read", "note"]),
        course=st.sampled_from(["a", "b"]),
        body=BODIES | LONG,
    )
    def append(self, who: int, kind: str, course: str, body: dict) -> None:
        row = self.journals[who].append(kind, "m/s", body, course)
        self.waiting[who][row.id] = row
        self.wrote(who)

    @rule(who=st.integers(0, 1))
    def reopen(self, who: int) -> None:
        self.limit(who, 1_000_000)
        self.journals[who].close()
        self.journals[who] = self.open()
        self.wrote(who)

    @precondition(lambda self: self.path.exists())
    @rule(who=st.integers(0, 1))
    def fill_the_disk(self, who: int) -> None:
        self.limit(who, 1)

    @rule(who=st.integers(0, 1))
    def make_room(self, who: int) -> None:
        self.limit(who, 1_000_000)
        assert self.journals[who].retry()
        self.wrote(who)

    @rule(who=st.integers(0, 1))
    def carry_over(self, who: int) -> None:
        self.make_room(who)
        self.journals[1 - who].export(self.home / "out.jsonl")
        added, known = self.journals[who].merge(self.home / "out.jsonl")
        assert added == len(self.waiting[1 - who].keys() - self.saved.keys())
        assert added + known == len(self.saved | self.waiting[1 - who])
        self.saved |= self.waiting[1 - who]

    @rule(who=st.integers(0, 1), course=st.sampled_from(["a", "b", None]))
    def forget(self, who: int, course: str | None) -> None:
        self.make_room(who)
        gone = {row.id for row in self.saved.values() if course in {None, row.course}}
        assert self.journals[who].forget(course) == len(gone)
        self.saved = {id_: row for id_, row in self.saved.items() if id_ not in gone}

    def limit(self, who: int, pages: int) -> None:
        database = self.journals[who]._keeper._database
        if database is not None:
            database._connection.execute(f"PRAGMA max_page_count = {pages}")

    @invariant()
    def each_sees_what_is_saved_and_what_it_holds_itself(self) -> None:
        for journal, waiting in zip(getattr(self, "journals", ()), self.waiting, strict=False):
            expected = sorted((self.saved | waiting).values(), key=lambda row: row.key)
            assert list(journal.rows()) == expected
            assert {row.id for row in journal.pending} == set(waiting)
            assert journal.left_aside == ()

    def teardown(self) -> None:
        for journal in getattr(self, "journals", ()):
            journal.close()
        self.folder.cleanup()


AppendAndReopen.TestCase.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
TestAppendAndReopen = AppendAndReopen.TestCase
