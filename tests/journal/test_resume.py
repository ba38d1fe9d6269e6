"""The copy of the place that start-up reads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from orchestra_tui.journal import files, resume
from orchestra_tui.journal.events import Spot


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "resume.json"


def test_each_course_has_its_place(path: Path) -> None:
    assert resume.load(path, "one") is None
    assert not path.parent.exists()
    stray = b"caf\xe9".decode("utf-8", "surrogateescape")
    for course in ("one", "two", stray):
        assert resume.save(path, course, Spot(f"{course}/сечение", 3, 4))
    assert resume.save(path, "one", Spot("m/s"))
    assert [resume.load(path, course) for course in ("one", "two", stray, "three")] == [
        Spot("m/s", 0, 0), Spot("two/сечение", 3, 4), Spot(f"{stray}/сечение", 3, 4), None,
    ]  # fmt: skip
    assert [file.name for file in path.parent.iterdir()] == ["resume.json"]


def test_the_places_of_old_courses_give_way(path: Path) -> None:
    for number in range(40):
        resume.save(path, str(number), Spot("m/s", number))
    assert [resume.load(path, str(number)) is None for number in range(40)] == [True] * 8 + [False] * 32


PLACE = {"section": "m/s", "block": 1, "line": 2}


NONSENSE = [
        "", "{", "[]", "null", "[" * 99_999, "\x00" * 20, '{"version": 1}', '{"version": 1, "places": []}',
        json.dumps({"version": 2, "places": {"c": PLACE}}),
        *(json.dumps({"version": 1, "places": {"c": place}}) for place in (
            None, [], {}, {**PLACE, "section": ""}, {**PLACE, "section": 5}, {**PLACE, "block": -1},
            {**PLACE, "block": True}, {**PLACE, "line": 1.0}, {**PLACE, "line": "2"}, {**PLACE, "line": None},
        )),
        json.dumps({"version": 1, "places": {"c": PLACE, "big": "x" * 100_000}}),
]  # fmt: skip


@pytest.mark.parametrize("text", NONSENSE, ids=range(len(NONSENSE)))
def test_a_file_that_makes_no_sense_is_no_place_and_no_error(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    assert resume.load(path, "c") is None
    assert resume.save(path, "c", Spot("m/s", 1, 2))
    assert resume.load(path, "c") == Spot("m/s", 1, 2)


def test_where_it_cannot_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.write_text("in the way")
    assert not resume.save(path, "c", Spot("m/s"))
    assert resume.load(path, "c") is None
    path.parent.unlink()
    assert resume.save(path, "c", Spot("m/s", 1))
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("no")))
    assert not resume.save(path, "c", Spot("m/s", 2))
    assert resume.load(path, "c") == Spot("m/s", 1)
    assert [file.name for file in path.parent.iterdir()] == ["resume.json"]
    path.unlink()
    path.mkdir()
    assert resume.load(path, "c") is None
    assert not resume.forget(path)


def test_forgetting(path: Path) -> None:
    assert resume.forget(path, "one")
    for course in ("one", "two"):
        resume.save(path, course, Spot("m/s"))
    assert resume.forget(path, "one")
    assert (resume.load(path, "one"), resume.load(path, "two")) == (None, Spot("m/s"))
    assert resume.forget(path)
    assert not path.exists()


def test_an_interrupted_write_leaves_the_old_text(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("old")

    def chunks() -> list[str]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.replace(file, (part for part in ("new", chunks())), sync=True)
    assert [(each.name, each.read_text()) for each in tmp_path.glob("*") if each.is_file()] == [("file", "old")]


def test_finding_the_place_loads_no_database() -> None:
    code = (
        "import sys\n"
        "from orchestra_tui.journal import events, reading, resume\n"
        "heavy = {'sqlite3', '_sqlite3', 'uuid', 'tempfile', 'platformdirs', 'msgspec', 'textual'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
