from __future__ import annotations

from pathlib import Path

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.paths import home
from orchestra_tui.base.settings import Settings
from orchestra_tui.tutor.library import all_sections, open_library, sections_named, short_names
from orchestra_tui.tutor.options import Options


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)


@pytest.fixture
def options(tmp_path: Path) -> Options:
    """A course of three modules: two with sections of the same id, one that cannot be read."""
    folder = tmp_path / "course"
    for name, text in {"a": "## Same\n\n## Own\n", "b": "## Same\n\n## a\n"}.items():
        folder.joinpath(name).mkdir(parents=True)
        folder.joinpath(name, "theory.md").write_text(text, encoding="utf-8")
    folder.joinpath("c").mkdir()
    huge(folder / "c" / "theory.md")
    return Options(home(tmp_path / "home"), Settings(), course=folder)


def test_a_short_name_is_the_id_where_it_means_one_thing(options: Options) -> None:
    course = open_library(options)
    names = list(short_names(all_sections(course)).values())
    assert names == ["a/same", "own", "b/same", "b/a"]
    assert [str(sections_named(course, name)[0].ref) for name in names] == ["a/same", "a/own", "b/same", "b/a"]
    assert [fault.place for fault in course.faults]


def test_a_module_is_named_by_its_id(options: Options) -> None:
    assert [section.title for section in sections_named(open_library(options), "b")] == ["Same", "a"]


def test_a_module_that_cannot_be_read_says_why(options: Options) -> None:
    with pytest.raises(OrchestraError, match="too large"):
        sections_named(open_library(options), "c")


def test_a_translation_is_opened_by_language(options: Options) -> None:
    assert options.course
    options.course.joinpath("a", "theory.en.md").write_text("## Same, said otherwise\n\n## Own\n", encoding="utf-8")
    course = open_library(options._replace(course_language="en"))
    assert sections_named(course, "a/same")[0].title == "Same, said otherwise"


def test_a_course_of_which_nothing_can_be_read_is_a_fault(options: Options) -> None:
    assert options.course
    for name in "ab":
        huge(options.course / name / "theory.md")
    with pytest.raises(OrchestraError, match="too large"):
        all_sections(open_library(options))
