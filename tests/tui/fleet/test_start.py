"""The first page of the fleet: what there is, what to do next, and how it went."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestra_tui.course.model import SectionRef
from orchestra_tui.journal.runs import ENDED, FleetRun, run_row
from orchestra_tui.journal.store import Journal
from orchestra_tui.tui.screens.fleet.bill import Bill
from orchestra_tui.tui.screens.fleet.opening import OpeningScreen
from orchestra_tui.tui.screens.fleet.start import FleetStart
from orchestra_tui.tui.screens.fleet.start_rows import OpenFile, Step, detail_lines, start_rows
from orchestra_tui.tui.screens.reader import ReaderScreen
from orchestra_tui.tui.wishes import Watch
from orchestra_tui.tutor.playing.showing import Shown
from orchestra_tui.tutor.repertoire import listed
from orchestra_tui.tutor.scenarios import scenarios
from tests.tui.fleet.theatre_opening import now, playing, press, to_fleet, to_row
from tests.tui.stage import make_app, shown
from tests.tutor.fleets import course, scenario

RUN = FleetRun("r", "small", 1, "d", "makespan", 60_000, 120_000, (True, False), 0, ENDED)


async def seen(tmp_path: Path, *runs: FleetRun) -> None:
    """Somebody watched these."""
    async with playing(tmp_path):
        pass
    app = make_app(tmp_path)
    with Journal.open(app.options.home.journal) as journal:
        for run in runs:
            journal.append(*run_row(run), app.course.id)


async def test_somebody_new_is_told_what_this_is_and_what_to_do_first(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, _app):
        await to_fleet(pilot)
        picture = shown(pilot)
        assert "▸ Watch: Small" in picture
        assert "A fleet runs here in simulation" in picture
        assert "section is about that you read last" in picture  # the text stands at section one
        order = [picture.index(words) for words in ("Section one", "· Small", "Section two", "· Also", "· Zero")]
        assert order == sorted(order)
        assert "prediction" in picture
        assert picture.count("min") >= 3  # every run was measured
        await press(pilot, "end")
        assert "A scenario or a log of your own…" in shown(pilot)


async def test_what_is_under_the_cursor_is_told_below(tmp_path: Path) -> None:
    files = {"content/m/scenarios/also.yaml": scenario("Also", "two").replace('"look"', '"Look at the lanes."')}
    async with playing(tmp_path, files=files) as (pilot, _app):
        start = await to_fleet(pilot)
        assert start.detail.text.split("\n")[1].strip() == "look"
        await to_row(pilot, "· Also")
        assert "Look at the lanes." in start.detail.text
        await to_row(pilot, "of your own")
        assert "A scenario is a YAML file" in start.detail.text


async def test_what_was_watched_stands_with_its_prediction_and_goals(tmp_path: Path) -> None:
    await seen(tmp_path, RUN)
    async with playing(tmp_path, size=(100, 40)) as (pilot, _app):
        start = await to_fleet(pilot)
        picture = shown(pilot)
        line = next(line for line in picture.splitlines() if "Small" in line)
        assert line.split() == ["◐", "Small", "◐", "−50", "%", "◐", "1/2", "2", "min"]
        assert "▸ Watch: Also" in picture
        assert "A fleet runs here" not in picture
        await to_row(pilot, "◐ Small")
        assert "time of the run: you said 1 min, it was 2 min" in start.detail.text


async def test_a_row_is_opened_by_key_and_mouse_and_leads_to_its_section(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        start = await to_fleet(pilot)
        await to_row(pilot, "· Zero")
        await press(pilot, "е")  # t, on the Russian layout
        assert now(app, ReaderScreen).current.ref == SectionRef("m", "two")
        await press(pilot, "f4")
        at = next(n for n, row in enumerate(start.board.rows) if row.value == Watch("zero"))
        await pilot.click(start.board, offset=(20, at - start.board.scroll_offset.y))
        await press(pilot)
        assert now(app, OpeningScreen).ready.source().title == "Zero"
        await press(pilot, "escape")
        await press(pilot, "escape")
        assert start.wish == Watch("zero")
        await press(pilot, "escape")
        now(app, ReaderScreen)


async def test_a_row_without_a_section_leads_to_none(tmp_path: Path) -> None:
    files = {"content/m/scenarios/zero.yaml": scenario("Zero", "nowhere")}
    async with playing(tmp_path, files=files) as (pilot, app):
        await to_fleet(pilot)
        assert "t to the text" in shown(pilot)
        await to_row(pilot, "· Zero")
        assert "Without a section" in shown(pilot)
        assert "t to the text" not in shown(pilot)
        await press(pilot, "t")
        assert not isinstance(app.screen, ReaderScreen)


async def test_a_broken_scenario_is_told_and_the_others_stand(tmp_path: Path) -> None:
    files = {"content/m/scenarios/zero.yaml": "title: ["}
    async with playing(tmp_path, files=files, size=(100, 40)) as (pilot, _app):
        await to_fleet(pilot)
        picture = shown(pilot)
        assert "▲ " in picture
        assert "zero.yaml:1:9" in picture.replace("\n", "").replace(" ", "")
        assert "· Also" in picture


async def test_what_was_changed_meanwhile_is_seen_on_coming_back(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        start = await to_fleet(pilot)
        path = Path(app.course.modules[0].content or "") / "scenarios" / "small.yaml"
        path.write_text(path.read_text().replace("title: Small", "title: Large").replace('"look"', '"closer"'))
        await press(pilot, "f2")
        await press(pilot, "f4")
        assert "▸ Watch: Large" in shown(pilot)
        assert "closer" in start.detail.text


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 36), (200, 60)])
async def test_it_fits_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(tmp_path, size=size) as (pilot, app):
        start = await to_fleet(pilot)
        picture = shown(pilot)
        assert "▸ Watch: Small" in picture
        assert "look" in picture
        assert max(map(len, picture.splitlines())) <= size[0]
        await press(pilot, "down", "down", "enter")
        await press(pilot)
        assert now(app, OpeningScreen).ready.source().title in {"Small", "Also"}
        assert start.board.rows


# Rows alone


def bill(tmp_path: Path, *runs: FleetRun, **more: object) -> Bill:
    found = listed(scenarios(course(tmp_path)), runs)
    return Bill(found, {SectionRef("m", "one"): "Section one", SectionRef("m", "two"): "Two\x1b[31m"}, **more)  # type: ignore[arg-type]


def texts(rows: list) -> list[str]:  # type: ignore[type-arg]
    return ["".join(text for text, _ink in (*row.left, *row.right)) for row in rows]


def test_the_next_step_may_be_a_file_of_ones_own(tmp_path: Path) -> None:
    runs = [FleetRun(name, name, 1, "d", "makespan", None, 5, (), 0, ENDED) for name in ("small", "also", "zero")]
    rows = start_rows(bill(tmp_path, *runs), 80)
    first = next(row for row in rows if row.value is not None)
    assert first.value == Step(None)
    assert "Open a file of your own" in texts([first])[0]
    assert isinstance(rows[-2].value, OpenFile)


def test_foreign_names_are_shown_and_never_sent(tmp_path: Path) -> None:
    assert not any("\x1b" in text for text in texts(start_rows(bill(tmp_path), 80)))


def test_a_long_text_is_cut_where_the_room_ends(tmp_path: Path) -> None:
    found = bill(tmp_path, shown={"small": Shown("word " * 200)})
    lines = detail_lines(found, Watch("small"), 60, 4)
    assert len(lines) == 4
    assert lines[-1].text.endswith(" …")
    assert detail_lines(found, object(), 60, 4) == []
    assert detail_lines(None, Watch("small"), 60, 4) == []


async def test_the_keys_of_the_page_are_in_the_help(tmp_path: Path) -> None:
    async with playing(tmp_path, size=(80, 80)) as (pilot, app):
        await to_fleet(pilot)
        await press(pilot, "?")
        said = " ".join(shown(pilot).replace("│", " ").split())
        assert "A scenario of your own, or a recorded log." in said
        assert "Opens the section that the scenario belongs to." in said
        await press(pilot, "escape")
        now(app, FleetStart)
