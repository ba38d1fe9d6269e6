"""The graph's drawing says what is so and nothing else: its lines are followed, cell by cell, as one reads them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs

from orchestra_tui.fleet.model import Role, Task
from orchestra_tui.tui.widgets.fleet.drawing import DRAWN, INDENT, SIGN, Sheet, drawing, listing
from orchestra_tui.tui.widgets.fleet.wires import Channel, Trunk, cells, channel, glyph, heavy, read
from orchestra_tui.tutor.playing.graph import Graph, Span, graph
from tests.fleet.fleets import plan

UP, RIGHT, DOWN, LEFT = (-1, 0), (0, 1), (1, 0), (0, -1)
ARMS = {
    letter: frozenset(sides)
    for letters, sides in (
        ("─━╼╾", (LEFT, RIGHT)), ("│┃╽╿", (UP, DOWN)),
        ("╭┌┍┎┏", (DOWN, RIGHT)), ("╮┐┑┒┓", (DOWN, LEFT)), ("╰└┕┖┗", (UP, RIGHT)), ("╯┘┙┚┛", (UP, LEFT)),
        ("├┝┞┟┠┡┢┣", (UP, DOWN, RIGHT)), ("┤┥┦┧┨┩┪┫", (UP, DOWN, LEFT)),
        ("┬┭┮┯┰┱┲┳", (LEFT, RIGHT, DOWN)), ("┴┵┶┷┸┹┺┻", (LEFT, RIGHT, UP)),
        ("┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋", (UP, DOWN, LEFT, RIGHT)),
    )
    for letter in letters
}  # fmt: skip
"""What a box character joins, told apart from how the program thinks of it."""
HEAVY = frozenset("━┃┏┓┗┛")


def dag(**after: str) -> Graph:
    """Tasks by name, each after those named."""
    tasks = tuple(Task(id=id, title="", role=Role.DEVELOPER, after=tuple(names.split())) for id, names in after.items())
    spans = {task.id: Span(0, (1 + place) * 600_000) for place, task in enumerate(tasks)}
    return graph(structs.replace(plan(1), tasks=tasks), spans)


def written(sheet: Sheet, width: int) -> list[str]:
    """The sheet as text; a task has the sign ●."""
    lines = []
    for y in range(sheet.height):
        line = [" "] * width
        for wire in sheet.wires.get(y, ()):
            line[wire.x : wire.x + len(wire.text)] = wire.text
        for task, node in sheet.nodes.items():
            if node.y == y:
                said = f"● {task[: node.room]}{node.more}"
                assert node.x + len(said) < width
                assert not "".join(line[node.x : node.x + len(said)]).strip(), "a line goes through a name"
                line[node.x : node.x + len(said)] = said
        assert len(line) == width
        lines.append("".join(line))
    return lines


def followed(sheet: Sheet, lines: list[str], task: str) -> set[str]:
    """The tasks that somebody comes to who leaves a task to the right and never turns back."""
    node = sheet.nodes[task]
    signs = {(node.y, node.x): task for task, node in sheet.nodes.items()}
    x = node.x + 2 + len(f"{task[: node.room]}{node.more}")
    todo, seen, found = [((node.y, x), RIGHT)], set(), set()
    while todo:
        place, way = todo.pop()
        y, x = place
        if way == RIGHT and lines[y][x] == " ":
            x += 1
        if (y, x) in signs and way == RIGHT:
            found.add(signs[y, x])
            continue
        if x == len(lines[0]) or lines[y][x] == " " or (place, way) in seen:
            continue
        seen.add((place, way))
        arms = ARMS[lines[y][x]]
        back = (-way[0], -way[1])
        onward = arms - {back, LEFT} if back in arms else {way}
        todo += [((y + dy, x + dx), (dy, dx)) for dy, dx in onward]
    return found


def is_true(known: Graph, sheet: Sheet, width: int) -> None:
    lines = written(sheet, width)
    for task in known.wave:
        after = {other for other, before in known.before.items() if task in before}
        assert followed(sheet, lines, task) == after, (task, "\n".join(lines))


@st.composite
def dags(draw: st.DrawFn) -> Graph:
    count = draw(st.integers(1, 12))
    wave = [draw(st.integers(0, 4)) for _ in range(count)]
    after = {}
    for n in range(count):
        before = [f"t{k}" for k in range(count) if wave[k] < wave[n]]
        most = draw(st.sampled_from([1, 1, 2, 3]))
        after[f"t{n}"] = " ".join(draw(st.lists(st.sampled_from(before), max_size=most, unique=True))) if before else ""
    return dag(**after)


@given(dags(), st.sampled_from([60, 100, 140]), st.sampled_from([1, 99]))
def test_what_is_drawn_is_true(known: Graph, width: int, height: int) -> None:
    sheet = drawing(known, width, height)
    assume(sheet is not None)
    assert sheet
    is_true(known, sheet, width)
    assert set(sheet.nodes) == set(known.wave)
    spots = [(node.y, node.x) for node in sheet.nodes.values()]
    assert len(set(spots)) == len(spots)
    for wave in known.waves:
        assert len({sheet.nodes[task].x for task in wave}) == 1
    assert height == 1 or sheet.height <= height


USUAL = (
    dag(a=""),
    dag(a="", b="", c=""),
    dag(a="", b="a", c="b", d="c"),
    dag(spec="", plan="spec", api="plan", ui="plan", worker="plan", docs="plan", e2e="api ui worker docs"),
    dag(a="", b="", c="a", d="b"),
    dag(a="", b="", x="a b", y="a"),
    dag(a="", b="", c="", x="a b", y="b c", z="c"),
    dag(a="", b="", c="a b", d="a b", e="c d", f="a", g="f e"),
    dag(a="", b="a", c="a", d="b", e="c", f="d e", h="a", k="h f"),
    dag(spec="", schema="spec", api="schema", ui="spec", auth="spec", mobile="api auth", web="api ui auth",
        e2e="web mobile", docs="api", release="e2e docs"),
)  # fmt: skip


@pytest.mark.parametrize("known", USUAL, ids=lambda known: "-".join(str(len(wave)) for wave in known.waves))
@pytest.mark.parametrize("height", [1, 60])
def test_what_people_write_can_be_drawn(known: Graph, height: int) -> None:
    sheet = drawing(known, 118, height)
    assert sheet is not None
    is_true(known, sheet, 118)


def test_a_fan_is_drawn_as_one_would_by_hand() -> None:
    known = dag(spec="", api="spec", ui="spec", docs="spec", e2e="api ui docs")
    sheet = drawing(known, 36, 3)
    assert sheet is not None
    assert [line.rstrip() for line in written(sheet, 36)] == [
        "         ╭─ ● api ──╮",
        " ● spec ━╅─ ● ui ───╆━ ● e2e",
        "         ┗━ ● docs ━┛",
    ]


def test_with_room_each_task_has_its_time_and_a_blank_line_below() -> None:
    known = dag(spec="", api="spec", ui="spec")
    sheet = drawing(known, 60, 9)
    assert sheet is not None
    assert [line.rstrip() for line in written(sheet, 60)] == [
        " ● spec 10 min ━┱─ ● api 20 min",
        "                ┃",
        "                ┗━ ● ui 30 min",
    ]


def test_the_critical_path_is_heavy_from_end_to_end() -> None:
    known = dag(a="", b="a", c="a", d="b c", e="d")
    sheet = drawing(known, 60, 1)
    assert sheet is not None
    assert known.path.tasks == ("a", "c", "d", "e")
    heavy_cells = "".join(wire.text for line in sheet.wires.values() for wire in line if wire.ink == "accent bold")
    assert HEAVY & set(heavy_cells)
    light = "".join(wire.text for line in sheet.wires.values() for wire in line if wire.ink != "accent bold")
    assert not HEAVY & set(light)


def test_names_give_way_before_the_drawing_does() -> None:
    known = dag(**{"a-very-long-name": "", "another-long-name": "a-very-long-name"})
    sheet = drawing(known, 30, 1)
    assert sheet is not None
    assert all(6 <= node.room < 16 for node in sheet.nodes.values())
    is_true(known, sheet, 30)
    assert drawing(known, 20, 1) is None


def test_many_tasks_are_listed() -> None:
    many = dag(**{f"t{n}": "" for n in range(DRAWN + 1)})
    assert drawing(many, 200, 99) is None
    sheet = listing(many, 60)
    assert sheet.heads == {0: 0}
    assert list(sheet.nodes) == [f"t{n}" for n in range(DRAWN + 1)]


@given(dags(), st.integers(12, 120))
def test_a_list_has_each_task_once_under_its_wave_and_is_read_downwards(known: Graph, width: int) -> None:
    sheet = listing(known, width)
    assert list(sheet.nodes) == list(known.order)
    assert sorted(sheet.heads.values()) == list(range(len(known.waves)))
    taken = set()
    for task, node in sheet.nodes.items():
        head = max(y for y in sheet.heads if y < node.y)
        assert sheet.heads[head] == known.wave[task]
        assert node.x >= INDENT
        assert node.x + SIGN + node.room <= width
        span = {(node.y, x) for x in range(node.x, node.x + SIGN + node.room)}
        assert not span & taken
        taken |= span
    assert sheet.height == max(node.y for node in sheet.nodes.values()) + 1


# A channel alone


LINKS = st.frozensets(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=7)


@given(LINKS)
def test_a_channel_reads_as_its_links_or_is_not_drawn(links: frozenset[tuple[int, int]]) -> None:
    made = channel(links)
    if made is not None:
        assert read(made) == links
        assert {link for trunk, _at in made.trunks for link in trunk.links} == links
        for (one, at), (other, beside) in combinations(made.trunks, 2):
            if at == beside >= 0:
                assert one.span[1] < other.span[0] or other.span[1] < one.span[0]


def test_two_sources_with_the_same_targets_share_a_line() -> None:
    made = channel(frozenset({(0, 1), (0, 2), (3, 1), (3, 2)}))
    assert made == Channel(((Trunk(frozenset({0, 3}), frozenset({1, 2})), 0),), 1)


def test_what_would_be_misread_is_not_drawn() -> None:
    """Both rows are sources and targets: whoever follows a line cannot know where to turn."""
    assert channel(frozenset({(0, 0), (0, 1), (1, 0)})) is None


def corners() -> Iterator[tuple[tuple[int, int, int, int], str]]:
    yield (0, 2, 0, 2), "━"
    yield (1, 0, 1, 0), "│"
    yield (0, 1, 1, 0), "╭"
    yield (2, 0, 0, 2), "┛"
    yield (2, 1, 1, 1), "╀"
    yield (1, 2, 2, 2), "╈"
    yield (0, 0, 0, 0), " "


@pytest.mark.parametrize(("lines", "expected"), corners())
def test_lines_meet_in_the_character_that_is_made_for_it(lines: tuple[int, int, int, int], expected: str) -> None:
    assert glyph(lines) == expected


def test_the_thicker_of_two_crossing_lines_goes_over_the_other() -> None:
    assert glyph((1, 1, 1, 1), over=True) == "─"
    assert glyph((2, 1, 2, 1), over=True) == "┃"
    assert glyph((1, 2, 1, 2), over=True) == "━"


def test_a_heavy_link_is_heavy_in_every_cell_it_passes() -> None:
    made = channel(frozenset({(0, 0), (0, 2)}))
    assert made is not None
    drawn = cells(made)
    for row, at, side in heavy(made, [(0, 2)]):
        assert drawn[row, at][0][side] == 1
