"""Every type of question, answered by keyboard alone and by mouse; what is typed is never a command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from orchestra_tui.quiz.model import Ask, Sim
from orchestra_tui.quiz.types import QUESTION_TYPES
from orchestra_tui.tui.examiner import Examiner
from orchestra_tui.tui.screens.check.page import Phase
from orchestra_tui.tui.screens.check.sitting import SittingScreen
from orchestra_tui.tui.widgets import questions as widgets
from orchestra_tui.tui.widgets.questions.cloze import ClozeBox
from orchestra_tui.tui.widgets.questions.match import MatchBox
from orchestra_tui.tui.widgets.questions.order import OrderBox
from orchestra_tui.tui.widgets.questions.typed import LineBox
from tests.quiz.samples import QUESTIONS, RIGHT
from tests.tui.quiz_stage import ISOLATION, answered, begin, click_line, learning, line_of, press, type_in
from tests.tui.stage import settled, shown
from tests.tutor.fleets import scenario

ASKED = [name for name in RIGHT if not name.startswith("predict")]


async def pick(pilot: Any, box: Any, ids: list[str]) -> None:
    for id in ids:
        await pilot.press(str(box.order.index(id) + 1))


async def by_keyboard(pilot: Any, name: str, screen: SittingScreen) -> None:
    box: Any = screen.box
    match name:
        case "single":
            await pick(pilot, box, ["keeps"])
        case "multiple":
            await pick(pilot, box, ["ports"])
            while box.order[box.cursor] != "bases":
                await pilot.press("j")
            await pilot.press("space")
        case "truefalse":
            await pilot.press("2")
        case "order":
            for place, id in enumerate(RIGHT["order"], 1):  # type: ignore[arg-type]
                while box.cursor != box.items.index(id):
                    await pilot.press("down")
                await pilot.press(str(place))
        case "match":
            for right in ("t", "e"):
                await pilot.press("abc"[box.order.index(right)])
        case "cloze":
            await type_in(pilot, "add")
            await pilot.press("tab")
            await type_in(pilot, "feat/api")
        case _:
            await type_in(pilot, str(RIGHT[name]))


async def test_by_keyboard_alone(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        for name in ASKED:
            screen = await begin(pilot, f"isolation.{name}", ref=ISOLATION)
            before = len(answered(app))
            await by_keyboard(pilot, name, screen)
            await pilot.press("enter")
            assert screen.phase is Phase.SURE, name
            assert len(answered(app)) == before, name
            await press(pilot, "3")
            assert screen.phase is Phase.JUDGED, screen.note.text
            assert "✓ Right" in shown(pilot), name
            row = answered(app)[-1]
            assert (row.question, row.outcome, row.confidence) == (f"isolation.{name}", "right", 3)
            expected = RIGHT[name]
            assert row.answer == (sorted(expected) if name == "multiple" else expected)  # type: ignore[call-overload]
            await press(pilot, "enter")
            assert "1 of 1 right" in shown(pilot), name


async def by_mouse(pilot: Any, name: str, screen: SittingScreen) -> None:
    box: Any = screen.box
    texts: dict[str, str] = getattr(box, "texts", {})
    match name:
        case "single":
            await click_line(pilot, box, "Ветка остаётся")
        case "multiple":
            for id in ("ports", "bases"):
                await click_line(pilot, box, texts[id])
        case "truefalse":
            await click_line(pilot, box, "False")
        case "order":
            for place, id in enumerate(RIGHT["order"]):  # type: ignore[arg-type]
                at, to = line_of(box.lines, texts[id]), line_of(box.lines, f" {place + 1} ")
                if at != to:
                    await pilot.mouse_down(box, offset=(6, at))
                    await pilot.hover(box, offset=(6, to))
                    await pilot.mouse_up(box, offset=(6, to))
                    await pilot.pause()
        case "match":
            for left, right in (("Агент молчит", "Timeout Swap"), ("Ответ 429", "Error Swap")):
                await click_line(pilot, box, left)
                letter = "abc"[box.order.index({"Timeout Swap": "t", "Error Swap": "e"}[right])]
                await click_line(pilot, box, f" {letter} ")
        case "cloze":
            await pilot.click(box, offset=(box._pieces[1].start + 3, box._pieces[1].line))
            await type_in(pilot, "feat/api")
            await pilot.click(box, offset=(box._pieces[0].start + 3, box._pieces[0].line))
            await type_in(pilot, "add")
        case _:
            await pilot.click(box, offset=(20, 0))
            await type_in(pilot, str(RIGHT[name]))


async def click_key(pilot: Any, word: str) -> None:
    """Click a word of the key bar."""
    bar = pilot.app.screen.key_bar
    column = next(column for column, key in bar.fitting() if key.word == word)
    await pilot.click(bar, offset=(column + 1, 0))
    await settled(pilot)


async def test_by_mouse(tmp_path: Path) -> None:
    async with learning(tmp_path, size=(120, 40)) as (pilot, app):
        for name in ASKED:
            screen = await begin(pilot, f"isolation.{name}", ref=ISOLATION)
            await by_mouse(pilot, name, screen)
            await click_key(pilot, "answer")
            assert screen.phase is Phase.SURE, (name, screen.note.text)
            await pilot.click(screen.sure, offset=(screen.sure._chips[1][1] + 1, screen.sure._chips[1][0]))
            await settled(pilot)
            row = answered(app)[-1]
            assert (row.question, row.outcome, row.confidence) == (f"isolation.{name}", "right", 2)
            await click_key(pilot, "go on")
            assert "1 of 1 right" in shown(pilot), name


async def test_a_second_click_on_an_option_answers(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, _app):
        screen = await begin(pilot, "isolation.single", ref=ISOLATION)
        assert screen.box
        await click_line(pilot, screen.box, "Ветка остаётся")
        await click_line(pilot, screen.box, "Ветка остаётся")
        assert screen.phase is Phase.SURE


async def test_enter_without_a_pick_takes_what_the_cursor_is_on(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, _app):
        screen = await begin(pilot, "isolation.single", ref=ISOLATION)
        await pilot.press("down", "enter")
        assert screen.phase is Phase.SURE
        assert screen.box
        assert screen.box.answer == screen.box.order[1]  # type: ignore[attr-defined]


async def test_nothing_picked_of_several_is_no_answer_and_costs_nothing(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        screen = await begin(pilot, "isolation.multiple", ref=ISOLATION)
        assert "Select all that apply." in shown(pilot)
        await press(pilot, "enter")
        assert screen.phase is Phase.ASKING
        assert "Pick at least one option. It does not count yet." in shown(pilot)
        assert not answered(app)
        await press(pilot, "1")
        assert "It does not count" not in shown(pilot)


async def test_an_item_moves_down_in_every_way(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, _app):
        screen = await begin(pilot, "isolation.order", ref=ISOLATION)
        box = screen.box
        assert isinstance(box, OrderBox)
        before = list(box.items)
        for keys in ("shift+down", "J", "О", "space down space"):
            await pilot.press(*keys.split())
            assert box.items == [before[1], before[0], *before[2:]], keys
            assert not box.held
            await pilot.press("K")
            assert box.items == before, keys


async def test_an_item_clicked_goes_where_is_clicked_next(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, _app):
        screen = await begin(pilot, "isolation.order", ref=ISOLATION)
        box = screen.box
        assert isinstance(box, OrderBox)
        first = box.items[0]
        await pilot.click(box, offset=(6, 0))
        assert box.held
        await pilot.click(box, offset=(6, 3))
        assert not box.held
        assert box.items[3] == first


async def test_pairs_by_arrows_and_without_all_of_them_no_answer(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        screen = await begin(pilot, "isolation.match", ref=ISOLATION)
        box = screen.box
        assert isinstance(box, MatchBox)
        await pilot.press("right", "right", "left")
        assert box.answer == {"timeout": box.order[0]}
        await press(pilot, "enter")
        assert screen.phase is Phase.ASKING
        assert box.cursor == 1  # the row that has none yet
        assert not answered(app)
        await pilot.press("1", "backspace")
        assert box.answer is None
        await pilot.press("ф", "и")  # a and b on the Russian layout
        assert box.answer == {"timeout": box.order[0], "error": box.order[1]}


async def test_typing_commands_nothing_and_tries_come_back(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        screen = await begin(pilot, "isolation.short", ref=ISOLATION)
        await type_in(pilot, "hqtn!gu?p")
        box: Any = screen.box
        assert box.answer == "hqtn!gu?p"
        assert app.screen is screen
        box.field.value = ""
        await type_in(pilot, "worktrea")
        await press(pilot, "enter")
        assert screen.phase is Phase.ASKING
        assert "A typo?" in shown(pilot)
        assert box.answer == "worktrea"  # stays to be mended
        assert not answered(app)
        await pilot.press("backspace")
        assert "A typo?" not in shown(pilot)
        await pilot.press("ctrl+u", "up")
        assert box.answer == "worktrea"
        await pilot.press("down")
        assert box.answer is None
        await type_in(pilot, "worktree")
        await press(pilot, "enter", "enter")
        assert answered(app)[0].outcome == "right"
        assert answered(app)[0].confidence is None


async def test_gaps_are_edited_like_a_line(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        screen = await begin(pilot, "isolation.cloze", ref=ISOLATION)
        box = screen.box
        assert isinstance(box, ClozeBox)
        await type_in(pilot, "bad")
        await pilot.press("home", "delete", "end", "left", "backspace", "x", "right", "d")
        assert box.values[0] == "xdd"
        await pilot.press("ctrl+w")
        await type_in(pilot, "q h")
        assert box.values[0] == "q h"
        await pilot.press("ctrl+u", "tab", "tab")
        assert (box.values[0], box.gap) == ("", 0)
        await press(pilot, "enter")
        assert screen.phase is Phase.ASKING
        app.post_message(__import__("textual.events", fromlist=["Paste"]).Paste("add\n"))
        await settled(pilot)
        assert box.values[0].strip() == "add"
        await pilot.press("enter")
        assert box.gap == 1  # the next empty one first
        await type_in(pilot, "feat/api")
        await press(pilot, "enter", "1")
        assert answered(app)[0].outcome == "right"


async def test_a_gap_shows_all_that_is_typed_and_tells_nothing_by_its_width(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, _app):
        screen = await begin(pilot, "isolation.cloze", ref=ISOLATION)
        box = screen.box
        assert isinstance(box, ClozeBox)
        assert len({piece.stop - piece.start for piece in box._pieces}) == 1
        await type_in(pilot, "a-very-long-answer")
        assert "git worktree  a-very-long-answer" in box.text


async def test_a_prediction_without_a_simulator_says_so_and_is_passed_over(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        app.__dict__["examiner"] = Examiner(lambda: app.course, app.desk, "en")
        screen = await begin(pilot, "isolation.predict", "isolation.truefalse", ref=ISOLATION)
        if "predict" not in screen.current:
            await press(pilot, "n")
        assert "This question is for the fleet" in shown(pilot)
        await press(pilot, "enter")
        assert screen.current == "isolation.truefalse"
        await press(pilot, "2", "enter", "enter", "enter")
        assert "1 of 2 right" in shown(pilot)
        assert [row.question for row in answered(app)] == ["isolation.truefalse"]


@pytest.mark.parametrize(("name", "right"), [("predict", "2 h"), ("predict-choice", "1")])
async def test_a_prediction_with_a_simulator(tmp_path: Path, name: str, right: str) -> None:
    def simulate(sim: Sim, ask: Ask) -> float:
        return 2.0 if ask.form == "number" else 1.5

    async with learning(tmp_path) as (pilot, app):
        app.__dict__["examiner"] = Examiner(lambda: app.course, app.desk, "en", simulate)
        screen = await begin(pilot, f"isolation.{name}", ref=ISOLATION)
        if name == "predict":
            await type_in(pilot, right)
        else:
            await pick(pilot, screen.box, ["later"])
        await press(pilot, "enter", "enter")
        assert answered(app)[0].outcome == "right"
        assert ("In the run: 2 h" if name == "predict" else "In the run: 1.5") in shown(pilot)


async def test_a_prediction_is_judged_by_running_its_scenario(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        folder = app.course.modules[0].content
        assert folder
        (folder / "scenarios").mkdir()
        (folder / "scenarios/too-parallel.yaml").write_text(scenario(), encoding="utf-8")
        screen = await begin(pilot, "isolation.predict-choice", ref=ISOLATION)
        await pick(pilot, screen.box, ["same"])
        await press(pilot, "enter", "enter")
        assert answered(app)[0].outcome == "right"
        assert "In the run: 1" in shown(pilot)


def test_every_type_has_a_widget() -> None:
    folder = Path(widgets.__file__).parent
    assert {f"{name}.py" for name in QUESTION_TYPES} <= {path.name for path in folder.iterdir()}


async def test_a_type_without_a_widget_is_answered_in_line_mode(tmp_path: Path) -> None:
    class Odd:
        type = "odd"

        def options(self) -> tuple[()]:
            return ()

        def lines(self, order: tuple[str, ...]) -> tuple[str, ...]:
            return ("Say something.",)

        def parse(self, line: str, order: tuple[str, ...]) -> str:
            return line.upper()

    async with learning(tmp_path) as (pilot, app):
        box = widgets.box_for(Odd(), (), app.looks())  # type: ignore[arg-type]
        assert isinstance(box, LineBox)
        await app.screen.mount(box)
        box.entry.focus()
        await pilot.pause()
        await type_in(pilot, "xq")
        assert (box.draft, box.answer) == ("xq", "XQ")
        assert "Say something." in box.above.text


async def test_what_was_answered_can_be_put_back(tmp_path: Path) -> None:
    async with learning(tmp_path) as (_pilot, app):
        for name in QUESTIONS:
            order = tuple(option.id for option in QUESTIONS[name].options())
            box = widgets.box_for(QUESTIONS[name], order, app.looks())
            await app.screen.mount(box)
            for nonsense in (None, 5, [], {}, "zz", ["zz"], {"zz": "zz"}):
                box.restore(nonsense)
            box.restore(RIGHT[name])
            assert box.answer == RIGHT[name], name
            assert box.query(Input) or name not in {"short", "number", "command", "predict"}
            await box.remove()
