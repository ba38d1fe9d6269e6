"""The strip: what fits is said whole, counts are those of the state, the track leads to any time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from textual.geometry import Offset

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.model import AgentState, TaskState
from orchestra_tui.tui.widgets.fleet.glyphs import MARK
from orchestra_tui.tui.widgets.fleet.moment import Moment
from orchestra_tui.tui.widgets.fleet.painting import PanelRow, wide
from orchestra_tui.tui.widgets.fleet.roll import needs_you
from orchestra_tui.tui.widgets.fleet.strip import FleetStrip
from orchestra_tui.tui.widgets.fleet.strip_says import (
    COMING,
    CROWDED,
    HERE,
    PLAYED,
    Going,
    Part,
    fitted,
    strip_rows,
    track,
    track_cells,
)
from orchestra_tui.tutor.playing.marks import Kind
from orchestra_tui.tutor.telling.words import dollars, lasts
from tests.tui.fleet.theatre_panels import fits, moment, moments, pooled, recordings, standing
from tests.tutor.playing.reels import recorded

GOINGS = (Going(), Going(playing=True, speed="×120", take=2, takes=3), Going(speed="by decisions"))


def text(now: Moment, width: int, height: int = 3, going: Going = GOINGS[1]) -> str:
    return "\n".join(row.text for row in strip_rows(now, going, width, height))


def test_every_line_fits_and_nothing_is_cut() -> None:
    for recording in recordings():
        for now in moments(recording, 9):
            for going in GOINGS:
                for width in (38, 40, 54, 80, 100, 120, 160, 200):
                    for height in (1, 2, 3):
                        rows = strip_rows(now, going, width, height)
                        assert len(rows) == height
                        assert all(fits(row, width) for row in rows), (width, height, [row.text for row in rows])
                        assert "…" not in "".join(row.text for row in rows)
                        assert now.calendar.clock(now.at) in rows[0].text


def test_counts_are_those_of_the_state() -> None:
    for recording in recordings():
        for now in moments(recording, 30):
            states = [agent.state for agent in now.state.agents.values()]
            busy = sum(each in {AgentState.WORKING, AgentState.STARTING, AgentState.CHECKING} for each in states)
            said = text(now, 200).splitlines()[0]
            if not now.state.finished:
                assert f"● {busy} at work" in said
            for sign, count in (("◷", states.count(AgentState.WAITING)), ("◐", states.count(AgentState.SUSPECT))):
                assert (f"{sign} {count}" in said) == bool(count)
            human = len(needs_you(now.state))
            assert (f"▲ {human} for you" in said) == bool(human)
            merged = now.state.index.counts[TaskState.MERGED]
            assert f"✓ {merged}/{len(now.state.tasks)}" in said
            assert ("the run is over" in said) == now.state.finished


def test_the_smallest_says_the_most_important() -> None:
    recording = recorded("human-bottleneck")
    now = moment(recording, recording.count * 4 // 5)
    lines = text(now, 40, 2).splitlines()
    for part in ("▶", now.calendar.clock(now.at), "●", "▲", "✓"):
        assert part in lines[0]
    assert lines[1].endswith(f"{dollars(now.state.ledger.fleet.spent)} ")
    assert HERE in lines[1]


def test_money_against_its_cap_the_queue_the_day_and_where_it_comes_from() -> None:
    recording = pooled()
    now = moment(recording, recording.count // 2)
    line = text(now, 200).splitlines()[2]
    sums = now.state.ledger.fleet
    assert f"{dollars(sums.spent)} of $20.00" in line
    assert ("reserved" in line) == bool(sums.reserved)
    assert f"#{now.n}/{recording.count}" in line
    assert f"seed {recording.seed}" in line
    assert recording.hash[:8] in line
    assert "alice: $" in line
    queue = now.state.index.counts[TaskState.REVIEW]
    assert (f"◇ {queue} in review" in line) == bool(queue)
    short = text(now, 44).splitlines()[2]
    assert dollars(sums.spent) in short
    assert f"#{now.n}" in short
    assert recording.hash[:8] not in short


def test_an_alarm_and_a_pause_are_said_before_durations() -> None:
    now = moment(recorded("solo"), 50)
    now.state.paused = now.state.alarm = True
    line = text(now, 80).splitlines()[0]
    assert "paused" in line
    assert "over budget" in line


def test_parts_give_way_by_rank() -> None:
    parts = [
        Part(2, (("second", "muted"),)),
        Part(0, (("first", "muted"),)),
        Part(1, (("right", "muted"),), right=True),
        Part(3, (("", "muted"),)),
    ]
    assert fitted(parts, 40) == PanelRow(
        ((" ", "muted"), ("second", "muted"), ("  ", "muted"), ("first", "muted")),
        ((" ", "muted"), ("right", "muted"), (" ", "muted")),
    )
    assert fitted(parts, 18).text == " first right "
    assert fitted(parts, 9).text == " first"
    assert fitted(parts, 3).text == ""


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_track_is_the_whole_run(width: int) -> None:
    for recording in recordings():
        for now in moments(recording, 5):
            pieces = track(now, width)
            assert wide(pieces) == width
            line = "".join(piece for piece, _ink in pieces)
            here = line.index(HERE)
            assert here == 1 + round(now.at / recording.end * (width - 3))
            assert COMING not in line[:here]
            assert PLAYED not in line[here:]


def test_marks_stand_where_they_happened_and_do_not_crowd_the_track() -> None:
    for recording in recordings():
        line = "".join(piece for piece, _ink in track(moment(recording, 0), 122))
        human = [event for event in recording.events if isinstance(event, d.NeedsHuman)]
        for event in human:
            place = 1 + round(event.at / recording.end * 119)
            assert line[place] in (MARK[Kind.NEEDS_HUMAN][0], HERE)
        marks = sum(sign in {MARK[kind][0] for kind in Kind} for sign in line if sign != HERE)
        assert marks <= 120 * CROWDED or human


async def test_a_click_on_the_track_is_a_time_and_dragging_goes_on() -> None:
    recording = recorded("solo")
    for size, height in (((80, 3), 3), ((40, 2), 2)):
        async with standing(FleetStrip, size) as (pilot, strip):
            assert isinstance(strip, FleetStrip)
            strip.styles.height = height
            await pilot.pause()
            now = moment(recording, recording.count // 2)
            strip.show(now, Going())
            cells = track_cells(now, *size)
            await pilot.mouse_down(strip, offset=Offset(1, 1))
            await pilot.hover(strip, offset=Offset(cells // 2, 1))
            await pilot.mouse_up(strip, offset=Offset(cells - 2, 1))
            sought = [message.at for message in pilot.app.named(FleetStrip.Sought)]  # type: ignore[attr-defined]
            assert sought[0] == 0
            assert len(sought) > 1
            assert all(before <= after for before, after in pairwise(sought))
            await pilot.click(strip, offset=Offset(cells - 2, 1))
            sought = [message.at for message in pilot.app.named(FleetStrip.Sought)]  # type: ignore[attr-defined]
            assert sought[-1] == recording.end
            count = len(sought)
            await pilot.click(strip, offset=Offset(5, 0))
            assert len(pilot.app.named(FleetStrip.Sought)) == count  # type: ignore[attr-defined]


async def test_the_strip_says_how_time_goes() -> None:
    recording = recorded("solo")
    async with standing(FleetStrip, (120, 3)) as (_pilot, strip):
        assert isinstance(strip, FleetStrip)
        now = moment(recording, 100)
        strip.show(now, Going(playing=False, speed="×60"))
        assert strip.text.startswith(" ‖ ")
        assert f"{lasts(now.at)} of {lasts(recording.end)}" in strip.text
        strip.show(now, Going(playing=True, speed="×60", take=2, takes=2))
        assert strip.text.startswith(" ▶ ")
        assert "×60" in strip.text
        assert "take 2 of 2" in strip.text
