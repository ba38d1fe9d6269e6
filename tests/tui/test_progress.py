"""The place of progress: what it says, where its rows lead, what it writes."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from orchestra_tui.journal.events import read_row
from orchestra_tui.journal.store import Journal
from orchestra_tui.quiz.sitting import Mode
from orchestra_tui.tui.screens.check.offers import day_of
from orchestra_tui.tui.screens.check.sitting import SittingScreen
from orchestra_tui.tui.screens.progress.screen import ProgressScreen
from orchestra_tui.tui.screens.reader import ReaderScreen
from orchestra_tui.tui.screens.rows import bar, columns
from orchestra_tui.tutor.quiz import Quiz
from tests.quiz.samples import RIGHT
from tests.tui.quiz_stage import ISOLATION, RIGHT_KEYS, ROLES_REF, learning, press, type_in
from tests.tui.stage import make_app, settled, shown

WRONG = {"roles.first": "tester", "roles.second": False, "roles.third": "architect", "roles.fourth": "git branch"}


def study(tmp_path: Path, *, wrong: tuple[str, ...] = (), days: int = 0, everything: bool = False) -> None:
    """Somebody read and answered: about roles, with these answers wrong though sure, or everything."""
    app = make_app(tmp_path)
    moment = [datetime.now(UTC) - timedelta(days=days, minutes=30)]

    def clock() -> datetime:
        moment[0] += timedelta(seconds=5)
        return moment[0]

    with Journal.open(app.options.home.journal, clock=clock) as journal:
        quiz = Quiz(app.course, journal)
        for ref in (ROLES_REF, *((ISOLATION,) if everything else ())):
            journal.append(*read_row(str(ref)), app.course.id)
            sitting = quiz.begin(Mode.PRACTICE, [ref], seed=1)
            for id in sitting.questions:
                keys = RIGHT_KEYS | {f"isolation.{name}": key for name, key in RIGHT.items()}
                given = WRONG[id] if id in wrong else keys[id]
                sitting, _verdict = quiz.answer(sitting, id, given, confidence=3 if id in wrong else 2, ms=9000)
            quiz.finish(sitting)


async def prepared(tmp_path: Path, **studied: Any) -> None:
    async with learning(tmp_path):
        pass
    study(tmp_path, **studied)


async def to_row(pilot: Any, words: str) -> ProgressScreen:
    """Put the cursor on the row with these words."""
    screen = cast("ProgressScreen", pilot.app.screen)
    number = next(
        number
        for number, row in enumerate(screen.board.rows)
        if row.value is not None and words in "".join(text for text, _ink in (*row.left, *row.right))
    )
    await pilot.press("home")
    while screen.board.cursor != number:
        before = screen.board.cursor
        await pilot.press("down")
        assert screen.board.cursor != before, words
    return screen


async def test_before_the_first_answer_there_is_one_next_step_and_an_empty_map(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, _app):
        await press(pilot, "f6")
        picture = shown(pilot)
        assert "▸ Read: Isolation" in picture
        assert "Sections and skills" in picture
        assert "questions answered: 0 of 15" in picture
        assert "How sure" not in picture
        await press(pilot, "enter")
        assert cast("ReaderScreen", pilot.app.screen).current.ref == ISOLATION


async def test_everything_that_is_known_is_told_in_words_numbers_and_signs(tmp_path: Path) -> None:
    await prepared(tmp_path, wrong=("roles.first", "roles.third", "roles.fourth"))
    async with learning(tmp_path, size=(90, 60)) as (pilot, _app):
        await press(pilot, "f6")
        picture = shown(pilot)
        line = next(line for line in picture.splitlines() if "✓ Roles" in line)
        assert line.split()[-8:] == ["░", "0", "░", "0", "█", "100", "░", "0"]
        assert "You were sure, and wrong" in picture
        assert "3 questions" in picture
        assert "Who plans?" in picture
        assert "◐ Say who writes." in picture  # the weak topic, in its author's words
        assert "3 sure" in picture
        assert "  0 %  3 answers" in picture
        assert "100 %  1 answer" in picture
        assert "Reviews of the next days" in picture
        assert "questions answered: 4 of 15 · result: 25 %" in picture
        bars = picture.split("Reviews of the next days")[1].splitlines()[1:4]
        assert any(set(row.strip()) <= set(" ▁▂▃▄▅▆▇█") and row.strip() for row in bars)


async def test_rows_are_read_and_repeated_by_key_and_mouse(tmp_path: Path) -> None:
    await prepared(tmp_path, wrong=("roles.first", "roles.third"))
    async with learning(tmp_path, size=(90, 60)) as (pilot, app):
        await press(pilot, "f6")
        await to_row(pilot, "Say who writes.")
        assert "a repeat" in shown(pilot)
        await press(pilot, "a")
        await settled(pilot)
        sitting = cast("SittingScreen", app.screen).session.sitting
        assert set(sitting.questions) == {"roles.third", "roles.fourth"}
        assert sitting.mode is Mode.PRACTICE
        await press(pilot, "escape")
        screen = await to_row(pilot, "Who plans?")
        await press(pilot, "r")
        reader = cast("ReaderScreen", app.screen)
        assert reader.current.ref == ROLES_REF
        await press(pilot, "f6")
        assert app.screen is screen
        row = next(n for n, each in enumerate(screen.board.rows) if any("Who plans?" in text for text, _ in each.left))
        await pilot.click(screen.board, offset=(20, row - screen.board.scroll_offset.y))
        await settled(pilot)
        await settled(pilot)
        assert cast("SittingScreen", app.screen).session.sitting.questions == ("roles.first",)


async def test_a_section_of_the_map_opens_its_check_and_its_whole_practice(tmp_path: Path) -> None:
    await prepared(tmp_path)
    async with learning(tmp_path) as (pilot, app):
        await press(pilot, "f6")
        await to_row(pilot, "· Isolation")
        await press(pilot, "a")
        await settled(pilot)
        assert len(cast("SittingScreen", app.screen).session.sitting.questions) == 11
        await press(pilot, "escape")
        await to_row(pilot, "✓ Roles")
        await press(pilot, "enter")
        await settled(pilot)
        assert cast("SittingScreen", app.screen).session.sitting.mode is Mode.CHECK
        await press(pilot, "escape")
        assert isinstance(app.screen, ProgressScreen)


async def test_the_module_is_done_when_everything_is_read_and_checked(tmp_path: Path) -> None:
    await prepared(tmp_path, everything=True, wrong=("roles.first",))
    async with learning(tmp_path, size=(90, 50)) as (pilot, _app):
        await press(pilot, "f6")
        picture = shown(pilot)
        assert "★ The module is done" in picture
        assert "2 sections read and checked" in picture
        assert "Strongest: Isolation." in picture
        assert "Weakest: Roles." in picture


async def test_progress_is_saved_to_a_file_and_the_screen_says_which(tmp_path: Path) -> None:
    await prepared(tmp_path, wrong=("roles.first",))
    async with learning(tmp_path, size=(140, 40)) as (pilot, _app):
        await press(pilot, "f6")
        for number, name in enumerate(("sheet.md", "log.jsonl")):
            await press(pilot, "x", *["down"] * number, "enter")
            await pilot.press("ctrl+u")
            await type_in(pilot, str(tmp_path / name).replace("_", "_"))
            await press(pilot, "enter")
            assert f"Saved to {tmp_path / name}" in shown(pilot)
    sheet = (tmp_path / "sheet.md").read_text("utf-8")
    assert "| Roles | 0 % | 100 % | 100 % | 100 % | 75 % |" in sheet
    assert "Who `plans`?" in sheet
    assert "right: The architect" in sheet
    kinds = [json.loads(line).get("kind") for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()]
    assert kinds.count("answer") == 4


async def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    async with learning(tmp_path, size=(140, 40)) as (pilot, app):
        await press(pilot, "f6", "x", "enter")
        await pilot.press("ctrl+u")
        await type_in(pilot, f"{tmp_path}/a course/course/module/theory.md/no.md")
        await press(pilot, "enter")
        assert any("theory.md" in str(note.message) for note in app._notifications)


def test_columns_tell_counts_apart_down_to_one() -> None:
    rows = columns([0, 1, 50, 100], 3)
    assert [len(row) for row in rows] == [4, 4, 4]
    assert [row[0] for row in rows] == [" ", " ", " "]
    assert rows[-1][1] == "▁"
    assert [row[2] for row in rows] == [" ", "▄", "█"]
    assert [row[3] for row in rows] == ["█", "█", "█"]
    assert columns([], 2) == ["", ""]


@pytest.mark.parametrize(("share", "filled"), [(0, 0), (0.001, 1), (0.5, 5), (1, 10), (7, 10)])
def test_a_bar_shows_anything_that_is_more_than_nothing(share: float, filled: int) -> None:
    done, rest = bar(share, 10, "success")
    assert (len(done[0]), len(rest[0])) == (filled, 10 - filled)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2027-01-31", "2027-01-31"), ("31.01.2027", "2027-01-31"), ("31/1", "2027-01-31"), ("24.12", "2026-12-24"),
     ("23.11.2026", "2026-11-23"), ("22.11.2026", None), ("31.02.2027", None), ("soon", None), ("1.2.3.4", None),
     ("", None), ("99999-01-01", None), ("-5.1", None)],
)  # fmt: skip
def test_a_target_day_as_people_type_it(text: str, day: str | None) -> None:
    found = day_of(text, date(2026, 11, 23))
    assert (found.isoformat() if found else None) == day
