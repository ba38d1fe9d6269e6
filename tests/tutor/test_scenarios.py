"""Which scenarios a course has, and how one is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.course.course import open_course
from orchestra_tui.course.model import SectionRef
from orchestra_tui.tutor.scenarios import faults, files, find, scenarios
from tests.tutor.fleets import build, course, course_files, scenario


def test_they_come_by_section_then_by_name(tmp_path: Path) -> None:
    found = scenarios(course(tmp_path))
    assert [(entry.name, entry.title, entry.section) for entry in found] == [
        ("small", "Small", SectionRef("m", "one")),
        ("also", "Also", SectionRef("m", "two")),
        ("zero", "Zero", SectionRef("m", "two")),
    ]


def test_the_ten_that_ship_lead_through_the_sections() -> None:
    found = scenarios(open_course())
    assert len(found) >= 10
    order = [section.ref for section in open_course().sections]
    places = [order.index(entry.section) for entry in found]
    assert places == sorted(places)


def test_a_translation_stands_for_its_original(tmp_path: Path) -> None:
    made = course(tmp_path, small_ru=scenario("Малый"))
    assert next(entry.title for entry in scenarios(made, "ru")) == "Малый"
    assert find(made, "small", "ru-RU").path.name == "small.ru.yaml"
    assert find(made, "small", "de").path.name == find(made, "small").path.name == "small.yaml"
    assert list(files(made)) == ["also", "small", "zero"]


def test_a_broken_file_is_told_and_the_others_are_listed(tmp_path: Path) -> None:
    made = course(tmp_path, small="title: [", zero="version: 1\n")
    assert [entry.name for entry in scenarios(made)] == ["also"]
    told = [str(error) for error in faults(made)]
    assert len(told) == 2
    assert "small.yaml:1:9" in told[0]
    assert "title" in told[1]


def test_a_section_that_is_not_there_comes_last(tmp_path: Path) -> None:
    found = scenarios(course(tmp_path, also=scenario("Also", "three")))
    assert [(entry.name, entry.section) for entry in found][-1] == ("also", None)


def test_a_file_of_the_learners_own(tmp_path: Path) -> None:
    made, mine = course(tmp_path), tmp_path / "mine.yaml"
    mine.write_text(scenario("Mine", "two"), encoding="utf-8")
    entry = find(made, str(mine))
    assert (entry.name, entry.title, entry.section, entry.path) == ("mine", "Mine", SectionRef("m", "two"), mine)
    mine.write_text(scenario("Mine", "three"), encoding="utf-8")
    assert find(made, str(mine)).section is None
    assert find(made, str(tmp_path / "none.yaml")).path == tmp_path / "none.yaml"


@pytest.mark.parametrize(("name", "told"), [
    ("smal", 'There is no scenario "smal". Did you mean "small"?'),
    ("qqq", 'There is no scenario "qqq". Known here: also, small, zero.'),
])  # fmt: skip
def test_one_that_is_not_there_names_one_like_it(tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(OrchestraError) as caught:
        find(course(tmp_path), name)
    assert str(caught.value) == told


def test_a_course_without_scenarios(tmp_path: Path) -> None:
    texts = {name: text for name, text in course_files().items() if "scenarios" not in name}
    made = open_course(build(tmp_path, texts))
    assert scenarios(made) == ()
    with pytest.raises(OrchestraError, match="Give the path of a scenario file"):
        find(made, "solo")
