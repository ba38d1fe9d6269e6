"""The panel of events: what is worth a row, following time, looking for words in a long log, the whole sentence."""

from __future__ import annotations

import pytest

from orchestra_tui.base.text import fold
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.tui.widgets.fleet import finding
from orchestra_tui.tui.widgets.fleet.event_rows import event_foot, event_row, ink, origin_of, wrapped
from orchestra_tui.tui.widgets.fleet.events import EventsPanel
from orchestra_tui.tui.widgets.fleet.finding import SLICE, Search
from orchestra_tui.tui.widgets.fleet.moment import Subject
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.playing.register import Register
from orchestra_tui.tutor.telling.sentence import sentence
from orchestra_tui.tutor.telling.weight import Weight, weight_of
from orchestra_tui.tutor.telling.words import Calendar
from tests.tui.fleet.theatre_panels import fits, moment, moments, recordings, standing, wheel
from tests.tutor.playing.reels import recorded


def brute(recording: Recording, words: str) -> list[int]:
    """Every event worth a row in which every word occurs."""
    calendar, wanted = Calendar(recording.plan, recording.end), fold(words).split()
    found = []
    for event in recording.events:
        said = fold(f"{sentence(calendar, event)} {getattr(event, 'rule', '')} {type(event).__name__}")
        if weight_of(event) > Weight.NOISE and all(word in said for word in wanted):
            found.append(event.n)
    return found


def test_the_register_has_what_is_worth_a_row_and_what_is_trouble() -> None:
    for recording in recordings():
        told = [event.n for event in recording.events if weight_of(event) > Weight.NOISE]
        assert list(recording.register.told) == told
        troubles = set(recording.register.troubles)
        assert list(recording.register.troubles) == sorted(troubles)
        assert troubles <= set(told)
        for event in recording.events:
            if weight_of(event) is Weight.TURN_POINT or isinstance(event, d.Suspected | d.Failed | f.Refused):
                assert event.n in troubles
            if isinstance(event, d.TurnGranted | d.MergeQueued | f.Beat):
                assert event.n not in troubles


def test_the_last_word_on_a_task() -> None:
    recording = recorded("night-shift")
    waits = [event for event in recording.events if isinstance(event, d.Waiting)]
    task = waits[0].task
    mine = [event.n for event in waits if event.task == task]
    register = recording.register
    assert register.last(d.Waiting, task, mine[0] - 1) == 0
    assert register.last(d.Waiting, task, mine[0]) == mine[0]
    assert register.last(d.Waiting, task, recording.count) == mine[-1]
    assert register.last(d.Waiting, "nothing", recording.count) == 0
    assert Register.of([]).last(d.Waiting, task, 9) == 0


@pytest.mark.parametrize("words", ["migration", "junior-1 red", "swap.same", "MERGED", "no such word", "mergeordered"])
def test_a_search_finds_what_there_is_wherever_it_begins(words: str) -> None:
    recording = recorded("swap-critic")
    wanted = brute(recording, words)
    for start in (0, 1, recording.count // 2, recording.count):
        search = Search(recording, Calendar(recording.plan), recording.register.told, words, start)
        steps = 0
        while not search.done:
            search.go_on(17)
            steps += 1
            assert search.found == sorted(search.found)
            assert set(search.found) <= set(wanted)
        assert search.found == wanted
        assert search.share == 100
        assert steps <= len(recording.register.told) // 17 + 2
    assert bool(wanted) == (words != "no such word")


def test_a_search_looks_at_no_more_than_a_slice_at_once_and_first_at_what_is_near(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recording, seen = recorded("too-parallel"), list[int]()
    real = finding.sentence

    def counting(calendar: Calendar, event: object) -> str:
        seen.append(event.n)  # type: ignore[attr-defined]
        return real(calendar, event)  # type: ignore[arg-type]

    monkeypatch.setattr(finding, "sentence", counting)
    n = recording.count // 2
    search = Search(recording, Calendar(recording.plan), recording.register.told, "cache", n)
    search.go_on()
    assert 0 < len(seen) <= SLICE
    assert max(seen) <= n
    assert n - max(seen) < 20
    assert not search.done


def test_rows_fit_and_what_turns_the_run_is_loud() -> None:
    for recording in recordings():
        for now in moments(recording, 4):
            for n in recording.register.told[:: max(1, len(recording.register.told) // 40)]:
                for width, lines in ((30, 3), (54, 3), (100, 2)):
                    assert all(fits(row, width) for row in event_foot(now, n, width, lines))
                assert now.calendar.clock(recording.time(n)) in event_row(now, n).text
    swap = next(e for e in recorded("swap-critic").events if isinstance(e, d.Swapped))
    human = next(e for r in recordings() for e in r.events if isinstance(e, d.NeedsHuman))
    assert ink(swap) == "accent bold"
    assert ink(human) == "error bold"
    assert ink(recorded("solo").events[0]) == "foreground"
    turn = next(e for e in recorded("solo").events if isinstance(e, d.TurnGranted))
    assert ink(turn) == "muted"


def test_the_foot_has_the_whole_sentence_and_where_it_comes_from() -> None:
    recording = recorded("swap-critic")
    now = moment(recording, recording.count)
    for n in recording.register.told:
        event = recording.events[n - 1]
        rows = event_foot(now, n, 54, 4)
        text = " ".join(" ".join(row.text for row in rows).split())
        assert sentence(now.calendar, event) in text
        assert origin_of(event) in text
    ordered = next(e for e in recording.events if isinstance(e, d.Swapped))
    assert origin_of(ordered) == f"#{ordered.n} after #{ordered.cause} · {ordered.rule}"


@pytest.mark.parametrize("width", [5, 11, 20, 80])
def test_wrapping_loses_nothing_but_what_has_no_room(width: int) -> None:
    text = "one two three fourteen-letters five"
    made = wrapped(text, width, 99)
    assert all(len(line) <= width for line in made)
    if width >= 16:
        assert " ".join(made) == text
    short = wrapped(text, width, 1)
    assert len(short) == 1
    assert short[0].endswith("…") == (width < len(text))
    assert wrapped("", width, 3) == [""]


# On the screen


async def test_the_cursor_follows_until_it_is_moved_and_again_from_the_end() -> None:
    recording = recorded("swap-critic")
    async with standing(EventsPanel, (80, 16)) as (pilot, panel):
        assert isinstance(panel, EventsPanel)
        for n in (10, 60, 200):
            panel.show(moment(recording, n))
            assert panel.subject.event == max(each for each in recording.register.told if each <= n)
        await pilot.press("up", "up")
        here = panel.chosen
        assert not panel.follows
        panel.show(moment(recording, 260))
        assert panel.chosen == here
        after = sum(int(str(here)) < each <= 260 for each in recording.register.told)
        assert f"↓{after}" in panel.text.splitlines()[0]
        await pilot.press("end")
        assert panel.follows
        panel.show(moment(recording, 300))
        assert panel.chosen == max(each for each in recording.register.told if each <= 300)


async def test_time_going_back_before_the_cursor_takes_it_along() -> None:
    recording = recorded("swap-critic")
    async with standing(EventsPanel, (80, 16)) as (pilot, panel):
        assert isinstance(panel, EventsPanel)
        panel.show(moment(recording, 300))
        await wheel(pilot, panel, 5, 5, down=False)
        assert not panel.follows
        panel.show(moment(recording, 100))
        assert panel.chosen == max(each for each in recording.register.told if each <= 100)
        panel.show(moment(recording, 150))
        assert panel.chosen == max(each for each in recording.register.told if each <= 150)


async def test_words_are_looked_for_without_anybody_waiting() -> None:
    recording = recorded("too-parallel")
    wanted = brute(recording, "conflict cache")
    assert len(recording.register.told) > SLICE
    async with standing(EventsPanel, (80, 20)) as (pilot, panel):
        assert isinstance(panel, EventsPanel)
        panel.show(moment(recording, recording.count, words="conflict cache"))
        title = panel.text.splitlines()[0]
        assert "/conflict cache" in title
        assert "searching" in title
        for _ in range(40):
            await pilot.pause()
        assert "searching" not in panel.text
        assert list(panel.keys(panel.moment, 80)) == wanted  # type: ignore[arg-type]
        assert panel.chosen == wanted[-1]
        half = recording.count // 2
        panel.show(moment(recording, half, words="conflict cache"))
        assert list(panel.keys(panel.moment, 80)) == [n for n in wanted if n <= half]  # type: ignore[arg-type]


async def test_other_words_end_a_search() -> None:
    recording = recorded("too-parallel")
    async with standing(EventsPanel, (80, 20)) as (pilot, panel):
        assert isinstance(panel, EventsPanel)
        panel.show(moment(recording, recording.count, words="conflict"))
        panel.show(moment(recording, recording.count, words="secrets"))
        for _ in range(40):
            await pilot.pause()
        assert list(panel.keys(panel.moment, 80)) == brute(recording, "secrets")  # type: ignore[arg-type]
        panel.show(moment(recording, recording.count))
        assert list(panel.keys(panel.moment, 80)) == list(recording.register.told)  # type: ignore[arg-type]


async def test_only_problems_and_nothing_to_show() -> None:
    recording = recorded("swap-timeout")
    async with standing(EventsPanel, (80, 12)) as (pilot, panel):
        assert isinstance(panel, EventsPanel)
        panel.show(moment(recording, recording.count, problems=True))
        assert list(panel.keys(panel.moment, 80)) == list(recording.register.troubles)  # type: ignore[arg-type]
        assert "only problems" in panel.text
        panel.show(moment(recording, 0))
        assert "Nothing has happened yet." in panel.text
        assert panel.subject == Subject()
        panel.show(moment(recording, recording.count, words="there is no such thing"))
        for _ in range(20):
            await pilot.pause()
        assert "No event fits the filter." in panel.text


async def test_a_row_is_about_its_agent_task_and_event() -> None:
    recording = recorded("swap-critic")
    event = next(e for e in recording.events if isinstance(e, d.Swapped))
    async with standing(EventsPanel, (80, 12)) as (pilot, panel):
        assert isinstance(panel, EventsPanel)
        panel.show(moment(recording, event.n))
        assert panel.subject == Subject(event.agent, event.task, event.n)
        assert "(Critic Swap)" in " ".join(panel.text.split())
        y = next(y for y, line in enumerate(panel.text.splitlines()) if y and line.strip())
        await pilot.click(panel, offset=(10, y))
        assert not panel.follows
