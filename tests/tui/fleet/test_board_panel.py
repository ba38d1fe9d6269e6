"""The task board: every task in its column, limits, reasons for waiting, the cursor over cards."""

from __future__ import annotations

from collections import Counter

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.model import Failure, Role, SwapKind, Task, TaskState
from orchestra_tui.fleet.runs import Counts, TaskRun
from orchestra_tui.tui.widgets.fleet import board_rows
from orchestra_tui.tui.widgets.fleet.board import BoardPanel, Head
from orchestra_tui.tui.widgets.fleet.board_rows import Grid, card_lines, card_row, foot_rows, grid_lines, heads
from orchestra_tui.tui.widgets.fleet.cards import PILE_OF, Pile, counters, dealt, detail, heading
from orchestra_tui.tui.widgets.fleet.moment import Moment, Subject
from orchestra_tui.tui.widgets.fleet.painting import CURSOR, wide
from orchestra_tui.tui.widgets.fleet.panel import Panel
from orchestra_tui.tutor.playing.recording import Recording, record
from tests.fleet.fleets import calm, plan, run
from tests.tui.fleet.theatre_panels import fits, moment, moments, pooled, recordings, standing, wheel
from tests.tutor.playing.reels import recorded

FLAT = dict.fromkeys(Pile, 0)


def test_every_task_is_in_its_column_once() -> None:
    for recording in recordings():
        for now in moments(recording):
            piles, counts = dealt(now), Counter(PILE_OF[run.state] for run in now.state.tasks.values())
            assert sorted(id for ids in piles.values() for id in ids) == sorted(now.state.tasks)
            for pile, ids in piles.items():
                assert len(ids) == counts[pile]
                assert all(PILE_OF[now.state.tasks[id].state] is pile for id in ids)


def test_no_line_is_wider_than_the_panel() -> None:
    for recording in recordings():
        for now in moments(recording, 6):
            piles = dealt(now)
            for width in (90, 96, 119, 120, 160, 200, 233):
                for lines in (6, 30):
                    grid = Grid(width, lines)
                    made = grid_lines(now, piles, FLAT, grid, next(iter(now.state.tasks)))
                    assert all(fits(row, width) for row in (*made, heads(now, piles, grid)))
                    assert len(made) <= lines
                    assert len({row.cells for row in made}) == 1
            for width in (20, 40, 54, 65, 89):
                for run_ in now.state.tasks.values():
                    assert fits(card_row(now, run_, width), width)


def test_a_card_fills_its_column_exactly() -> None:
    for recording in recordings():
        for now in moments(recording, 5):
            for run_ in now.state.tasks.values():
                for cells in (11, 12, 16, 28):
                    for height in (1, 2):
                        made = card_lines(now, run_, cells, height)
                        assert [wide(pieces) for pieces in made] == [cells] * height
                        assert made[0][0][0].strip()


def test_the_queue_is_in_the_order_in_which_it_is_served() -> None:
    for recording in recordings():
        for now in moments(recording):
            queue = dealt(now)[Pile.QUEUED]
            blocked = [bool(now.state.tasks[id].blocked) for id in queue]
            assert blocked == sorted(blocked)
            following = next((e for e in recording.events[now.n :] if isinstance(e, d.Dispatched)), None)
            ready = [id for id in queue if not now.state.tasks[id].blocked]
            needs = {now.state.index.placed[id][0] for id in ready}
            if following and following.task in ready and len(needs) == 1 and following.at == now.at:
                assert following.task == ready[0]


def test_behind_an_unfinished_dependency_says_so() -> None:
    recording = recorded("night-shift")
    now = moment(recording, 1)
    assert detail(now, now.state.tasks["agent"]) == "after template"
    index = detail(now, now.state.tasks["index"])
    assert index.startswith("after ")
    missing = [id for id in now.plan.task["index"].after if now.state.tasks[id].state is not TaskState.MERGED]
    assert index.endswith(f"+{len(missing) - 1}")


def test_why_a_ready_task_waits_and_until_when() -> None:
    recording = recorded("night-shift")
    told = [e for e in recording.events if isinstance(e, d.Waiting) and e.for_ == "window" and e.until]
    assert told
    for event in told:
        now = moment(recording, event.n)
        time = now.calendar.clock(event.until or 0)
        assert detail(now, now.state.tasks[event.task]) == f"account closed till {time}"
        assert detail(now, now.state.tasks[event.task], 12) == f"till {time}"
    others = {
        detail(now, now.state.tasks[id])
        for event in told
        for now in [moment(recording, event.n)]
        for id in dealt(now)[Pile.QUEUED]
        if not now.state.tasks[id].blocked
    }
    assert all(text.startswith(("account closed", "no free agent", "ready")) for text in others)


def test_why_a_task_needs_a_human_and_what_the_merge_slot_does() -> None:
    seen = set()
    for recording in recordings():
        for event in recording.events:
            if isinstance(event, d.NeedsHuman):
                now = moment(recording, event.n)
                seen.add(detail(now, now.state.tasks[event.task]))
            elif isinstance(event, d.MergeOrdered):
                now = moment(recording, event.n)
                assert detail(now, now.state.tasks[event.task]) == "is being merged"
                behind = [id for id in dealt(now)[Pile.MERGE] if id != event.task]
                assert [detail(now, now.state.tasks[id]) for id in behind] == [
                    f"no. {place} in line" for place in range(1, len(behind) + 1)
                ]
    assert "budget used up" in seen


def test_limits_of_the_policy_stand_in_the_headings_and_are_loud_when_reached() -> None:
    recording, loud = pooled(), set()
    for now in moments(recording, 60):
        piles = dealt(now)
        text, ink = heading(now, Pile.REVIEW, len(piles[Pile.REVIEW]))
        assert text == f"Reviews {len(piles[Pile.REVIEW])} ≤2"
        assert (ink == "warning bold") == (len(piles[Pile.REVIEW]) >= 2)
        text, ink = heading(now, Pile.WORK, len(piles[Pile.WORK]))
        assert text.endswith("≤3")
        assert (ink == "warning bold") == (now.state.index.building >= 3)
        loud.add(ink)
    assert len(loud) > 1
    row = heads(now, piles, Grid(90, 20)).text
    assert "≤2" in row
    assert "≤3" in row
    assert "≤" not in heading(moment(recorded("solo"), 9), Pile.WORK, 1)[0]


def test_counters_are_those_of_the_task() -> None:
    assert counters(TaskRun("t")) == ""
    failures = Counts({Failure.CONFLICT: 1, Failure.MERGED_RED: 1, Failure.REVIEW: 3, Failure.CRASH: 1})
    run_ = TaskRun("t", failures=failures, swaps=Counts({SwapKind.CRITIC: 2}))
    assert counters(run_) == "✕2 ↩3 ⇄2 !1"


def test_the_foot_says_what_the_columns_have_no_room_for() -> None:
    recording = recorded("too-parallel")
    now = moment(recording, recording.count * 2 // 3)
    for run_ in now.state.tasks.values():
        text = " ".join(row.text for row in foot_rows(now, run_, 120, 2))
        assert run_.id in text
        assert (run_.model in text) == bool(run_.epoch)
        conflicts = run_.failures[Failure.CONFLICT] + run_.failures[Failure.MERGED_RED]
        assert (f"conflicts: {conflicts} of 12" in text) == bool(conflicts)
    assert all(row.text.strip() == "" for row in foot_rows(now, None, 120, 2))


def test_only_problems() -> None:
    for recording in recordings():
        for now in moments(recording, 10, problems=True):
            for ids in dealt(now).values():
                for id in ids:
                    run_ = now.state.tasks[id]
                    assert run_.failures or run_.waiting or run_.state in {TaskState.REVIEW, TaskState.NEEDS_HUMAN}
                    assert run_.state is not TaskState.MERGED


def many(count: int = 6_000) -> Recording:
    """The first events of a run of very many tasks."""
    tasks = tuple(Task(id=f"t{n}", title=f"Task {n}", role=Role.DEVELOPER, touches=(f"s/{n}",)) for n in range(count))
    given = plan(tasks=tasks)
    some = run(plan(30), calm(), 1).events[:1_200]
    return record(given, [e for e in some if not isinstance(e, d.Finished)])


async def test_of_six_thousand_tasks_only_those_in_sight_are_drawn(monkeypatch: object) -> None:
    recording, drawn = many(), list[str]()
    lines = board_rows.card_lines

    def counting(moment: Moment, run_: TaskRun, cells: int, height: int) -> object:
        drawn.append(run_.id)
        return lines(moment, run_, cells, height)

    monkeypatch.setattr(board_rows, "card_lines", counting)  # type: ignore[attr-defined]
    async with standing(BoardPanel, (120, 30)) as (pilot, panel):
        assert isinstance(panel, BoardPanel)
        panel.show(moment(recording, 1_000))
        assert 0 < len(drawn) <= 7 * panel.grid.slots
        assert len(panel.keys(panel.moment, 120)) == 6_000  # type: ignore[arg-type]
        panel.action_edge(-1)
        for _ in range(4):
            await pilot.press("pagedown")
        queue = dealt(panel.moment)[Pile.QUEUED]  # type: ignore[arg-type]
        assert queue.index(str(panel.chosen)) == 4 * (panel.grid.slots - 1)
        assert str(panel.chosen) in panel.text
        assert "↓" in panel.text.splitlines()[-3]


# On the screen


def under_cursor(panel: BoardPanel) -> str:
    pieces = [text for row, _marked in panel._lines for text, ink in row.left if ink.startswith(CURSOR)]
    return "".join(pieces)


async def test_the_cursor_goes_down_a_column_and_on_into_the_next() -> None:
    recording = recorded("too-parallel")
    n = recording.count * 2 // 3
    async with standing(BoardPanel, (120, 30)) as (pilot, panel):
        assert isinstance(panel, BoardPanel)
        panel.show(moment(recording, n))
        order = list(panel.keys(panel.moment, 120))  # type: ignore[arg-type]
        await pilot.press("home")
        seen = [panel.chosen]
        for _ in order[1:]:
            await pilot.press("down")
            seen.append(panel.chosen)
            assert str(panel.chosen) in under_cursor(panel)
        assert seen == order
        await pilot.press("pageup")
        home = PILE_OF[panel.moment.state.tasks[str(order[-1])].state]  # type: ignore[union-attr]
        now = PILE_OF[panel.moment.state.tasks[str(panel.chosen)].state]  # type: ignore[union-attr]
        assert now <= home
        assert panel.subject.task == panel.chosen


async def test_the_cursor_stays_on_its_card_wherever_that_goes() -> None:
    recording = recorded("solo")
    for size in ((120, 30), (60, 20)):
        async with standing(BoardPanel, size) as (_pilot, panel):
            assert isinstance(panel, BoardPanel)
            panel.show(moment(recording, 1))
            panel.chosen = "parser" if "parser" in recording.plan.task else recording.plan.tasks[2].id
            states = set()
            for now in moments(recording, 25):
                panel.show(now)
                assert panel.subject.task == panel.chosen
                assert str(panel.chosen) in panel.text
                states.add(now.state.tasks[str(panel.chosen)].state)
            assert len(states) > 2


async def test_in_the_list_the_cursor_steps_over_headings() -> None:
    recording = recorded("night-shift")
    async with standing(BoardPanel, (60, 16)) as (pilot, panel):
        assert isinstance(panel, BoardPanel)
        panel.show(moment(recording, recording.count // 2))
        keys = list(panel.keys(panel.moment, 60))  # type: ignore[arg-type]
        assert isinstance(keys[0], Head)
        await pilot.press("home")
        assert panel.chosen == keys[1]
        assert "▸Task board" in panel.text
        seen = [panel.chosen]
        for _ in range(len(keys)):
            await pilot.press("down")
            if panel.chosen != seen[-1]:
                seen.append(panel.chosen)
        assert seen == [key for key in keys if not isinstance(key, Head)]
        for _ in range(len(keys)):
            await pilot.press("up")
        assert panel.chosen == keys[1]
        assert panel.text.splitlines()[1].strip().startswith(heading_text(panel, keys[0]))


def heading_text(panel: BoardPanel, head: object) -> str:
    assert isinstance(head, Head)
    assert panel.moment is not None
    return heading(panel.moment, head.pile, len(dealt(panel.moment)[head.pile]))[0]


async def test_a_click_finds_the_card_and_the_wheel_moves_on() -> None:
    recording = recorded("too-parallel")
    n = recording.count * 2 // 3
    async with standing(BoardPanel, (120, 30)) as (pilot, panel):
        assert isinstance(panel, BoardPanel)
        panel.show(moment(recording, n))
        piles = dealt(panel.moment)  # type: ignore[arg-type]
        done = piles[Pile.DONE]
        assert len(done) > 1
        left = panel.grid.left(Pile.DONE)
        await pilot.click(panel, offset=(left + 3, 3 + 3))
        assert panel.chosen == done[1]
        assert not pilot.app.named(Panel.Opened)  # type: ignore[attr-defined]
        await pilot.click(panel, offset=(left + 3, 3 + 2))
        assert pilot.app.named(Panel.Opened)  # type: ignore[attr-defined]
        await wheel(pilot, panel, left, 6, down=False)
        order = list(panel.keys(panel.moment, 120))  # type: ignore[arg-type]
        assert panel.chosen == order[max(0, order.index(done[1]) - 3)]


async def test_what_is_pointed_at_is_the_task_and_whoever_has_it() -> None:
    recording = recorded("swap-critic")
    n = next(e.n for e in recording.events if isinstance(e, d.ReviewOrdered))
    event = recording.events[n - 1]
    async with standing(BoardPanel, (60, 16)) as (_pilot, panel):
        assert isinstance(panel, BoardPanel)
        panel.show(moment(recording, n))
        panel.chosen = event.task  # type: ignore[union-attr]
        assert panel.subject == Subject(event.by, event.task)  # type: ignore[union-attr]


async def test_an_empty_board_says_why() -> None:
    async with standing(BoardPanel, (60, 16)) as (_pilot, panel):
        assert isinstance(panel, BoardPanel)
        panel.show(moment(recorded("solo"), 1, problems=True))
        assert "No task needs attention." in panel.text
        assert panel.subject == Subject()
