"""Starting and leaving: what is loaded when, and how it ends when something is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from orchestra_tui.base.paths import home
from orchestra_tui.base.settings import Settings
from orchestra_tui.tui import run as running
from orchestra_tui.tui.app import OrchestraApp
from orchestra_tui.tutor.options import Options
from tests.tui.stage import reading, write_course

FIRST_PAINT = """
import asyncio, sys
from pathlib import Path
from orchestra_tui.base.paths import home
from orchestra_tui.base.settings import Settings
from orchestra_tui.tutor.options import Options
from orchestra_tui.tutor.library import open_library
from orchestra_tui.tui.app import OrchestraApp
from orchestra_tui.tui.opening import opening
from orchestra_tui.tui.screens.reader import ReaderScreen

options = Options(home(sys.argv[1]), Settings(), Path(sys.argv[2]), language="en")
seen = []
furnish = ReaderScreen._furnish
def at_first_paint(self):
    seen.append(sorted(sys.modules))
    assert any("agent works here" in line.text for line in self.page.visible_lines())
    furnish(self)
ReaderScreen._furnish = at_first_paint

async def main():
    course = open_library(options)
    app = OrchestraApp(options, course, opening(course, options.home))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause(0.1)
    app.put_away()
asyncio.run(main())
heavy = "yaml msgspec sqlite3 pygments tomlkit tomllib snowballstemmer".split()
print([name for name in heavy if name in seen[0]])
print([name for name in ("orchestra_tui.tui.desk", "orchestra_tui.course.highlight", "orchestra_tui.course.search",
       "orchestra_tui.course.glossary", "orchestra_tui.tui.screens.picker", "orchestra_tui.tui.screens.help")
       if name in seen[0]])
"""


def test_the_first_text_waits_for_nothing_heavy(tmp_path: Path) -> None:
    course = write_course(tmp_path / "a course")
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(tmp_path / "learner"), str(course)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["[]", "[]"]


def options_for(tmp_path: Path, course: Path | None, *, debug: bool = False) -> Options:
    return Options(home(tmp_path / "learner"), Settings(), course, language="en", debug=debug)


@pytest.mark.parametrize("name", ["missing", "empty", "file.md"])
def test_a_course_that_cannot_be_opened_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.md").mkdir()
    assert running.run(options_for(tmp_path, tmp_path / name)) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert name in captured.err


@pytest.mark.parametrize("debug", [False, True])
def test_a_mistake_of_ours_is_one_line_and_a_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, debug: bool
) -> None:
    def broken(self: OrchestraApp) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(OrchestraApp, "on_mount", broken)
    monkeypatch.setattr(OrchestraApp, "run", _run_headless)
    options = options_for(tmp_path, write_course(tmp_path / "a course"), debug=debug)
    assert running.run(options) == running.BROKEN
    captured = capsys.readouterr()
    assert ("ZeroDivisionError" in captured.err) == debug
    assert "your progress is kept" in captured.err.splitlines()[-1]
    assert str(options.home.log) in captured.err.splitlines()[-1]
    assert "planted" in options.home.log.read_text("utf-8")


def _run_headless(app: OrchestraApp) -> None:
    import asyncio

    asyncio.run(app.run_async(headless=True))


async def test_a_worker_that_fails_leaves_the_text_and_a_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from orchestra_tui.tui.screens.reader.setting import Setting

    def broken(section: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(Setting, "_colour", staticmethod(broken))
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("escape", "n")
        assert reader.current.ref.section == "second"
        assert "planted" in reader.options.home.log.read_text("utf-8")


async def test_what_the_disk_does_not_take_is_told_and_asked_about(tmp_path: Path) -> None:
    (tmp_path / "learner").mkdir()
    (tmp_path / "learner" / "data").write_text("a file where a folder should be", "utf-8")
    async with reading(tmp_path, size=(120, 36)) as (pilot, reader):
        from tests.tui.stage import settled, shown

        await pilot.press("escape", "d")
        await settled(pilot)
        assert reader.desk.unsaved
        await pilot.press("q")
        assert "not saved" in shown(pilot)
        assert pilot.app.return_code is None
        await pilot.press("ctrl+p", *"save progress", "enter")
        await pilot.press(*["backspace"] * 60, *str(tmp_path / "saved.jsonl"), "enter")
        await settled(pilot)
        assert "module/first" in (tmp_path / "saved.jsonl").read_text("utf-8")
        await pilot.press("q")
        assert pilot.app.return_code == 0
