"""The place where questions are asked: every way in, every way on, and every way back."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from orchestra_tui.journal.answers import APPEAL, SITTING_END, TARGET, appeals, target
from orchestra_tui.journal.store import Journal
from orchestra_tui.quiz.sitting import Mode
from orchestra_tui.tui.places import INVITED, INVITED_MINUTES
from orchestra_tui.tui.screens.check.page import Phase
from orchestra_tui.tui.screens.check.result import ResultScreen
from orchestra_tui.tui.screens.check.sitting import SittingScreen
from orchestra_tui.tui.screens.check.start import StartScreen
from orchestra_tui.tui.screens.check.words import minutes
from orchestra_tui.tui.screens.picker import Picker
from orchestra_tui.tui.screens.reader import ReaderScreen
from orchestra_tui.tutor.quiz import CHECK, Quiz
from tests.tui.quiz_stage import ISOLATION, RIGHT_KEYS, ROLES_REF, answered, begin, learning, press, rows, type_in
from tests.tui.stage import make_app, settled, shown


async def answer(pilot: Any, *, right: bool = True, sure: str = "3") -> None:
    """Answer the question on the screen, whichever of the roles it is, and go on to its verdict."""
    screen = cast("SittingScreen", pilot.app.screen)
    box: Any = screen.box
    match screen.current:
        case "roles.first":
            await pilot.press(str(box.order.index("architect" if right else "tester") + 1))
        case "roles.second":
            await pilot.press("1" if right else "2")
        case "roles.third":
            await type_in(pilot, "developer" if right else "architect")
        case "roles.fourth":
            await type_in(pilot, "git worktree list" if right else "git branch")
    await press(pilot, "enter")
    await press(pilot, sure)


@pytest.fixture(autouse=True)
def same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions come in the same order in every run."""
    monkeypatch.setattr("secrets.randbelow", lambda bound: 7)


async def to_roles(pilot: Any) -> ReaderScreen:
    """Open the section in the text, at its end."""
    reader = cast("ReaderScreen", pilot.app.screen)
    reader.jump("module/roles")
    await press(pilot, "end")
    return reader


# From the text and back


async def test_a_section_invites_to_its_questions_and_leaving_leads_back_to_the_very_line(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        reader = cast("ReaderScreen", app.screen)
        await press(pilot, "end", "up", "up")
        place = reader.here
        assert "Check yourself: 4 questions · 3 min" in reader.page.lines[-1].text
        await press(pilot, "c")
        screen = app.screen
        assert isinstance(screen, SittingScreen)
        assert screen.session.sitting.mode is Mode.CHECK
        assert {asked.ref for asked in screen.session.asked.values()} == {ISOLATION}
        await press(pilot, "escape")
        assert app.screen is reader
        assert reader.here == place


async def test_the_invitation_can_be_clicked_and_is_not_where_no_questions_are(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        reader = await to_roles(pilot)
        line = len(reader.page.lines) - 1
        await pilot.click(reader.page, offset=(reader.page.margin + 4, line - reader.page.top))
        await settled(pilot)
        await settled(pilot)
        assert isinstance(app.screen, SittingScreen)
        await press(pilot, "escape")
        reader.jump("module/last")
        await settled(pilot)
        assert "Check yourself" not in reader.page.lines[-1].text
        assert "check yourself" not in shown(pilot)
        await press(pilot, "c")
        assert app.screen is reader


def test_the_invitation_promises_what_a_check_is() -> None:
    assert (CHECK, minutes(CHECK)) == (INVITED, INVITED_MINUTES)


async def test_a_check_from_end_to_end(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        reader = await to_roles(pilot)
        place = reader.here
        await press(pilot, "с")  # the Russian neighbour
        for number in range(4):
            assert f"{number + 1}/4 · Check · Roles" in shown(pilot)
            await answer(pilot, right=number > 0)
            assert ("✗ Not right" if number == 0 else "✓ Right") in shown(pilot)
            await press(pilot, "enter")
        assert isinstance(app.screen, ResultScreen)
        picture = shown(pilot)
        assert "Check · Roles" in picture
        assert "75 %" in picture
        assert "3 of 4 right" in picture
        assert "Repeat what went wrong: 1 question" in picture
        assert len(rows(app, SITTING_END)) == 1
        assert [row.outcome for row in answered(app)] == ["wrong", "right", "right", "right"]
        assert all(row.ms > 0 for row in answered(app))
        await press(pilot, "escape")
        assert app.screen is reader
        assert reader.here == place


async def test_after_the_check_the_next_section_is_one_key_away(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        reader = await to_roles(pilot)
        await press(pilot, "c")
        for _ in range(4):
            await answer(pilot)
            await press(pilot, "enter")
        await press(pilot, "enter")
        assert app.screen is reader
        assert reader.current.ref.section == "last"


async def test_what_went_wrong_is_repeated_and_looked_back_at(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        await begin(pilot, "roles.first", "roles.second")
        for right in (True, False):
            await answer(pilot, right=right)
            await press(pilot, "enter")
        result = app.screen
        assert isinstance(result, ResultScreen)
        wrong = answered(app)[1].question
        await press(pilot, "end", "enter")
        looked = app.screen
        assert isinstance(looked, SittingScreen)
        assert looked.looking
        assert "✗ Not right" in shown(pilot)
        await press(pilot, "p")
        assert "✓ Right" in shown(pilot)
        await press(pilot, "escape")
        assert app.screen is result
        await press(pilot, "home", "down", "enter")
        again = app.screen
        assert isinstance(again, SittingScreen)
        assert again.session.sitting.questions == (wrong,)
        assert len(app.get_screen_stack()) == 2


# The verdict and around it


async def test_the_answer_is_in_the_journal_before_the_verdict_is_told(tmp_path: Path) -> None:
    """The journal is asked, in its own thread, at the moment when the verdict appears."""
    async with learning(tmp_path) as (pilot, app):
        screen = await begin(pilot, "roles.second")
        known: list[int] = []
        tell = screen.tell_verdict

        def watched(*, fresh: bool) -> None:
            known.append(len(answered(app)))
            tell(fresh=fresh)

        screen.tell_verdict = watched  # type: ignore[method-assign]
        await answer(pilot)
        assert known == [1]


async def test_a_verdict_explains_every_option_and_what_was_compared(tmp_path: Path) -> None:
    async with learning(tmp_path, size=(80, 40)) as (pilot, _app):
        screen = await begin(pilot, "roles.first")
        await answer(pilot, right=False)
        said = screen.told.text
        for words in (
            *("✗ Not right", "The architect  ← this was right", "The tester  ← you picked it", "The developer"),
            *("So it is.", "He writes.", "She tests.", "Why", "The architect plans.", "To the passage: Roles"),
        ):
            assert words in said, words
        await begin(pilot, "roles.third")
        await answer(pilot, right=False)
        picture = shown(pilot)
        assert "✗ you    architect" in picture
        assert "✓ right  developer" in picture
        assert "He plans." in picture


async def test_to_the_passage_and_back_to_the_very_question(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        reader = cast("ReaderScreen", app.screen)
        reader.jump("module/last")
        await settled(pilot)
        before = reader.here
        screen = await begin(pilot, "roles.first", "roles.second")
        while screen.current != "roles.first":
            await press(pilot, "n")
        await press(pilot, "t")
        assert app.screen is screen  # not before the answer
        assert "The text opens once you have answered." in shown(pilot)
        await answer(pilot)
        verdict = screen.told.text
        await press(pilot, "е")  # t on the Russian layout
        assert app.screen is reader
        assert reader.current.ref == ROLES_REF
        assert "esc leads back to your question." in shown(pilot)
        await press(pilot, "escape")
        assert app.screen is screen
        assert screen.told.text == verdict
        assert app.focused is screen.told
        await press(pilot, "f2")
        assert reader.here == before
        assert "leads back" not in shown(pilot)


async def test_the_passage_opens_at_its_heading(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        reader = cast("ReaderScreen", app.screen)
        app.open_passage(ISOLATION, "how-to-clean-up")
        await settled(pilot)
        assert any("How to clean up" in line.text for line in reader.page.visible_lines())
        await press(pilot, "f3")
        await press(pilot, "f2")
        assert reader.page.top == 0
        await begin(pilot, "roles.first")
        await answer(pilot)
        link = next(n for n, line in enumerate(app.screen.told.lines) if "To the passage" in line.text)  # type: ignore[attr-defined]
        app.screen.sheet.scroll_end(animate=False)  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.click(app.screen.told, offset=(4, link))  # type: ignore[attr-defined]
        await settled(pilot)
        assert app.screen is reader


async def test_hints_come_one_at_a_time_and_are_counted(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        await begin(pilot, "roles.first")
        assert "hints: 0 of 2" in shown(pilot)
        await press(pilot, "h")
        assert "Hint 1 of 2" in shown(pilot)
        assert "It begins with an a." not in shown(pilot)
        await press(pilot, "р")
        assert "It begins with an a." in shown(pilot)
        assert "h hint" not in shown(pilot)
        await answer(pilot)
        assert answered(app)[0].hints == 2


async def test_i_believe_this_is_right_is_one_key_and_may_have_a_reason(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        await begin(pilot, "roles.third")
        await press(pilot, *"developr", "enter")
        assert "A typo?" in shown(pilot)
        await pilot.press("ctrl+u")
        await answer(pilot, right=False)
        await press(pilot, "!")
        assert "Noted: you believe this is right." in shown(pilot)
        await press(pilot, "!")
        await type_in(pilot, "he does")
        await press(pilot, "enter")
        assert "Noted with your reason." in shown(pilot)
        await press(pilot, "!", "escape")
        said = appeals(rows(app, APPEAL))
        assert [(one.question, one.answer, one.text) for one in said] == [
            ("roles.third", "architect", ""),
            ("roles.third", "architect", "he does"),
        ]
        assert app.focused is app.screen.told  # type: ignore[attr-defined]


async def test_a_right_answer_is_nothing_to_object_to(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        await begin(pilot, "roles.second")
        await answer(pilot)
        await press(pilot, "!")
        assert not rows(app, APPEAL)


async def test_confidence_is_asked_before_the_verdict_and_can_be_switched_off_for_good(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        screen = await begin(pilot, "roles.second", "roles.first")
        while screen.current != "roles.second":
            await press(pilot, "n")
        await press(pilot, "1", "enter")
        assert "How sure are you?" in shown(pilot)
        assert "u stops asking this." in shown(pilot)
        await press(pilot, "escape")
        assert screen.phase is Phase.ASKING
        await press(pilot, "2", "enter", "right", "right", "left", "enter")
        assert answered(app)[0].confidence == 1
        await press(pilot, "enter", "u")
        assert "You are not asked how sure you are." in shown(pilot)
        await press(pilot, "1", "enter")
        assert screen.phase is Phase.JUDGED
        assert answered(app)[1].confidence is None
    again = make_app(tmp_path)
    assert again.options.settings.confidence is False


async def test_looking_around_keeps_what_stands_in_an_answer(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, _app):
        screen = await begin(pilot, "roles.first", "roles.second")
        first = screen.current
        await press(pilot, "1", "n")
        assert screen.current != first
        await press(pilot, "p")
        assert screen.current == first
        assert screen.box
        assert screen.box.answer is not None
        await press(pilot, "p")
        assert "This is the first question." in shown(pilot)
        await press(pilot, "n", "n")
        assert screen.current == first  # what is open comes round again


async def test_the_exhibit_is_copied_to_the_clipboard_and_a_file(tmp_path: Path) -> None:
    async with learning(tmp_path, size=(140, 24)) as (pilot, app):
        await begin(pilot, "roles.second")
        await press(pilot, "y")
        await settled(pilot)
        assert app.clipboard == "echo code"
        assert (app.options.home.state / "copied.txt").read_text("utf-8") == "echo code\n"
        assert "1 line: to the clipboard (OSC 52) and to" in shown(pilot)
        await press(pilot, "ctrl+c")
        assert "Nothing is selected." in shown(pilot)


# Modes


async def test_an_exam_is_silent_timed_and_told_at_its_end(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        screen = await begin(pilot, mode="exam", size=4)
        assert "6:00" in shown(pilot)
        assert "Verdicts come at the end." in shown(pilot)
        await press(pilot, "ctrl+t")
        assert "Hint" not in shown(pilot)
        await answer(pilot, right=False)
        assert screen.phase is Phase.ASKING  # on at once
        assert "Right" not in shown(pilot)
        await press(pilot, "ctrl+b")
        assert screen.phase is Phase.NOTED
        assert "■ Noted" in shown(pilot)
        assert "✗" not in shown(pilot)
        await press(pilot, "t", "!")
        assert app.screen is screen
        assert not rows(app, APPEAL)
        await press(pilot, "enter")
        for _ in range(2):
            await answer(pilot)
        await press(pilot, "ctrl+n")
        assert app.screen is screen  # one is open still
        await press(pilot, "ctrl+p")
        assert isinstance(app.screen, Picker)
        await press(pilot, *"hand", "enter")
        result = app.screen
        assert isinstance(result, ResultScreen)
        assert "50 %" in shown(pilot)
        assert "Not answered: 1 question." in shown(pilot)
        await press(pilot, "end", "enter")
        assert "✓" in shown(pilot) or "Not answered" in shown(pilot)


async def test_an_exam_ends_when_its_time_is_up(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        screen = await begin(pilot, mode="exam", size=2)
        await answer(pilot)
        later = time.monotonic() + 200
        screen.stopwatch._clock = lambda: later
        screen.tick()
        await settled(pilot)
        assert isinstance(app.screen, ResultScreen)
        assert "The time is up." in shown(pilot)
        assert len(rows(app, SITTING_END)) == 1
        assert len(answered(app)) == 1


async def test_the_clock_of_an_exam_stands_while_the_learner_is_elsewhere(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, _app):
        screen = await begin(pilot, mode="exam", size=2)
        await press(pilot, "f2")
        assert screen.left_ms is not None
        before = screen.left_ms
        screen.stopwatch._clock = lambda: time.monotonic() + 1000
        assert screen.left_ms == before


async def test_a_passed_pretest_counts_the_section_as_read(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        await press(pilot, "f3", "down", "down")
        await press(pilot, "o")
        await settled(pilot)
        assert "Pre-test · Roles" in shown(pilot)
        for _ in range(4):
            await answer(pilot)
            await press(pilot, "enter")
        assert "You know this: the section counts as read." in shown(pilot)
        assert "module/roles" in app.desk.reading.read


async def test_cramming_leaves_the_dates_alone(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        await begin(pilot, "roles.second", mode="cram")
        await answer(pilot)
        await press(pilot, "enter")
        assert "Your review dates stay as they were." in shown(pilot)
        assert answered(app)[0].mode == "cram"


def answered_long_ago(tmp_path: Path, days: int = 30) -> None:
    """Somebody answered all questions about roles, so long ago that they are due."""
    app = make_app(tmp_path)
    moment = [datetime.now(UTC) - timedelta(days=days)]

    def clock() -> datetime:
        moment[0] += timedelta(seconds=10)
        return moment[0]

    with Journal.open(app.options.home.journal, clock=clock) as journal:
        quiz = Quiz(app.course, journal)
        sitting = quiz.begin(Mode.CHECK, [ROLES_REF], seed=1)
        for id in sitting.questions:
            sitting, _verdict = quiz.answer(sitting, id, RIGHT_KEYS[id], confidence=2)
        quiz.finish(sitting)


async def test_what_is_due_is_offered_first_and_reviewed(tmp_path: Path) -> None:
    async with learning(tmp_path):
        pass
    answered_long_ago(tmp_path)
    async with learning(tmp_path) as (pilot, app):
        assert " Theory  Check 4  Progress" in shown(pilot)
        await press(pilot, "f3")
        assert "▸ Review: 4 questions · 3 min" in shown(pilot)
        assert "4 for today" in shown(pilot)
        await press(pilot, "enter")
        screen = app.screen
        assert isinstance(screen, SittingScreen)
        assert screen.session.sitting.mode is Mode.REVIEW
        for _ in range(4):
            await answer(pilot)
            await press(pilot, "enter")
        await press(pilot, "escape")
        assert isinstance(app.screen, StartScreen)
        assert "Review: " not in shown(pilot).splitlines()[2]
        assert " Theory  Check  Progress" in shown(pilot)


@pytest.mark.parametrize(
    ("row", "words", "mode"),
    [("Practise a topic", "Say who writes", "practice"), ("Test out of a section", "Roles", "pretest"),
     ("Exam", "10 questions", "exam"), ("Cram", "Roles", "cram")],
)  # fmt: skip
async def test_other_ways_are_chosen_from_lists(tmp_path: Path, row: str, words: str, mode: str) -> None:
    async with learning(tmp_path, size=(100, 36)) as (pilot, app):
        await press(pilot, "f3")
        start = cast("StartScreen", app.screen)
        number = next(n for n, each in enumerate(start.board.rows) if any(text == row for text, _ in each.left))
        start.board.go(number)
        await press(pilot, "enter")
        assert isinstance(app.screen, Picker)
        await type_in(pilot, words)
        await press(pilot, "enter")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, SittingScreen)
        assert screen.session.sitting.mode.value == mode
        if mode == "practice":
            assert set(screen.session.sitting.questions) == {"roles.third", "roles.fourth"}


async def test_the_target_day_is_typed_kept_and_taken_back(tmp_path: Path) -> None:
    async with learning(tmp_path, size=(100, 36)) as (pilot, app):
        await press(pilot, "f3")
        await press(pilot, "end", "enter")
        await type_in(pilot, "31.12.2999")
        await press(pilot, "enter")
        await settled(pilot)
        assert str(target(rows(app, TARGET))) == "2999-12-31"
        assert "2999-12-31, in " in shown(pilot)
        await press(pilot, "end", "enter", "end")
        picker = app.screen
        assert isinstance(picker, Picker)
        await press(pilot, *["down"] * 4, "enter")
        await settled(pilot)
        assert target(rows(app, TARGET)) is None


# Leaving and coming back


async def test_a_sitting_left_in_the_middle_goes_on_the_next_day(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        await to_roles(pilot)
        await press(pilot, "c")
        await answer(pilot)
        await press(pilot, "enter")
        screen = cast("SittingScreen", app.screen)
        left, order = screen.session.sitting.left, screen.session.sitting.questions
        await press(pilot, "ctrl+q")
    async with learning(tmp_path) as (pilot, app):
        await press(pilot, "f3")
        assert "▸ Go on: Check · Roles" in shown(pilot)
        assert "1 of 4 answered, nothing is lost." in shown(pilot)
        await press(pilot, "enter")
        again = cast("SittingScreen", app.screen)
        assert again.session.sitting.questions == order
        assert again.current == left[0]
        assert "You go on where you left off." in shown(pilot)
        await press(pilot, "ctrl+b")
        assert "✓ Right" in shown(pilot)
        await press(pilot, "escape")
        assert isinstance(app.screen, StartScreen)
        await press(pilot, "f2", "c")
        await settled(pilot)
        assert len(answered(app)) == 1


async def test_asking_again_about_a_section_goes_on_with_its_check(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        await to_roles(pilot)
        await press(pilot, "c")
        first = cast("SittingScreen", app.screen)
        await answer(pilot)
        await press(pilot, "f2")
        await press(pilot, "c")
        await settled(pilot)
        assert app.screen is first  # the very same, as it was
        await press(pilot, "escape")
        await press(pilot, "c")
        await settled(pilot)
        assert cast("SittingScreen", app.screen).session.sitting.id == first.session.sitting.id


async def test_what_the_disk_cannot_take_is_told_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    from orchestra_tui.journal.database import Database

    async with learning(tmp_path) as (pilot, app):
        await begin(pilot, "roles.second")

        def full(self: Database, rows: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(Database, "insert", full)
        await answer(pilot)
        assert "✓ Right" in shown(pilot)
        assert any("No space left" in str(note.message) for note in app._notifications)
        assert app.desk.unsaved == 1
        monkeypatch.undo()
        await press(pilot, "!")
    async with learning(tmp_path) as (_pilot, app):
        assert len(answered(app)) == 1


async def test_foreign_words_are_shown_as_they_are_and_selected_as_they_were_written(tmp_path: Path) -> None:
    from tests.tui.quiz_stage import FILES
    from tests.tui.stage import write_course

    nasty = "[b]bold[/b] [/x] \\e[31mred\\u202e"
    sheet = FILES["content/module/quiz/roles.yaml"]
    sheet = sheet.replace("Who `plans`?", f'"Who {nasty}?"').replace("text: The tester", f'text: "{nasty}"')
    sheet = sheet.replace("why: She tests.", f'why: "{nasty}"').replace("Not the developer.", f'"{nasty}"')
    write_course(tmp_path / "a course", {**FILES, "content/module/quiz/roles.yaml": sheet})
    async with learning(tmp_path, size=(100, 40)) as (pilot, app):
        screen = await begin(pilot, "roles.first")
        await press(pilot, "h")
        await answer(pilot, right=False)
        picture = shown(pilot)
        assert picture.count("[b]bold[/b] [/x] \\x1b[31mred\\u202e") == 4
        await pilot.mouse_down(screen.prompt, offset=(4, 1))
        await pilot.hover(screen.prompt, offset=(20, 1))
        await pilot.mouse_up(screen.prompt, offset=(20, 1))
        assert (app.screen.get_selected_text() or "").strip() == "[b]bold[/b] [/x]"
        await press(pilot, "escape")
        assert app.screen is screen
        assert not app.screen.get_selected_text()
        await press(pilot, "enter")
        assert "[b]bold[/b]" in shown(pilot)
        await press(pilot, "f6", "f3")


# Authors


async def test_files_are_looked_at_while_somebody_is_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestra_tui.tui.screens.watching.POLL", 0.05)
    async with learning(tmp_path) as (pilot, _app):
        screen = await begin(pilot, "roles.first")
        path = tmp_path / "a course" / "content" / "module" / "quiz" / "roles.yaml"
        await pilot.pause(0.2)
        path.write_text(path.read_text("utf-8").replace("Who `plans`?", "Who makes the plan?"), "utf-8")
        for _ in range(40):
            await pilot.pause(0.05)
            if "Who makes the plan?" in screen.prompt.text:
                break
        assert "Who makes the plan?" in shown(pilot)
        await press(pilot, "f2")
        assert screen._poll
        assert not screen._poll._active.is_set()  # nobody looks, so nothing is looked at


async def look_again(pilot: Any, path: Path, text: str) -> None:
    """An author saves a file, and a second goes by."""
    screen = pilot.app.screen
    screen.look_at_files()
    await settled(pilot)
    path.write_text(text, "utf-8")
    stat = path.stat()
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000_000))
    screen.look_at_files()
    await settled(pilot)
    await settled(pilot)


async def test_a_changed_file_is_read_again_and_the_place_is_kept(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        path = tmp_path / "a course" / "content" / "module" / "quiz" / "roles.yaml"
        before = path.read_text("utf-8")
        screen = await begin(pilot, "roles.first", "roles.second", "roles.third")
        while screen.current != "roles.first":
            await press(pilot, "ctrl+n")
        await press(pilot, "2")
        assert screen.box
        picked = screen.box.answer
        await look_again(pilot, path, before.replace("Who `plans`?", "Who makes the plan?"))
        assert "Who makes the plan?" in shown(pilot)
        assert "The questions were read again." in shown(pilot)
        assert screen.current == "roles.first"
        assert screen.box.answer == picked

        await look_again(pilot, path, before.replace("kind: recall", "kind: remember"))
        notes = [str(note.message) for note in app._notifications]
        assert any("roles.yaml:8:11: " in note for note in notes), notes
        assert "Who makes the plan?" in shown(pilot)  # the last good ones stay
        await answer(pilot)
        assert "✓ Right" in shown(pilot)

        await look_again(pilot, path, before.replace("roles.second", "roles.other"))
        assert "roles.second" not in screen.session.ids
        assert screen.current == "roles.first"
        assert "✓ Right" in shown(pilot)


async def test_the_first_page_follows_the_files_too_and_tells_what_is_broken(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, _app):
        path = tmp_path / "a course" / "content" / "module" / "quiz" / "roles.yaml"
        before = path.read_text("utf-8")
        await press(pilot, "f3")
        assert "0/4" in shown(pilot)
        await look_again(pilot, path, before.partition("  - id: roles.fourth")[0])
        assert "0/3" in shown(pilot)
        path.write_text("version: 2\n", "utf-8")
    async with learning(tmp_path) as (pilot, _app):
        await press(pilot, "f3")
        assert "roles.yaml:1:10: " in "".join(shown(pilot).split("\n")).replace("  ", "")
        assert "0/11" in shown(pilot)  # the other section is there


async def test_a_course_without_questions_has_no_such_place(tmp_path: Path) -> None:
    app = make_app(tmp_path, files={"course/module/theory.md": "# A\n\n## B\n\nText.\n"})
    async with app.run_test() as pilot:
        await settled(pilot)
        reader = app.screen
        await press(pilot, "escape", "f3", "f6", "g", "c")
        assert app.screen is reader
        assert "Progress" not in shown(pilot)
    app.put_away()
