"""The panel of agents: its columns, ages, urgency, and the cursor that keeps its agent."""

from __future__ import annotations

import pytest

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import AgentState, TaskState
from orchestra_tui.fleet.policy import Health
from orchestra_tui.fleet.runs import HUMAN, AgentRun
from orchestra_tui.fleet.units import HOUR, MINUTE
from orchestra_tui.tui.widgets.fleet import agent_cells
from orchestra_tui.tui.widgets.fleet.agent_cells import PER_BAR, ages, bars, clock, columns, layout
from orchestra_tui.tui.widgets.fleet.agents import AgentsPanel, agent_row
from orchestra_tui.tui.widgets.fleet.columns import names, shortened
from orchestra_tui.tui.widgets.fleet.moment import Moment, Subject
from orchestra_tui.tui.widgets.fleet.panel import Panel
from orchestra_tui.tui.widgets.fleet.roll import Roll, needs_you
from orchestra_tui.tutor.playing.lanes import Doing, Lane, Stretch
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.telling.words import dollars
from tests.tui.fleet.theatre_panels import WIDTHS, fits, moment, moments, pooled, recordings, standing, wheel
from tests.tutor.playing.reels import recorded


def shown(moment: Moment, key: str, width: int = 200) -> str:
    return agent_row(moment, Roll(moment), key, width).text


def first(recording: Recording, kind: type, **fields: object) -> int:
    """The first event of a kind with these values."""
    return next(
        event.n
        for event in recording.events
        if isinstance(event, kind) and all(getattr(event, name) == value for name, value in fields.items())
    )


def test_no_line_is_wider_than_the_panel() -> None:
    for recording in recordings():
        for now in moments(recording, 6):
            roll = Roll(now)
            for width in WIDTHS:
                assert sum(len(text) for text, _ink in names(layout(recording, width))) <= width
                for key in roll.names:
                    assert fits(agent_row(now, roll, key, width), width), (width, key)


def test_more_room_shows_more_columns() -> None:
    for recording in recordings():
        shown_at = {width: {column.id for column, _cells in layout(recording, width)} for width in WIDTHS}
        assert shown_at[40] >= {"sign", "name", "state", "task"}
        assert shown_at[65] >= {"beat", "progress", "turn", "cost"}
        assert shown_at[120] >= {"model", "bars", "epoch"}
        assert shown_at[200] == {column.id for column in columns(recording)}


def test_every_agent_is_there_once_the_urgent_first_the_others_as_in_the_plan() -> None:
    for recording in recordings():
        order = list(recording.plan.slot)
        for now in moments(recording):
            roll = Roll(now)
            keys = [key for key in roll.names if key != HUMAN]
            assert sorted(keys) == sorted(order)
            agents = [now.state.agents[key] for key in keys]
            ranks = [roll.urgency(agent) for agent in agents]
            assert ranks == sorted(ranks)
            for rank in set(ranks):
                same = [key for key, each in zip(keys, ranks, strict=True) if each == rank]
                assert same == sorted(same, key=order.index)


def test_work_checks_and_starts_are_equally_urgent_so_that_rows_stay() -> None:
    roll = Roll(moment(recorded("solo"), 0))
    ranks = {
        state: roll.urgency(AgentRun("x", state=state, job="build"))
        for state in AgentState
        if state is not AgentState.PAUSED
    }
    busy = {AgentState.WORKING, AgentState.STARTING, AgentState.CHECKING, AgentState.STOPPING}
    assert len({ranks[state] for state in busy}) == 1
    assert ranks[AgentState.SUSPECT] < ranks[AgentState.WAITING] < ranks[AgentState.WORKING] < ranks[AgentState.IDLE]
    assert ranks[AgentState.WAITING] < roll.urgency(AgentRun("x", paused=True)) < ranks[AgentState.WORKING]


def test_only_problems() -> None:
    for recording in recordings():
        for now in moments(recording, 20, problems=True):
            states = {
                name: agent.state for name, agent in now.state.agents.items() if agent.state is not AgentState.IDLE
            }
            keys = set(Roll(now).names) - {HUMAN}
            stuck = {name for name, state in states.items() if state in {AgentState.SUSPECT, AgentState.WAITING}}
            assert stuck <= keys
            assert not {name for name, state in states.items() if state is AgentState.WORKING} & keys


def test_a_suspect_says_of_what_and_its_age_has_a_sign() -> None:
    recording = recorded("swap-timeout")
    said = set()
    for event in recording.events:
        if not isinstance(event, d.Suspected):
            continue
        now = moment(recording, event.n)
        text = shown(now, event.agent)
        said.add(event.clock)
        assert {"output": "silent", "progress": "no headway", "start": "not up"}[event.clock] in text
        assert f"{clock(event.age)}!" in text
        assert Roll(now).names[0] == event.agent
    assert said


def test_ages_go_on_between_events_and_have_no_sign_below_the_limit() -> None:
    recording = recorded("solo")
    n = first(recording, f.Beat)
    agent = recording.events[n - 1].agent  # type: ignore[union-attr]
    one, two = moment(recording, n), moment(recording, n, after=20_000)
    assert two.at > one.at
    assert f"♥{clock(0):>5} " in shown(one, agent)
    assert f"♥{clock(two.at - one.at):>5} " in shown(two, agent)


def test_while_it_waits_for_a_provider_the_clock_of_progress_stands_still() -> None:
    recording = recorded("swap-error")
    n = first(recording, d.BackedOff)
    who = recording.events[n - 1].agent  # type: ignore[union-attr]
    later = (moment(recording, n + more) for more in range(1, 60))
    one = moment(recording, n)
    two = next(now for now in later if now.at > one.at)
    agent = two.state.agents[who]
    assert agent.state is AgentState.WAITING
    same = [ages(now.state.policy.health, now.state.agents[agent.name], now.at, ralph=False) for now in (one, two)]
    assert same[0][1] == same[1][1]
    assert same[1][0][1] == 0
    told = moment(recording, n + 1)
    due = told.state.timers[f"backoff/{agent.task}/{agent.epoch}"][1]
    assert f"waits {clock(due - told.at)}" in shown(told, agent.name)


def test_a_starting_agent_is_held_against_the_time_to_start() -> None:
    health = Health(start_ms=3 * MINUTE)
    agent = AgentRun("x", state=AgentState.STARTING, job="build", started_at=0)
    assert ages(health, agent, 4 * MINUTE, ralph=False)[0] == (4 * MINUTE, 3 * MINUTE)
    agent.state = AgentState.WORKING
    patient = ages(health, agent, HOUR, ralph=True)[1]
    assert patient == (HOUR, health.ralph_progress_ms)
    assert ages(health, agent, HOUR, ralph=False)[1][1] == health.progress_ms


def test_what_lies_with_the_human_is_a_state_of_its_own() -> None:
    recording = recorded("human-bottleneck")
    busiest = max(range(0, recording.count, 10), key=lambda n: len(needs_you(moment(recording, n).state)))
    now = moment(recording, busiest)
    yours = needs_you(now.state)
    assert len(yours) == now.state.index.human + now.state.index.counts[TaskState.NEEDS_HUMAN] > 2
    roll = Roll(now)
    assert roll.names[0] == HUMAN
    oldest = min(yours, key=lambda run: run.since)
    text = shown(now, HUMAN)
    assert f"{oldest.id} +{len(yours) - 1}" in text
    assert "You" in text
    assert f"↗{clock(now.at - oldest.since):>5}" in text
    assert f"{len(yours)} reviews" in text
    idle = [name for name in roll.names[1:] if roll.urgency(now.state.agents[name]) == 2]
    assert idle
    for name in idle:
        agent = now.state.agents[name]
        assert agent.state is AgentState.IDLE
        assert now.state.tasks[roll.task_of(agent)].author == name
        assert "needs you" in shown(now, name)


def test_numbers_of_the_state_are_in_the_row() -> None:
    for recording in (recorded("swap-critic"), pooled()):
        for now in moments(recording):
            roll = Roll(now)
            for agent in now.state.agents.values():
                text = agent_row(now, roll, agent.name, 200).text
                assert dollars(agent.cost) in text
                if agent.job == "build":
                    most = now.plan.slot[agent.name].max_turns
                    for part in (agent.task, f"e{agent.epoch}", f"{agent.turn}/{most}", agent.account, agent.worktree):
                        assert part in text


def test_bars_are_the_share_of_time_at_work() -> None:
    lane = Lane("x")
    lane.add(Stretch(0, PER_BAR, Doing.WORK, "t", 1, 1))
    lane.add(Stretch(PER_BAR, 2 * PER_BAR, Doing.WAIT, "t", 1, 2))
    lane.add(Stretch(2 * PER_BAR, 2 * PER_BAR + PER_BAR // 2, Doing.REVIEW, "t", 1, 3))
    assert bars(lane, 4 * PER_BAR - 1, 4) == "█ ▅ "
    assert bars(lane, 4 * PER_BAR - 1, 6) == "  █ ▅ "
    assert bars(lane, PER_BAR // 2, 1) == "█"
    assert bars(None, 0, 4) == ""
    for recording in recordings():
        for now in moments(recording, 5):
            for each in recording.lanes.values():
                assert len(bars(each, now.at, 12)) == 12


@pytest.mark.parametrize(
    ("ms", "text"), [(0, "0s"), (59_999, "59s"), (65_000, "1:05"), (HOUR, "1h00"), (99 * HOUR, "99h00"), (-5, "0s")]
)
def test_ages_are_short(ms: int, text: str) -> None:
    assert clock(ms) == text
    assert len(clock(400 * HOUR)) <= 5


def test_long_names_keep_their_number() -> None:
    assert shortened("claude-developer-12", 40) == "claude-developer-12"
    assert shortened("claude-developer-12", 9).endswith("…12")
    assert shortened("reviewer-1", 9) == "reviewe…1"
    for text in ("claude-developer-12", "x" * 30, "a-b-c-d-e", "задача-по-разбору-2", "表-表表表表表-1"):
        for width in range(1, 25):
            assert agent_cells.cell_len(shortened(text, width)) <= width


# On the screen


async def test_the_cursor_keeps_its_agent_while_time_goes() -> None:
    recording = recorded("swap-timeout")
    async with standing(AgentsPanel, (80, 12)) as (pilot, panel):
        assert isinstance(panel, AgentsPanel)
        panel.show(moment(recording, 1))
        await pilot.press("down")
        chosen = panel.chosen
        places = set()
        for now in moments(recording, 30):
            panel.show(now)
            assert panel.chosen == chosen
            assert panel.subject.agent == chosen
            places.add(panel.place_of(chosen))
        assert len(places) > 1
        assert pilot.app.named(Panel.Moved)  # type: ignore[attr-defined]


async def test_the_head_names_the_columns_where_there_is_room() -> None:
    now = moment(recorded("solo"), 100)
    async with standing(AgentsPanel, (100, 12)) as (_pilot, panel):
        assert isinstance(panel, AgentsPanel)
        panel.show(now)
        lines = panel.text.splitlines()
        assert lines[0].startswith("▸Agents")
        assert lines[1].split()[:3] == ["agent", "state", "task"]
        where = lines[1].index("state")
        assert lines[2][where:].startswith(("works", "starts", "in tests", "free"))
    async with standing(AgentsPanel, (40, 8)) as (_pilot, panel):
        assert isinstance(panel, AgentsPanel)
        panel.show(now)
        assert "state" not in panel.text


async def test_the_foot_tells_all_of_the_agent_under_the_cursor() -> None:
    recording = recorded("swap-critic")
    async with standing(AgentsPanel, (100, 16)) as (_pilot, panel):
        assert isinstance(panel, AgentsPanel)
        panel.show(moment(recording, recording.count // 2))
        agent = panel.moment.state.agents[str(panel.chosen)]  # type: ignore[union-attr]
        foot = panel.text.splitlines()[-2:]
        assert agent.name in foot[0]
        for part in (agent.account, agent.worktree, "tokens"):
            assert part in "".join(foot)


async def test_a_click_a_second_click_and_the_wheel() -> None:
    recording = recorded("too-parallel")
    async with standing(AgentsPanel, (70, 9)) as (pilot, panel):
        assert isinstance(panel, AgentsPanel)
        panel.show(moment(recording, 200))
        keys = list(panel.keys(panel.moment, 70))  # type: ignore[arg-type]
        await pilot.click(panel, offset=(10, 4))
        assert panel.chosen == keys[2]
        assert not pilot.app.named(Panel.Opened)  # type: ignore[attr-defined]
        await pilot.click(panel, offset=(10, 4))
        assert pilot.app.named(Panel.Opened)  # type: ignore[attr-defined]
        panel.action_edge(1)
        assert panel.chosen == keys[-1]
        assert str(keys[-1]) in panel.text
        assert "↑" in panel.text.splitlines()[0]
        await wheel(pilot, panel, 5, 5, down=False)
        assert panel.chosen == keys[-4]


async def test_an_empty_panel_says_why() -> None:
    async with standing(AgentsPanel, (70, 9)) as (_pilot, panel):
        assert isinstance(panel, AgentsPanel)
        panel.show(moment(recorded("solo"), 1, problems=True))
        assert "Nobody is stuck, waits or needs you." in panel.text
        assert panel.subject == Subject()
