"""The timeline's drawing: the clock, the view, a lane at a moment. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from rich.cells import cell_len

from orchestra_tui.fleet.model import Interval
from orchestra_tui.fleet.units import DAY, HOUR, MINUTE, SECOND
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fleet.axis import MARGIN, STEPS, View, axis, deepest, scale_of, ticks, view
from orchestra_tui.tui.widgets.fleet.bar import EDGE, HERE, OPEN, Bar, bar, drawn, short
from orchestra_tui.tui.widgets.fleet.glyphs import DOING, LOUD, MARK
from orchestra_tui.tui.widgets.fleet.legend import wrapped
from orchestra_tui.tutor.playing.lanes import Doing, Lane, Stretch
from orchestra_tui.tutor.playing.marks import Kind, Mark
from orchestra_tui.tutor.telling.words import Calendar
from tests.fleet.fleets import plan
from tests.tutor.playing.test_lanes import lanes

ENDS = st.integers(0, 40 * DAY)
ROOMS = st.integers(1, 200)
STARTS = st.sampled_from(["", "2026-11-02T10:00+01:00", "2026-11-02T22:17:31+01:00", "2026-11-02T00:00+01:00"])


TIMES = re.compile(r"(?:day \d+ |[A-Z][a-z]{2} )?\d\d:\d\d")


def calendar(started: str, end: int) -> Calendar:
    return Calendar(structs.replace(plan(1), started_at=started), end)


def text(pieces: list[Piece]) -> str:
    return "".join(text for text, _ink in pieces)


def inks(pieces: list[Piece]) -> list[str]:
    """The ink of each cell."""
    return [ink for text, ink in pieces for _cell in text]


@given(ENDS, ROOMS)
def test_the_whole_run_has_room_at_level_0_and_each_level_shows_half_of_it(end: int, room: int) -> None:
    whole = scale_of(end, room, 0)
    assert whole * room > end
    assert (whole - 1) * room <= end
    last = deepest(end, room)
    scales = [scale_of(end, room, level) for level in range(last + 1)]
    assert all(other < one <= 2 * other for one, other in pairwise(scales))
    assert scale_of(end, room, last + 5) == scales[-1] == min(5 * SECOND, whole)


@given(ENDS, st.integers(8, 200), st.data())
def test_the_view_goes_with_the_cursor_and_shows_what_it_can(end: int, room: int, data: st.DataObject) -> None:
    """Whatever is done before: zooming in and out, jumping, another width."""
    shown: View | None = None
    for _ in range(data.draw(st.integers(1, 8))):
        level, at = data.draw(st.integers(0, 8)), data.draw(st.integers(0, end))
        shown = view(end, data.draw(st.sampled_from([room, room // 2 + 4])), level, at, shown)
        assert 0 <= shown.column(at) < shown.room
        assert shown.first >= 0
        if shown.first:
            assert shown.end <= end + shown.scale
        if not level:
            assert shown.first == 0
            assert shown.end > end


@given(st.integers(HOUR, 40 * DAY), st.integers(16, 200), st.data())
def test_zooming_keeps_the_column_of_the_cursor_and_leads_back(end: int, room: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, end))
    whole = view(end, room, 0, at)
    shown, places = whole, [whole.column(at)]
    for level in (1, 2, 3, 2, 1, 0):
        shown = view(end, room, level, at, shown)
        places.append(shown.column(at))
    assert shown == whole
    far = room // MARGIN
    inside = far <= whole.column(at) < room - far
    if inside and scale_of(end, room, 3) * room * 2 < min(at, end - at):
        assert len(set(places)) == 1


def test_the_view_stays_while_the_cursor_is_within_and_turns_the_page_at_the_edge() -> None:
    end, room = 10 * HOUR, 80
    shown = view(end, room, 3, 5 * HOUR)
    again = [view(end, room, 3, 5 * HOUR + k * shown.scale, shown) for k in range(30)]
    assert all(each == shown for each in again)
    turned = view(end, room, 3, 5 * HOUR + 50 * shown.scale, shown)
    assert turned.first > shown.first
    assert turned.column(5 * HOUR + 50 * shown.scale) == room // 3


@given(ENDS, st.integers(1, 200), st.integers(0, 7), STARTS, st.data())
def test_the_axis_is_exact_and_its_times_are_round_and_apart(
    end: int, room: int, level: int, started: str, data: st.DataObject
) -> None:
    clock, at = calendar(started, end), data.draw(st.integers(0, end))
    shown = view(end, room, level, at)
    found = ticks(shown, clock, end)
    for one, other in pairwise(found):
        assert one.column + 1 + len(one.label) < other.column
    for tick in found:
        assert 0 <= tick.column < room
        assert tick.midnight == tick.label.endswith("00:00")
    here = shown.column(at)
    pieces = axis(found, room, here, clock.time(at))
    said = text(pieces)
    assert cell_len(said) == len(said) == room
    assert said[here] == "▼"
    whole = {clock.time(at), *(tick.label for tick in found)}
    assert set(TIMES.findall(said)) <= whole
    assert set(TIMES.sub("", said)) <= set(" │┃▼")


@pytest.mark.parametrize(
    ("end", "room", "expected"),
    [
        (100 * MINUTE, 100, ["10:00", "10:10", "10:20"]),
        (100 * MINUTE, 40, ["10:00", "10:30", "11:00"]),
        (9 * HOUR, 100, ["10:00", "11:00", "12:00"]),
        (20 * HOUR, 60, ["12:00", "15:00", "18:00"]),
        (60 * HOUR, 100, ["12:00", "Tue 00:00", "12:00"]),
        (12 * DAY, 90, ["Wed 00:00", "Fri 00:00", "Sun 00:00"]),
    ],
)
def test_the_steps_of_the_clock_are_those_people_use(end: int, room: int, expected: list[str]) -> None:
    clock = calendar("2026-11-02T10:00+01:00", end)
    found = [tick.label for tick in ticks(view(end, room, 0, 0), clock, end)]
    assert found[:3] == expected
    assert set(STEPS) > {5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY}


def test_a_time_gives_way_to_the_moment_shown() -> None:
    clock = calendar("2026-11-02T10:00+01:00", 100 * MINUTE)
    shown = view(100 * MINUTE, 100, 0, 0)
    found = ticks(shown, clock, 100 * MINUTE)
    said = text(axis(found, 100, 22, "10:22"))
    assert "▼10:22" in said
    assert "10:20" not in said
    assert "10:10" in said
    assert text(axis(found, 100, 98, "11:38")).endswith(" 11:38▼│")


@given(lanes(), st.integers(1, 120), st.sampled_from([1, 7, 40, 300]), st.integers(0, 20), st.integers(-5, 125))
def test_a_lane_has_exactly_its_columns_whatever_moment_is_shown(
    lane: Lane, room: int, scale: int, first: int, here: int
) -> None:
    shown = View(scale, first, room)
    for line in bar(lane, shown, [], shown.end):
        assert len(line.text) == room
        pieces = drawn(line, here)
        assert cell_len(text(pieces)) == len(text(pieces)) == room
        assert all(piece for piece, _ink in pieces)
        shades = inks(pieces)
        assert set(shades[max(0, here + 1) :]) <= {"faint", "faint reverse"}
        assert "faint reverse" not in shades[: max(0, here)]
        if 0 <= here < room:
            assert shades[here].startswith("accent")
            assert text(pieces)[here] in {HERE, line.text[here]}


@given(lanes(), st.integers(1, 120), st.sampled_from([1, 7, 40, 300]), st.integers(0, 20))
def test_each_column_has_the_texture_of_the_weightiest_that_is_done_then(
    lane: Lane, room: int, scale: int, first: int
) -> None:
    shown = View(scale, first, room)
    line, _names = bar(lane, shown, [], shown.end)
    for column in range(room):
        if column not in line.kept and line.text[column] != " ":
            most = lane.most(shown.time(column), shown.time(column + 1))
            assert most is not None
            assert line.text[column] in {DOING[most.doing][0], EDGE}
        elif line.text[column] == " " and lane.most(shown.time(column), shown.time(column + 1)):
            beside = line.text[max(0, column - 1) : column + 2]
            assert any(letter.isalnum() for letter in beside), "only around a name are there blanks"


def made(*stretches: tuple[int, int, Doing, str, int]) -> Lane:
    lane = Lane("x")
    for n, (start, end, doing, task, epoch) in enumerate(stretches):
        lane.add(Stretch(start, end, doing, task, epoch, n))
    return lane


def test_a_task_is_written_once_into_its_attempt_where_there_is_room_else_below_it() -> None:
    lane = made(
        (0, 4, Doing.WORK, "importer", 1),
        (4, 24, Doing.WORK, "importer", 2),
        (24, 27, Doing.CHECK, "importer", 2),
        (27, 45, Doing.WORK, "importer", 2),
        (45, 50, Doing.REVIEW, "api", 1),
    )
    line, names = bar(lane, View(1, 0, 60), [], 60)
    assert line.text.startswith("▇▇▇▇▐ importer e2 ▇▇▇▇▇▇▃▃▃▇▇")
    assert line.text.count("importer") == 1
    assert names.text.startswith("importer" + " " * 37 + "api")
    assert inks(drawn(line, 50))[10] == "success reverse"
    assert inks(drawn(line, 2))[10] == "faint reverse"


def test_neighbours_of_one_kind_have_an_edge_between_them() -> None:
    lane = made((0, 5, Doing.REVIEW, "a", 1), (5, 9, Doing.REVIEW, "b", 1), (9, 12, Doing.CHECK, "b", 1))
    line, _names = bar(lane, View(1, 0, 14), [], 14)
    assert line.text[5] == EDGE
    assert line.text[9] == DOING[Doing.CHECK][0]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind in MARK])
def test_a_mark_stands_in_its_column_and_is_seen_through_the_cursor(kind: Kind) -> None:
    lane = made((0, 1_000, Doing.WORK, "t", 1))
    lane.put(Mark(1, 437, kind))
    line, _names = bar(lane, View(10, 20, 50), [], 1_000)
    glyph, ink = MARK[kind]
    assert [place for place, letter in enumerate(line.text) if letter == glyph] == [23]
    assert inks(drawn(line, 40))[23] == f"{ink} bold"
    at_it = drawn(line, 23)
    assert text(at_it)[23] == glyph
    assert inks(at_it)[23] == "accent bold reverse"
    assert inks(drawn(line, 10))[23] == "faint"


def test_where_marks_meet_the_loudest_is_shown() -> None:
    lane = Lane("x")
    for n, kind in enumerate((Kind.MERGED, Kind.SWAP, Kind.REFUSAL)):
        lane.put(Mark(n, 100 + n, kind))
    line, _names = bar(lane, View(10, 0, 20), [], 200)
    assert line.text[10] == MARK[Kind.SWAP][0]
    assert set(LOUD) == set(Kind)


def test_hours_are_a_line_behind_the_lane_and_end_with_the_run() -> None:
    hours = (Interval(start=-10, end=15), Interval(start=40, end=500))
    line, _names = bar(made((50, 60, Doing.REVIEW, "a", 1)), View(10, 0, 12), [], 79, hours)
    assert line.text == f"{OPEN * 2}  {OPEN}▒{OPEN * 2}    "


def test_a_name_with_letters_of_two_cells_is_not_written_into_a_lane() -> None:
    line, names = bar(made((0, 20, Doing.WORK, "導入", 1)), View(1, 0, 20), [], 20)
    assert line.text == "▇" * 20
    assert names.text == " " * 20


@given(st.text("abc-1é導", max_size=40), st.integers(0, 30))
def test_a_shortened_name_is_exact_and_keeps_its_end(name: str, room: int) -> None:
    said = short(name, room)
    assert cell_len(said) == room
    if name.isascii() and 4 <= room < len(name):
        assert said.endswith(name[-2:])


def test_siblings_stay_apart_when_their_names_are_cut() -> None:
    names = ("claude-developer-1", "claude-developer-2", "claude-reviewer-1")
    for room in range(9, 19):
        assert len({short(name, room) for name in names}) == 3


def test_textures_and_marks_differ_without_colour() -> None:
    glyphs = [glyph for glyph, _ink in DOING.values()]
    assert len(set(glyphs)) == len(glyphs)
    assert set(DOING) == set(Doing)
    signs = [glyph for glyph, _ink in (*DOING.values(), *MARK.values())]
    assert all(cell_len(glyph) == len(glyph) == 1 for glyph in signs)


SIGNS = st.tuples(st.sampled_from("▇▃≈"), st.just("ink"), st.text("abcd ", min_size=1, max_size=20))


@given(st.lists(SIGNS, max_size=14), st.integers(0, 60), st.integers(0, 3))
def test_the_legend_keeps_to_its_lines(signs: list[tuple[str, str, str]], width: int, lines: int) -> None:
    rows = wrapped(signs, width, lines)
    assert len(rows) <= lines
    assert all(cell_len(text(list(row))) <= width for row in rows)
    said = [piece for row in rows for piece, ink in row if ink == "muted"]
    assert said == [f"{word} " for _glyph, _ink, word in signs][: len(said)]


def test_a_line_of_cells_is_kept_as_pieces() -> None:
    line = Bar.of("aabbc", ["x", "x", "y", "y reverse", "x"], {2})
    assert line.was == (("aa", "x"), ("b", "y"), ("b", "y reverse"), ("c", "x"))
    assert line.starts == (0, 2, 3, 4)
    assert line.will_be == (("aab", "faint"), ("b", "faint reverse"), ("c", "faint"))
    assert line.later == (0, 3, 4)
