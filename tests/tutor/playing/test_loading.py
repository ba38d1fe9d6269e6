"""Whatever can be watched is made ready, and whatever cannot says why in one line with its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.course.course import Course
from orchestra_tui.course.model import SectionRef
from orchestra_tui.tutor import fleet, fleet_log
from orchestra_tui.tutor.playing.attempt import Attempt
from orchestra_tui.tutor.playing.loading import Ready, is_log, load, named_files, stamps, typed_path
from orchestra_tui.tutor.playing.recording import EndedError
from tests.tutor.fleets import course, scenario


@pytest.fixture
def made(tmp_path: Path) -> Course:
    return course(tmp_path / "course")


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def logged(made: Course, path: Path, name: str = "small", seed: int = 3) -> Path:
    fleet_log.write(path, fleet.run(fleet.prepare(made, name, seed=seed)))
    return path


def test_a_scenario_of_the_course_by_its_name(made: Course) -> None:
    ready = load(made, "small", seed=7)
    assert (ready.own, ready.prepared.seed, ready.asked) == (False, 7, 7)
    source = ready.source(60_000)
    assert (source.title, source.seed, source.section, source.predicted) == ("Small", 7, SectionRef("m", "one"), 60_000)
    assert source.scenario is not None
    recording = ready.recording()
    assert recording.metrics == fleet.run(fleet.prepare(made, "small", seed=7)).numbers
    assert [goal.ok for goal in Attempt(ready).goals(recording)] == [True, False]


@pytest.mark.parametrize("typed", ["{path}", '"{path}"', "'{path}'", "  {path}  ", "{escaped}"])
def test_a_file_of_ones_own_however_its_path_is_typed(made: Course, tmp_path: Path, typed: str) -> None:
    path = write(tmp_path / "my runs" / "mine one.yaml", scenario("Mine", "two"))
    escaped = str(path).replace(" ", "\\ ")
    ready = load(made, typed.format(path=path, escaped=escaped))
    assert (ready.own, ready.file, ready.prepared.entry.section) == (True, path, SectionRef("m", "two"))


def test_from_home_and_from_here(made: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "home" / "mine.yaml", scenario("At home"))
    assert load(made, "~/mine.yaml").source().title == "At home"
    write(tmp_path / "work" / "mine.yaml", scenario("Here"))
    monkeypatch.chdir(tmp_path / "work")
    assert load(made, "mine.yaml").source().title == "Here"
    assert load(made, "../home/mine.yaml").source().title == "At home"


@pytest.mark.skipif(os.name == "nt", reason="a drive is a drive there")
def test_a_path_of_windows_is_looked_for_where_it_is_mounted(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {Path("/mnt/c/Users/me/My runs/a.yaml")}
    monkeypatch.setattr(Path, "exists", lambda self: self in there)
    assert typed_path(r"C:\Users\me\My runs\a.yaml") in there
    assert typed_path("c:/Users/me/My runs/a.yaml") in there
    assert typed_path(r"D:\nothing.yaml") == Path(r"D:\nothing.yaml")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("gone.yaml", None, "gone.yaml: It cannot be read"),
        ("small.yml", "version: [", "small.yml:1:11"),
        ("list.yaml", "- 1\n", "list.yaml:1:1"),
        ("keys.yaml", scenario() + "extra: 1\n", "keys.yaml:25:1"),
        ("role.yaml", scenario().replace("role: developer", "role: cook"), "role.yaml:14"),
    ],
    ids=["gone", "syntax", "no mapping", "a key", "a role"],
)
def test_what_is_wrong_is_told_with_its_place(
    made: Course, tmp_path: Path, name: str, text: str | None, told: str
) -> None:
    path = write(tmp_path / name, text) if text is not None else tmp_path / name
    with pytest.raises(OrchestraError) as caught:
        load(made, str(path))
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["smal", "\x1b[31m", "~nobody/x.yaml", "\0", "a" * 5000], ids=range(5))
def test_a_name_that_is_none(made: Course, name: str) -> None:
    with pytest.raises(OrchestraError) as caught:
        load(made, name)
    assert "\x1b" not in str(caught.value)
    assert name != "smal" or "small" in str(caught.value)


# Logs


def test_a_log_opens_with_the_scenario_it_names(made: Course, tmp_path: Path) -> None:
    ready = load(made, str(logged(made, tmp_path / "run.jsonl")))
    assert ready.recorded is not None
    source = ready.source()
    assert (source.scenario, source.seed, source.title, source.path.name) == (None, 3, "Small", "run.jsonl")
    assert ready.recording().hash == fleet.run(fleet.prepare(made, "small", seed=3)).run.hash
    assert ready.notes == ()
    assert Attempt(ready).begun() is None


def test_a_log_is_known_by_its_first_sign_whatever_its_name(made: Course, tmp_path: Path) -> None:
    assert is_log(logged(made, tmp_path / "night"))
    assert is_log(tmp_path / "gone.jsonl")
    assert not is_log(write(tmp_path / "flow.yaml", "{version: 1}"))
    assert not is_log(write(tmp_path / "plain", "version: 1"))
    assert not is_log(tmp_path / "gone")


def test_a_scenario_beside_the_log_comes_first(made: Course, tmp_path: Path) -> None:
    path = logged(made, tmp_path / "run.jsonl")
    write(tmp_path / "small.yaml", scenario("Beside"))
    assert load(made, str(path)).source().title == "Beside"


def test_a_log_of_a_scenario_that_is_not_here_says_what_helps(made: Course, tmp_path: Path) -> None:
    path = logged(made, tmp_path / "run.jsonl")
    path.write_text(path.read_text().replace('"scenario":"small"', '"scenario":"elsewhere"'))
    with pytest.raises(OrchestraError, match=r"run\.jsonl:1: .*elsewhere.*Put its file elsewhere\.yaml beside the log"):
        load(made, str(path))


def test_a_log_of_other_rules_is_doubted_but_shown(made: Course, tmp_path: Path) -> None:
    path = logged(made, tmp_path / "run.jsonl")
    path.write_text(path.read_text().replace('"core":"1"', '"core":"0"'))
    (doubt,) = load(made, str(path)).notes
    assert "version 0" in str(doubt)


@pytest.mark.parametrize(
    ("change", "line"), [(lambda lines: [*lines[:5], "{", *lines[5:]], 6), (lambda lines: ["{}", *lines[1:]], 1)]
)
def test_a_broken_log_is_told_with_its_line(made: Course, tmp_path: Path, change: object, line: int) -> None:
    path = logged(made, tmp_path / "run.jsonl")
    path.write_text("\n".join(change(path.read_text().split("\n"))))  # type: ignore[operator]
    with pytest.raises(OrchestraError, match=rf"run\.jsonl:{line}: "):
        load(made, str(path))


def test_a_log_of_another_plan_is_told_with_the_line_that_does_not_fit(made: Course, tmp_path: Path) -> None:
    path = logged(made, tmp_path / "run.jsonl")
    write(tmp_path / "small.yaml", scenario().replace("id: api", "id: other").replace("[api]", "[other]")
          .replace("    api:", "    other:"))  # fmt: skip
    ready = load(made, str(path))
    with pytest.raises(OrchestraError, match=r"run\.jsonl:\d+: Event \d+ cannot have happened"):
        ready.recording()


# Computing


def test_whoever_does_not_want_it_any_more_ends_it(made: Course, tmp_path: Path) -> None:
    path = logged(made, tmp_path / "run.jsonl")
    told: list[tuple[int, int]] = []

    def enough(done: int, total: int) -> bool:
        told.append((done, total))
        return False

    busy = scenario().replace("count: 2", "count: 40") + "policy: {health: {beat: 1s}}\n"
    ready = load(made, str(write(tmp_path / "busy.yaml", busy)))
    with pytest.raises(EndedError):
        ready.recording(enough)
    assert told
    assert told[0][0] >= 2_000
    assert load(made, str(path)).recording(lambda _done, _all: True).count


def test_an_impossible_runbook_is_known_beforehand(made: Course, tmp_path: Path) -> None:
    path = write(tmp_path / "no.yaml", scenario().replace("cli: claude", "cli: claude, daily_budget: 0.01"))
    assert [each.task for each in load(made, str(path)).prepared.obstacles] == ["api", "ui"]


def test_the_files_a_scenario_names_are_watched_with_it(made: Course, tmp_path: Path) -> None:
    text = scenario()
    pool = text[text.index("pool:") : text.index("profiles:")]
    path = write(tmp_path / "parts.yaml", text.replace(pool, "pool: parts/pool.yaml\n"))
    pool_file = write(tmp_path / "parts" / "pool.yaml", pool)
    ready: Ready = load(made, str(path))
    assert ready.watched == (path, pool_file) == named_files(path)
    before = stamps(ready.watched)
    pool_file.write_text(pool + "# longer\n")
    after = stamps(ready.watched)
    assert (before[0] == after[0], before[1] == after[1]) == (True, False)
    pool_file.unlink()
    assert stamps(ready.watched)[1] is None
